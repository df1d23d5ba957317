/* explanation.h - a decision's rules and how they fared; and saying that, in three languages or as JSON. */
#ifndef CERTPOL_EXPLAIN_EXPLANATION_H
#define CERTPOL_EXPLAIN_EXPLANATION_H

#include "interp/explain/look.h"

/* The explanation of TOLD, by SESSION; NULL where there is none. */
struct certpol_explanation *explain(certpol_session *session, const struct told *told);

/* What is said about: a decision of SESSION's record. */
struct account {
    certpol_session *session;
    const struct told *told;
    const struct certpol_explanation *explanation;
    size_t index;
    const char *language; /* as it was asked for, or NULL */
    struct looking looking; /* for what is made on the way */
};

/* Append the explanation as a JSON object with a line end. */
void explanation_json(struct buffer *out, struct account *account);

/* ---- time (clock.c, reached.c) ---- */

/* Whether SIGHT is a condition that compares with the clock under POLICY, and if so the first instant after AS_OF at which it
 * comes out differently, as far as the clock alone is concerned; INSTANT_MAX where it never does. */
bool clock_changes(const struct sight *sight, const struct policy *policy, int64_t as_of,
                   int64_t *instant);

/* The same for all that LOOK, a condition, is made of, taken together. */
bool look_changes(const struct certpol_look *look, const struct policy *policy, int64_t as_of,
                  int64_t *instant);

/* The first instant after the session's as-of at which the decision gives the case WANTED if the record stays the same, found by
 * going from one change of a clock comparison to the next; INSTANT_MAX where it is not found.  ROW is then what it
 * gives, valid until GIVEN is released. */
int64_t case_is_reached(const struct account *account, int64_t wanted, struct session **given,
                        const union value **row);

#endif
