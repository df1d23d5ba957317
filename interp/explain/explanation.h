/* explanation.h - a decision's rules and how they fared; and saying that, in three languages or as
 * JSON. */
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
    const char *language;   /* as it was asked for, or NULL */
    struct looking looking; /* for what is made on the way */
};

/* Append the explanation as a JSON object with a line end. */
void explanation_json(struct buffer *out, struct account *account);

/* ---- time (clock.c, reached.c) ---- */

/* Whether SIGHT is a condition that compares with the clock under POLICY, and if so the first
 * instant after AS_OF at which it comes out differently, as far as the clock alone is concerned;
 * INSTANT_MAX where it never does. */
bool clock_changes(const struct sight *sight, const struct policy *policy, int64_t as_of,
                   int64_t *instant);

/* Whether it compares with the clock in a way that clock_changes does not understand. */
bool clock_is_unclear(const struct sight *sight, const struct policy *policy);

/* The first instant after AS_OF at which SIGHT, of a parameter on a day that moves, may have
 * another value; INSTANT_MAX where it never has, or is something else. */
int64_t version_changes(const struct sight *sight, const struct policy *policy, int64_t as_of);

/* As clock_changes, for all that LOOK, a condition, is made of, taken together. */
bool look_changes(const struct certpol_look *look, const struct policy *policy, int64_t as_of,
                  int64_t *instant);

/* What time alone brings about. */
struct reached {
    int64_t instant; /* the first after the session's as-of; INSTANT_MAX where it was not found */
    const union value *row;  /* what is then given */
    bool unclear;            /* something was not looked at: there may be an earlier instant */
    struct session *session; /* owns ROW; to be released with session_free */
};

/* When the decision gives the case WANTED if the record stays the same, found by going from one
 * change of a comparison with the clock to the next. */
struct reached case_is_reached(const struct account *account, int64_t wanted);

#endif
