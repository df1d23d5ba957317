/* lint_conditions.h - what lint_rules.c, lint_conditions.c and lint_members.c share. */
#ifndef CERTPOL_CHECK_LINT_CONDITIONS_H
#define CERTPOL_CHECK_LINT_CONDITIONS_H

#include "interp/check/lint/lint.h"
#include "interp/check/lint/lint_terms.h"

/* The work on one define or decision. */
struct judging {
    struct knowledge *knowledge;
    const struct decision *decision; /* NULL: a define */
    const struct item *item;         /* of the decision */
};

/* Tell what is settled in the condition NODE, or in the conditions within the value NODE, where
 * they stand. */
void judge_condition(const struct judging *judging, const struct node *node);
void judge_value(const struct judging *judging, const struct node *node);

/* The name of rule INDEX of the decision, in the text. */
struct span rule_name(const struct judging *judging, uint32_t index);

/* Tell where the `otherwise` OTHERWISE takes the few members that no rule asks for. */
void judge_members(const struct judging *judging, const struct rule *otherwise);

#endif
