/* check.c - certpol check: is a policy sound, and what does it cost? */
#include "interp/tool/policies.h"
#include "interp/tool/terminal.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "deny", 0, "WHAT", "take for errors: warnings" },
    { "pedantic", 0, NULL, "tell also what is merely worth knowing" },
    { "error-format", 0, "FORMAT", "how problems are told: human (default), json or sarif" },
    { "max-steps", 0, "N",
      "refuse a policy that could take more steps a record (default 100000000)" },
    { "allow-outside", 0, NULL, "policies may use files outside of their own folders" },
    { "help", 'h', NULL, "this text" },
};

static void print_policies(const certpol_policy *policy)
{
    struct certpol_policy_info info;
    char steps[GROUPED_TEXT];
    for (size_t i = 0; certpol_policy_info(policy, i, &info); i++)
        printf("%s: %zu decision%s, at most %s steps a record\n", info.name, info.decisions,
               info.decisions == 1 ? "" : "s", grouped(info.steps, steps));
}

static bool denies_warnings(const struct arguments *arguments)
{
    return option_given(arguments, "deny");
}

/* Whether all that --deny names is known; else false after a message. */
static bool deny_is_sound(const struct arguments *arguments)
{
    static const char *const words[] = { "warnings" };
    return option_word(arguments, "deny", words, 1, 0) >= 0;
}

static int status_of(const struct policies *policies, const struct arguments *arguments)
{
    bool denied = denies_warnings(arguments) && certpol_report_warnings(policies->report) > 0;
    return policies->status == STATUS_DONE && denied ? STATUS_POLICY : (int)policies->status;
}

static int check_policies(const struct arguments *arguments)
{
    if (!policies_options(arguments) || !deny_is_sound(arguments))
        return STATUS_USAGE;
    if (!arguments->operand_count) {
        complain("which policy? usage: certpol check POLICY...");
        return STATUS_USAGE;
    }
    struct policies policies =
        policies_open(arguments->operands, arguments->operand_count, arguments);
    int status = status_of(&policies, arguments);
    policies_print(&policies, arguments);
    if (policies.policy)
        print_policies(policies.policy);
    policies_close(&policies);
    return status;
}

const struct verb verb_check = { "check",
                                 "POLICY...",
                                 "Parse and type-check policies, with all that they use.  Problems "
                                 "go to standard error, and for each\n"
                                 "policy that is sound its worst case to standard output.",
                                 options,
                                 sizeof options / sizeof *options,
                                 check_policies };
