/* lsp.h - the language server: an editor's questions about policies, answered (Language Server
 * Protocol 3.17). */
#ifndef CERTPOL_LSP_LSP_H
#define CERTPOL_LSP_LSP_H

#include <stdbool.h>
#include <stdio.h>

/* What the server does not do itself. */
struct lsp_helpers {
    /* Run the golden examples that are about the policy file at POLICY and lie in the COUNT FOLDERS
     * or below, and write to OUT a line "DECISION RULE NUMBER" for each rule: in how many examples
     * it decides what is expected.  Called in a process of its own.  NULL: nobody runs examples. */
    void (*exercise)(const char *policy, const char *const *folders, size_t count, FILE *out);
};

/* Talk on the descriptors INPUT and OUTPUT until told to exit, or the input ends.  True where the
 * editor took its leave first. */
bool lsp_serve(int input, int output, const struct lsp_helpers *helpers);

#endif
