/* update.h - golden files whose expectations are replaced by what is decided. */
#ifndef CERTPOL_TOOL_UPDATE_H
#define CERTPOL_TOOL_UPDATE_H

#include "interp/tool/judge.h"

/* Write to OUT the bytes of GOLDEN's text from offset FROM up to the end of CASE, with what stands
 * below its `--` as VERDICT has it: lines that were met, blanks and comments stay.  Returns whether
 * anything changed. */
bool update_case(FILE *out, const struct golden *golden, size_t from,
                 const struct golden_case *updated, const struct verdict *verdict);

#endif
