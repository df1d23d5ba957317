/* lint_kinds.h - the kinds of warnings; certpol-lints(7) says more of each. */
#ifndef CERTPOL_CHECK_LINT_KINDS_H
#define CERTPOL_CHECK_LINT_KINDS_H

#include <stdbool.h>
#include <stdint.h>

struct lint {
    const char *code;    /* stable, in kebab-case */
    const char *meaning; /* in one line */
    bool pedantic;       /* told only where that is asked for */
};

/* The INDEXth kind of warning, by their codes; NULL behind the last one. */
const struct lint *lint_at(uint32_t index);

/* The kind that is called CODE, or NULL. */
const struct lint *lint_find(const char *code);

/* What CODE means, or NULL where it is no warning's. */
const char *lint_meaning(const char *code);

#endif
