/* SPDX-License-Identifier: MIT */
#include "allocator.h"
#include <stdlib.h>

static void *heap_resize(void *context, void *memory, size_t size)
{
    (void)context;
    if (size == 0) {
        free(memory);
        return NULL;
    }
    return realloc(memory, size);
}

static const bandex_allocator heap = {heap_resize, NULL};

const bandex_allocator *bandex_allocator_or_heap(const bandex_allocator *given)
{
    return given ? given : &heap;
}

void *bandex_allocator_resize(const bandex_allocator *allocator, void *memory, size_t size)
{
    return allocator->resize(allocator->context, memory, size);
}
