/* SPDX-License-Identifier: MIT */
/* Host: vectors from standard input, result to standard output. */
#include "port.h"
#include <stdio.h>
#include <stdlib.h>

size_t port_read(void *to, size_t n) { return fread(to, 1, n, stdin); }
void port_write(const char *text, size_t n) { fwrite(text, 1, n, stdout); }
void port_exit(int code) { exit(fflush(stdout) == 0 ? code : 1); }
