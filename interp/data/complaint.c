/* complaint.c - see complaint.h.  Slow and careful: it runs once for a record that is rejected. */
#include "interp/data/complaint.h"

#include <stdio.h>

#include "grammar/utf8.h"

enum {
    SHOWN_CHARACTERS = 40, /* of the data, before it is cut */
    ESCAPE_MAX = 12,       /* bytes that one character may become */
    CANDIDATE_MAX = 48     /* bytes of a spelling that is compared */
};

static bool reads_bare(struct text text)
{
    if (text.length == 0 || text.length > SHOWN_CHARACTERS)
        return false;
    for (uint32_t i = 0; i < text.length; i++)
        if (text.at[i] <= ' ' || text.at[i] >= 0x7f || strchr("\"'`,:;\\", text.at[i]))
            return false;
    return true;
}

/* Writes what is at AT, a character or (length 0) a byte that is no UTF-8, to OUT, as it is or
 * escaped. */
static size_t show_character(char *out, const char *at, struct utf8_character character)
{
    if (character.length == 0)
        return (size_t)sprintf(out, "\\x%02X", (unsigned char)*at);
    if (character.code == '"' || character.code == '\\')
        return (size_t)sprintf(out, "\\%c", (char)character.code);
    if (character.code == '\n')
        return (size_t)sprintf(out, "\\n");
    if (character.code < ' ' || utf8_hazard(character.code) != UTF8_FINE)
        return (size_t)sprintf(out, "\\u{%X}", character.code);
    memcpy(out, at, character.length);
    return character.length;
}

const char *text_shown(struct arena *arena, struct text text)
{
    if (reads_bare(text))
        return arena_copy(arena, text.at, text.length);
    char out[SHOWN_CHARACTERS * ESCAPE_MAX];
    size_t written = 0;
    const char *at = text.at, *end = text.at + text.length;
    for (int characters = 0; at < end && characters < SHOWN_CHARACTERS; characters++) {
        struct utf8_character character = utf8_decode(at, (size_t)(end - at));
        written += show_character(out + written, at, character);
        at += character.length ? character.length : 1;
    }
    return arena_format(arena, "\"%.*s%s\"", (int)written, out, at < end ? "…" : "");
}

const char *kind_shown(enum shape_kind kind)
{
    static const char *const names[] = {
        [SHAPE_TEXT] = "a text",         [SHAPE_INTEGER] = "a whole number",
        [SHAPE_DECIMAL] = "a number",    [SHAPE_BOOL] = "true or false",
        [SHAPE_DATE] = "a date",         [SHAPE_INSTANT] = "an instant",
        [SHAPE_PERIOD] = "a period",     [SHAPE_DURATION] = "a duration",
        [SHAPE_ENUM] = "a known member", [SHAPE_RECORD] = "an object",
        [SHAPE_LIST] = "a list",
    };
    return names[kind];
}

/* The letters at AT, as one word. */
static struct text word_at(const char *at, const char *end)
{
    const char *from = at;
    while (at < end && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')))
        at++;
    return (struct text){ from, (uint32_t)(at - from) };
}

static const char *character_shown(struct arena *arena, const char *at, const char *end)
{
    char out[ESCAPE_MAX];
    size_t length = show_character(out, at, utf8_decode(at, (size_t)(end - at)));
    return arena_format(arena, "'%.*s'", (int)length, out);
}

const char *found_shown(struct arena *arena, const char *at, const char *end)
{
    if (at >= end)
        return "the end";
    if (*at == '"')
        return "a text";
    if (*at == '{')
        return "an object";
    if (*at == '[')
        return "a list";
    if (*at == '-' || (*at >= '0' && *at <= '9'))
        return "a number";
    struct text word = word_at(at, end);
    return word.length ? text_shown(arena, word) : character_shown(arena, at, end);
}

static uint8_t least(unsigned a, unsigned b, unsigned c)
{
    unsigned least = a < b ? a : b;
    return (uint8_t)(least < c ? least : c);
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

/* Levenshtein's distance in bytes, without regard to the case of ASCII letters. */
static unsigned distance(struct text a, struct text b)
{
    uint8_t row[CANDIDATE_MAX + 1];
    for (uint32_t j = 0; j <= b.length; j++)
        row[j] = (uint8_t)j;
    for (uint32_t i = 1; i <= a.length; i++) {
        uint8_t diagonal = row[0];
        row[0] = (uint8_t)i;
        for (uint32_t j = 1; j <= b.length; j++) {
            unsigned change = diagonal + (lower(a.at[i - 1]) == lower(b.at[j - 1]) ? 0u : 1u);
            diagonal = row[j];
            row[j] = least(change, row[j] + 1u, row[j - 1] + 1u);
        }
    }
    return row[b.length];
}

uint32_t text_closest(struct text text, const struct text *candidates, uint32_t count)
{
    if (text.length > CANDIDATE_MAX)
        return count;
    unsigned nearest = text.length / 3 + 1; /* farther off it would be another word */
    uint32_t found = count;
    for (uint32_t i = 0; i < count; i++) {
        if (candidates[i].length > CANDIDATE_MAX)
            continue;
        unsigned off = distance(text, candidates[i]);
        if (off <= nearest && (found == count || off < nearest)) {
            nearest = off;
            found = i;
        }
    }
    return found;
}
