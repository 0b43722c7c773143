/* SPDX-License-Identifier: MIT */
#include <bandex.h>
#include <stdio.h>

int main(void)
{
    bandex_detector detector;
    if (bandex_version_number() != BANDEX_VERSION_MAJOR * 1000000u + BANDEX_VERSION_MINOR * 1000u + BANDEX_VERSION_PATCH ||
        bandex_detector_init(&detector, sizeof detector, NULL) != BANDEX_OK) {
        return 1;
    }
    printf("bandex %s\n", bandex_version_string());
    return 0;
}
