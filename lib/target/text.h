/* SPDX-License-Identifier: MIT */
/* Text into a buffer of the caller: counts what does not fit, always terminates. */
#ifndef BANDEX_TARGET_TEXT_H
#define BANDEX_TARGET_TEXT_H

#include <bandex/status.h>
#include <stddef.h>

struct text {
    char *at;
    size_t cap;
    size_t length;
};

static inline void text_add(struct text *text, const char *part)
{
    for (; *part; part++, text->length++) {
        if (text->length + 1 < text->cap) {
            text->at[text->length] = *part;
        }
    }
    if (text->cap) {
        text->at[text->length < text->cap ? text->length : text->cap - 1] = '\0';
    }
}

static inline void text_add_integer(struct text *text, int32_t value)
{
    char digits[12];
    int at = (int)sizeof digits - 1;
    int64_t rest = value < 0 ? -(int64_t)value : value;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        digits[--at] = '-';
    }
    text_add(text, digits + at);
}

static inline bandex_status text_end(const struct text *text, size_t *length)
{
    if (length) {
        *length = text->length;
    }
    return text->length < text->cap ? BANDEX_OK : BANDEX_E_FULL;
}

#endif
