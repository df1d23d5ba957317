/* brackets.c - see brackets.h: a block is sixty-four bits, one a byte.
 *
 * Which bytes are within strings follows from the quotes: each changes all bits from its own on. */
#include "interp/data/brackets.h"

#if defined(__SSE2__)
#include <emmintrin.h>

/* The quotes, backslashes, opening and closing brackets among sixty-four bytes. */
struct marks {
    uint64_t quotes, escapes, opening, closing;
};

static uint64_t equal(__m128i bytes, char wanted)
{
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)));
}

static void mark(const char *at, int shift, struct marks *marks)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + shift));
    __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20)); /* [ and { are one, ] and } too */
    marks->quotes |= equal(bytes, '"') << shift;
    marks->escapes |= equal(bytes, '\\') << shift;
    marks->opening |= equal(folded, '{') << shift;
    marks->closing |= equal(folded, '}') << shift;
}

/* All bits from each of QUOTES to the one before the next. */
static uint64_t between(uint64_t quotes)
{
    for (int shift = 1; shift < BRACKETS_BYTES; shift *= 2)
        quotes ^= quotes << shift;
    return quotes;
}

/* How many BITS are set: few, in a block. */
static uint64_t count(uint64_t bits)
{
    uint64_t set = 0;
    for (; bits; bits &= bits - 1)
        set++;
    return set;
}

/* Passes the block at AT, if it can be. */
static bool pass_block(const char *at, struct brackets *nest)
{
    struct marks marks = { 0 };
    for (int shift = 0; shift < BRACKETS_BYTES; shift += 16)
        mark(at, shift, &marks);
    uint64_t strings = between(marks.quotes) ^ (nest->in_string ? UINT64_MAX : 0);
    uint64_t closed = count(marks.closing & ~strings);
    if (marks.escapes || closed >= nest->depth)
        return false;
    nest->depth += count(marks.opening & ~strings) - closed;
    nest->in_string = strings >> (BRACKETS_BYTES - 1);
    return true;
}

size_t brackets_pass(const char *at, size_t length, struct brackets *nest)
{
    size_t passed = 0;
    if (nest->escaped)
        return 0;
    while (length - passed >= BRACKETS_BYTES && pass_block(at + passed, nest))
        passed += BRACKETS_BYTES;
    return passed;
}

#else

/* Byte by byte is fast enough where there are no vectors. */
size_t brackets_pass(const char *at, size_t length, struct brackets *nest)
{
    (void)at, (void)length, (void)nest;
    return 0;
}

#endif
