/* walk.h - what the parts of the oracle share: the frame at hand and how a node is walked.
 *
 * For the oracle's own files only. */
#ifndef CERTPOL_TESTS_WALK_H
#define CERTPOL_TESTS_WALK_H

#include "tests/oracle/oracle.h"

/* The decision or define at hand: its policy and its locals, by id. */
struct frame {
    struct oracle *oracle;
    const struct policy *policy;
    union value *locals;
};

/* The value of NODE, whatever it is. */
union value walk(const struct frame *frame, const struct node *node);

/* NODE's value is not what the checker promised; something to go on with. */
union value walk_broken(const struct frame *frame, const struct node *node);

/* ---- comparisons, lists, rows by key (oracle_list.c) ---- */

/* Of NODE_EQUAL to NODE_IN_LIST, NODE_ANY and NODE_EVERY. */
bool walk_condition(const struct frame *frame, const struct node *node);

/* Of the nodes that are lists themselves. */
struct list walk_list(const struct frame *frame, const struct node *node);

/* The row that NODE_LOOKUP or NODE_INDEX finds. */
union value walk_row(const struct frame *frame, const struct node *node);

/* LIST and, behind its elements, VALUE of TYPE. */
struct list walk_append(struct arena *arena, struct list list, struct type type, union value value);

/* The part of NODE, a fold or a filter, in element INDEX of LIST. */
union value walk_part(const struct frame *frame, const struct node *node, struct list list,
                      uint32_t index);

/* Negative, zero or positive, as A is before, at or behind B. */
int walk_compare(struct type type, union value a, union value b);

/* The absent value of TYPE. */
union value walk_nothing(struct type type);

/* ---- numbers, days and times (oracle_number.c) ---- */

/* Of NODE_ADD to NODE_MAX, NODE_DATE_OF to NODE_UNITS, NODE_COUNT to NODE_LOWEST. */
union value walk_number(const struct frame *frame, const struct node *node);

static inline union value walk_whole(int128 number)
{
    return (union value){ .integer = (int64_t)number };
}

#endif
