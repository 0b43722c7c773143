/* SPDX-License-Identifier: MIT */
#include <bandex/version.h>

uint32_t bandex_version_number(void)
{
    return BANDEX_VERSION_MAJOR * 1000000u + BANDEX_VERSION_MINOR * 1000u + BANDEX_VERSION_PATCH;
}

const char *bandex_version_string(void)
{
    return BANDEX_VERSION_STRING;
}
