/* naming.h - all words that mean the same thing, in all files. */
#ifndef CERTPOL_LSP_NAMING_H
#define CERTPOL_LSP_NAMING_H

#include "interp/lsp/request.h"

/* Things that are declared, and the word that was asked about.  All is in the request's arena. */
struct naming {
    struct stretch word;      /* path NULL: no name stands at the place */
    enum thing thing;         /* what it means */
    const char *name;         /* as it is declared */
    struct stretch *declared; /* the names at the declarations; none for what is built in */
    size_t count;
};

/* What the word at PLACE means, in all policies that see it. */
void naming_at(struct request *request, const struct caret *caret, struct naming *naming);

/* Add to NAMING all that some word means together with what is there: a word that means a label of
 * two cases, or parameters of two policies. */
void naming_close(struct request *request, struct naming *naming);

struct stretches {
    struct stretch *items; /* in the order of files and places */
    size_t count;
};

/* All words that mean something in NAMING, those of the declarations too. */
struct stretches naming_words(struct request *request, const struct naming *naming);

/* Whether STRETCH is the name of a declaration. */
bool naming_declares(const struct naming *naming, struct stretch stretch);

/* The policies that have one of NAMING's declarations among their files. */
void naming_roots(struct request *request, const struct naming *naming, struct roots *roots);

#endif
