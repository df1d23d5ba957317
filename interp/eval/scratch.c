/* scratch.c - chunks in a row, each at least twice as large as the one before. */
#include "interp/eval/scratch.h"

#include <stdlib.h>

struct scratch_chunk {
    struct scratch_chunk *next;
    size_t size;
    _Alignas(16) char bytes[];
};

enum { FIRST_CHUNK = 1 << 14, LARGEST_STEP = 1 << 26 };

static struct scratch_chunk *chunk_new(struct scratch *scratch, size_t size)
{
    size_t bytes = sizeof(struct scratch_chunk) + size;
    struct scratch_chunk *chunk =
        (struct scratch_chunk *)(scratch->arena ? arena_alloc(scratch->arena, bytes)
                                                : malloc(bytes));
    if (!chunk)
        arena_exhausted();
    chunk->next = NULL;
    chunk->size = size;
    return chunk;
}

static void chunk_use(struct scratch *scratch, struct scratch_chunk *chunk)
{
    scratch->current = chunk;
    scratch->at = chunk->bytes;
    scratch->end = chunk->bytes + chunk->size;
}

/* How large the chunk after CURRENT should be, to hold SIZE. */
static size_t next_size(const struct scratch_chunk *current, size_t size)
{
    size_t step = current ? current->size * 2 : FIRST_CHUNK;
    if (step > LARGEST_STEP)
        step = LARGEST_STEP;
    return size > step ? size : step;
}

void *scratch_take_slowly(struct scratch *scratch, size_t size)
{
    struct scratch_chunk *next = scratch->current ? scratch->current->next : scratch->first;
    if (!next || next->size < size) {
        struct scratch_chunk *chunk = chunk_new(scratch, next_size(scratch->current, size));
        chunk->next = next;
        if (scratch->current)
            scratch->current->next = chunk;
        else
            scratch->first = chunk;
        next = chunk;
    }
    chunk_use(scratch, next);
    return scratch_take(scratch, size);
}

void scratch_reset(struct scratch *scratch)
{
    if (scratch->first)
        chunk_use(scratch, scratch->first);
}

void scratch_release(struct scratch *scratch, struct scratch_chunk *current, char *at)
{
    if (current != scratch->current) {
        if (!current) {
            scratch_reset(scratch);
            return;
        }
        chunk_use(scratch, current);
    }
    scratch->at = at;
}

void scratch_free(struct scratch *scratch)
{
    struct scratch_chunk *chunk = scratch->arena ? NULL : scratch->first;
    while (chunk) {
        struct scratch_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    *scratch = (struct scratch){ .arena = scratch->arena };
}
