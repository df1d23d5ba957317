/* oracle.h - the obvious evaluator: what a policy means, slowly.
 *
 * It walks the checked program node by node, computes everything anew wherever it is needed, and shares
 * nothing with the plan but values, calendar and zones.  Tests compare the two. */
#ifndef CERTPOL_TESTS_ORACLE_H
#define CERTPOL_TESTS_ORACLE_H

#include "interp/check/program.h"

struct oracle {
    const union value *record; /* a row of the program's input */
    int64_t now;
    struct arena *arena;       /* owns what it computes */
    uint64_t steps;            /* nodes evaluated so far */
};

/* Decide for ELEMENT's row (NULL where the decision is one a record).  False where the filter leaves it
 * out.  RESULT as from session_decide. */
bool oracle_decide(struct oracle *oracle, const struct decision *decision,
                   const union value *element, union value *result);

/* The elements that DECISION decides one by one. */
struct list oracle_elements(struct oracle *oracle, const struct decision *decision);

#endif
