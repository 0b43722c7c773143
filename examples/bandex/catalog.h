/* SPDX-License-Identifier: MIT */
/* Catalogue files, for the subcommands that take one. */
#ifndef CATALOG_H
#define CATALOG_H

#include <bandex.h>
#include <stddef.h>
#include <stdint.h>

/* Loads a catalogue file over base (NULL: the built-in one). Returns an exit code; on failure a line was printed. */
int catalog_open(const char *path, const bandex_catalog *base, bandex_catalog **catalog);

/* Writes a page and a picture for each exercise, and an index, into a folder. Returns an exit code. */
int catalog_write_pages(const bandex_catalog *catalog, const char *folder);

#endif
