/* SPDX-License-Identifier: MIT */
#include <bandex/band.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(product, every_id_is_found_and_no_other)
{
    cr_assert_eq(bandex_band_count(), 57);
    for (size_t i = 0; i < bandex_band_count(); i++) {
        const bandex_band_product *product = bandex_band_at(i);
        cr_assert_eq(bandex_band_find(product->id), product, "%s", product->id);
        cr_assert_lt(strlen(product->id), BANDEX_TOKEN_SIZE);
        cr_assert_eq(strspn(product->id, "abcdefghijklmnopqrstuvwxyz0123456789/@-"), strlen(product->id), "%s", product->id);
    }
    cr_assert_null(bandex_band_at(57));
    cr_assert_null(bandex_band_find("theraband/gren"));
    cr_assert_null(bandex_band_find("theraband"));
    cr_assert_null(bandex_band_find(""));
    cr_assert_null(bandex_band_find(NULL));
}

Test(product, every_record_is_complete)
{
    for (size_t i = 0; i < bandex_band_count(); i++) {
        const bandex_band_product *product = bandex_band_at(i);
        cr_assert(product->brand[0] && product->model[0]);
        cr_assert(product->point_count > 0 || product->rank > 0 || product->label, "%s", product->id);
        cr_assert((strchr(product->id, '@') != NULL) == (product->chart != NULL), "%s", product->id);
        cr_assert(product->kind >= 0 && product->kind <= BANDEX_BAND_CLX);
        for (size_t p = 0; p < product->point_count; p++) {
            const bandex_band_point *point = &product->points[p];
            cr_assert(point->source && point->source[0], "%s", product->id);
            cr_assert(p == 0 || point->elongation_permille > product->points[p - 1].elongation_permille, "%s", product->id);
            cr_assert(point->force_mn > 0 && point->carriers >= 1);
        }
    }
}

Test(product, charts_tell_what_their_forces_belong_to)
{
    cr_assert_eq(bandex_band_strands(bandex_band_find("theraband/green")), 1);
    cr_assert_eq(bandex_band_strands(bandex_band_find("theraband/loop-light")), 2);
    cr_assert_eq(bandex_band_strands(bandex_band_find("elitefts/strong@single-cinched")), 1);
    cr_assert_eq(bandex_band_strands(bandex_band_find("bmp/red")), 1);
    cr_assert_eq(bandex_band_strands(NULL), 0);
    cr_assert_eq(bandex_band_find("theraband/green")->points[0].carriers, 1);
    cr_assert_eq(bandex_band_find("elitefts/strong@single-cinched")->points[0].basis, BANDEX_BASIS_ANCHORED);
}

/* ---- the table against the sources' table ---- */

/* Splits one CSV line, quotes included. */
static size_t split(char *line, char **cells, size_t cap)
{
    size_t count = 0;
    char *to = line, *from = line;
    int quoted = 0;
    cells[count++] = to;
    for (; *from && *from != '\n' && *from != '\r'; from++) {
        if (*from == '"') {
            quoted = !quoted;
        } else if (*from == ',' && !quoted) {
            *to++ = 0;
            if (count < cap) {
                cells[count++] = to;
            }
        } else {
            *to++ = *from;
        }
    }
    *to = 0;
    return count;
}

static FILE *open_data(const char *name)
{
    char path[200];
    FILE *file;
    snprintf(path, sizeof path, "../shared/data/%s", name);
    file = fopen(path, "r");
    if (!file) {
        cr_skip("%s is not there", path);
    }
    return file;
}

/* 1 if some product of the kind has this very point. */
static int has_point(const char *brand, int32_t permille, int32_t force_mn, int32_t carriers, const char *color)
{
    for (size_t i = 0; i < bandex_band_count(); i++) {
        const bandex_band_product *product = bandex_band_at(i);
        if (strcmp(product->brand, brand) != 0 || strcmp(product->color ? product->color : "", color) != 0) {
            continue;
        }
        for (size_t p = 0; p < product->point_count; p++) {
            const bandex_band_point *point = &product->points[p];
            if (abs(point->elongation_permille - permille) <= 1 && abs(point->force_mn - force_mn) <= 1 &&
                point->carriers == carriers) {
                return 1;
            }
        }
    }
    return 0;
}

Test(product, every_row_of_the_sources_is_there)
{
    FILE *file = open_data("bands.csv");
    char line[1000], *cells[6];
    int rows = 0;
    cr_assert_not_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        cr_assert_eq(split(line, cells, 6), 6);
        int32_t carriers = strstr(cells[1], "Loop") ? 2 : 1;
        cr_assert(has_point(cells[0], (int32_t)lround(atof(cells[3]) * 10), (int32_t)lround(atof(cells[4]) * 1000),
                            carriers, cells[2]), "%s %s %s", cells[0], cells[1], cells[2]);
        rows++;
    }
    fclose(file);
    cr_assert_eq(rows, 60);
}

Test(product, every_hang_test_is_there)
{
    FILE *file = open_data("band_hang_tests.csv");
    char line[1000], *cells[9];
    int rows = 0;
    cr_assert_not_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        cr_assert_eq(split(line, cells, 9), 9);
        cr_assert(has_point(cells[0], (int32_t)lround(atof(cells[7]) * 10), (int32_t)lround(atof(cells[5]) * 1000), 2, ""),
                  "%s %s", cells[1], cells[2]);
        rows++;
    }
    fclose(file);
    cr_assert_eq(rows, 32);
}

/* And nothing else is: the other direction is counted. */
Test(product, nothing_is_invented)
{
    size_t points = 0, excluded = 0;
    for (size_t i = 0; i < bandex_band_count(); i++) {
        points += bandex_band_at(i)->point_count;
        for (size_t p = 0; p < bandex_band_at(i)->point_count; p++) {
            excluded += (bandex_band_at(i)->points[p].marks & BANDEX_POINT_EXCLUDED) != 0;
        }
    }
    cr_assert_eq(points, 60 + 32);
    cr_assert_eq(excluded, 2, "the suspect tube and the pair that was shorter under load than without");
}
