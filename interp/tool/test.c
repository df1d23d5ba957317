/* test.c - certpol test: golden examples. */
#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/coverage.h"
#include "interp/tool/files.h"
#include "interp/tool/json_tree.h"
#include "interp/tool/junit.h"
#include "interp/tool/memory.h"
#include "interp/tool/output.h"
#include "interp/tool/policies.h"
#include "interp/tool/terminal.h"
#include "interp/tool/update.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "update", 0, NULL, "replace expectations that fail by what is decided" },
    { "run", 0, "REGEX", "only cases whose FILE:TITLE it finds (POSIX extended)" },
    { "verbose", 'v', NULL, "name the cases that pass, too" },
    { "junit", 0, "FILE", "write the results for a build server" },
    { "coverage", 0, NULL, "tell which rules, cases and answers of conditions are reached" },
    { "coverage-format", 0, "FORMAT", "text (default), json or lcov" },
    { "coverage-output", 0, "FILE", "write the coverage there, not to standard output" },
    { "threshold", 0, "N", "fail where less than N percent is covered" },
    { "error-format", 0, "FORMAT", "how problems are told: human (default) or json" },
    { "max-steps", 0, "N", "refuse a policy that could take more steps a record" },
    { "allow-outside", 0, NULL, "policies may use files outside of their own folders" },
    { "help", 'h', NULL, "this text" },
};

struct tester {
    const struct arguments *arguments;
    regex_t *only; /* NULL: all cases */
    bool update, verbose, json;
    bool covers;
    enum coverage_format { COVERAGE_TEXT, COVERAGE_JSON, COVERAGE_LCOV } coverage_format;
    unsigned long long threshold; /* percent; 0: none */
    struct coverage coverage;
    struct junit junit;
    size_t passed, failed, updated;
    enum status status; /* the worst so far, but for failing cases */
};

/* ---- telling ---- */

static void tell_problem(void *context, const struct golden_problem *problem)
{
    const struct tester *tester = context;
    if (!tester->json) {
        fprintf(stderr, "%s:%u:%u: error: %s\n", problem->file, problem->line, problem->column,
                problem->message);
        return;
    }
    fputs("{\"file\":", stderr);
    json_write_string(stderr, problem->file, strlen(problem->file));
    fprintf(stderr,
            ",\"line\":%u,\"column\":%u,\"severity\":\"error\",\"code\":\"golden\",\"message\":",
            problem->line, problem->column);
    json_write_string(stderr, problem->message, strlen(problem->message));
    fputs("}\n", stderr);
}

static void print_finding(const struct finding *finding)
{
    printf("    %s\n      expected  %s\n      got       %s\n", finding->head, finding->expected,
           finding->got);
    if (finding->file)
        printf("      rule at   %s:%u\n", finding->file, finding->place);
}

static void print_failure(const struct golden *golden, const struct golden_case *tested,
                          const struct verdict *verdict)
{
    const char *red = shows_colour(stdout) ? "\033[31m" : "", *plain = *red ? "\033[0m" : "";
    printf("%sFAIL%s %s:%u: %s\n", red, plain, golden->path, tested->line, tested->title);
    for (size_t i = 0; i < verdict->count; i++)
        if (!verdict->findings[i].met)
            print_finding(&verdict->findings[i]);
    if (!verdict->count && verdict->everything)
        printf("    nothing is expected; --update writes what is decided\n");
}

static void tell_verdict(struct tester *tester, const struct golden *golden,
                         const struct golden_case *tested, const struct verdict *verdict)
{
    bool updated = tester->update && !verdict->passed && verdict->everything;
    tester->passed += verdict->passed;
    tester->updated += updated;
    tester->failed += !verdict->passed && !updated;
    if (updated)
        printf("updated %s:%u: %s\n", golden->path, tested->line, tested->title);
    else if (!verdict->passed)
        print_failure(golden, tested, verdict);
    else if (tester->verbose)
        printf("ok   %s:%u: %s\n", golden->path, tested->line, tested->title);
}

/* ---- one file ---- */

static bool is_wanted(const struct tester *tester, const struct golden *golden,
                      const struct golden_case *tested)
{
    if (!tester->only)
        return true;
    size_t room = strlen(golden->path) + strlen(tested->title) + 2;
    char *name = in_memory(malloc(room));
    snprintf(name, room, "%s:%s", golden->path, tested->title);
    bool found = regexec(tester->only, name, 0, NULL, 0) == 0;
    free(name);
    return found;
}

/* What a file's cases are tested with. */
struct bench {
    struct tester *tester;
    const struct golden *golden;
    struct golden_problems *problems;
    certpol_session *session;
    const certpol_policy *policy;
};

static void test_case(const struct bench *bench, const struct golden_case *tested,
                      struct verdict *verdict)
{
    int64_t started = certpol_now();
    judge(verdict, bench->session, bench->policy, tested, bench->problems, bench->golden->path);
    tell_verdict(bench->tester, bench->golden, tested, verdict);
    if (option_value(bench->tester->arguments, "junit"))
        junit_case(&bench->tester->junit, bench->golden->path, tested, verdict,
                   certpol_now() - started);
}

static bool rewrite(const char *path, const char *text, size_t length)
{
    struct output output;
    if (output_open(&output, path) && output_write(&output, text, length))
        return output_finish(&output);
    output_abandon(&output);
    return false;
}

static void test_cases(const struct bench *bench)
{
    struct memory_text text;
    size_t from = 0;
    bool changed = false;
    memory_text_begin(&text);
    for (size_t i = 0; i < bench->golden->case_count; i++) {
        const struct golden_case *tested = &bench->golden->cases[i];
        struct verdict verdict = { 0 };
        if (!is_wanted(bench->tester, bench->golden, tested))
            continue;
        test_case(bench, tested, &verdict);
        if (bench->tester->update) {
            changed |= update_case(text.out, bench->golden, from, tested, &verdict);
            from = tested->end;
        }
        verdict_free(&verdict);
    }
    fwrite(bench->golden->text + from, 1, bench->golden->length - from, text.out);
    char *whole = memory_text_end(&text);
    if (changed && !rewrite(bench->golden->path, whole, text.length))
        bench->tester->status = STATUS_USAGE;
    free(whole);
}

static void worsen(struct tester *tester, enum status status)
{
    if (status > tester->status)
        tester->status = status;
}

/* Without a sound policy no case passes. */
static void fail_all(struct tester *tester, const struct golden *golden)
{
    for (size_t i = 0; i < golden->case_count; i++)
        tester->failed += is_wanted(tester, golden, &golden->cases[i]);
}

static void test_golden(struct tester *tester, const struct golden *golden,
                        struct golden_problems *problems)
{
    if (!golden->policy_count)
        return;
    struct policies policies = policies_open((const char *const *)golden->policies,
                                             golden->policy_count, tester->arguments);
    worsen(tester, policies.status);
    if (!policies.policy)
        policies_print(&policies, tester->arguments);
    struct certpol_session_options how = { .covers = tester->covers };
    certpol_session *session = policies.policy ? certpol_session_new(policies.policy, how) : NULL;
    if (session)
        test_cases(&(struct bench){ tester, golden, problems, session, policies.policy });
    else
        fail_all(tester, golden);
    if (policies.policy && !session)
        complain("%s: its policies decide nothing", golden->path);
    if (tester->covers && session)
        coverage_add(&tester->coverage, session);
    certpol_session_free(session);
    policies_close(&policies);
}

static void test_file(struct tester *tester, const char *path)
{
    struct golden_problems problems = { .context = tester, .tell = tell_problem };
    struct golden golden;
    size_t length;
    char *text = file_read(path, GOLDEN_BYTES_MAX, &length);
    if (!text) {
        worsen(tester, STATUS_USAGE);
        return;
    }
    golden_parse(&golden, path, text, length, &problems);
    test_golden(tester, &golden, &problems);
    if (problems.count)
        worsen(tester, STATUS_FINDINGS);
    golden_free(&golden);
}

/* ---- coverage ---- */

static char *coverage_text(const struct tester *tester, size_t *length)
{
    static void (*const write[])(const struct coverage *, FILE *) = { coverage_write_text,
                                                                      coverage_write_json,
                                                                      coverage_write_lcov };
    struct memory_text text;
    memory_text_begin(&text);
    write[tester->coverage_format](&tester->coverage, text.out);
    char *whole = memory_text_end(&text);
    *length = text.length;
    return whole;
}

static void check_threshold(struct tester *tester)
{
    struct shares shares = coverage_shares(&tester->coverage);
    struct share sum = shares_sum(&shares);
    if (sum.reached * 100 >= tester->threshold * sum.all)
        return;
    complain("%.1f %% are covered, not %llu %%", share_percent(sum), tester->threshold);
    worsen(tester, STATUS_FINDINGS);
}

static void tell_coverage(struct tester *tester)
{
    const char *path = option_value(tester->arguments, "coverage-output");
    size_t length;
    coverage_settle(&tester->coverage);
    char *text = coverage_text(tester, &length);
    if (!path || strcmp(path, "-") == 0)
        fwrite(text, 1, length, stdout);
    else if (!rewrite(path, text, length))
        worsen(tester, STATUS_USAGE);
    free(text);
    check_threshold(tester);
    coverage_free(&tester->coverage);
}

/* ---- the verb ---- */

static int summarise(struct tester *tester)
{
    if (tester->updated)
        printf("%zu updated, ", tester->updated);
    printf("%zu passed, %zu failed\n", tester->passed, tester->failed);
    const char *junit = option_value(tester->arguments, "junit");
    if (junit && !junit_write(&tester->junit, junit))
        worsen(tester, STATUS_USAGE);
    if (!tester->passed && !tester->failed && !tester->updated && !tester->status) {
        complain("there are no cases%s", tester->only ? " that --run finds" : "");
        worsen(tester, STATUS_FINDINGS);
    }
    if (tester->failed)
        worsen(tester, STATUS_FINDINGS);
    if (tester->covers)
        tell_coverage(tester);
    return (int)tester->status;
}

static int test_paths(struct tester *tester)
{
    const struct arguments *arguments = tester->arguments;
    struct files files = { 0 };
    for (size_t i = 0; i < arguments->operand_count; i++)
        if (!files_add(&files, arguments->operands[i], ".golden"))
            worsen(tester, STATUS_USAGE);
    for (size_t i = 0; i < files.count; i++)
        test_file(tester, files.paths[i]);
    files_free(&files);
    return summarise(tester);
}

static bool compile_only(regex_t *compiled, const char *pattern)
{
    char problem[200];
    int code = regcomp(compiled, pattern, REG_EXTENDED | REG_NOSUB);
    if (!code)
        return true;
    regerror(code, compiled, problem, sizeof problem);
    complain("--run %s: %s", pattern, problem);
    return false;
}

/* Any of the options about coverage asks for it.  False after a message. */
static bool read_coverage(struct tester *tester)
{
    static const char *const formats[] = { "text", "json", "lcov" };
    const struct arguments *arguments = tester->arguments;
    int format = option_word(arguments, "coverage-format", formats, 3, COVERAGE_TEXT);
    if (format < 0 || !option_number(arguments, "threshold", &tester->threshold, 0))
        return false;
    if (tester->threshold > 100) {
        complain("--threshold %llu: there are 100 percent", tester->threshold);
        return false;
    }
    tester->coverage_format = (enum coverage_format)format;
    tester->covers = option_given(arguments, "coverage") ||
                     option_given(arguments, "coverage-format") ||
                     option_given(arguments, "coverage-output") || tester->threshold;
    return true;
}

static int test_examples(const struct arguments *arguments)
{
    const char *pattern = option_value(arguments, "run");
    struct tester tester = { .arguments = arguments,
                             .update = option_given(arguments, "update"),
                             .verbose = option_given(arguments, "verbose"),
                             .json = problems_are_json(arguments) };
    regex_t compiled;
    if (!policies_options(arguments) || !read_coverage(&tester))
        return STATUS_USAGE;
    if (!arguments->operand_count) {
        complain("which examples? usage: certpol test PATH...");
        return STATUS_USAGE;
    }
    if (pattern && !compile_only(&compiled, pattern))
        return STATUS_USAGE;
    tester.only = pattern ? &compiled : NULL;
    int status = test_paths(&tester);
    if (pattern)
        regfree(&compiled);
    return status;
}

const struct verb verb_test = {
    "test",
    "PATH...",
    "Run golden examples: files, and folders with all files below them that end in .golden.",
    options,
    sizeof options / sizeof *options,
    test_examples
};
