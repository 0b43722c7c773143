/* SPDX-License-Identifier: MIT */
/* A folder of the test's own, gone afterwards. */
#ifndef TESTS_STORE_FOLDER_H
#define TESTS_STORE_FOLDER_H

void make_folder(void);
void remove_folder(void);
/* Path of a file in it; lives until the next but three calls. */
const char *in_folder(const char *name);

#endif
