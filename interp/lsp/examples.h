/* examples.h - in how many golden examples each rule decides: counted aside, in a process of its
 * own, so that nobody waits for it, and remembered. */
#ifndef CERTPOL_LSP_EXAMPLES_H
#define CERTPOL_LSP_EXAMPLES_H

#include <jansson.h>
#include <sys/types.h>

#include "interp/lsp/lsp.h"

/* {.helpers} knows nothing; to be released with examples_free. */
struct examples {
    const struct lsp_helpers *helpers;
    json_t *counts; /* by policy file: by "DECISION RULE" a number */
    json_t *wanted; /* policy files that are to be counted, in order */
    char *root;     /* the one that is being counted, or NULL */
    pid_t child;
    int input; /* what the child writes */
    char *text;
    size_t length;
};

/* The numbers of the policy file at ROOT; NULL where they are not known yet: then they are being
 * counted. */
const json_t *examples_of(struct examples *examples, const char *root);

/* Read what the child wrote, which is to be done where INPUT can be read.  True where numbers have
 * become known. */
bool examples_read(struct examples *examples);

/* Examples or policies have changed on the disk. */
void examples_forget(struct examples *examples);
void examples_free(struct examples *examples);

#endif
