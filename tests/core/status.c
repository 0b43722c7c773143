/* SPDX-License-Identifier: MIT */
#include <bandex/status.h>
#include <bandex/version.h>
#include <criterion/criterion.h>
#include <string.h>

Test(status, every_code_has_its_own_name_and_message)
{
    for (bandex_status status = 0; status >= BANDEX_E_CALLBACK; status--) {
        cr_assert_str_neq(bandex_status_string(status), "BANDEX_E_UNKNOWN");
        cr_assert(strlen(bandex_status_message(status)) > 3);
        for (bandex_status other = 0; other > status; other--) {
            cr_assert_str_neq(bandex_status_string(status), bandex_status_string(other));
            cr_assert_str_neq(bandex_status_message(status), bandex_status_message(other));
        }
    }
    cr_assert_str_eq(bandex_status_string(BANDEX_E_CALLBACK), "BANDEX_E_CALLBACK");
    cr_assert_str_eq(bandex_status_string(BANDEX_E_LOCKED), "BANDEX_E_LOCKED");
}

Test(status, numbers_that_are_no_status_are_named_so)
{
    cr_assert_str_eq(bandex_status_string(1), "BANDEX_E_UNKNOWN");
    cr_assert_str_eq(bandex_status_string(BANDEX_E_CALLBACK - 1), "BANDEX_E_UNKNOWN");
    cr_assert_str_eq(bandex_status_string(INT32_MIN), "BANDEX_E_UNKNOWN");
    cr_assert_str_eq(bandex_status_string(INT32_MAX), "BANDEX_E_UNKNOWN");
}

Test(version, number_and_text_agree_with_the_header)
{
    cr_assert_eq(bandex_version_number(),
                 BANDEX_VERSION_MAJOR * 1000000u + BANDEX_VERSION_MINOR * 1000u + BANDEX_VERSION_PATCH);
    cr_assert_str_eq(bandex_version_string(), BANDEX_VERSION_STRING);
}
