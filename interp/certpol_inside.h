/* certpol_inside.h - what the parts of libcertpol's interface share; not for its users. */
#ifndef CERTPOL_INSIDE_H
#define CERTPOL_INSIDE_H

#include "interp/certpol.h"
#include "interp/eval/plan.h"
#include "interp/load.h"

struct certpol_policy {
    struct load *load; /* owned; its arena holds all below */
    struct arena kept; /* owned: names and texts that were given, which the load borrows */
    const struct program *program;
    const struct plan *plan; /* NULL where nothing is decided */
    const char *zones;
    const struct decision **decisions; /* of all policies */
    struct certpol_decision_info *infos;
    size_t decision_count;
    struct certpol_clause *clauses;
    size_t clause_count;
    struct certpol_citer *citers;
    size_t citer_count;
};

/* Fill what POLICY, newly loaded, tells of its sources. */
void list_sources(certpol_policy *policy);

struct certpol_report {
    struct load *owned;      /* where nothing was loaded, or NULL */
    struct arena kept;       /* likewise what it borrows */
    const struct load *load; /* whose problems these are, or NULL */
};

/* Forget what REPORT tells and release what it owns. */
void report_clear(certpol_report *report);

#endif
