/* json_block.h - many bytes of a string looked at together. */
#ifndef CERTPOL_DATA_JSON_BLOCK_H
#define CERTPOL_DATA_JSON_BLOCK_H

#include <stdint.h>
#include <string.h>

#if defined(__AVX512BW__) && !defined(NO512)
#include <immintrin.h>
enum { BLOCK_BYTES = 64 };
static inline uint64_t block_stops(const char *at)
{
    __m512i v = _mm512_loadu_si512(at);
    return _mm512_cmplt_epi8_mask(v, _mm512_set1_epi8(0x20)) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\'));
}
#elif defined(__AVX2__)
#include <immintrin.h>
enum { BLOCK_BYTES = 32 };
static inline uint64_t block_stops(const char *at)
{
    __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)at);
    return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), v), _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')), _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\')))));
}
#elif defined(__SSE2__)
#include <emmintrin.h>

enum { BLOCK_BYTES = 16 };

/* Bit i says that byte AT[i] is none of the plain ones: a quote, a backslash, a control character, or
 * part of a character beyond ASCII. */
static inline uint64_t block_stops(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i escapes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    __m128i others = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); /* signed: from 0x80 on, too */
    return (uint64_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, escapes), others));
}
#endif

#endif
