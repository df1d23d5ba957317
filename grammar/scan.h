/* scan.h - what scanner.l, scan.c and scan_wide.c share. */
#ifndef CERTPOL_GRAMMAR_SCAN_H
#define CERTPOL_GRAMMAR_SCAN_H

#include "grammar/token.h"

struct scan {
    const struct source *source;
    struct diags *diags;
    struct tokens tokens;
    struct span span; /* of the lexeme just matched; its end is where the next one begins */
    uint32_t depth;   /* of parentheses and brackets that are open */
};

/* The slips that other notations invite; their words are in scan.c. */
enum slip {
    SLIP_UNCLOSED,
    SLIP_QUOTES,
    SLIP_GROUPS,
    SLIP_EXPONENT,
    SLIP_RUN_TOGETHER,
    SLIP_DAY,
    SLIP_OFFSET,
    SLIP_INSTANT,
    SLIP_IS,
    SLIP_IS_NOT,
    SLIP_AT_MOST,
    SLIP_AT_LEAST,
    SLIP_THEN,
    SLIP_RANGE,
    SLIP_NOT,
    SLIP_AND,
    SLIP_OR,
    SLIP_EQUALS,
    SLIP_SEMICOLON,
    SLIP_COMMENT,
    SLIP_DIVISION,
    SLIP_PERCENT,
    SLIP_SIGN
};

/* Add the lexeme to the tokens, as KIND. */
void scan_keep(struct scan *scan, int kind);

/* The same, and report SLIP. */
void scan_slip(struct scan *scan, int kind, enum slip slip);

/* Report SLIP at the lexeme. */
void scan_report(struct scan *scan, enum slip slip);

/* Add the first LENGTH bytes of the lexeme, as KIND; the lexeme ends there.  Returns LENGTH. */
int scan_keep_part(struct scan *scan, int kind, size_t length);

/* Whether digits and letters, as in `faq.5a`, may follow: only behind a dot. */
bool scan_is_in_clause(const struct scan *scan);

/* A closed text: its escapes are checked. */
void scan_text(struct scan *scan, const char *text, size_t length);

/* `!=` as the words `is` and `not`. */
void scan_is_not(struct scan *scan, enum slip slip);

/* Digits that go on with letters: a part of a clause, or two words.  Returns how many bytes were
 * used; the rest is matched anew. */
int scan_part(struct scan *scan, const char *text, int length);

/* Digits and commas: a number with separators, or the first of several.  Returns as scan_part. */
int scan_grouped(struct scan *scan, const char *text, int length);

/* A run of letters, digits and bytes from 0x80 on: a name, or a sign that looks like one of ours.
 * Returns as scan_part. */
int scan_wide(struct scan *scan, const char *text, int length);

/* Report the characters that must not stand in the source, from the offset START on. */
void scan_characters(struct scan *scan, uint32_t start);

/* In scanner.l: match from scan->span.end to the end of the source. */
void scan_words(struct scan *scan);

#endif
