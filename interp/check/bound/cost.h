/* cost.h - what cost.c and cost_steps.c share: the steps of a policy at worst, and what makes them
 * many.
 *
 * A step is the evaluation of one node, or the look at one element where a list is searched. */
#ifndef CERTPOL_CHECK_COST_H
#define CERTPOL_CHECK_COST_H

#include "interp/check/checker.h"

/* Lists whose bounds multiply, outermost first. */
struct factor {
    const char *name;
    uint64_t bound;
    const struct factor *next;
};

/* How many elements a value has at most, and what it is made of has. */
struct size {
    uint64_t length;
    const struct factor *lists; /* the bounds that make LENGTH */
    const struct size *element; /* of a list of lists or outcomes; or NULL */
    const struct size *payload; /* of an outcome: by slot */
};

struct cost {
    uint64_t steps;
    uint64_t heaviest;            /* the steps of the heaviest part */
    const struct factor *factors; /* the lists that multiply in it */
    struct size size;
};

/* One set of argument sizes with which a define is called, and what it costs. */
struct cost_context {
    const struct size *arguments;
    struct cost cost;
    const struct cost_context *next;
};

struct cost_memo {
    enum { COST_NEW, COST_BUSY, COST_DONE } state;
    struct cost cost;                    /* of a fact, or of a decision for all its elements */
    const struct cost_context *contexts; /* of a define with arguments */
    uint32_t context_count;
    struct size *widest; /* sizes that cover those of all later calls; NULL at first */
};

/* The work on one policy. */
struct costs {
    struct arena *arena;
    const struct policy *policy;
    struct cost_memo *defines, *decisions; /* by index */
    uint32_t depth;
};

/* The locals of the decision or define at hand. */
struct cost_walk {
    struct costs *costs;
    struct size *locals; /* by id */
    uint32_t count;
};

/* {.arena, .policy} becomes ready. */
void costs_begin(struct costs *costs);

/* What computing a fact once, a call's body once, or a decision for all elements of its list costs.
 */
struct cost cost_of_fact(struct costs *costs, const struct define *define);
struct cost cost_of_call(struct costs *costs, const struct define *define,
                         const struct size *arguments);
struct cost cost_of_decision(struct costs *costs, const struct decision *decision);

/* What evaluating NODE once costs. */
struct cost cost_of_node(struct cost_walk *walk, const struct node *node);
void cost_set_local(struct cost_walk *walk, const struct local *local, struct size size);

/* ---- sums and sizes (cost_size.c) ---- */

/* Sums and products that stop at UINT64_MAX. */
uint64_t steps_add(uint64_t a, uint64_t b);
uint64_t steps_multiply(uint64_t a, uint64_t b);

/* Add a part, or STEPS for each element of a list of SIZE; TOTAL keeps the lists of its heaviest
 * part. */
void cost_add(struct cost *total, struct cost part);
void cost_add_times(struct arena *arena, struct cost *total, struct size size, uint64_t steps,
                    const struct factor *factors);

/* A and then B, the first few. */
const struct factor *factors_join(struct arena *arena, const struct factor *a,
                                  const struct factor *b);

/* The size of a value that is either; SLOTS is the number of payload slots of outcomes, else 0. */
struct size size_hull(struct arena *arena, struct size a, struct size b, uint32_t slots);
struct size size_of_list(struct arena *arena, const char *name, uint64_t length);

/* The size of WHERE, a filter of what has the size ALL (cost_filters.c). */
struct size size_of_filtered(struct arena *arena, const struct node *where, struct size all);

#endif
