/* utf8.c - decoding by hand, properties from libutf8proc. */
#include "grammar/utf8.h"

#include <string.h>

#include <utf8proc.h>

struct utf8_range {
    uint32_t first, last;
};

/* RANGES ascend. */
static bool is_in(const struct utf8_range *ranges, size_t count, uint32_t code)
{
    size_t i = 0;
    while (i < count && code > ranges[i].last)
        i++;
    return i < count && code >= ranges[i].first;
}

/* The length that LEAD promises, and the bits of the code point that it holds. */
static struct utf8_character begin(unsigned char lead)
{
    if (lead < 0x80)
        return (struct utf8_character){ lead, 1 };
    if (lead >= 0xC2 && lead <= 0xDF)
        return (struct utf8_character){ lead & 0x1Fu, 2 };
    if (lead >= 0xE0 && lead <= 0xEF)
        return (struct utf8_character){ lead & 0x0Fu, 3 };
    if (lead >= 0xF0 && lead <= 0xF4)
        return (struct utf8_character){ lead & 0x07u, 4 };
    return (struct utf8_character){ 0, 0 };
}

static bool is_scalar(uint32_t code)
{
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

struct utf8_character utf8_decode(const char *text, size_t left)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (!left)
        return (struct utf8_character){ 0, 0 };
    struct utf8_character character = begin((unsigned char)text[0]);
    if (character.length > left)
        return (struct utf8_character){ 0, 0 };
    for (uint32_t i = 1; i < character.length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xC0) != 0x80)
            return (struct utf8_character){ 0, 0 };
        character.code = character.code << 6 | (byte & 0x3Fu);
    }
    if (character.code < least[character.length] || !is_scalar(character.code))
        return (struct utf8_character){ 0, 0 };
    return character;
}

static char tail(uint32_t code, unsigned shift)
{
    return (char)(0x80 | (code >> shift & 0x3F));
}

size_t utf8_write(uint32_t code, char out[UTF8_CHARACTER_MAX])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = tail(code, 0);
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = tail(code, 6);
        out[2] = tail(code, 0);
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = tail(code, 12);
    out[2] = tail(code, 6);
    out[3] = tail(code, 0);
    return 4;
}

/* Behind the ASCII at AT, as far as whole words go. */
static size_t skip_ascii(const char *text, size_t at, size_t length)
{
    uint64_t word;
    for (; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    return at;
}

size_t utf8_valid_length(const char *text, size_t length)
{
    size_t at = skip_ascii(text, 0, length);
    while (at < length) {
        uint32_t step =
            (unsigned char)text[at] < 0x80 ? 1 : utf8_decode(text + at, length - at).length;
        if (!step)
            break;
        at = step == 1 ? skip_ascii(text, at + 1, length) : at + step;
    }
    return at;
}

/* Unicode's Bidi_Control. */
static bool is_direction(uint32_t code)
{
    static const struct utf8_range ranges[] = {
        { 0x061C, 0x061C }, { 0x200E, 0x200F }, { 0x202A, 0x202E }, { 0x2066, 0x2069 }
    };
    return is_in(ranges, sizeof ranges / sizeof *ranges, code);
}

/* Unicode's Default_Ignorable_Code_Point and the separators and annotations that are not shown. */
static bool is_invisible(uint32_t code)
{
    static const struct utf8_range ranges[] = {
        { 0x00AD, 0x00AD }, { 0x034F, 0x034F },   { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },
        { 0x180B, 0x180F }, { 0x200B, 0x200B },   { 0x2028, 0x2029 },   { 0x2060, 0x206F },
        { 0x3164, 0x3164 }, { 0xFE00, 0xFE0F },   { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },
        { 0xFFF0, 0xFFFB }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE0FFF }
    };
    return is_in(ranges, sizeof ranges / sizeof *ranges, code);
}

enum utf8_hazard utf8_hazard(uint32_t code)
{
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r' ? UTF8_FINE : UTF8_CONTROL;
    if (code >= 0x7F && code <= 0x9F)
        return UTF8_CONTROL;
    if (code < 0xAD || (code > 0x3164 && code < 0xFE00)) /* Han and Hangul are most of the latter */
        return UTF8_FINE;
    if (code == 0x200C || code == 0x200D)
        return UTF8_JOINER;
    if (is_direction(code))
        return UTF8_DIRECTION;
    return is_invisible(code) ? UTF8_INVISIBLE : UTF8_FINE;
}

bool utf8_begins_name(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default:
        return code == '_';
    }
}

bool utf8_continues_name(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return utf8_begins_name(code);
    }
}

bool utf8_is_blank(uint32_t code)
{
    return code >= 0x80 && utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_ZS;
}

unsigned utf8_width(uint32_t code)
{
    int width = utf8proc_charwidth((utf8proc_int32_t)code);
    return width < 0 ? 0 : (unsigned)width;
}

/* The full-width forms of ASCII's punctuation stand in ASCII's order. */
static const char *full_width(uint32_t code)
{
    static const struct {
        uint32_t code;
        const char *words;
    } forms[] = { { 0xFF08, "(" }, { 0xFF09, ")" }, { 0xFF0A, "*" },  { 0xFF0B, "+" },
                  { 0xFF0C, "," }, { 0xFF0D, "-" }, { 0xFF0E, "." },  { 0xFF1A, ":" },
                  { 0xFF1C, "<" }, { 0xFF1D, "=" }, { 0xFF1E, ">" },  { 0xFF1F, "?" },
                  { 0xFF3B, "[" }, { 0xFF3D, "]" }, { 0xFF5B, "{" },  { 0xFF5D, "}" },
                  { 0xFF03, "#" }, { 0xFF1B, ";" }, { 0xFF02, "\"" }, { 0xFF07, "\"" } };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].code == code)
            return forms[i].words;
    return NULL;
}

const char *utf8_look_alike(uint32_t code)
{
    switch (code) {
    case 0x00D7:
        return "*";
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return "-";
    case 0x2025:
    case 0x2026:
        return "..";
    case 0x2260:
        return "is not";
    case 0x2264:
        return "<=";
    case 0x2265:
        return ">=";
    case 0x3001:
        return ",";
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x300C:
    case 0x300D:
        return "\"";
    default:
        return full_width(code);
    }
}
