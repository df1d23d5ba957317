/* describe.h - what a word means, for people: Markdown. */
#ifndef CERTPOL_LSP_DESCRIBE_H
#define CERTPOL_LSP_DESCRIBE_H

#include "interp/lsp/outline.h"
#include "interp/lsp/request.h"

/* Write to OUT what REFERENCE, of ANALYSIS, means: as it would be declared, what its author says of
 * it, and what cannot be seen at the place. */
void describe(struct request *request, struct analysis *analysis, const struct reference *reference,
              FILE *out);

/* The line that declares what REFERENCE means: "parameter window: period". */
void describe_briefly(struct request *request, const struct reference *reference, FILE *out);

/* What its author says of it, in the request's arena, or NULL. */
const char *described_doc(struct request *request, struct analysis *analysis,
                          const struct reference *reference);

#endif
