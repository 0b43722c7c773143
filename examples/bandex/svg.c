/* SPDX-License-Identifier: MIT */
#include "svg.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the UTF-8 character at text; 0: it is none (RFC 3629, section 4). */
static size_t character_size(const unsigned char *text)
{
    static const struct {
        unsigned char first, last, second_low, second_high, size;
    } rows[] = {{0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
                {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
                {0xf4, 0xf4, 0x80, 0x8f, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (text[0] < rows[i].first || text[0] > rows[i].last) {
            continue;
        }
        for (size_t j = 1; j < rows[i].size; j++) {
            unsigned char low = j == 1 ? rows[i].second_low : 0x80, high = j == 1 ? rows[i].second_high : 0xbf;
            if (text[j] < low || text[j] > high) {
                return 0;
            }
        }
        return rows[i].size;
    }
    return 0;
}

void svg_text(FILE *file, const char *text)
{
    while (*text) {
        size_t size = character_size((const unsigned char *)text);
        if (size == 0) {
            fputs("\xef\xbf\xbd", file);
            text++;
            continue;
        }
        switch (*text) {
        case '<':
            fputs("&lt;", file);
            break;
        case '>':
            fputs("&gt;", file);
            break;
        case '&':
            fputs("&amp;", file);
            break;
        default:
            if (size > 1 || (unsigned char)*text >= 0x20) {
                fwrite(text, 1, size, file);
            }
        }
        text += size;
    }
}

double svg_tick_step(double range, int wanted)
{
    double rough = range / wanted, power = pow(10, floor(log10(rough))), lead = rough / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}
