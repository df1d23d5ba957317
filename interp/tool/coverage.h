/* coverage.h - what the examples reach of the policies that they name: rules, cases, and the
 * answers of conditions, of which each has two. */
#ifndef CERTPOL_TOOL_COVERAGE_H
#define CERTPOL_TOOL_COVERAGE_H

#include <stdio.h>

#include "interp/certpol.h"

/* A point as certpol_point tells it; its texts are the coverage's own. */
struct spot {
    struct certpol_point
        point;    /* its file is a path from the current folder where that is shorter */
    size_t order; /* in which it was first seen */
};

/* {0} is empty. */
struct coverage {
    struct spot *spots;
    size_t count, capacity;
};

/* Add what SESSION, which covers, has reached. */
void coverage_add(struct coverage *coverage, certpol_session *session);

/* All is added: points that several sessions reached become one. */
void coverage_settle(struct coverage *coverage);

void coverage_free(struct coverage *coverage);

/* How many there are, and how many of them are reached. */
struct share {
    size_t reached, all;
};

struct shares {
    struct share rules, cases, answers;
};

void shares_add(struct shares *shares, const struct certpol_point *point);
struct shares coverage_shares(const struct coverage *coverage);
struct share shares_sum(const struct shares *shares);

/* Of a hundred; 100 where there is nothing to reach. */
double share_percent(struct share share);

/* The settled coverage in one of its forms. */
void coverage_write_text(const struct coverage *coverage, FILE *out);
void coverage_write_json(const struct coverage *coverage, FILE *out);
void coverage_write_lcov(const struct coverage *coverage, FILE *out);

#endif
