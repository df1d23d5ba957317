/* cover.h - which rules and conditions of a program records have reached: counted while a covering
 * plan runs.
 *
 * A point is a rule, or a condition that is neither `and`, `or` nor `not`, wherever it stands: in a
 * rule, a filter, a let, a define.  A condition is counted where it is asked, by its answer. */
#ifndef CERTPOL_EVAL_COVER_H
#define CERTPOL_EVAL_COVER_H

#include "interp/eval/plan.h"

struct point {
    const struct policy *policy;
    const struct decision *decision; /* NULL where it is in a define */
    const struct define *define;     /* NULL where it is in a decision */
    const struct rule *rule;         /* of a rule; NULL: a condition */
    const struct node *node;         /* of a condition */
};

struct points {
    const struct point *items; /* policy by policy; a decision's rules before its conditions */
    uint32_t count;
};

/* How often: a rule gave its outcome; a condition was true, and was false. */
struct reached {
    uint64_t yes, no;
};

/* The plan of PROGRAM, in ARENA, that counts what it reaches.  It decides the same, and is slower.
 */
const struct plan *compile_covering(const struct program *program, struct arena *arena);

/* The points of a covering plan; of others none. */
struct points plan_points(const struct plan *plan);

/* What SESSION has reached of POINT so far, since it was made. */
struct reached session_reached(const struct session *session, uint32_t point);

#endif
