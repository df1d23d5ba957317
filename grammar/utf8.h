/* utf8.h - bytes and characters, and which characters a policy may hold.
 *
 * Knows Unicode's properties, nothing of words or grammar. */
#ifndef CERTPOL_GRAMMAR_UTF8_H
#define CERTPOL_GRAMMAR_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    UTF8_CHARACTER_MAX = 4 /* bytes of one character */
};

/* A code point and the bytes that it takes; {0, 0} where there is no character. */
struct utf8_character {
    uint32_t code;
    uint32_t length;
};

/* The character that begins at TEXT, of which LEFT bytes may be read, by RFC 3629: no overlong
 * form, no surrogate, nothing past U+10FFFF. */
struct utf8_character utf8_decode(const char *text, size_t left);

/* Write CODE, a Unicode scalar value, to OUT; return how many bytes it took. */
size_t utf8_write(uint32_t code, char out[UTF8_CHARACTER_MAX]);

/* The offset of the first byte that is not UTF-8, or LENGTH. */
size_t utf8_valid_length(const char *text, size_t length);

/* Why a character must not stand in a policy: a reader would not see what is there. */
enum utf8_hazard {
    UTF8_FINE,
    UTF8_CONTROL,   /* a control character other than tab, line feed and carriage return */
    UTF8_DIRECTION, /* reorders what is shown */
    UTF8_INVISIBLE, /* is not shown, or looks like a blank and is none */
    UTF8_JOINER     /* U+200C, U+200D: invisible, but texts of some languages need them */
};

enum utf8_hazard utf8_hazard(uint32_t code);

/* Whether a name may begin, or go on, with CODE: letters, then also marks and digits, of any
 * script; and '_'. */
bool utf8_begins_name(uint32_t code);
bool utf8_continues_name(uint32_t code);

/* Whether CODE is a blank other than those of ASCII. */
bool utf8_is_blank(uint32_t code);

/* How many columns a terminal gives CODE: 0, 1 or 2. */
unsigned utf8_width(uint32_t code);

/* The words of the language that CODE, a character that is not one of them, is used for by people
 * who write with it: "," for the full-width comma.  NULL if there are none. */
const char *utf8_look_alike(uint32_t code);

#endif
