/* lsp.c - certpol lsp: the language server, and the golden examples that it cannot run itself. */
#include <unistd.h>

#include "interp/lsp/lsp.h"
#include "interp/tool/matrix.h"
#include "interp/tool/policies.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "stdio", 0, NULL, "talk on standard input and output, which is done anyway" },
    { "help", 'h', NULL, "this text" },
};

static void write_numbers(const struct matrix *matrix, FILE *out)
{
    for (size_t i = 0; i < matrix->citer_count; i++) {
        const struct certpol_citer *citer = &matrix->citers[i].citer;
        if (citer->kind == CERTPOL_RULE)
            fprintf(out, "%s %s %zu\n", citer->decision, citer->name, matrix->citers[i].case_count);
    }
}

static void exercise(const char *policy, const char *const *folders, size_t count, FILE *out)
{
    const char *operands[] = { policy };
    struct arguments arguments = { .verb = &verb_lsp, .operands = operands, .operand_count = 1 };
    struct policies policies = policies_open(operands, 1, &arguments);
    struct matrix matrix = { .policy = policies.policy };
    if (policies.policy) {
        matrix_fill(&matrix);
        for (size_t i = 0; i < count; i++)
            matrix_exercise(&matrix, folders[i], &arguments);
        write_numbers(&matrix, out);
        matrix_free(&matrix);
    }
    policies_close(&policies);
}

static int serve(const struct arguments *arguments)
{
    static const struct lsp_helpers helpers = { .exercise = exercise };
    if (arguments->operand_count) {
        complain("certpol lsp takes no files; an editor tells them");
        return STATUS_USAGE;
    }
    return lsp_serve(STDIN_FILENO, STDOUT_FILENO, &helpers) ? STATUS_DONE : STATUS_FINDINGS;
}

const struct verb verb_lsp = { "lsp",
                               "",
                               "Answer an editor's questions about policies: the Language Server "
                               "Protocol on standard\ninput and output.  Editors start this "
                               "themselves.",
                               options,
                               sizeof options / sizeof *options,
                               serve };
