/* language_tag.c - BCP 47 (RFC 5646, section 2.1): subtags between hyphens, each known by its
 * length and its place.  The old tags that the RFC lists by name are not taken. */
#include "interp/check/language_tag.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { SUBTAG_MAX = 8 };

static bool is_ascii_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_ascii_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The length of the subtag at TAG, 0 where none is. */
static size_t subtag_length(const char *tag)
{
    size_t length = 0;
    while (is_ascii_letter(tag[length]) || is_ascii_digit(tag[length]))
        length++;
    return length <= SUBTAG_MAX ? length : 0;
}

static bool all(const char *tag, size_t length, bool (*is)(char))
{
    for (size_t i = 0; i < length; i++)
        if (!is(tag[i]))
            return false;
    return true;
}

/* Behind the subtag at *TAG and its hyphen. */
static void pass(const char **tag, size_t length)
{
    *tag += length;
    if (**tag == '-' && (*tag)[1])
        (*tag)++;
}

/* Pass a subtag of LENGTH of the kind that IS knows. */
static bool take(const char **tag, size_t length, bool (*is)(char))
{
    if (subtag_length(*tag) != length || !all(*tag, length, is))
        return false;
    pass(tag, length);
    return true;
}

static bool take_language(const char **tag)
{
    size_t length = subtag_length(*tag);
    if (length < 2 || length > 3 || !all(*tag, length, is_ascii_letter))
        return false;
    pass(tag, length);
    for (int extended = 0; extended < 3; extended++)
        if (!take(tag, 3, is_ascii_letter))
            break;
    return true;
}

static bool take_variant(const char **tag)
{
    size_t length = subtag_length(*tag);
    if (length < 5 && !(length == 4 && is_ascii_digit(**tag)))
        return false;
    pass(tag, length);
    return true;
}

/* A letter alone and what belongs to it; behind an `x` everything does. */
static bool take_extension(const char **tag)
{
    if (subtag_length(*tag) != 1)
        return false;
    size_t least = tolower((unsigned char)**tag) == 'x' ? 1 : 2;
    pass(tag, 1);
    size_t length = subtag_length(*tag);
    if (length < least)
        return false;
    while (length >= least) {
        pass(tag, length);
        length = subtag_length(*tag);
    }
    return true;
}

bool language_tag_is_sound(const char *tag)
{
    if (!take_language(&tag))
        return false;
    take(&tag, 4, is_ascii_letter); /* a script */
    if (!take(&tag, 2, is_ascii_letter))
        take(&tag, 3, is_ascii_digit); /* or the region by its number */
    while (take_variant(&tag))
        continue;
    while (take_extension(&tag))
        continue;
    return *tag == '\0';
}

static int folded(char byte)
{
    return byte == '_' ? '-' : tolower((unsigned char)byte);
}

bool language_tag_equal(const char *a, const char *b)
{
    while (*a && folded(*a) == folded(*b))
        a++, b++;
    return folded(*a) == folded(*b);
}

const char *language_tag_of(struct arena *arena, const char *written)
{
    char *tag = arena_copy(arena, written, strlen(written));
    for (char *at = tag; *at; at++)
        *at = *at == '_' ? '-' : *at;
    return tag;
}

const char *language_tag_quoted(struct arena *arena, const char *tag)
{
    return strchr(tag, '-') ? arena_format(arena, "\"%s\"", tag) : tag;
}
