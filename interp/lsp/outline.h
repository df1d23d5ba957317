/* outline.h - what a file declares, in the order of the text: from the tree alone, so of a broken
 * file too. */
#ifndef CERTPOL_LSP_OUTLINE_H
#define CERTPOL_LSP_OUTLINE_H

#include "grammar/ast.h"
#include "interp/check/reference.h"

/* Something that has a name. */
struct entry {
    enum thing thing;
    struct name name;
    struct span span;        /* all of it */
    struct span doc;         /* the comments above it, or nowhere */
    const struct item *item; /* the declaration that it is, or is a part of */
    union {
        const struct field_decl *field;    /* of THING_FIELD */
        const struct member_decl *member;  /* of THING_MEMBER */
        const struct case_decl *case_decl; /* of THING_CASE */
        const struct clause_decl *clause;  /* of THING_CLAUSE */
        const struct step *step;           /* of THING_RULE and THING_LOCAL */
    };
    bool is_part; /* of the last entry that is none */
};

struct outline {
    struct entry *entries;
    uint32_t count, capacity;
};

/* The outline of AST, in ARENA. */
struct outline outline_of(struct arena *arena, const struct ast *ast);

/* The entry whose name begins at PLACE, or NULL. */
const struct entry *outline_find(const struct outline *outline, uint32_t place);

/* The text of the doc comments at SPAN without their signs, in ARENA; NULL where there are none. */
const char *doc_text(struct arena *arena, const struct sources *sources, struct span span);

#endif
