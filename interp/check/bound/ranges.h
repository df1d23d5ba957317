/* ranges.h - what the parts of check_ranges share: how far the value of an expression can reach.
 *
 * An extent is a set of values that certainly has every value an expression can take, for every
 * accepted record and every as-of instant, whatever conditions hold: nothing here looks at
 * branches. */
#ifndef CERTPOL_CHECK_RANGES_H
#define CERTPOL_CHECK_RANGES_H

#include "interp/check/checker.h"

/* Both ends included, low <= high.  Arithmetic on intervals stops at the ends of int128, which are
 * outside of every type. */
struct interval {
    int128 low, high;
};

enum { BLAME_MAX = 3 };

/* Fields that a value is computed from, the first few: what an author can narrow. */
struct blame {
    const struct field *fields[BLAME_MAX];
    uint32_t count;
};

struct extent {
    bool none; /* there is never such a value: the element of an empty list, a bad expression */
    struct interval main; /* of integer, decimal, date, instant, duration, as in union value; of a
                             period its months */
    struct interval days; /* of a period */
    int64_t months_step;  /* of a period: its months are a multiple of this; 0: it has none */
    uint64_t count;       /* of a list: the most elements */
    const struct extent *element; /* of a list */
    const struct extent *payload; /* of an outcome: by slot */
    struct blame blame;
};

/* One set of arguments with which a define is called, and what comes out. */
struct context {
    const struct extent *arguments;
    struct extent result;
    const struct context *next;
};

struct contexts {
    const struct context *items; /* newest first */
    uint32_t count;
    struct extent *widest; /* arguments that cover those of all later calls; NULL at first */
    bool busy;             /* being computed: a cycle, which check_order complains about */
};

enum memo_state { MEMO_NEW, MEMO_BUSY, MEMO_DONE };

struct fact_memo {
    enum memo_state state;
    struct extent result;
};

struct decision_memo {
    enum memo_state state;
    struct extent *payload; /* by slot of its outcome */
};

/* The work on one policy. */
struct ranges {
    struct checker *checker;
    struct arena *arena;
    const struct policy *policy;
    struct fact_memo *facts;         /* by define */
    struct contexts *calls;          /* by define */
    struct decision_memo *decisions; /* by decision */
    uint32_t depth;                  /* of the walk, through calls */
    bool told_depth;
    bool pedantic; /* tell where the policy's rounding decides */
};

/* The locals of the decision or define at hand. */
struct walk {
    struct ranges *ranges;
    struct extent *locals; /* by id */
    uint32_t count;
    struct span call; /* where the define at hand was called; nowhere outside of one */
};

/* ---- intervals and extents (ranges_extent.c) ---- */

struct interval interval_hull(struct interval a, struct interval b);
struct interval interval_add(struct interval a, struct interval b);
struct interval interval_negate(struct interval a);
struct interval interval_multiply(struct interval a, struct interval b);
bool interval_within(struct interval inner, struct interval outer);

/* Of numbers that are not negative; of 0 and N it is N. */
int64_t greatest_common_divisor(int64_t a, int64_t b);

/* What the type can hold; of a period its months, and likewise its days. */
struct interval type_limits(struct type type);

struct extent extent_none(void);
struct extent
extent_plain(void); /* of a type without a range: text, bool, an enumeration, a record */
struct extent extent_of(int128 low, int128 high);
struct extent extent_list(struct arena *arena, uint64_t count, struct extent element);
struct extent extent_of_value(struct arena *arena, struct type type, union value value);
struct extent extent_of_field(struct arena *arena, const struct field *field);

/* A value of either; SLOTS is the number of payload slots where both are outcomes, else 0. */
struct extent extent_hull(struct arena *arena, struct extent a, struct extent b, uint32_t slots);

/* Is every value of INNER one of OUTER?  Of arguments: outcomes are none. */
bool extent_within(const struct extent *inner, const struct extent *outer);

/* EXTENT or more, so that few steps lead from any extent of TYPE to all of it. */
struct extent extent_widen(struct arena *arena, struct extent extent, struct type type);

struct blame blame_both(struct blame a, struct blame b);

/* The fields that make a sum of both wide, the widest first; UNITs make the widths comparable. */
struct blame blame_of_sum(struct extent a, int128 unit_a, struct extent b, int128 unit_b);

/* ---- arithmetic (ranges_arithmetic.c, ranges_time.c) ---- */

/* Of NODE_ADD and NODE_SUBTRACT, from the extents of both sides. */
struct extent extent_add(struct walk *walk, const struct node *node, struct extent first,
                         struct extent second);
struct extent extent_multiply(const struct node *node, struct extent first, struct extent second);
struct extent extent_negate(struct extent first);
struct extent extent_scale(const struct node *node, struct extent first);

/* The sum of up to COUNT values of PART, and all sums on the way there. */
struct extent extent_sum(struct extent part, uint64_t count);

struct extent extent_now(void);
struct extent extent_today(void);
struct extent extent_date_of(struct extent instant);
struct extent extent_start_of(struct extent date);
struct extent extent_units(struct walk *walk, const struct node *node, struct extent from,
                           struct extent to);

/* A date or an instant plus a period; complains where that needs a rounding. */
struct extent extent_shift(struct walk *walk, const struct node *node, struct extent first,
                           struct extent period);

/* ---- the walk (ranges_expr.c, ranges_calls.c, ranges_check.c) ---- */

/* How far NODE reaches; none after a complaint about what leaves its type. */
struct extent extent_of_node(struct walk *walk, const struct node *node);

/* What DEFINE gives for ARGUMENTS, called at CALL. */
struct extent extent_of_call(struct ranges *ranges, const struct define *define,
                             struct extent *arguments, struct span call);
struct extent extent_of_fact(struct ranges *ranges, const struct define *define);

/* An outcome's row that DECISION gives. */
struct extent extent_of_decision(struct ranges *ranges, const struct decision *decision);

/* ---- complaints (ranges_text.c) ---- */

/* NUMBER times ten to -PLACES, in groups of three: -1,250.5.  "over 10^38" where no type reaches.
 */
const char *number_text(struct arena *arena, int128 number, unsigned places);

/* "0 .. 1,250", "2020-01-01 .. 2150-12-31". */
const char *range_text(struct arena *arena, struct type type, struct interval range);

/* NODE's value could leave its type, reaching EXTENT. */
void complain_out_of_range(struct walk *walk, const struct node *node, const struct extent *extent);

/* DATE plus MONTHS is no day. */
void complain_needs_rounding(struct walk *walk, const struct node *node, int64_t date,
                             int64_t months);

/* The walk is too deep at NODE; told once a policy. */
void complain_too_deep(struct walk *walk, const struct node *node);

#endif
