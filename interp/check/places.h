/* places.h - where names stand: a set of interned names, each with its place and a number. */
#ifndef CERTPOL_CHECK_PLACES_H
#define CERTPOL_CHECK_PLACES_H

#include "grammar/source.h"

struct place_of {
    const char *name; /* interned; NULL: free */
    struct span span;
    uint32_t number;
};

/* {.arena} is empty. */
struct places {
    struct arena *arena;
    struct place_of *items; /* open addressing */
    uint32_t count, capacity;
};

/* The entry of NAME or NULL. */
const struct place_of *places_find(const struct places *places, const char *name);

/* Add PLACE.  Returns NULL, or the entry that has the name already; then nothing is added. */
const struct place_of *places_add(struct places *places, struct place_of place);

/* A number that spreads pointers to interned names. */
uint32_t name_hash(const char *name);

#endif
