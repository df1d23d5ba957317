/* places.c - a hash table from interned names to places. */
#include "interp/check/places.h"

/* Interned names stand sixteen bytes apart; the multiplier is Knuth's, 2^64 over the golden ratio.
 */
uint32_t name_hash(const char *name)
{
    uint64_t number = (uint64_t)(uintptr_t)name >> 4;
    return (uint32_t)((number * 0x9E3779B97F4A7C15u) >> 32);
}

/* The entry of NAME, or the free one where it belongs. */
static struct place_of *slot(const struct places *places, const char *name)
{
    uint32_t mask = places->capacity - 1;
    uint32_t at = name_hash(name) & mask;
    while (places->items[at].name && places->items[at].name != name)
        at = (at + 1) & mask;
    return &places->items[at];
}

const struct place_of *places_find(const struct places *places, const char *name)
{
    if (!places->count)
        return NULL;
    const struct place_of *found = slot(places, name);
    return found->name ? found : NULL;
}

static void make_room(struct places *places)
{
    if (places->count < places->capacity / 2)
        return;
    struct places old = *places;
    places->capacity = old.capacity ? 2 * old.capacity : 16;
    places->items = arena_array(places->arena, struct place_of, places->capacity);
    for (uint32_t i = 0; i < old.capacity; i++)
        if (old.items[i].name)
            *slot(places, old.items[i].name) = old.items[i];
}

const struct place_of *places_add(struct places *places, struct place_of place)
{
    make_room(places);
    struct place_of *found = slot(places, place.name);
    if (found->name)
        return found;
    *found = place;
    places->count++;
    return NULL;
}
