/* summary.h - what a run came to, for people. */
#ifndef CERTPOL_TOOL_SUMMARY_H
#define CERTPOL_TOOL_SUMMARY_H

#include "interp/certpol.h"

/* Print SUMMARY of a run of POLICY as of AS_OF on standard error. */
void summary_print(const struct certpol_summary *summary, const certpol_policy *policy,
                   int64_t as_of);

#endif
