/* oracle.h - the obvious evaluator: what a checked policy means, slowly.
 *
 * It walks the program node by node as the language's reference reads, and shares nothing with the
 * plan but values, calendar and zones.  Tests compare the two.  It trusts nobody: a value that is
 * absent where it must not be, or that leaves its type, is kept as a broken promise of the checker.
 */
#ifndef CERTPOL_TESTS_ORACLE_H
#define CERTPOL_TESTS_ORACLE_H

#include "interp/check/program.h"

struct oracle_memo;

struct oracle {
    const union value *record; /* a row of the program's input */
    int64_t now;
    struct arena *arena;       /* owns what it computes */
    uint64_t steps;            /* nodes evaluated and elements searched since oracle_begin */
    const struct node *broken; /* the first whose value breaks a promise; or NULL */
    struct oracle_memo *memos; /* facts and decisions of this record */
};

/* Take RECORD as of NOW; what the last one's decisions gave may still be read until ARENA is reset.
 */
void oracle_begin(struct oracle *oracle, const union value *record, int64_t now);

bool oracle_in_force(const struct oracle *oracle, const struct policy *policy);

/* Decide for ELEMENT's row (NULL where the decision is one a record).  False where the filter
 * leaves it out.  RESULT as from session_decide. */
bool oracle_decide(struct oracle *oracle, const struct decision *decision,
                   const union value *element, union value *result);

/* The elements that DECISION decides one by one. */
struct list oracle_elements(struct oracle *oracle, const struct decision *decision);

/* Is VALUE of TYPE absent?  Are A and B the same, both absent too? */
bool oracle_absent(struct type type, union value value);
bool oracle_same(struct type type, union value a, union value b);

#endif
