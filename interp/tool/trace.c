/* trace.c - certpol trace: which rule rests on which clause, and which example shows it. */
#include "interp/tool/matrix.h"
#include "interp/tool/policies.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "examples", 0, "PATH", "run these golden examples, too; may be repeated" },
    { "format", 0, "FORMAT", "text (default), csv or html" },
    { "error-format", 0, "FORMAT", "how problems of policies are told: human (default) or json" },
    { "max-steps", 0, "N", "refuse a policy that could take more steps a record" },
    { "allow-outside", 0, NULL, "policies may use files outside of their own folders" },
    { "help", 'h', NULL, "this text" },
};

static bool tell_lost(const struct matrix *matrix)
{
    bool found = false;
    for (size_t i = 0; i < matrix->clause_count; i++) {
        const struct certpol_clause *clause = &matrix->clauses[i];
        if (!clause_is_lost(matrix, clause))
            continue;
        complain("%s:%u: nothing cites %s: %s", clause->file, clause->line, clause->id,
                 clause->statement);
        found = true;
    }
    return found;
}

static bool tell_idle(const struct matrix *matrix)
{
    bool found = false;
    char name[256];
    for (size_t i = 0; i < matrix->citer_count; i++) {
        const struct certpol_citer *citer = &matrix->citers[i].citer;
        if (!citer_is_idle(matrix, &matrix->citers[i]))
            continue;
        complain("%s:%u: no example exercises %s", citer->file, citer->line,
                 citer_name(citer, name, sizeof name));
        found = true;
    }
    return found;
}

static int tell_findings(const struct matrix *matrix)
{
    bool found = tell_lost(matrix);
    found |= tell_idle(matrix);
    if (matrix->unmet) {
        complain("%zu line%s of examples do%s not hold; `certpol test` shows them", matrix->unmet,
                 matrix->unmet == 1 ? "" : "s", matrix->unmet == 1 ? "es" : "");
        found = true;
    }
    if (matrix->exercised && !matrix->case_count) {
        complain("there are no examples of these policies");
        found = true;
    }
    return found ? STATUS_FINDINGS : STATUS_DONE;
}

static bool exercise(struct matrix *matrix, const struct arguments *arguments)
{
    bool done = true;
    for (size_t i = 0; i < arguments->option_count; i++) {
        const struct given *given = &arguments->options[i];
        if (given->option == &options[0])
            done &= matrix_exercise(matrix, given->value, arguments);
    }
    return done;
}

static int trace_policies(const certpol_policy *policy, const struct arguments *arguments,
                          int format)
{
    static void (*const print[])(const struct matrix *) = { matrix_print_text, matrix_print_csv,
                                                            matrix_print_html };
    struct matrix matrix = { .policy = policy };
    matrix_fill(&matrix);
    int status = STATUS_USAGE;
    if (exercise(&matrix, arguments)) {
        print[format](&matrix);
        status = tell_findings(&matrix);
    }
    matrix_free(&matrix);
    return status;
}

static int trace(const struct arguments *arguments)
{
    static const char *const formats[] = { "text", "csv", "html" };
    int format = option_word(arguments, "format", formats, 3, 0);
    if (format < 0 || !policies_options(arguments))
        return STATUS_USAGE;
    if (!arguments->operand_count) {
        complain("which policy? usage: certpol trace POLICY...");
        return STATUS_USAGE;
    }
    struct policies policies =
        policies_open(arguments->operands, arguments->operand_count, arguments);
    int status = (int)policies.status;
    if (policies.policy)
        status = trace_policies(policies.policy, arguments, format);
    else
        policies_print(&policies, arguments);
    policies_close(&policies);
    return status;
}

const struct verb verb_trace = { "trace",
                                 "POLICY...",
                                 "Show every clause of the documents that policies use, what cites "
                                 "it, and with --examples which golden\n"
                                 "examples exercise it.",
                                 options,
                                 sizeof options / sizeof *options,
                                 trace };
