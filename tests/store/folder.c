/* SPDX-License-Identifier: MIT */
#include "folder.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/bandex-store-XXXXXX";

void make_folder(void)
{
    if (!mkdtemp(folder)) {
        abort();
    }
}

const char *in_folder(const char *name)
{
    static char paths[4][320];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

void remove_folder(void)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] != '.') {
            unlink(in_folder(entry->d_name));
        }
    }
    closedir(dir);
    rmdir(folder);
}
