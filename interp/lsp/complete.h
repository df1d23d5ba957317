/* complete.h - what the parts of completion share. */
#ifndef CERTPOL_LSP_COMPLETE_H
#define CERTPOL_LSP_COMPLETE_H

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
    json_t *items;
};

/* Add the words of the language that may stand there. */
void complete_keywords(struct completion *completion);

/* Add the files that a `use` or `from` may name, where that is what the caret is in. */
void complete_paths(struct completion *completion);

/* Add WORD as an item of KIND. */
void complete_add(struct completion *completion, const char *word, int kind, const char *detail);

#endif
