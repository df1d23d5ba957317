/* explain.c - certpol explain: why a record's decisions are as they are. */
#include <string.h>
#include <strings.h>

#include "interp/tool/policies.h"
#include "interp/tool/record.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "as-of", 0, "WHEN", "decide as of this date or instant (default: now)" },
    { "record", 0, "KEY", "the record of this key, where the file has several" },
    { "decision", 0, "NAME", "explain only this decision; may be repeated" },
    { "subject", 0, "KEY", "explain only what is decided about this element" },
    { "why-not", 0, "OUTCOME", "say what stands between the record and this outcome" },
    { "lang", 0, "LANGUAGE", "en, ko or zh (default: the record's own, else en)" },
    { "format", 0, "FORMAT", "text (default) or json, a line a decision" },
    { "error-format", 0, "FORMAT", "how problems of policies are told: human (default) or json" },
    { "max-steps", 0, "N", "refuse a policy that could take more steps a record" },
    { "allow-outside", 0, NULL, "policies may use files outside of their own folders" },
    { "help", 'h', NULL, "this text" },
};

static const char *const languages[] = { "en", "ko", "zh" };

/* An explanation being prepared and given. */
struct request {
    const struct arguments *arguments;
    struct certpol_explain_options options;
    const char *path; /* of the record */
    size_t policy_count;
};

/* Is the language of TAG, whatever its country, one of those? */
static bool is_language(const char *tag)
{
    size_t length = strcspn(tag, "-");
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strlen(languages[i]) == length && strncasecmp(tag, languages[i], length) == 0)
            return true;
    return false;
}

static bool read_language(struct request *request)
{
    const char *tag = option_value(request->arguments, "lang");
    request->options.language = tag;
    return !tag || is_language(tag) ||
           option_word(request->arguments, "lang", languages, 3, 0) >= 0;
}

static bool read_request(struct request *request)
{
    static const char *const formats[] = { "text", "json" };
    const struct arguments *arguments = request->arguments;
    int format = option_word(arguments, "format", formats, 2, 0);
    if (format < 0 || !read_language(request) || !policies_options(arguments))
        return false;
    if (arguments->operand_count < 2) {
        complain("which record? usage: certpol explain POLICY... RECORD");
        return false;
    }
    request->policy_count = arguments->operand_count - 1;
    request->path = arguments->operands[request->policy_count];
    request->options.format = format ? CERTPOL_EXPLAIN_JSON : CERTPOL_EXPLAIN_TEXT;
    request->options.why_not = option_value(arguments, "why-not");
    if (!format || !request->options.why_not)
        return true;
    complain("--why-not is told as text; leave out --format json");
    return false;
}

/* ---- what is to be explained ---- */

/* Whether NAME, or `policy.name`, is the decision NAMED of POLICY. */
static bool is_named(const char *name, const char *policy, const char *named)
{
    size_t length = strlen(policy);
    if (strcmp(name, named) == 0)
        return true;
    return strncmp(name, policy, length) == 0 && name[length] == '.' &&
           strcmp(name + length + 1, named) == 0;
}

static bool has_outcome(const struct certpol_decision_info *info, const char *outcome)
{
    for (size_t i = 0; i < info->outcome_count; i++)
        if (strcmp(info->outcomes[i], outcome) == 0)
            return true;
    return false;
}

static bool gives_wanted(const struct request *request, const certpol_policy *policy,
                         const struct certpol_decision *decision)
{
    struct certpol_decision_info info;
    const char *wanted = request->options.why_not;
    for (size_t i = 0; wanted && certpol_decision_info(policy, i, &info); i++)
        if (strcmp(info.policy, decision->policy) == 0 &&
            strcmp(info.name, decision->decision) == 0)
            return has_outcome(&info, wanted);
    return true;
}

static bool is_wanted(const struct request *request, const certpol_policy *policy,
                      const struct certpol_decision *decision)
{
    const struct arguments *arguments = request->arguments;
    const char *subject = option_value(arguments, "subject");
    bool named = !option_given(arguments, "decision");
    if (subject && (!decision->subject.at || strcmp(subject, decision->subject.at) != 0))
        return false;
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].option->name, "decision") == 0)
            named |= is_named(arguments->options[i].value, decision->policy, decision->decision);
    return named && gives_wanted(request, policy, decision);
}

/* Every name that was given must be one. */
static bool know_decision(const certpol_policy *policy, const char *name)
{
    struct certpol_decision_info info;
    const char *names[256], *closest;
    size_t count = 0;
    for (size_t i = 0; certpol_decision_info(policy, i, &info); i++) {
        if (is_named(name, info.policy, info.name))
            return true;
        if (count < sizeof names / sizeof *names)
            names[count++] = info.name;
    }
    closest = closest_word(name, names, count);
    complain("--decision %s: there is no such decision%s%s%s", name,
             closest ? "; did you mean " : "", closest ? closest : "", closest ? "?" : "");
    return false;
}

static bool know_outcome(const certpol_policy *policy, const char *outcome)
{
    struct certpol_decision_info info;
    const char *closest = NULL;
    for (size_t i = 0; certpol_decision_info(policy, i, &info); i++) {
        if (has_outcome(&info, outcome))
            return true;
        const char *close = closest_word(outcome, info.outcomes, info.outcome_count);
        closest = close ? close : closest;
    }
    complain("--why-not %s: there is no such outcome%s%s%s", outcome,
             closest ? "; did you mean " : "", closest ? closest : "", closest ? "?" : "");
    return false;
}

static bool know_words(const certpol_policy *policy, const struct request *request)
{
    const struct arguments *arguments = request->arguments;
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].option->name, "decision") == 0 &&
            !know_decision(policy, arguments->options[i].value))
            return false;
    return !request->options.why_not || know_outcome(policy, request->options.why_not);
}

/* ---- explaining ---- */

/* Decision INDEX; false after a message. */
static bool explain_one(const struct request *request, certpol_session *session, size_t index,
                        bool first)
{
    const struct certpol_decision *decision = certpol_decision(session, index);
    struct certpol_text text;
    char problem[CERTPOL_PROBLEM];
    if (!certpol_explain(session, index, &request->options, &text, problem)) {
        complain("%s", problem);
        return false;
    }
    if (!first && request->options.format == CERTPOL_EXPLAIN_TEXT)
        puts("");
    if (text.at)
        fwrite(text.at, 1, text.length, stdout);
    else
        puts(decision->line.at);
    return true;
}

static int explain_decisions(const struct request *request, const certpol_policy *policy,
                             certpol_session *session)
{
    const struct certpol_decision *decision;
    size_t explained = 0;
    for (size_t i = 0; (decision = certpol_decision(session, i)) != NULL; i++) {
        if (!is_wanted(request, policy, decision))
            continue;
        if (!explain_one(request, session, i, explained == 0))
            return STATUS_USAGE;
        explained++;
    }
    if (explained)
        return STATUS_DONE;
    complain("nothing that was asked for is decided about this record");
    return STATUS_USAGE;
}

static bool know_instant(const certpol_policy *policy, const struct arguments *arguments,
                         int64_t *instant)
{
    const char *text = option_value(arguments, "as-of");
    char problem[CERTPOL_PROBLEM];
    *instant = certpol_now();
    if (!text || certpol_as_of(policy, text, instant, problem))
        return true;
    complain("--as-of: %s", problem);
    return false;
}

static int explain_record(const struct request *request, const certpol_policy *policy)
{
    struct certpol_session_options how = { .explains = true };
    if (!know_words(policy, request) || !know_instant(policy, request->arguments, &how.as_of))
        return STATUS_USAGE;
    certpol_session *session = certpol_session_new(policy, how);
    if (!session) {
        complain("there is nothing to decide: no policy has a decision");
        return STATUS_USAGE;
    }
    int status =
        record_evaluate(session, request->path, option_value(request->arguments, "record"));
    if (status == STATUS_DONE)
        status = explain_decisions(request, policy, session);
    certpol_session_free(session);
    return status;
}

static int explain_verb(const struct arguments *arguments)
{
    struct request request = { .arguments = arguments };
    if (!read_request(&request))
        return STATUS_USAGE;
    struct policies policies = policies_open(arguments->operands, request.policy_count, arguments);
    int status = (int)policies.status;
    if (policies.policy)
        status = explain_record(&request, policies.policy);
    else
        policies_print(&policies, arguments);
    policies_close(&policies);
    return status;
}

const struct verb verb_explain = { "explain",
                                   "POLICY... RECORD",
                                   "Say why the decisions about a record are as they are: the rule "
                                   "and its clauses, every condition that was\n"
                                   "looked at with the values in it, and the rules that would have "
                                   "applied too.  RECORD is a file of JSON, or -\n"
                                   "for standard input.",
                                   options,
                                   sizeof options / sizeof *options,
                                   explain_verb };
