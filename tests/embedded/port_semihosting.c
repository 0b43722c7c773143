/* SPDX-License-Identifier: MIT */
/* Arm and RISC-V under QEMU: vectors from the file "vectors", result to the file "result", stack use to "stack". */
#include "port.h"
#include "semihosting.h"

static char in[512], out[512];
static uint32_t in_at, in_end, out_end, in_file, out_file;
extern uint32_t stack_used[4];

HARNESS static void flush(void) {
    semihosting_move(SYS_WRITE, out_file, out, out_end);
    out_end = 0;
}

HARNESS size_t port_read(void *to, size_t n) {
    unsigned char *bytes = to;
    size_t i;
    if (in_file == 0) {
        in_file = semihosting_open("vectors", OPEN_READ_BINARY);
    }
    for (i = 0; i < n; i++) {
        if (in_at == in_end) {
            in_at = 0;
            in_end = semihosting_move(SYS_READ, in_file, in, sizeof in);
            if (in_end == 0) {
                break;
            }
        }
        bytes[i] = (unsigned char)in[in_at++];
    }
    return i;
}

HARNESS void port_write(const char *text, size_t n) {
    size_t i;
    if (out_file == 0) {
        out_file = semihosting_open("result", OPEN_WRITE_BINARY);
    }
    for (i = 0; i < n; i++) {
        out[out_end++] = text[i];
        if (out_end == sizeof out) {
            flush();
        }
    }
}

HARNESS void port_exit(int code) {
    uint32_t file = semihosting_open("stack", OPEN_WRITE_BINARY);
    flush();
    semihosting_move(SYS_WRITE, file, stack_used, sizeof stack_used);
    semihosting(SYS_CLOSE, &out_file);
    semihosting(SYS_CLOSE, &file);
    semihosting_exit(code);
}
