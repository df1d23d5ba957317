/* pointer_map.h - what is known of a thing, by its address. */
#ifndef CERTPOL_GRAMMAR_POINTER_MAP_H
#define CERTPOL_GRAMMAR_POINTER_MAP_H

#include <stdint.h>

#include "grammar/arena.h"

/* {0} is empty.  Nothing is ever taken out; a key may be given another value, NULL too. */
struct pointer_map {
    const void **keys;
    void **values;
    uint32_t count, capacity;
};

/* The value of KEY, or NULL. */
void *pointer_map_get(const struct pointer_map *map, const void *key);

/* Give KEY a value; the map's memory is in ARENA. */
void pointer_map_set(struct arena *arena, struct pointer_map *map, const void *key, void *value);

#endif
