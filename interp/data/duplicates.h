/* duplicates.h - are two of many keys the same?  Linear in their number, whatever their bytes are.
 */
#ifndef CERTPOL_DATA_DUPLICATES_H
#define CERTPOL_DATA_DUPLICATES_H

#include <stdbool.h>
#include <stdint.h>

#include "interp/data/word.h"
#include "interp/value/value.h"

/* Scratch memory; {.seed} is empty.  The seed should be a stranger to whoever writes the data. */
struct duplicates {
    uint64_t seed;
    uint64_t *hashes;
    uint32_t *table;
    uint32_t hash_capacity, table_capacity;
};

/* Keys to compare: their hashes, and what decides where two hashes are equal. */
struct duplicates_keys {
    const uint64_t *hashes;
    uint32_t count;
    bool (*same)(const void *context, uint32_t a, uint32_t b);
    const void *context;
};

/* Two keys that are the same; SECOND is the first that repeats another.  */
struct duplicates_pair {
    uint32_t first, second;
};

/* Whether there are any; if so, PAIR says which. */
bool duplicates_find(struct duplicates *duplicates, const struct duplicates_keys *keys,
                     struct duplicates_pair *pair);

/* Room for COUNT hashes, until the next call. */
uint64_t *duplicates_hashes(struct duplicates *duplicates, uint32_t count);

void duplicates_free(struct duplicates *duplicates);

/* A seed that nobody outside can guess. */
uint64_t duplicates_seed(void);

static inline uint64_t duplicates_mix(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The 0 to 7 bytes at AT, told apart from all others of that length. */
static inline uint64_t duplicates_short(const char *at, uint32_t length)
{
    uint32_t head, tail;
    if (length >= 4) {
        memcpy(&head, at, 4);
        memcpy(&tail, at + length - 4, 4);
        return (uint64_t)tail << 32 | head;
    }
    if (length == 0)
        return 0;
    return (uint64_t)(unsigned char)at[0] | (uint64_t)(unsigned char)at[length / 2] << 8 |
           (uint64_t)(unsigned char)at[length - 1] << 16;
}

/* A hash of NUMBER, continuing from HASH, which begins as the seed. */
static inline uint64_t duplicates_number(uint64_t hash, uint64_t number)
{
    const uint64_t odd = 0x9e3779b97f4a7c15; /* 2^64 by the golden ratio */
    return duplicates_mix(hash ^ number, odd);
}

/* The same for TEXT. */
static inline uint64_t duplicates_hash(uint64_t hash, struct text text)
{
    hash ^= text.length;
    if (text.length < 8)
        return duplicates_number(hash, duplicates_short(text.at, text.length));
    for (uint32_t at = 0; at + 8 < text.length; at += 8)
        hash = duplicates_number(hash, word_load(text.at + at));
    return duplicates_number(hash, word_load(text.at + text.length - 8));
}

#endif
