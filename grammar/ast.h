/* ast.h - what a file says, as a tree.
 *
 * Nodes know words and places, nothing of types or meaning.  Every node lives in the load's arena
 * and never changes after parsing.  What could not be read is EXPR_BAD or is left out. */
#ifndef CERTPOL_GRAMMAR_AST_H
#define CERTPOL_GRAMMAR_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "grammar/diag.h"
#include "grammar/names.h"
#include "grammar/source.h"

/* A word and where it stands.  TEXT is interned; NULL where there is none. */
struct name {
    const char *text;
    struct span span;
};

struct names_list {
    const struct name *items;
    uint32_t count;
};

/* A text literal, its escapes decoded; or a number, date or instant as written.  NUL-terminated. */
struct literal {
    const char *text; /* NULL where there is none */
    uint32_t length;
    struct span span;
};

/* ---- expressions ---- */

enum expr_kind {
    EXPR_BAD,
    EXPR_NAME,     /* name */
    EXPR_INTEGER,  /* literal: digits */
    EXPR_DECIMAL,  /* literal */
    EXPR_TEXT,     /* literal */
    EXPR_DATE,     /* literal: 2020-12-15 */
    EXPR_INSTANT,  /* literal: 2020-12-15T09:00:00Z */
    EXPR_BOOL,     /* literal: true, false */
    EXPR_QUANTITY, /* literal (digits), name (the unit): 6 months */
    EXPR_LIST,     /* items */
    EXPR_FIELD,    /* first . name */
    EXPR_INDEX,    /* first [ items ] */
    EXPR_CALL,     /* name ( items ) */
    EXPR_OF,       /* name of first: date of i, start of d, renew of cert */
    EXPR_ON,       /* name on first: a parameter on a day */
    EXPR_SPAN,     /* name from first to second: days from a to b */
    EXPR_COUNT,    /* count first */
    EXPR_FOLD,     /* fold: first (the part) of second (the list); a part that is not parenthesised
                      is a path of the element's fields: EXPR_NAME or EXPR_FIELD */
    EXPR_WHERE,    /* first [as alias] where second */
    EXPR_ANY,      /* any first [as alias] where second */
    EXPR_EVERY,    /* every first [as alias] has second */
    EXPR_PRESENT,  /* first is present */
    EXPR_ABSENT,   /* first is absent */
    EXPR_BINARY,   /* first op second */
    EXPR_IN_RANGE, /* first in second .. third, or ..< where half_open */
    EXPR_NOT,      /* not first */
    EXPR_NEGATE    /* - first */
};

enum expr_op {
    OP_OR,
    OP_AND,
    OP_IS,
    OP_IS_NOT,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL,
    OP_IN,
    OP_ELSE,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY
};

enum expr_fold { FOLD_SUM, FOLD_LATEST, FOLD_EARLIEST, FOLD_HIGHEST, FOLD_LOWEST, FOLD_ALL };

struct expr {
    enum expr_kind kind;
    enum expr_op op;     /* of EXPR_BINARY */
    enum expr_fold fold; /* of EXPR_FOLD */
    bool parenthesised;  /* wears parentheses: is (wanted) */
    bool half_open;      /* of EXPR_IN_RANGE */
    uint16_t depth;      /* 1 for a leaf; at most EXPR_DEPTH_MAX */
    struct span span;    /* without the parentheses */
    struct name name;
    struct name alias;
    struct literal literal;
    const struct expr *first, *second, *third; /* in the order in which they stand */
    const struct expr *items;                  /* linked by next */
    const struct expr *next;
};

enum { EXPR_DEPTH_MAX = 200 };

/* ---- parts of declarations ---- */

/* req.1, renewal.faq.11d: the parts joined with dots, interned. */
struct clause_ref {
    struct name name;
};

struct cites {
    const struct clause_ref *items;
    uint32_t count;
};

/* A .. B, days; an end that is missing has no text. */
struct days {
    struct literal from, to;
    struct span span;
};

/* text, date?, [Try], [Try]? */
struct type_ref {
    struct name name;
    bool list, optional;
    struct span span;
};

/* One end of a field's range, with its sign. */
struct bound {
    enum expr_kind kind; /* EXPR_INTEGER, EXPR_DECIMAL, EXPR_DATE, EXPR_INSTANT */
    bool negative;
    struct literal literal; /* no text: there is no bound */
};

struct field_decl {
    struct name name;
    struct type_ref type;
    struct bound low, high; /* both or none */
    struct literal up_to;   /* the bound of a list; no text: unsaid */
    struct literal spelling;
    struct span span;
    struct span doc; /* the doc comments above it, or nowhere */
    const struct field_decl *next;
};

/* A name with a type: a define's argument, an outcome case's payload. */
struct label {
    struct name name;
    struct type_ref type;
    const struct label *next;
};

struct member_decl {
    struct name name;
    struct literal spelling;
    const struct member_decl *next;
};

struct case_decl {
    struct name name;
    const struct label *labels;
    const struct case_decl *next;
};

struct version_decl {
    struct days days;
    const struct expr *value;
    const struct version_decl *next;
};

struct clause_decl {
    struct name name;
    bool informational;
    struct literal statement;
    struct literal disputed; /* no text: it is not */
    const struct clause_decl *next;
};

/* A line of a policy header.  `effective` has DAYS and CITES; the others a TEXT or WORDS, among
 * which a language may have been written as a text. */
struct setting {
    struct name name;
    struct literal text;
    struct names_list words;
    struct days days;
    struct cites cites;
    struct span span;
    const struct setting *next;
};

struct argument {
    struct name name;
    const struct expr *value;
    const struct argument *next;
};

/* What a rule gives: a case and its payload. */
struct outcome_expr {
    struct name name;
    const struct argument *arguments;
    struct span span;
};

enum step_kind { STEP_LET, STEP_RULE, STEP_OTHERWISE };

struct step {
    enum step_kind kind;
    struct name name;
    struct cites cites;
    const struct expr *value;     /* of a let */
    const struct expr *condition; /* of a rule; NULL: it always applies */
    struct outcome_expr outcome;
    struct span span;
    struct span doc;
    const struct step *next;
};

struct message_decl {
    struct name name; /* of the rule or member */
    struct literal text;
    const struct message_decl *next;
};

/* ---- declarations ---- */

enum item_kind {
    ITEM_USE,
    ITEM_POLICY,
    ITEM_SOURCE,
    ITEM_ENUM,
    ITEM_RECORD,
    ITEM_INPUT,
    ITEM_TABLE,
    ITEM_OUTCOME,
    ITEM_PARAMETER,
    ITEM_DEFINE,
    ITEM_DECIDE,
    ITEM_MESSAGES
};

struct item {
    enum item_kind kind;
    struct name name; /* of a `use` and of messages none */
    struct span span;
    struct span doc;          /* the doc comments above it, or nowhere */
    struct literal text;      /* the path of a use or a table; the title of a source */
    struct literal revised;   /* of a source */
    struct names_list keys;   /* of a record, an input, a table */
    bool ordered;             /* an enum */
    bool all;                 /* a decide */
    struct type_ref type;     /* of a parameter, a define; a decide's outcome */
    struct cites cites;       /* of a parameter */
    const struct expr *value; /* of a define; of a parameter that has one */
    bool has_labels;          /* a define with arguments */
    const struct label *labels;
    struct name element;          /* for each ELEMENT in PATH where FILTER */
    const struct expr *path;      /* EXPR_NAME, EXPR_FIELD; NULL: one decision a record */
    const struct expr *filter;    /* or NULL */
    struct name language, target; /* messages LANGUAGE for TARGET; the language a word or a text */
    union {
        const struct setting *settings;
        const struct clause_decl *clauses;
        const struct member_decl *members;
        const struct field_decl *fields;
        const struct case_decl *cases;
        const struct version_decl *versions;
        const struct step *steps;
        const struct message_decl *messages;
    };
    const struct item *next;
};

/* A file that was parsed. */
struct ast {
    const struct source *source;
    const struct item *items; /* in the order in which they stand */
};

/* Everything a parse writes to. */
struct ast_context {
    struct arena *arena;
    struct names *names;
    struct diags *diags;
};

/* The tree as one S-expression a declaration, for tests and for the formatter's round trip. */
void ast_dump(const struct ast *ast, FILE *out);

#endif
