/* lint.h - what is odd about policies that are sound, and how its author says that it is meant so.
 *
 * Each kind of oddity has a stable code.  A comment `# allow CODE: reason` on the line, or above
 * it, takes a warning back. */
#ifndef CERTPOL_CHECK_LINT_H
#define CERTPOL_CHECK_LINT_H

#include "interp/check/checker.h"
#include "interp/check/lint/lint_kinds.h"

/* Tell what is odd about the policies of CHECKER, which have no errors. */
void lint(struct checker *checker);

/* Take back the warnings that comments allow, and tell which comments allow nothing or give no
 * reason. */
void lint_allow(struct checker *checker);

/* Is what stands at SPAN to be judged?  A file without a policy is looked at only where it was
 * given itself: else nobody knows who else uses it. */
bool lint_judges(const struct checker *checker, struct span span);

/* The policy text of SPAN, for messages, cut where it is long. */
const char *lint_text(struct checker *checker, struct span span);

/* ---- kinds, each in the file of its name ---- */

/* Names that nothing uses, or that hide another (lint_names.c); clauses and sources that nothing
 * cites (lint_sources.c).  Both need the checker's references. */
void lint_names(struct checker *checker);
void lint_sources(struct checker *checker);

/* Rules and conditions of WITHIN that its other rules, ranges and enumerations settle
 * (lint_rules.c).  FUEL is what the work may cost; it goes down. */
void lint_rules(struct policy_check *within, uint64_t *fuel);

#endif
