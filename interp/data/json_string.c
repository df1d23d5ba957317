/* json_string.c - strings that are long, escaped, beyond ASCII, or broken; blanks; what goes wrong.
 *
 * The plain short string is read in json.h. */
#include "interp/data/json.h"

#include "grammar/utf8.h"
#include "interp/data/complaint.h"

const char *json_fail(struct json *json, const char *at, const char *complaint)
{
    if (!json->complaint) {
        json->failed_at = at < json->end ? at : json->end;
        json->complaint = complaint;
    }
    return NULL;
}

const char *json_expected(struct json *json, const char *at, const char *what)
{
    const char *found = found_shown(json->arena, at, json->end);
    return json_fail(json, at, arena_format(json->arena, "expected %s, found %s", what, found));
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

const char *json_blanks_slow(struct json *json, const char *at)
{
    while (json_inside(json, at) && is_blank(*at))
        at++;
    if (!json_inside(json, at))
        return json_fail(json, at, "the text ends too early");
    return at;
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* The four hexadecimal digits at AT; -1 where there are none. */
static int32_t code_unit(const char *at, const char *end)
{
    int32_t unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = at + i < end ? hex_digit(at[i]) : -1;
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

static bool is_high_surrogate(int32_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

static bool is_low_surrogate(int32_t unit)
{
    return unit >= 0xdc00 && unit < 0xe000;
}

/* Behind the \u at AT, and the second one that a surrogate needs. */
static const char *check_code_point(struct json *json, const char *at)
{
    int32_t unit = code_unit(at + 2, json->end);
    if (unit < 0)
        return json_fail(json, at, "\\u needs four hexadecimal digits");
    if (is_low_surrogate(unit))
        return json_fail(json, at, "half a surrogate pair: the first half is missing");
    if (!is_high_surrogate(unit))
        return at + 6;
    if (json->end - at < 12 || at[6] != '\\' || at[7] != 'u' ||
        !is_low_surrogate(code_unit(at + 8, json->end)))
        return json_fail(json, at, "half a surrogate pair: the second half is missing");
    return at + 12;
}

static const char *check_escape(struct json *json, const char *at)
{
    if (at + 1 < json->end && at[1] == 'u')
        return check_code_point(json, at);
    if (at + 1 < json->end && at[1] && strchr("\"\\/bfnrt", at[1]))
        return at + 2;
    return json_fail(json, at,
                     "no such escape; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
}

/* The length of the character beyond ASCII that WORD begins with, its first byte lowest; 0 where
 * there is none. The ranges are those of table 3-7 of the Unicode standard. */
static unsigned character_length(uint32_t word)
{
    uint32_t second =
        word & 0x200f; /* tells overlong forms (0) and surrogates from others, below */
    if ((word & 0xc0c0f0) == 0x8080e0)
        return second != 0 && second != 0x200d ? 3 : 0;
    if ((word & 0xc0e0) == 0x80c0)
        return (word & 0x1e) != 0 ? 2 : 0;
    second = word & 0x3007;
    if ((word & 0xc0c0c0f8) == 0x808080f0)
        return second != 0 && ((word & 4) == 0 || second == 4) ? 4 : 0;
    return 0;
}

/* Behind the characters beyond ASCII at AT. */
static const char *check_characters(struct json *json, const char *at)
{
    do {
        unsigned length = character_length((uint32_t)word_load(at));
        if (length == 0)
            return json_fail(json, at, "these bytes are not UTF-8");
        at += length;
    } while ((unsigned char)*at >= 0x80 && json_inside(json, at));
    return at;
}

/* Behind what is not plain at AT and does not end the string. */
static const char *check_special(struct json *json, const char *at, struct json_string *string)
{
    if ((unsigned char)*at >= 0x80)
        return check_characters(json, at);
    if (*at != '\\')
        return json_fail(json, at, "a control character in a text is written as an escape: \\n");
    string->escaped = true;
    return check_escape(json, at);
}

const char *json_text_slow(struct json *json, const char *at, struct json_string *string)
{
    if (!json_inside(json, at) || *at != '"')
        return json_expected(json, at, "a text");
    const char *from = at++;
    *string = (struct json_string){ 0 };
    for (;;) {
        unsigned plain = block_plain(at);
        at += plain;
        if (!json_inside(json, at))
            return json_fail(json, from, "this text is never closed");
        if (*at == '"')
            break;
        if (plain < BLOCK_BYTES)
            at = check_special(json, at, string);
        if (!at)
            return NULL;
    }
    string->raw = (struct text){ from + 1, (uint32_t)(at - from - 1) };
    return at + 1;
}

/* Writes the character that the \u at AT stands for; the bytes written. */
static size_t unescape_code_point(const char **at, char *out)
{
    const char *end = *at + 12;
    uint32_t code = (uint32_t)code_unit(*at + 2, end);
    if (is_high_surrogate((int32_t)code)) {
        code = 0x10000 + ((code - 0xd800) << 10) + (uint32_t)code_unit(*at + 8, end) - 0xdc00;
        *at += 6;
    }
    *at += 6;
    return utf8_write(code, out);
}

static char unescape_letter(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return letter;
    }
}

struct text json_unescape(struct json *json, struct text raw)
{
    char *out = arena_alloc(json->arena, raw.length + sizeof(uint64_t));
    size_t written = 0;
    for (const char *at = raw.at, *end = raw.at + raw.length; at < end;) {
        if (*at != '\\') {
            out[written++] = *at++;
        } else if (at[1] == 'u') {
            written += unescape_code_point(&at, out + written);
        } else {
            out[written++] = unescape_letter(at[1]);
            at += 2;
        }
    }
    return (struct text){ out, (uint32_t)written };
}
