/* json_block.h - many bytes of a text looked at together.
 *
 * The same functions three times: 64 bytes with AVX2 where the including file defines BLOCK_AVX2,
 * 32 with SSE2, which all x86-64 has, and 8 without vectors, also where the file defines
 * BLOCK_PORTABLE. */
#ifndef CERTPOL_DATA_JSON_BLOCK_H
#define CERTPOL_DATA_JSON_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "interp/data/word.h"

#if defined(BLOCK_AVX2)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK_KEY_BYTES = 32 /* that block_same compares */ };

/* What block_same compares with: LENGTH bytes, of which bit i of MASK stands for byte i. */
struct block_key {
    char bytes[BLOCK_KEY_BYTES];
    uint32_t mask, length;
};

static inline struct block_key block_key_of(const char *at, uint32_t length)
{
    struct block_key key = { .mask = (uint32_t)((UINT64_C(1) << length) - 1), .length = length };
    memcpy(key.bytes, at, length);
    return key;
}

/* Below: block_plain, how many bytes from AT on, at most BLOCK_BYTES, are plain within a string: no
 * quote, no backslash, no control character, and no part of a character beyond ASCII.  And
 * block_same, whether the bytes at AT are KEY's.  They may read BLOCK_BYTES, and BLOCK_KEY_BYTES,
 * whatever is there. */

#if defined(BLOCK_AVX2)

enum { BLOCK_BYTES = 64 };

/* Thirty-two blanks; and by its low four bits, the one byte that ends or escapes a string.  From
 * memory: compilers prefer to make them anew for each use. */
extern const char block_blanks[32];
extern const unsigned char block_specials[16];

static inline __m256i block_load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* A table for _mm256_shuffle_epi8, which looks up in both halves. */
static inline __m256i block_table(const unsigned char *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* Bit i says that byte AT[i] is not plain. */
static inline uint32_t block_stops(const char *at)
{
    __m256i bytes = block_load(at);
    __m256i specials = _mm256_shuffle_epi8(block_table(block_specials), bytes);
    __m256i others =
        _mm256_cmpgt_epi8(block_load(block_blanks), bytes); /* signed: from 0x80 on, too */
    return (uint32_t)_mm256_movemask_epi8(
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, specials), others));
}

static inline unsigned block_plain(const char *at)
{
    return (unsigned)_tzcnt_u64((uint64_t)block_stops(at + 32) << 32 | block_stops(at));
}

static inline bool block_same(const char *at, const struct block_key *key)
{
    __m256i equal = _mm256_cmpeq_epi8(block_load(at), block_load(key->bytes));
    uint32_t same = (uint32_t)_mm256_movemask_epi8(equal);
    return (~same & key->mask) == 0;
}

#elif defined(__SSE2__) && !defined(BLOCK_PORTABLE)

enum { BLOCK_BYTES = 32 };

static inline uint32_t block_stops(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i escapes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    __m128i others = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); /* signed: from 0x80 on, too */
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, escapes), others));
}

static inline unsigned block_plain(const char *at)
{
    uint64_t stops = block_stops(at) | block_stops(at + 16) << 16 | UINT64_C(1) << 32;
    return (unsigned)__builtin_ctzll(stops);
}

static inline uint32_t block_equal(const char *at, const char *wanted)
{
    return (uint32_t)_mm_movemask_epi8(
        _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)at),
                       _mm_loadu_si128((const __m128i *)(const void *)wanted)));
}

static inline bool block_same(const char *at, const struct block_key *key)
{
    uint32_t same = block_equal(at, key->bytes) | block_equal(at + 16, key->bytes + 16) << 16;
    return (~same & key->mask) == 0;
}

#else

enum { BLOCK_BYTES = 8 };

/* The high bit of each byte of WORD that is below LEAST, at most 0x80; bytes above one that is may
 * be marked, too. */
static inline uint64_t block_below(uint64_t word, uint64_t least)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return (word - ones * least) & ~word;
}

static inline unsigned block_plain(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word = word_load(at);
    uint64_t stops = word | block_below(word, ' ') | block_below(word ^ ones * '"', 1) |
                     block_below(word ^ ones * '\\', 1);
    stops &= ones << 7;
    return stops ? (unsigned)__builtin_ctzll(stops) / 8 : 8;
}

static inline bool block_same(const char *at, const struct block_key *key)
{
    return memcmp(at, key->bytes, key->length) == 0;
}

#endif

#endif
