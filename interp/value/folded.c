/* folded.c - comparing addresses; knows the blanks of Unicode and the capitals of ASCII, no others.
 */
#include "interp/value/folded.h"

/* Are the SIZE bytes AT one character of Unicode's White_Space? */
static bool is_blank(const char *at, uint32_t size)
{
    unsigned char a = (unsigned char)at[0];
    if (size == 1)
        return a == ' ' || (a >= '\t' && a <= '\r');
    unsigned char b = (unsigned char)at[1];
    if (size == 2)
        return a == 0xc2 && (b == 0x85 || b == 0xa0);
    unsigned char c = (unsigned char)at[2];
    switch (a << 8 | b) {
    case 0xe280: /* U+2000 to U+200A, U+2028, U+2029, U+202F */
        return (c >= 0x80 && c <= 0x8a) || c == 0xa8 || c == 0xa9 || c == 0xaf;
    case 0xe281: /* U+205F */
        return c == 0x9f;
    case 0xe19a: /* U+1680 */
    case 0xe380: /* U+3000 */
        return c == 0x80;
    default:
        return false;
    }
}

/* The size of the blank that TEXT begins with, or ends with; 0 where there is none. */
static uint32_t blank_at_end(struct text text, bool at_start)
{
    for (uint32_t size = 1; size <= 3 && size <= text.length; size++)
        if (is_blank(at_start ? text.at : text.at + text.length - size, size))
            return size;
    return 0;
}

static struct text trimmed(struct text text)
{
    uint32_t size;
    while ((size = blank_at_end(text, true)) > 0)
        text = (struct text){ text.at + size, text.length - size };
    while ((size = blank_at_end(text, false)) > 0)
        text.length -= size;
    return text;
}

static bool is_capital(char character)
{
    return character >= 'A' && character <= 'Z';
}

/* The capitals among eight bytes: their highest bits. */
static uint64_t capitals_in(const char *at)
{
    static const uint64_t EACH = 0x0101010101010101, HIGH = 0x80 * EACH;
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    uint64_t low = bytes & ~HIGH;
    uint64_t from_a = low + (0x80 - 'A') * EACH, after_z = low + (0x7f - 'Z') * EACH;
    return (from_a ^ after_z) & ~bytes & HIGH;
}

static bool has_capital(struct text text)
{
    uint64_t found = 0;
    if (text.length < sizeof found) {
        for (uint32_t i = 0; i < text.length; i++)
            found |= is_capital(text.at[i]);
        return found != 0;
    }
    for (uint32_t i = 0; i + sizeof found < text.length; i += (uint32_t)sizeof found)
        found |= capitals_in(text.at + i);
    return (found | capitals_in(text.at + text.length - sizeof found)) != 0;
}

/* Does TEXT begin and end with what is no blank, as most do? */
static bool is_trimmed(struct text text)
{
    if (!text.length)
        return true;
    unsigned char first = (unsigned char)text.at[0];
    unsigned char last = (unsigned char)text.at[text.length - 1];
    return first > ' ' && first < 0x80 && last > ' ' && last < 0x80;
}

struct text text_folded(struct arena *arena, struct text text)
{
    struct text inner = is_trimmed(text) ? text : trimmed(text);
    if (inner.length == text.length && !has_capital(text))
        return text;
    char *copy = arena_copy(arena, inner.at, inner.length);
    for (uint32_t i = 0; i < inner.length; i++)
        copy[i] = (char)(copy[i] | (is_capital(copy[i]) ? 0x20 : 0));
    return (struct text){ copy, inner.length };
}
