/* policies.h - loading policies for a verb, with its complaints. */
#ifndef CERTPOL_TOOL_POLICIES_H
#define CERTPOL_TOOL_POLICIES_H

#include "interp/certpol.h"
#include "interp/tool/options.h"
#include "interp/tool/status.h"

/* A policy and what is to be said about it; both are to be released with policies_close. */
struct policies {
    certpol_policy *policy; /* NULL where it does not check */
    certpol_report *report;
    enum status status; /* STATUS_DONE, STATUS_POLICY or STATUS_USAGE (a file cannot be read) */
};

/* Load the COUNT files at PATHS by ARGUMENTS' --max-steps and --allow-outside; for `check` with all
 * that is odd about them.  Nothing is printed. */
struct policies policies_open(const char *const *paths, size_t count,
                              const struct arguments *arguments);
void policies_close(struct policies *policies);

/* Print the report on standard error as --error-format says.  False after a message where that is
 * none of the formats. */
bool policies_print(const struct policies *policies, const struct arguments *arguments);

/* Whether --error-format asks for JSON. */
bool problems_are_json(const struct arguments *arguments);

/* Whether --error-format and --max-steps are sound; else false after a message. */
bool policies_options(const struct arguments *arguments);

#endif
