/* certpol.c - libcertpol: policies and what is wrong with them. */
#include "interp/certpol.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "interp/certpol_inside.h"
#include "interp/check/lint/lint_kinds.h"
#include "interp/eval/native.h"
#include "interp/report/language.h"

const char *certpol_version(void)
{
    return CERTPOL_VERSION;
}

/* ---- reports ---- */

certpol_report *certpol_report_new(void)
{
    certpol_report *report = calloc(1, sizeof *report);
    if (!report)
        arena_exhausted();
    return report;
}

void report_clear(certpol_report *report)
{
    load_free(report->owned);
    arena_free(&report->kept);
    *report = (certpol_report){ 0 };
}

void certpol_report_free(certpol_report *report)
{
    if (!report)
        return;
    report_clear(report);
    free(report);
}

size_t certpol_report_errors(const certpol_report *report)
{
    return report->load ? report->load->diags.errors : 0;
}

size_t certpol_report_warnings(const certpol_report *report)
{
    if (!report->load)
        return 0;
    const struct diags *diags = &report->load->diags;
    return (size_t)diags->count + diags->dropped - diags->errors - diags->infos;
}

bool certpol_report_unreadable(const certpol_report *report)
{
    return report->load && report->load->unread > 0;
}

bool certpol_report_problem(const certpol_report *report, size_t index,
                            struct certpol_problem *problem)
{
    if (!report->load || index >= report->load->diags.count)
        return false;
    const struct diag *diag = report->load->diags.items[index];
    struct place start = sources_place(&report->load->sources, diag->span.start);
    struct place end = sources_place(&report->load->sources, diag->span.end);
    *problem = (struct certpol_problem){
        .is_error = diag->severity == DIAG_ERROR,
        .is_warning = diag->severity == DIAG_WARNING,
        .code = diag->code,
        .file = start.source ? start.source->name : NULL,
        .line = start.line,
        .column = start.column,
        .end_line = end.line,
        .end_column = end.column,
        .message = diag->message,
        .hint = diag->hint,
    };
    return true;
}

void certpol_report_print(const certpol_report *report, FILE *out, bool colour)
{
    if (report->load)
        diag_print(&report->load->diags, out, colour);
}

void certpol_report_print_json(const certpol_report *report, FILE *out)
{
    if (report->load)
        diag_print_json(&report->load->diags, out);
}

void certpol_report_print_sarif(const certpol_report *report, FILE *out)
{
    static const struct diags none = { 0 };
    diag_print_sarif(report->load ? &report->load->diags : &none, CERTPOL_VERSION, lint_meaning,
                     out);
}

bool certpol_lint(size_t index, struct certpol_lint *lint)
{
    const struct lint *found = index <= UINT32_MAX ? lint_at((uint32_t)index) : NULL;
    if (!found)
        return false;
    *lint = (struct certpol_lint){ found->code, found->meaning, found->pedantic };
    return true;
}

/* ---- loading ---- */

static struct certpol_decision_info decision_info(struct arena *arena,
                                                  const struct decision *decision)
{
    const struct outcome *outcome = decision->outcome;
    const char **names = arena_array(arena, const char *, outcome->count);
    for (uint32_t i = 0; i < outcome->count; i++)
        names[i] = outcome->cases[i].name;
    return (
        struct certpol_decision_info){ decision->policy->name,    decision->name, decision->all,
                                       decision->element != NULL, names,          outcome->count };
}

static void list_decisions(certpol_policy *policy)
{
    struct arena *arena = policy->load->arena;
    const struct program *program = policy->program;
    size_t count = 0;
    for (uint32_t i = 0; i < program->policy_count; i++)
        count += program->policies[i]->decision_count;
    policy->decisions = arena_array(arena, const struct decision *, count);
    policy->infos = arena_array(arena, struct certpol_decision_info, count);
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *of = program->policies[i];
        for (uint32_t k = 0; k < of->decision_count; k++) {
            policy->infos[policy->decision_count] = decision_info(arena, of->decisions[k]);
            policy->decisions[policy->decision_count++] = of->decisions[k];
        }
    }
}

static certpol_policy *make_policy(struct load *load, const struct program *program)
{
    certpol_policy *policy = arena_new(load->arena, certpol_policy);
    policy->load = load;
    policy->program = program;
    policy->zones = zone_database_version(load->arena);
    list_decisions(policy);
    list_sources(policy);
    if (program->input && policy->decision_count) {
        policy->plan = compile(program, load->arena);
        native_make(policy->plan);
    }
    return policy;
}

/* LOAD belongs to the policy, or, where there is none, to the report; so does what is KEPT for it.
 */
static certpol_policy *finish_load(struct load *load, struct arena kept,
                                   struct certpol_load_options options, certpol_report *report)
{
    report_clear(report);
    report->load = load;
    const struct program *program =
        check(load, (struct check_options){ .max_steps = options.max_steps,
                                            .lints = options.lints,
                                            .pedantic = options.pedantic });
    if (!load->diags.errors) {
        certpol_policy *policy = make_policy(load, program);
        policy->kept = kept;
        return policy;
    }
    report->owned = load;
    report->kept = kept;
    return NULL;
}

static const char *keep_text(struct arena *kept, const char *text)
{
    return arena_copy(kept, text, strlen(text));
}

certpol_policy *certpol_policy_load(const char *const *paths, size_t count,
                                    struct certpol_load_options options, certpol_report *report)
{
    struct arena kept = { 0 };
    const char **names = arena_array(&kept, const char *, count);
    for (size_t i = 0; i < count; i++)
        names[i] = keep_text(&kept, paths[i]);
    struct load *load = load_files(names, (uint32_t)count,
                                   (struct load_options){ .allow_outside = options.allow_outside });
    return finish_load(load, kept, options, report);
}

certpol_policy *certpol_policy_load_text(const char *name, const char *text, size_t length,
                                         struct certpol_load_options options,
                                         certpol_report *report)
{
    struct arena kept = { 0 };
    const char *path = keep_text(&kept, name);
    struct load_text given = { path, arena_copy(&kept, text, length), length };
    struct load *load =
        load_files(&path, 1,
                   (struct load_options){
                       .allow_outside = options.allow_outside, .texts = &given, .text_count = 1 });
    return finish_load(load, kept, options, report);
}

void certpol_policy_free(certpol_policy *policy)
{
    if (!policy)
        return;
    native_free(policy->plan);
    arena_free(&policy->kept);
    load_free(policy->load); /* POLICY itself lies in its arena */
}

/* ---- what a policy is ---- */

uint64_t certpol_policy_steps(const certpol_policy *policy)
{
    return policy->program->steps_at_worst;
}

const char *certpol_policy_zones(const certpol_policy *policy)
{
    return policy->zones;
}

bool certpol_policy_info(const certpol_policy *policy, size_t index,
                         struct certpol_policy_info *info)
{
    for (uint32_t i = 0; i < policy->program->policy_count; i++) {
        const struct policy *found = policy->program->policies[i];
        if (!found->decision_count || index--)
            continue;
        *info = (struct certpol_policy_info){ found->name,           found->title,
                                              found->steps_at_worst, found->decision_count,
                                              found->languages,      found->language_count };
        return true;
    }
    return false;
}

bool certpol_decision_info(const certpol_policy *policy, size_t index,
                           struct certpol_decision_info *info)
{
    if (index >= policy->decision_count)
        return false;
    *info = policy->infos[index];
    return true;
}

bool certpol_policy_speaks(const certpol_policy *policy, const char *language)
{
    for (uint32_t i = 0; i < policy->program->policy_count; i++)
        if (language_match(policy->program->policies[i], text_of(language)))
            return true;
    return false;
}

/* ---- time ---- */

int64_t certpol_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void certpol_instant_text(int64_t instant, char *text)
{
    text[instant_format(instant, text)] = '\0';
}

static bool start_in_all_zones(const certpol_policy *policy, int64_t date, int64_t *instant,
                               char *problem)
{
    const struct policy *first = NULL;
    *instant = date * DAY_MICROSECONDS;
    for (uint32_t i = 0; i < policy->program->policy_count; i++) {
        const struct policy *of = policy->program->policies[i];
        if (!of->decision_count)
            continue;
        int64_t start = zone_start_of(of->zone, date);
        if (first && start != *instant) {
            snprintf(problem, CERTPOL_PROBLEM,
                     "the day begins at different instants in %s (%s) and %s (%s): give an "
                     "instant, 2021-03-01T00:00:00Z",
                     first->zone_name, first->name, of->zone_name, of->name);
            return false;
        }
        first = of;
        *instant = start;
    }
    return true;
}

bool certpol_as_of(const certpol_policy *policy, const char *text, int64_t *instant, char *problem)
{
    int64_t date;
    bool day = date_parse(text_of(text), &date);
    if (!day && !instant_parse(text_of(text), instant)) {
        snprintf(problem, CERTPOL_PROBLEM,
                 "%.60s is neither a date (2021-03-01) nor an instant (2021-03-01T00:00:00Z)",
                 text);
        return false;
    }
    if (day && !start_in_all_zones(policy, date, instant, problem))
        return false;
    if (*instant >= AS_OF_MIN && *instant <= AS_OF_MAX)
        return true;
    snprintf(problem, CERTPOL_PROBLEM, "%.60s is not in the years 1800 to 2999", text);
    return false;
}
