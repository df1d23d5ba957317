/* run.c - certpol run: records in, decisions out. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/tool/interrupt.h"
#include "interp/tool/memory.h"
#include "interp/tool/policies.h"
#include "interp/tool/rejects.h"
#include "interp/tool/sandbox.h"
#include "interp/tool/summary.h"
#include "interp/tool/terminal.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "as-of", 0, "WHEN", "decide as of this date or instant (default: now)" },
    { "decision", 0, "NAME", "write only this decision; may be repeated" },
    { "format", 0, "FORMAT", "jsonl (default), csv, or text (default on a terminal)" },
    { "input-format", 0, "FORMAT", "auto (default), jsonl, json or csv" },
    { "messages", 0, "LANGUAGE",
      "say it to people, in a language or, with record, in each one's own" },
    { "output", 'o', "FILE", "write there; the file is complete or absent" },
    { "rejects", 0, "FILE", "keep the records that were rejected, as JSON Lines" },
    { "strict", 0, NULL, "reject records with unknown fields" },
    { "fail-on", 0, "OUTCOME", "exit with 1 if this outcome was given; may be repeated" },
    { "threads", 0, "N", "threads at most (default: one a processor)" },
    { "max-steps", 0, "N", "refuse a policy that could take more steps a record" },
    { "max-record-bytes", 0, "N", "reject longer records (default 67108864)" },
    { "max-list", 0, "N", "reject records with longer lists (default: what the schema says)" },
    { "no-sandbox", 0, NULL, "do without the kernel's guard over what the run opens and starts" },
    { "no-summary", 0, NULL, "no summary on standard error" },
    { "quiet", 'q', NULL, "nothing on standard error but errors" },
    { "error-format", 0, "FORMAT", "how problems and rejects are told: human (default) or json" },
    { "allow-outside", 0, NULL, "policies may use files outside of their own folders" },
    { "help", 'h', NULL, "this text" },
};

/* A run being prepared and done. */
struct run {
    const struct arguments *arguments;
    const char **policies, **records, **decisions, **fail_on;
    size_t policy_count, record_count, decision_count, fail_on_count;
    struct certpol_run_options options;
    struct output output;
    struct rejects rejects;
    struct progress progress;
    bool quiet;
};

/* ---- options ---- */

static bool ends_in_pol(const char *path)
{
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, ".pol") == 0;
}

static void sort_operands(struct run *run)
{
    const struct arguments *arguments = run->arguments;
    for (size_t i = 0; i < arguments->operand_count; i++) {
        if (ends_in_pol(arguments->operands[i]))
            run->policies[run->policy_count++] = arguments->operands[i];
        else
            run->records[run->record_count++] = arguments->operands[i];
    }
    run->options.records = run->records;
    run->options.record_count = run->record_count;
    run->decision_count = option_values(arguments, "decision", run->decisions);
    run->fail_on_count = option_values(arguments, "fail-on", run->fail_on);
    run->options.decisions = run->decisions;
    run->options.decision_count = run->decision_count;
}

static bool read_formats(struct run *run)
{
    static const char *const formats[] = { "jsonl", "csv", "text" };
    static const char *const inputs[] = { "auto", "jsonl", "json", "csv" };
    bool terminal = !option_value(run->arguments, "output") && isatty(STDOUT_FILENO);
    int format = option_word(run->arguments, "format", formats, 3, terminal ? 2 : 0);
    int input = option_word(run->arguments, "input-format", inputs, 4, 0);
    if (format < 0 || input < 0)
        return false;
    run->options.format = (enum certpol_format)format;
    run->options.input = (enum certpol_input)input;
    return true;
}

static unsigned long long processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (unsigned long long)count : 1;
}

static bool read_numbers(struct run *run)
{
    unsigned long long threads, bytes, elements;
    if (!option_number(run->arguments, "threads", &threads, processors()) ||
        !option_number(run->arguments, "max-record-bytes", &bytes, 0) ||
        !option_number(run->arguments, "max-list", &elements, 0))
        return false;
    if (bytes > CERTPOL_RECORD_BYTES_MAX) {
        complain("--max-record-bytes %llu: %d is the most", bytes, CERTPOL_RECORD_BYTES_MAX);
        return false;
    }
    run->options.max_list = elements < UINT32_MAX ? (uint32_t)elements : UINT32_MAX;
    run->options.threads = threads < 1024 ? (unsigned)threads : 1024;
    run->options.max_record_bytes = (size_t)bytes;
    return true;
}

static bool read_options(struct run *run)
{
    sort_operands(run);
    if (!run->policy_count) {
        complain("no policy is given: name at least one file that ends in .pol");
        return false;
    }
    run->quiet = option_given(run->arguments, "quiet");
    run->options.strict = option_given(run->arguments, "strict");
    run->options.messages = option_value(run->arguments, "messages");
    return policies_options(run->arguments) && read_formats(run) && read_numbers(run);
}

/* ---- options that the policy must know ---- */

/* The one of POLICY's words that WORD is meant to be; words are decisions' names or outcomes. */
static bool know_word(const certpol_policy *policy, const char *option, const char *word)
{
    bool outcomes = strcmp(option, "fail-on") == 0;
    const char *closest = NULL;
    struct certpol_decision_info info;
    for (size_t i = 0; certpol_decision_info(policy, i, &info); i++) {
        const char *bare = strchr(word, '.');
        bool policy_named = bare && strncmp(word, info.policy, (size_t)(bare - word)) == 0 &&
                            !info.policy[bare - word];
        const char *const *names = outcomes ? info.outcomes : &info.name;
        size_t count = outcomes ? info.outcome_count : 1;
        const char *wanted = policy_named && !outcomes ? bare + 1 : word;
        for (size_t k = 0; k < count; k++)
            if (strcmp(names[k], wanted) == 0)
                return true;
        const char *close = closest_word(wanted, names, count);
        closest = close ? close : closest;
    }
    if (outcomes && strcmp(word, "not_in_force") == 0)
        return true;
    complain("--%s %s: there is no such %s%s%s%s", option, word, outcomes ? "outcome" : "decision",
             closest ? "; did you mean " : "", closest ? closest : "", closest ? "?" : "");
    return false;
}

static bool know_words(const certpol_policy *policy, const struct run *run)
{
    for (size_t i = 0; i < run->decision_count; i++)
        if (!know_word(policy, "decision", run->decisions[i]))
            return false;
    for (size_t i = 0; i < run->fail_on_count; i++)
        if (!know_word(policy, "fail-on", run->fail_on[i]))
            return false;
    return true;
}

static bool know_language(const certpol_policy *policy, const char *language)
{
    struct certpol_policy_info info;
    char known[300] = "";
    if (!language || strcmp(language, "record") == 0 || certpol_policy_speaks(policy, language))
        return true;
    for (size_t i = 0; certpol_policy_info(policy, i, &info); i++)
        for (size_t k = 0; k < info.language_count; k++)
            if (!strstr(known, info.languages[k]))
                snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s",
                         *known ? ", " : "", info.languages[k]);
    complain("--messages %s: there are no messages in it%s%s", language,
             *known ? "; there are " : "", known);
    return false;
}

static bool know_instant(const certpol_policy *policy, struct run *run)
{
    const char *text = option_value(run->arguments, "as-of");
    char problem[CERTPOL_PROBLEM];
    run->options.as_of = certpol_now();
    if (!text || certpol_as_of(policy, text, &run->options.as_of, problem))
        return true;
    complain("--as-of: %s", problem);
    return false;
}

/* ---- the run itself ---- */

static bool write_output(void *context, const char *bytes, size_t length)
{
    struct run *run = context;
    return output_write(&run->output, bytes, length);
}

static bool add_reject(void *context, const struct certpol_rejection *rejection)
{
    struct run *run = context;
    progress_end(&run->progress);
    return rejects_add(&run->rejects, rejection);
}

static void tell_progress(void *context, uint64_t bytes, uint64_t total)
{
    struct run *run = context;
    progress_tell(&run->progress, bytes, total);
}

/* Whether OUTPUT would replace one of the COUNT files at PATHS, each WHAT. */
static bool replaces_any(const struct output *output, const char *const *paths, size_t count,
                         const char *what)
{
    for (size_t i = 0; i < count; i++) {
        if (!output_replaces(output, paths[i]))
            continue;
        complain("%s: %s would be replaced by the output; write to another file", output->name,
                 what);
        return true;
    }
    return false;
}

static bool replaces_input(const struct run *run, const struct output *output)
{
    return replaces_any(output, run->policies, run->policy_count, "this policy") ||
           replaces_any(output, run->records, run->record_count, "these records");
}

/* Whether the outputs replace neither what is read nor each other. */
static bool outputs_are_apart(const struct run *run)
{
    const struct output *decided = &run->output, *rejected = &run->rejects.file;
    if (replaces_input(run, decided) || replaces_input(run, rejected))
        return false;
    if (output_is_same(decided, rejected)) {
        complain("%s: decisions and rejects cannot go to the same file", decided->name);
        return false;
    }
    return true;
}

static bool open_outputs(struct run *run)
{
    const char *rejects = option_value(run->arguments, "rejects");
    run->rejects.told = !run->quiet;
    run->rejects.json = problems_are_json(run->arguments);
    run->rejects.keeps = rejects != NULL;
    return output_open(&run->output, option_value(run->arguments, "output")) &&
           (!rejects || output_open(&run->rejects.file, rejects)) && outputs_are_apart(run);
}

/* Nothing else has to be opened but the records: so the kernel may know. */
static bool begin(void *context)
{
    struct run *run = context;
    if (!open_outputs(run))
        return false;
    if (!option_given(run->arguments, "no-sandbox"))
        sandbox_enter(&(struct sandbox){
            run->records, run->record_count, { run->output.folder, run->rejects.file.folder } });
    return true;
}

static int status_of(enum certpol_result result, const char *problem)
{
    switch (result) {
    case CERTPOL_DONE:
        return STATUS_DONE;
    case CERTPOL_INTERRUPTED:
        return STATUS_INTERRUPTED;
    case CERTPOL_UNWRITABLE: /* a message was given */
        return STATUS_USAGE;
    case CERTPOL_UNREADABLE:
    case CERTPOL_UNABLE:
        break;
    }
    complain("%s", problem);
    return STATUS_USAGE;
}

/* The rejects before the decisions: whoever sees the decisions can look into them. */
static int finish_outputs(struct run *run, int status)
{
    if (status == STATUS_DONE && run->rejects.keeps && !output_finish(&run->rejects.file))
        status = STATUS_USAGE;
    if (status == STATUS_DONE && !output_finish(&run->output))
        status = STATUS_USAGE;
    output_abandon(&run->rejects.file);
    output_abandon(&run->output);
    return status;
}

static bool was_given(const struct run *run, const struct certpol_summary *summary)
{
    for (size_t i = 0; i < summary->count_count; i++)
        for (size_t k = 0; k < run->fail_on_count && summary->counts[i].outcome; k++)
            if (summary->counts[i].count &&
                strcmp(summary->counts[i].outcome, run->fail_on[k]) == 0)
                return true;
    return false;
}

static int run_records(struct run *run, const certpol_policy *policy)
{
    struct certpol_sink sink = { run, write_output, add_reject, tell_progress, begin };
    struct certpol_summary summary;
    char problem[CERTPOL_PROBLEM] = "";
    if (!run->record_count && isatty(STDIN_FILENO) && !run->quiet)
        complain("reading records from the terminal; end them with Ctrl-D");
    run->progress = progress_begin(!run->quiet);
    enum certpol_result result = certpol_run(policy, &run->options, &sink, &summary, problem);
    progress_end(&run->progress);
    rejects_end(&run->rejects);
    int status = finish_outputs(run, status_of(result, problem));
    if (!run->quiet && !option_given(run->arguments, "no-summary") && status == STATUS_DONE)
        summary_print(&summary, policy, run->options.as_of);
    if (status == STATUS_DONE && was_given(run, &summary))
        status = STATUS_FINDINGS;
    else if (status == STATUS_DONE && summary.rejected)
        status = STATUS_REJECTS;
    certpol_summary_free(&summary);
    return status;
}

static int run_policies(struct run *run)
{
    struct policies policies = policies_open(run->policies, run->policy_count, run->arguments);
    int status = (int)policies.status;
    if (!policies.policy) {
        policies_print(&policies, run->arguments);
    } else if (!know_words(policies.policy, run) || !know_instant(policies.policy, run) ||
               !know_language(policies.policy, run->options.messages)) {
        status = STATUS_USAGE;
    } else {
        status = run_records(run, policies.policy);
    }
    policies_close(&policies);
    return status;
}

static const char **list(size_t count)
{
    return in_memory(calloc(count + 1, sizeof(char *)));
}

static int run_verb(const struct arguments *arguments)
{
    size_t words = arguments->operand_count + arguments->option_count;
    struct run run = { .arguments = arguments,
                       .policies = list(words),
                       .records = list(words),
                       .decisions = list(words),
                       .fail_on = list(words) };
    int status = read_options(&run) ? run_policies(&run) : STATUS_USAGE;
    free(run.policies);
    free(run.records);
    free(run.decisions);
    free(run.fail_on);
    return status;
}

const struct verb verb_run = { "run",
                               "POLICY... [RECORDS...]",
                               "Decide every record by the policies.  Arguments that end in .pol "
                               "are policies, the others files of\n"
                               "records; - and no file at all are standard input.",
                               options,
                               sizeof options / sizeof *options,
                               run_verb };
