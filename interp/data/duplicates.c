/* duplicates.c - see duplicates.h. */
#include "interp/data/duplicates.h"

#include <stdlib.h>
#include <unistd.h>

#include "grammar/arena.h"

enum { FEW = 12 /* keys that are compared each with each */ };

uint64_t duplicates_seed(void)
{
    uint64_t seed = 0x2545f4914f6cdd1d;
    if (getentropy(&seed, sizeof seed) != 0)
        seed ^= (uint64_t)(uintptr_t)&seed;
    return seed;
}

static bool find_among_few(const struct duplicates_keys *keys, struct duplicates_pair *pair)
{
    for (uint32_t b = 1; b < keys->count; b++)
        for (uint32_t a = 0; a < b; a++)
            if (keys->hashes[a] == keys->hashes[b] && keys->same(keys->context, a, b)) {
                *pair = (struct duplicates_pair){ a, b };
                return true;
            }
    return false;
}

/* Places in a table of COUNT keys: a power of two, at most half taken. */
static uint32_t places_for(uint32_t count)
{
    uint32_t places = 64;
    while (places / 2 < count && places < UINT32_C(1) << 31)
        places *= 2;
    return places;
}

/* Room for COUNT things of SIZE, which hold anything. */
static void *fresh(void *old, size_t count, size_t size)
{
    free(old);
    void *memory = malloc(count * size);
    if (!memory)
        arena_exhausted();
    return memory;
}

uint64_t *duplicates_hashes(struct duplicates *duplicates, uint32_t count)
{
    if (count > duplicates->hash_capacity) {
        duplicates->hash_capacity = count > 64 ? count : 64;
        duplicates->hashes =
            fresh(duplicates->hashes, duplicates->hash_capacity, sizeof *duplicates->hashes);
    }
    return duplicates->hashes;
}

static void clear_table(struct duplicates *duplicates, uint32_t places)
{
    if (places > duplicates->table_capacity) {
        duplicates->table = fresh(duplicates->table, places, sizeof *duplicates->table);
        duplicates->table_capacity = places;
    }
    memset(duplicates->table, 0xff, places * sizeof *duplicates->table);
}

bool duplicates_find(struct duplicates *duplicates, const struct duplicates_keys *keys,
                     struct duplicates_pair *pair)
{
    if (keys->count <= FEW)
        return find_among_few(keys, pair);
    uint32_t places = places_for(keys->count), mask = places - 1;
    clear_table(duplicates, places);
    for (uint32_t key = 0; key < keys->count; key++) {
        uint32_t at = (uint32_t)(keys->hashes[key] >> 32) & mask;
        for (; duplicates->table[at] != UINT32_MAX; at = (at + 1) & mask) {
            uint32_t other = duplicates->table[at];
            if (keys->hashes[other] == keys->hashes[key] && keys->same(keys->context, other, key)) {
                *pair = (struct duplicates_pair){ other, key };
                return true;
            }
        }
        duplicates->table[at] = key;
    }
    return false;
}

void duplicates_free(struct duplicates *duplicates)
{
    free(duplicates->table);
    free(duplicates->hashes);
    *duplicates = (struct duplicates){ .seed = duplicates->seed };
}
