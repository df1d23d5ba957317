/* problems.h - what is wrong, as the protocol has it. */
#ifndef CERTPOL_LSP_PROBLEMS_H
#define CERTPOL_LSP_PROBLEMS_H

#include "interp/lsp/request.h"

/* DIAG, of ANALYSIS, as a diagnostic. */
json_t *problem_of(const struct desk *desk, struct analysis *analysis, const struct diag *diag);

/* What was told last of each file.  {0} is nothing; to be released with problems_free. */
struct problems {
    json_t *told;     /* by path: an array of diagnostics */
    json_t *versions; /* by path, of open texts: of which version */
};

/* Tell on WIRE what is wrong with all policies that have an open text among their files, where that
 * is not what was told last. */
void problems_tell(struct problems *problems, struct desk *desk, struct wire *wire);
void problems_free(struct problems *problems);

#endif
