/* lint_terms.h - expressions by what they mean, and what is known of their values where a rule
 * stands.
 *
 * Two nodes that always have the same value are one term: a let is what it stands for, and so is a
 * fact.  Of each term a domain is known, at first what its type and its ranges say; conditions that
 * are assumed make it smaller, until knowledge_return.  Nothing here solves anything: what does not
 * follow from one comparison after the other is not known.  Only lint*.c include this. */
#ifndef CERTPOL_CHECK_LINT_TERMS_H
#define CERTPOL_CHECK_LINT_TERMS_H

#include "grammar/pointer_map.h"
#include "interp/check/bound/ranges.h"

/* Why something is known: nothing set, by nature.  RULE: the rules of the decision up to this
 * number; HERE: what stands before it in the same condition. */
struct cause {
    uint32_t rule;
    bool here;
};

enum { RULE_FILTER = 1, RULE_FIRST = 2 }; /* what cause.rule counts: the filter, then the rules */

/* The values that a term may have: from LOW through HIGH, or of a discrete one those whose bits are
 * set. */
struct domain {
    int128 low, high;
    uint64_t mask;
    struct cause cause;
};

enum {
    TERM_RELATION = NODE_EVERY + 1, /* how two terms compare: bits of enum relation */
    TERM_ELEMENT                    /* of a list, in a filter */
};

enum relation { RELATION_LESS = 1, RELATION_EQUAL = 2, RELATION_GREATER = 4, RELATION_ANY = 7 };

struct term {
    int kind; /* enum node_kind, or one of the above */
    const void *object;
    uint64_t detail;
    const uint32_t *parts;
    uint32_t count;
    const struct node *node; /* one that means it, in frame FRAME; or NULL */
    uint32_t frame;
    uint32_t next, hash; /* of the same bucket */
    uint32_t counted;    /* of a list: the term of its length; 0: not made */
    bool tuned;          /* a parameter's value counts */
    bool tabled;         /* the rows of a table count */
    bool still;          /* neither the record nor the clock counts */
    bool discrete;       /* its domain is a mask */
    bool ranged;         /* its domains are made */
    struct domain natural, now;
};

/* A domain as it was. */
struct trace {
    uint32_t term;
    struct domain domain;
};

/* The work on one policy. */
struct knowledge {
    struct policy_check *within;
    struct arena arena; /* until the work is done */
    uint64_t *fuel;
    uint64_t limit; /* where it stops for the condition at hand */

    struct checker silent; /* for ranges, whose complaints go nowhere */
    struct diags unheard;
    struct ranges ranges;
    struct walk walk; /* of the frame at hand */
    uint32_t frame;   /* the define or decision at hand, by number */
    uint32_t depth;   /* of filters around */

    struct term *terms; /* 0 is none */
    uint32_t count, capacity;
    uint32_t *buckets;
    uint32_t bucket_count;
    struct pointer_map nodes, locals; /* to terms */
    struct pointer_map values;        /* of lets: to nodes */
    struct pointer_map items;         /* of lists that are written out: to their terms */

    struct trace *traces;
    uint32_t trace_count, trace_capacity;
    struct cause cause; /* of what is assumed from here on */
};

void knowledge_begin(struct knowledge *knowledge, struct policy_check *within, uint64_t *fuel);
void knowledge_end(struct knowledge *knowledge);

/* A define's or a decision's body comes, with this many locals. */
void knowledge_frame(struct knowledge *knowledge, uint32_t locals);

/* LET stands for VALUE from here on. */
void knowledge_let(struct knowledge *knowledge, const struct local *let, const struct node *value);

/* What LOCAL, if it is a let, or a fact stands for; else NULL. */
const struct node *knowledge_meaning(const struct knowledge *knowledge, const struct node *node);

/* ---- terms (lint_terms.c) ---- */

uint32_t term_of(struct knowledge *knowledge, const struct node *node);

/* A term of KIND made of PARTS that no node need mean. */
uint32_t term_made(struct knowledge *knowledge, int kind, const uint32_t *parts, uint32_t count);

/* The constant VALUE of TYPE. */
uint32_t term_constant(struct knowledge *knowledge, struct type type, union value value);

struct term *term_at(const struct knowledge *knowledge, uint32_t term);

/* ---- domains (lint_domains.c) ---- */

/* What TERM may be: by nature, and as is known now. */
const struct domain *domain_natural(struct knowledge *knowledge, uint32_t term);
const struct domain *domain_now(struct knowledge *knowledge, uint32_t term);

/* All values. */
struct domain domain_any(void);

/* TERM has a value of DOMAIN, too; false where none is left. */
bool domain_narrow(struct knowledge *knowledge, uint32_t term, struct domain domain);

struct interval domain_ends(const struct term *term, const struct domain *domain);
struct cause cause_join(struct cause a, struct cause b);

/* A saved state of what is known. */
uint32_t knowledge_mark(const struct knowledge *knowledge);
void knowledge_return(struct knowledge *knowledge, uint32_t mark);

/* ---- conditions (lint_truth.c) ---- */

enum truth { TRUTH_OPEN, TRUTH_NEVER, TRUTH_ALWAYS };

struct answer {
    enum truth truth;
    struct cause cause;
};

/* What is asked next may cost so much work and no more; each step of it spends some, and false says
 * that none is left. */
void knowledge_refuel(struct knowledge *knowledge);
bool knowledge_spend(struct knowledge *knowledge);

/* Whether the condition NODE holds, as far as is known. */
struct answer truth_of(struct knowledge *knowledge, const struct node *node);

/* The same although NODE itself may have been assumed: by what it is made of. */
struct answer truth_by_parts(struct knowledge *knowledge, const struct node *node);

/* Is what NODE, optional, reads there? */
struct answer presence_of(struct knowledge *knowledge, const struct node *node);

/* From here on NODE is SENSE; false where that cannot be. */
bool assume(struct knowledge *knowledge, const struct node *node, bool sense);

/* The same of comparisons, ranges and lists (lint_compare.c). */
struct answer comparison_truth(struct knowledge *knowledge, const struct node *node);
bool assume_comparison(struct knowledge *knowledge, const struct node *node, bool sense);

#endif
