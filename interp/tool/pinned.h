/* pinned.h - a line of an explanation, for golden examples that hold one to it. */
#ifndef CERTPOL_TOOL_PINNED_H
#define CERTPOL_TOOL_PINNED_H

#include "interp/certpol.h"
#include "interp/tool/golden.h"

/* The line that WANTED says, or where there is none the one most like it, of the explanation in
 * LANGUAGE of decision INDEX of TESTED; to be released with free.  NULL where there is no
 * explanation. */
char *pinned_line(const certpol_policy *policy, const struct golden_case *tested, size_t index,
                  const char *language, const char *wanted);

#endif
