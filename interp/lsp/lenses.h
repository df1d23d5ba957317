/* lenses.h - what stands above a rule in the editor: how many golden examples exercise it. */
#ifndef CERTPOL_LSP_LENSES_H
#define CERTPOL_LSP_LENSES_H

#include "interp/lsp/examples.h"
#include "interp/lsp/request.h"

/* The lenses of an open text.  NULL with *WAIT set where the numbers are still being counted. */
json_t *answer_lenses(struct request *request, struct examples *examples, bool *wait);

#endif
