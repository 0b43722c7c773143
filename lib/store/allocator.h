/* SPDX-License-Identifier: MIT */
#ifndef BANDEX_STORE_ALLOCATOR_H
#define BANDEX_STORE_ALLOCATOR_H

#include <bandex/store.h>

/* What the caller gave, or the C library's heap for NULL. */
const bandex_allocator *bandex_allocator_or_heap(const bandex_allocator *given);

void *bandex_allocator_resize(const bandex_allocator *allocator, void *memory, size_t size);

#endif
