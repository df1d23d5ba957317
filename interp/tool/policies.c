/* policies.c - what run, check and test share. */
#include "interp/tool/policies.h"

#include <string.h>

#include "interp/tool/terminal.h"

enum { FORMAT_HUMAN, FORMAT_JSON, FORMAT_SARIF };

/* A SARIF document is a whole: only a verb that tells of policies and nothing else can write one.
 */
static int error_format(const struct arguments *arguments)
{
    static const char *const formats[] = { "human", "json", "sarif" };
    size_t count = strcmp(arguments->verb->name, "check") == 0 ? 3 : 2;
    return option_word(arguments, "error-format", formats, count, FORMAT_HUMAN);
}

bool problems_are_json(const struct arguments *arguments)
{
    const char *format = option_value(arguments, "error-format");
    return format && strcmp(format, "json") == 0;
}

bool policies_options(const struct arguments *arguments)
{
    unsigned long long steps;
    return error_format(arguments) >= 0 && option_number(arguments, "max-steps", &steps, 0);
}

struct policies policies_open(const char *const *paths, size_t count,
                              const struct arguments *arguments)
{
    unsigned long long steps = 0;
    option_number(arguments, "max-steps", &steps, 0);
    struct policies policies = { .report = certpol_report_new() };
    struct certpol_load_options options = {
        .max_steps = steps,
        .allow_outside = option_given(arguments, "allow-outside"),
        .lints = strcmp(arguments->verb->name, "check") == 0,
        .pedantic = option_given(arguments, "pedantic"),
    };
    policies.policy = certpol_policy_load(paths, count, options, policies.report);
    if (!policies.policy)
        policies.status = certpol_report_unreadable(policies.report) ? STATUS_USAGE : STATUS_POLICY;
    return policies;
}

void policies_close(struct policies *policies)
{
    certpol_report_free(policies->report);
    certpol_policy_free(policies->policy);
    *policies = (struct policies){ 0 };
}

static void print_part(size_t count, const char *what)
{
    fprintf(stderr, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* "2 errors, 1 warning" */
static void print_closing(const certpol_report *report)
{
    size_t errors = certpol_report_errors(report), warnings = certpol_report_warnings(report);
    if (errors)
        print_part(errors, "error");
    if (errors && warnings)
        fputs(", ", stderr);
    if (warnings)
        print_part(warnings, "warning");
    if (errors || warnings)
        fputc('\n', stderr);
}

bool policies_print(const struct policies *policies, const struct arguments *arguments)
{
    int format = error_format(arguments);
    if (format == FORMAT_HUMAN) {
        certpol_report_print(policies->report, stderr, shows_colour(stderr));
        print_closing(policies->report);
    } else if (format == FORMAT_JSON) {
        certpol_report_print_json(policies->report, stderr);
    } else if (format == FORMAT_SARIF) {
        certpol_report_print_sarif(policies->report, stderr);
    }
    return format >= 0;
}
