/* arena.c - blocks in a list, the newest first.
 *
 * Blocks grow with the arena, so that a small load stays small and a large one needs few calls of
 * calloc.  What is not handed out is zero: new blocks are, and what is given back is made so. */
#include "grammar/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MIN = 4096, BLOCK_MAX = 1 << 20 };

struct arena_block {
    struct arena_block *next;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

/* Hardly a caller could do anything about it, and checks everywhere would hide the code that
 * matters.  So there is one place. */
__attribute__((weak)) _Noreturn void certpol_exhausted(void)
{
    fputs("certpol: out of memory\n", stderr);
    abort();
}

_Noreturn void arena_exhausted(void)
{
    certpol_exhausted();
}

static size_t aligned(size_t size)
{
    const size_t step = alignof(max_align_t);
    if (size > SIZE_MAX - step - sizeof(struct arena_block))
        arena_exhausted();
    return (size + step - 1) / step * step;
}

static size_t block_capacity(const struct arena *arena, size_t at_least)
{
    size_t capacity = arena->head ? 2 * arena->head->capacity : BLOCK_MIN;
    if (capacity > BLOCK_MAX)
        capacity = BLOCK_MAX;
    return capacity > at_least ? capacity : at_least;
}

static void add_block(struct arena *arena, size_t at_least)
{
    size_t capacity = block_capacity(arena, at_least);
    struct arena_block *block = calloc(1, sizeof *block + capacity);
    if (!block)
        arena_exhausted();
    block->capacity = capacity;
    block->next = arena->head;
    arena->head = block;
    arena->used = 0;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size_t rounded = aligned(size);
    if (!arena->head || arena->head->capacity - arena->used < rounded)
        add_block(arena, rounded);
    void *memory = arena->head->bytes + arena->used;
    arena->used += rounded;
    return memory;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_format_list(arena, format, args);
    va_end(args);
    return text;
}

char *arena_format_list(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    size_t size = (size_t)(length < 0 ? 0 : length) + 1;
    char *text = arena_alloc(arena, size);
    vsnprintf(text, size, format, args);
    return text;
}

/* Whether the block of SIZE bytes at OLD is the newest, with room behind it for NEW_SIZE. */
static bool can_stretch(const struct arena *arena, const void *old, size_t size, size_t new_size)
{
    if (!arena->head || !old || arena->used < aligned(size))
        return false;
    size_t start = arena->used - aligned(size);
    return arena->head->bytes + start == old && arena->head->capacity - start >= aligned(new_size);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (can_stretch(arena, old, old_size, new_size)) {
        arena->used += aligned(new_size) - aligned(old_size);
        if (new_size < old_size)
            memset((unsigned char *)old + new_size, 0, old_size - new_size);
        return old;
    }
    void *grown = arena_alloc(arena, new_size);
    size_t kept = old_size < new_size ? old_size : new_size;
    return kept ? memcpy(grown, old, kept) : grown;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_free(struct arena *arena)
{
    free_blocks(arena->head);
    *arena = (struct arena){ 0 };
}

/* Several blocks become one as large as all: the next use of the same size needs no malloc. */
void arena_reset(struct arena *arena)
{
    size_t total = 0;
    for (const struct arena_block *block = arena->head; block; block = block->next)
        total += block->capacity;
    if (arena->head && arena->head->next) {
        arena_free(arena);
        add_block(arena, total);
    }
    if (arena->used)
        memset(arena->head->bytes, 0, arena->used);
    arena->used = 0;
}
