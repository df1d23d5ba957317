/* parse.h - text to tree. */
#ifndef CERTPOL_GRAMMAR_PARSE_H
#define CERTPOL_GRAMMAR_PARSE_H

#include "grammar/ast.h"

/* The tree of SOURCE.  What is wrong with it goes to CONTEXT's diagnostics; the tree then holds
 * what could be read.  SOURCE must stay as long as the tree; the tree lives in the context's arena.
 */
struct ast parse(const struct source *source, struct ast_context *context);

enum {
    WORDS_MAX = 128 /* kinds of tokens */
};

/* The tokens that may stand at a place; index them by kind - TOK_AND. */
struct expected {
    bool may[WORDS_MAX];
};

/* What may stand behind the words of SOURCE.  None where they are in error shortly before their
 * end. */
struct expected parse_expected(const struct source *source, struct ast_context *context);

#endif
