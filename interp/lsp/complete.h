/* complete.h - what the parts of completion share. */
#ifndef CERTPOL_LSP_COMPLETE_H
#define CERTPOL_LSP_COMPLETE_H

#include "grammar/parse.h"
#include "grammar/parser.h"
#include "interp/lsp/request.h"

/* A completion at its making. */
struct completion {
    struct request *request;
    struct caret caret;
    uint32_t start, end; /* the word at the caret, which is replaced */
    uint32_t from; /* where the replacement begins; before START where a whole clause is replaced */
    int before, earlier; /* the kinds of the words before it, the nearest first */
    bool in_text, in_comment;
    unsigned brackets;        /* parentheses and brackets that are open there */
    bool closes;              /* a brace closes somewhere behind it */
    struct expected expected; /* what the parser would take instead of the word */
    json_t *items;
};

/* Find what the parser would take. */
void complete_expect(struct completion *completion);

/* Whether a name may stand there that is known already, not a new one.  True where the parser
 * cannot tell. */
bool complete_takes_names(const struct completion *completion);

/* Add the words of the language that may stand there. */
void complete_keywords(struct completion *completion);

/* Add the files that a `use` or `from` may name, where that is what the caret is in. */
void complete_paths(struct completion *completion);

/* Add WORD as an item of KIND. */
void complete_add(struct completion *completion, const char *word, int kind, const char *detail);

#endif
