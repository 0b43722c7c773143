/* SPDX-License-Identifier: MIT */
#include "training.h"

#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define OWNED_MAX 64
#define THERABAND_FLAT "theraband/tan,theraband/yellow,theraband/red,theraband/green,theraband/blue,theraband/black,theraband/silver,theraband/gold"

const char *training_short_name(const char *band)
{
    const char *slash = strchr(band, '/');
    return slash ? slash + 1 : band;
}

int64_t training_now(int32_t *utc_offset_min)
{
    struct timespec now;
    struct tm local;
    clock_gettime(CLOCK_REALTIME, &now);
    localtime_r(&now.tv_sec, &local);
    *utc_offset_min = (int32_t)(local.tm_gmtoff / 60);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int training_ladder_build(training_ladder *self, const char *bands)
{
    return training_ladder_build_with(self, bands, NULL);
}

int training_ladder_build_with(training_ladder *self, const char *bands, const bandex_ladder_config *config)
{
    bandex_owned_band owned[OWNED_MAX] = {0};
    size_t count = 0;
    char *list = strdup(bands ? bands : THERABAND_FLAT), *rest = NULL;
    if (!list) {
        return fail(EXIT_DATA, "no memory");
    }
    for (char *id = strtok_r(list, ",", &rest); id; id = strtok_r(NULL, ",", &rest)) {
        const bandex_band_product *product = bandex_band_find(id);
        if (!product || count == OWNED_MAX) {
            int code = product ? fail(EXIT_DATA, "more than %d bands", OWNED_MAX)
                               : fail(EXIT_DATA, "no band '%s'; `bandex bands` lists them", id);
            free(list);
            return code;
        }
        owned[count++].product = product;
    }
    free(list);
    bandex_status status = bandex_ladder_build(owned, count, config, self->rungs, TRAINING_RUNGS, &self->ladder, NULL, 0, NULL);
    if (status == BANDEX_OK && self->ladder.count == 0) {
        status = BANDEX_E_RANGE;
    }
    return status == BANDEX_OK ? EXIT_DONE : fail_status(status, "the ladder of bands", NULL);
}

/* mkdir -p for all folders above the last part of path. */
static int make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int made = mkdir(path, 0777);
        int why = errno;
        *slash = '/';
        if (made != 0 && why != EEXIST) {
            errno = why;
            return -1;
        }
    }
    return 0;
}

char *training_log_path(const char *argument)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int written;
    if (argument) {
        path = strdup(argument);
        written = path ? 0 : -1;
    } else if (data && data[0] == '/') { /* the XDG specification: a relative path is invalid and ignored */
        written = asprintf(&path, "%s/bandex/training.bandex", data);
    } else {
        written = asprintf(&path, "%s/.local/share/bandex/training.bandex", home ? home : "");
    }
    if (written < 0) {
        fail(EXIT_DATA, "no memory");
        return NULL;
    }
    if (!argument && make_folders(path) != 0) {
        fail(EXIT_DATA, "%s: %s", path, strerror(errno));
        free(path);
        return NULL;
    }
    return path;
}
