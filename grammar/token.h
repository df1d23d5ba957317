/* token.h - a text as words.
 *
 * The list is lossless: comments are in it, and between two tokens there are only blanks. */
#ifndef CERTPOL_GRAMMAR_TOKEN_H
#define CERTPOL_GRAMMAR_TOKEN_H

#include "grammar/diag.h"
#include "grammar/source.h"

struct token {
    int kind; /* of parser.h, or one of the kinds below */
    struct span span;
};

enum {
    TOKEN_COMMENT = -1,
    TOKEN_DOC = -2,
    TOKEN_INVALID = -3, /* was reported; what was meant is unknown */
    TOKEN_STRAY = -4    /* was reported; the text reads well without it */
};

struct tokens {
    struct token *items; /* the last one is TOK_EOF */
    uint32_t count, capacity;
};

/* The words of SOURCE, to be released with tokens_free.  Slips are reported and the word that was
 * meant is handed out; where none can be guessed, TOKEN_INVALID.  What is no text (too large, not
 * UTF-8, or with NUL bytes) is reported once and has no words. */
struct tokens tokens_scan(const struct source *source, struct diags *diags);
void tokens_free(struct tokens *tokens);

/* "name", "text", "rule": how messages call a token. */
const char *token_name(int kind);

/* The kind of the word or sign whose spelling is the LENGTH bytes at TEXT; TOKEN_INVALID if the
 * language has none. */
int token_spelt(const char *text, size_t length);

#endif
