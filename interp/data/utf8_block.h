/* utf8_block.h - a string beyond ASCII, checked thirty-two bytes at a time with AVX2.
 *
 * After John Keiser and Daniel Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte"
 * (2021): three look-ups by half bytes say which errors two neighbours may make; where all three
 * agree, one has been made. */
#ifndef CERTPOL_DATA_UTF8_BLOCK_H
#define CERTPOL_DATA_UTF8_BLOCK_H

#include "interp/data/json_block.h"

#if defined(BLOCK_AVX2)

/* The errors that a pair may make, by the high and the low half of its first byte and the high half
 * of its second one. */
extern const unsigned char utf8_first_high[16], utf8_first_low[16], utf8_second_high[16];
/* 0 to 31. */
extern const unsigned char utf8_places[32];

/* Each of BYTES' predecessor, BEFORE's last for the first; and theirs, and theirs. */
static inline __m256i utf8_first(__m256i bytes, __m256i before)
{
    return _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 15);
}

static inline __m256i utf8_second(__m256i bytes, __m256i before)
{
    return _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 14);
}

static inline __m256i utf8_third(__m256i bytes, __m256i before)
{
    return _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(before, bytes, 0x21), 13);
}

static inline __m256i utf8_look_up(const unsigned char *table, __m256i halves)
{
    return _mm256_shuffle_epi8(block_table(table),
                               _mm256_and_si256(halves, _mm256_set1_epi8(0x0f)));
}

/* Zero where BYTES, which follow BEFORE, are well-formed so far; what is cut off shows in the next
 * ones. */
static inline __m256i utf8_errors(__m256i bytes, __m256i before)
{
    __m256i first = utf8_first(bytes, before);
    __m256i pairs = _mm256_and_si256(_mm256_and_si256(utf8_look_up(utf8_first_high,
                                                                   _mm256_srli_epi16(first, 4)),
                                                      utf8_look_up(utf8_first_low, first)),
                                     utf8_look_up(utf8_second_high, _mm256_srli_epi16(bytes, 4)));
    __m256i third = _mm256_subs_epu8(utf8_second(bytes, before), _mm256_set1_epi8(0x60));
    __m256i fourth = _mm256_subs_epu8(utf8_third(bytes, before), _mm256_set1_epi8(0x70));
    __m256i expected =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(expected, pairs);
}

/* The bytes at AT from OFFSET on, zeros from LENGTH on. */
static inline __m256i utf8_load(const char *at, size_t offset, size_t length)
{
    size_t left = length - offset;
    __m256i places = block_load((const char *)utf8_places);
    __m256i kept = _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(left < 32 ? left : 32)), places);
    return _mm256_and_si256(block_load(at + offset), kept);
}

static inline bool utf8_is_well_formed(const char *at, size_t length)
{
    __m256i errors = _mm256_setzero_si256(), before = errors;
    for (size_t i = 0; i <= length; i += 32) {
        __m256i bytes = utf8_load(at, i, length);
        errors = _mm256_or_si256(errors, utf8_errors(bytes, before));
        before = bytes;
    }
    return _mm256_testz_si256(errors, errors);
}

/* How many bytes from AT on, at most 32, are no quote, no backslash and no control character. */
static inline unsigned utf8_run(const char *at)
{
    __m256i bytes = block_load(at);
    __m256i specials = _mm256_shuffle_epi8(block_table(block_specials), bytes);
    __m256i controls = _mm256_min_epu8(bytes, _mm256_set1_epi8(0x1f));
    __m256i stops =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, specials), _mm256_cmpeq_epi8(bytes, controls));
    return (unsigned)_tzcnt_u64((uint32_t)_mm256_movemask_epi8(stops) | UINT64_C(1) << 32);
}

/* The quote that ends the string whose first byte is at AT, if that is before END, no escapes are
 * in between, and it is UTF-8; else NULL. */
static inline const char *utf8_string_end(const char *at, const char *end)
{
    const char *quote = at;
    unsigned run;
    do {
        run = utf8_run(quote);
        quote += run;
    } while (run == 32 && quote < end);
    if (quote >= end || *quote != '"')
        return NULL;
    return utf8_is_well_formed(at, (size_t)(quote - at)) ? quote : NULL;
}

#else

/* Without vectors of that kind there is no hurry. */
static inline const char *utf8_string_end(const char *at, const char *end)
{
    (void)at, (void)end;
    return NULL;
}

#endif

#endif
