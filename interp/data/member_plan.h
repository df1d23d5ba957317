/* member_plan.h - an enumeration's spellings in a table that mostly needs one look: a text to its
 * member. */
#ifndef CERTPOL_DATA_MEMBER_PLAN_H
#define CERTPOL_DATA_MEMBER_PLAN_H

#include "grammar/arena.h"
#include "interp/data/json_block.h"
#include "interp/data/shape.h"

/* A spelling with the quote that ends it.  A free entry's key has no bytes, so that it fits all
 * texts. */
struct member_entry {
    struct block_key key;
    int64_t member; /* -1: the entry is free */
};

/* Open addressing, with enough free entries behind the last place that it need not turn around. */
struct member_plan {
    uint64_t mask;   /* of the bytes that tell members apart, */
    uint32_t window; /* from this offset on */
    uint32_t shift;  /* what is left of their product with FACTOR is the place */
    uint64_t factor;
    struct member_entry *entries;
};

/* For FIELD, an enumeration, in ARENA.  Spellings that are too long for a key, or need escapes, are
 * not in it. */
const struct member_plan *member_plan(const struct shape_field *field, struct arena *arena);

static inline uint64_t member_place(const struct member_plan *plan, const char *at)
{
    return ((word_load(at + plan->window) & plan->mask) * plan->factor) >> plan->shift;
}

/* The entry of the spelling that begins at AT, behind its opening quote, or a free one. */
static inline const struct member_entry *member_find(const struct member_plan *plan, const char *at)
{
    const struct member_entry *entry = &plan->entries[member_place(plan, at)];
    while (!block_same(at, &entry->key))
        entry++;
    return entry;
}

#endif
