/* scratch.h - memory for what one record's evaluation makes: taken in order, given back at once.
 *
 * Unlike an arena it does not clear what it hands out and can be rolled back to a mark. */
#ifndef CERTPOL_EVAL_SCRATCH_H
#define CERTPOL_EVAL_SCRATCH_H

#include "grammar/arena.h"
#include "interp/value/value.h"

enum { SCRATCH_ALIGN = 16 }; /* what is taken begins and ends at a multiple of it */

struct scratch_chunk;

/* {.arena} takes its chunks from there for good; {0} owns them. */
struct scratch {
    char *at, *end; /* what is free in the chunk in use */
    struct scratch_chunk *first, *current;
    struct arena *arena;
};

/* SIZE bytes out of the fast path: a new chunk. */
void *scratch_take_slowly(struct scratch *scratch, size_t size);

/* Room for SIZE bytes, aligned for values; not cleared. */
static inline void *scratch_take(struct scratch *scratch, size_t size)
{
    size = (size + SCRATCH_ALIGN - 1) & ~(size_t)(SCRATCH_ALIGN - 1);
    if ((size_t)(scratch->end - scratch->at) < size)
        return scratch_take_slowly(scratch, size);
    char *taken = scratch->at;
    scratch->at += size;
    return taken;
}

static inline union value *scratch_values(struct scratch *scratch, size_t count)
{
    return (union value *)scratch_take(scratch, count * sizeof(union value));
}

/* Forget everything; the memory stays. */
void scratch_reset(struct scratch *scratch);

/* Everything taken after scratch->at was AT, CURRENT then being the chunk in use, is forgotten. */
void scratch_release(struct scratch *scratch, struct scratch_chunk *current, char *at);

void scratch_free(struct scratch *scratch);

#endif
