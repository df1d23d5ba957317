/* literal.c - what a literal says: quotes off, escapes decoded.
 *
 * The scanner reports what is wrong with a literal; here it is only read. */
#include "grammar/ast_build.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/utf8.h"

/* \u{1F600}: one to six digits, a Unicode scalar value, and not U+0000. */
static size_t code_escape_length(const char *text, size_t left, uint32_t *code)
{
    enum { DIGITS_MAX = 6 };
    uint32_t value = 0;
    size_t at = 3;
    if (left < at || text[2] != '{')
        return 0;
    for (; at < left && at < 3 + DIGITS_MAX; at++) {
        static const char digits[] = "0123456789abcdefABCDEF";
        const char *digit = text[at] ? strchr(digits, text[at]) : NULL;
        if (!digit)
            break;
        uint32_t number = (uint32_t)(digit - digits);
        value = value * 16 + (number < 16 ? number : number - 6);
    }
    bool closed = at > 3 && at < left && text[at] == '}';
    if (!closed || !value || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code = value;
    return at + 1;
}

size_t escape_length(const char *text, size_t left, uint32_t *code)
{
    if (left < 2)
        return 0;
    switch (text[1]) {
    case '"':
    case '\\':
        *code = (unsigned char)text[1];
        return 2;
    case 'n':
        *code = '\n';
        return 2;
    case 't':
        *code = '\t';
        return 2;
    case 'u':
        return code_escape_length(text, left, code);
    default:
        return 0;
    }
}

/* How many bytes the quote at either end of TEXT takes: other quotes than ours were reported. */
static size_t quote_length(const char *text, size_t length)
{
    struct utf8_character first = utf8_decode(text, length);
    return first.length ? first.length : 1;
}

static bool is_quote(const char *text, size_t length)
{
    const char *plain = utf8_look_alike(utf8_decode(text, length).code);
    return *text == '"' || *text == '\'' || (plain && *plain == '"');
}

/* What stands between the quotes; the second one may be missing. */
static struct span inside(const char *text, size_t length)
{
    size_t start = quote_length(text, length), end = length;
    size_t quote = start == 1 ? 1 : 3;
    if (end >= start + quote && is_quote(text + end - quote, quote))
        end -= quote;
    return (struct span){ (uint32_t)start, (uint32_t)end };
}

struct literal literal_text(const struct builder *builder, struct span span)
{
    const char *text = builder->source->text + (span.start - builder->source->base);
    struct span body = inside(text, span.end - span.start);
    /* An escape is never shorter than what it stands for. */
    char *decoded = arena_alloc(builder->context->arena, body.end - body.start + 1);
    size_t length = 0;
    for (size_t at = body.start; at < body.end;) {
        uint32_t code = 0;
        size_t step = text[at] == '\\' ? escape_length(text + at, body.end - at, &code) : 0;
        if (step)
            length += utf8_write(code, decoded + length);
        else
            decoded[length++] = text[at];
        at += step ? step : 1;
    }
    return (struct literal){ decoded, (uint32_t)length, span };
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* 2021-2-3 or 2021/02/03 as 2021-02-03. */
static char *mended_day(struct arena *arena, const char *text)
{
    char *end;
    long year = strtol(text, &end, 10);
    long month = strtol(end + 1, &end, 10);
    long day = strtol(end + 1, &end, 10);
    return arena_format(arena, "%04ld-%02ld-%02ld", year, month, day);
}

/* 2021-02-03 10:00 as 2021-02-03T10:00Z. */
static char *mended_instant(struct arena *arena, const char *text, size_t length)
{
    enum { DAY_LENGTH = 10, OFFSET_LENGTH = 6 };
    bool utc = text[length - 1] == 'Z' || text[length - 1] == 'z';
    bool has_offset = utc || strchr("+-", text[length - OFFSET_LENGTH]);
    char *mended = arena_format(arena, "%s%s", text, has_offset ? "" : "Z");
    mended[DAY_LENGTH] = 'T';
    if (utc)
        mended[length - 1] = 'Z';
    return mended;
}

/* 1,000 and 1_000 as 1000; what an exponent adds is not worked out. */
static char *mended_number(char *text)
{
    size_t length = 0;
    for (const char *at = text; *at && *at != 'e' && *at != 'E'; at++)
        if (is_digit(*at) || *at == '.')
            text[length++] = *at;
    text[length] = '\0';
    return text;
}

struct literal literal_at(const struct builder *builder, struct span span)
{
    struct arena *arena = builder->context->arena;
    const char *text = builder->source->text + (span.start - builder->source->base);
    size_t length = span.end - span.start;
    char *copy = arena_copy(arena, text, length);
    bool dashed = length > 5 && is_digit(copy[0]) && (copy[4] == '-' || copy[4] == '/');
    if (dashed && length <= 10)
        copy = mended_day(arena, copy);
    else if (dashed)
        copy = mended_instant(arena, copy, length);
    else if (is_digit(copy[0]))
        copy = mended_number(copy);
    return (struct literal){ copy, (uint32_t)strlen(copy), span };
}
