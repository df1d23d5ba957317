/* plan.h - a program made ready to run, and the sessions that run it.
 *
 * A plan never changes and is shared by all threads; a session is one thread's scratch memory. */
#ifndef CERTPOL_EVAL_PLAN_H
#define CERTPOL_EVAL_PLAN_H

#include "interp/check/program.h"

struct plan;

/* The plan of PROGRAM (which checked), in ARENA; both must stay. */
const struct plan *compile(const struct program *program, struct arena *arena);

/* The same for a plan that takes the COUNT decisions WANTED and those that these use, no others. */
const struct plan *compile_wanted(const struct program *program,
                                  const struct decision *const *wanted, uint32_t count,
                                  struct arena *arena);

/* The same for a plan that tells what it looks at (see sight.h).  It decides the same, and is
 * slower. */
const struct plan *compile_explaining(const struct program *program, struct arena *arena);

struct session;

/* A session of PLAN; free with session_free. */
struct session *session_new(const struct plan *plan);
void session_free(struct session *session);

/* What `now` is from here on: an instant, INSTANT_MIN to INSTANT_MAX. */
void session_as_of(struct session *session, int64_t now);

/* The policy version called for at the as-of instant: is POLICY in force? */
bool session_in_force(const struct session *session, const struct policy *policy);

/* Take the next record: a row of program->input.  What the last record's decisions gave is
 * forgotten. */
void session_begin(struct session *session, const union value *record);

/* The elements that DECISION decides one by one: its list in the record at hand. */
struct list session_elements(struct session *session, const struct decision *decision);

/* Decide for element INDEX of session_elements (0 where the decision is one a record); at most once
 * a record, however often it is asked.  Returns false where the filter leaves the element out.
 * RESULT is an outcome's row, or for `decide all` the list of rows.  Valid until the next
 * session_begin. */
bool session_decide(struct session *session, const struct decision *decision, uint32_t index,
                    union value *result);

/* Of what `decide all` gives where its filter leaves the element out: outcomes are lists of
 * pointers, whose stride is 0.  Others then give no row. */
enum { LEFT_OUT_STRIDE = 1 };

/* Did the filter leave the element out for which a decision, ALL or not, gave RESULT? */
static inline bool outcome_left_out(bool all, const union value *result)
{
    return all ? result->list.stride == LEFT_OUT_STRIDE : !result->row;
}

/* Decisions are taken in groups; where one is. */
struct group_place {
    uint32_t group, member;
};

struct group_place session_place(const struct session *session, const struct decision *decision);

/* What the decisions of a group gave about all their elements: by element and then by member, a
 * value as of session_decide each. */
struct group_results {
    struct list elements;       /* one that is nowhere, where the decisions are one a record */
    const union value *results; /* NULL where there are no elements */
    uint32_t members;
};

/* Decide for all elements.  RESULTS are valid until the next session_begin. */
void session_decide_group(struct session *session, uint32_t group, struct group_results *results);

/* Node evaluations since session_new, where the plan counts them (for tests of the checker's
 * promise); else 0. */
uint64_t session_steps(const struct session *session);

#endif
