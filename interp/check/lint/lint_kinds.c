/* lint_kinds.c - the kinds of warnings, by their codes. */
#include "interp/check/lint/lint_kinds.h"

#include <string.h>

static const struct lint lints[] = {
    { "allow-without-reason", "a comment allows a warning and does not say why", false },
    { "always-false", "a condition that holds for no record", false },
    { "always-true", "a condition that holds for every record", false },
    { "costly", "a record may take more than half of the steps allowed", false },
    { "hidden-by-member", "a name that its own type's member hides where a member is expected",
      false },
    { "known-absent", "a question about what is known to be absent", false },
    { "missing-translation", "a rule or member without a message in a language of the policy",
      false },
    { "needless-else", "an `else` behind what is never absent", false },
    { "never-absent", "a question whether something is there that is known to be there", false },
    { "never-given", "a case that no rule gives", false },
    { "reserved-word", "a member or case called like a word of the language", false },
    { "rounding-matters", "a sum of a date and months that the policy's rounding decides", true },
    { "settled-above", "a part of a condition that the rules above have settled", false },
    { "swallowed-member", "a member that `otherwise` takes while rules ask for most others",
      false },
    { "uncited-clause", "a normative clause that nothing cites", false },
    { "uncited-source", "a source of which nothing is cited", false },
    { "unknown-lint", "a comment allows a warning that there is not", false },
    { "unreachable-rule", "a rule that the ones above it leave nothing to", false },
    { "unused-allow", "a comment allows a warning that is not there", false },
    { "unused-argument", "an argument that its define does not use", false },
    { "unused-define", "a define that nothing uses", false },
    { "unused-enum", "an enumeration that nothing uses", false },
    { "unused-let", "a let that nothing uses", false },
    { "unused-outcome", "an outcome that no decision gives", false },
    { "unused-parameter", "a parameter that nothing uses", false },
    { "unused-record", "a record that nothing uses", false },
    { "unused-table", "a table that nothing uses", false },
};

enum { LINTS = sizeof lints / sizeof *lints };

const struct lint *lint_at(uint32_t index)
{
    return index < LINTS ? &lints[index] : NULL;
}

const struct lint *lint_find(const char *code)
{
    for (uint32_t i = 0; i < LINTS; i++)
        if (strcmp(lints[i].code, code) == 0)
            return &lints[i];
    return NULL;
}

const char *lint_meaning(const char *code)
{
    const struct lint *lint = lint_find(code);
    return lint ? lint->meaning : NULL;
}
