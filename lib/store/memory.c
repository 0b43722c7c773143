/* SPDX-License-Identifier: MIT */
#include <bandex/store.h>
#include <string.h>

static bandex_status memory_size(void *context, uint64_t *size)
{
    *size = ((bandex_io_memory *)context)->size;
    return BANDEX_OK;
}

static bandex_status memory_read(void *context, uint64_t offset, void *bytes, size_t size, size_t *got)
{
    bandex_io_memory *memory = context;
    size_t left = offset < memory->size ? memory->size - (size_t)offset : 0;
    *got = size < left ? size : left;
    if (*got > 0) {
        memcpy(bytes, memory->bytes + offset, *got);
    }
    return BANDEX_OK;
}

static bandex_status memory_write(void *context, uint64_t offset, const void *bytes, size_t size)
{
    bandex_io_memory *memory = context;
    if (offset > memory->capacity || size > memory->capacity - (size_t)offset) {
        return BANDEX_E_FULL;
    }
    memcpy(memory->bytes + offset, bytes, size);
    if (offset + size > memory->size) {
        memory->size = (size_t)offset + size;
    }
    return BANDEX_OK;
}

static bandex_status memory_truncate(void *context, uint64_t size)
{
    bandex_io_memory *memory = context;
    if (size < memory->size) {
        memory->size = (size_t)size;
    }
    return BANDEX_OK;
}

bandex_status bandex_io_memory_init(bandex_io *io, bandex_io_memory *memory)
{
    if (!io || !memory || (!memory->bytes && memory->capacity) || memory->size > memory->capacity) {
        return BANDEX_E_ARGUMENT;
    }
    memset(io, 0, sizeof *io);
    io->context = memory;
    io->size = memory_size;
    io->read = memory_read;
    io->write = memory_write;
    io->truncate = memory_truncate;
    return BANDEX_OK;
}
