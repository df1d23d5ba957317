/* reference.h - what the words of a text turned out to mean: an editor's need.
 *
 * The checker writes it down where it is asked to, as it resolves each word; who does not ask pays
 * nothing.  Knows nothing of editors. */
#ifndef CERTPOL_CHECK_REFERENCE_H
#define CERTPOL_CHECK_REFERENCE_H

#include "grammar/arena.h"
#include "interp/check/program.h"

enum thing {
    THING_ENUM,      /* enumeration */
    THING_RECORD,    /* record; an input too */
    THING_TABLE,     /* table */
    THING_OUTCOME,   /* outcome */
    THING_SOURCE,    /* document */
    THING_CLAUSE,    /* clause */
    THING_PARAMETER, /* parameter */
    THING_DEFINE,    /* define */
    THING_DECISION,  /* decision */
    THING_POLICY,    /* policy */
    THING_FIELD,     /* field */
    THING_MEMBER,    /* member */
    THING_CASE,      /* outcome_case */
    THING_LABEL,     /* payload: what a case carries */
    THING_RULE,      /* rule; not a let */
    THING_LOCAL,     /* local: a let, an argument, an element */
    THING_BUILT_IN,  /* nothing: `name` is of the language */
};

/* A word and its meaning. */
struct reference {
    enum thing thing;
    struct span span;     /* the word */
    struct span declared; /* the name at its declaration; nowhere for what is built in */
    struct type type;     /* of a value, where the word stands; else UNKNOWN */
    const char *name;     /* as declared */
    const char *of;       /* what it is a part of: Kind, Renewal, renew; of a local: "let" */
    union {
        const struct enumeration *enumeration;
        const struct record *record;
        const struct table *table;
        const struct outcome *outcome;
        const struct document *document;
        const struct clause *clause;
        const struct parameter *parameter;
        const struct define *define;
        const struct decision *decision;
        const struct policy *policy;
        const struct field *field;
        const struct member *member;
        const struct outcome_case *outcome_case;
        const struct payload *payload;
        const struct rule *rule;
        const struct local *local;
    };
};

struct reference_list {
    struct reference *items;
    uint32_t count, capacity;
};

/* {.arena} is empty; the arena is borrowed and must live as long as the load's. */
struct references {
    struct arena *arena;
    struct reference_list words; /* in the order in which the checker met them; a word of a shared
                                    file once for each policy that sees it */
    uint32_t
        probe; /* where a word begins of which all is told that could stand in its place; or 0 */
    struct span probed; /* that word, with the names before it that belong to it, once it was met */
    struct reference_list offered; /* what could stand there; their spans are nowhere */
    struct type expected;          /* the type of the value that is expected there; or UNKNOWN */
};

/* Remember that a word means REFERENCE.  REFERENCES may be NULL. */
void reference_add(struct references *references, struct reference reference);

/* Is the probed word in WORD?  If so the place is noted; what may stand there is then to be told by
 * reference_offer.  False where REFERENCES is NULL. */
bool reference_is_probed(struct references *references, struct span word);

/* REFERENCE could stand in the place of the probed word; REFERENCES is not NULL. */
void reference_offer(struct references *references, struct reference reference);

/* How types are called: "date", "Certification?", "[text]"; in ARENA. */
const char *type_shown(struct arena *arena, struct type type);

#endif
