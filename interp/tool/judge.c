/* judge.c - finds the decision that a line is about and lets expect.c compare. */
#include "interp/tool/judge.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/expect.h"
#include "interp/tool/json_tree.h"
#include "interp/tool/memory.h"
#include "interp/tool/options.h"
#include "interp/tool/pinned.h"

/* A case at its evaluation. */
struct trial {
    certpol_session *session;
    const certpol_policy *policy;
    const struct golden_case *tested;
    char *rejection; /* "rejected: PATH: MESSAGE", or NULL */
    size_t count;    /* of decisions */
};

__attribute__((format(printf, 1, 2))) static char *format_text(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        certpol_exhausted();
    va_end(args);
    return text;
}

/* ---- what there is ---- */

/* The part of a decision's line behind its colon. */
static const char *rest_of_line(const char *line)
{
    const char *at = line;
    for (; *at && *at != ':'; at++) {
        if (*at != '"')
            continue;
        for (at++; *at && *at != '"'; at++)
            at += *at == '\\';
    }
    return *at ? at + 2 : at;
}

static size_t head_length(const char *line)
{
    size_t rest = (size_t)(rest_of_line(line) - line);
    return rest < 2 ? 0 : rest - 2;
}

/* Whether HEAD names DECISION: as its line does, or with its policy's name before it. */
static bool is_called(const struct certpol_decision *decision, const char *head)
{
    const char *line = decision->line.at;
    size_t length = head_length(line), policy = strlen(decision->policy);
    if (strlen(head) == length && memcmp(head, line, length) == 0)
        return true;
    return strncmp(head, decision->policy, policy) == 0 && head[policy] == '.' &&
           strlen(head + policy + 1) == length && memcmp(head + policy + 1, line, length) == 0;
}

/* Whether DECISION, about whatever element, is called NAME. */
static bool is_named(const struct certpol_decision *decision, const char *name)
{
    size_t policy = strlen(decision->policy);
    if (strncmp(name, decision->policy, policy) == 0 && name[policy] == '.')
        name += policy + 1;
    return strcmp(decision->decision, name) == 0;
}

static char *all_lines(const struct trial *trial)
{
    struct memory_text text;
    memory_text_begin(&text);
    if (trial->rejection)
        fprintf(text.out, "%s\n", trial->rejection);
    else if (!trial->count)
        fputs("none\n", text.out);
    for (size_t i = 0; i < trial->count; i++)
        fprintf(text.out, "%s\n", certpol_decision(trial->session, i)->line.at);
    return memory_text_end(&text);
}

static char *rejection_text(const struct certpol_rejection *rejection)
{
    return format_text("rejected: %s%s%s", rejection->path, *rejection->path ? ": " : "",
                       rejection->message);
}

/* Evaluate; false where the as-of cannot be read. */
static bool evaluate(struct trial *trial, const struct golden_case *tested, char *problem)
{
    int64_t instant;
    struct certpol_rejection rejection;
    if (!certpol_as_of(trial->policy, tested->as_of, &instant, problem))
        return false;
    certpol_session_as_of(trial->session, instant);
    if (!certpol_evaluate(trial->session, tested->record, strlen(tested->record), &rejection))
        trial->rejection = rejection_text(&rejection);
    while (certpol_decision(trial->session, trial->count))
        trial->count++;
    return true;
}

/* ---- one line ---- */

static void judge_whole(const struct trial *trial, const struct expectation *wanted,
                        struct finding *finding)
{
    size_t not_in_force = 0;
    for (size_t i = 0; i < trial->count; i++)
        not_in_force += !certpol_decision(trial->session, i)->in_force;
    finding->head = format_text("the record");
    finding->expected =
        format_text("%s%s", wanted->kind == EXPECT_REJECTED ? "rejected: " : "", wanted->rest);
    if (wanted->kind == EXPECT_REJECTED)
        finding->met = trial->rejection && strcmp(trial->rejection, finding->expected) == 0;
    else if (wanted->kind == EXPECT_NONE)
        finding->met = !trial->rejection && !trial->count;
    else
        finding->met = trial->count && not_in_force == trial->count;
    if (trial->rejection)
        finding->got = format_text("%s", trial->rejection);
    else
        finding->got = format_text("%zu decision%s", trial->count, trial->count == 1 ? "" : "s");
}

/* Why no decision is called HEAD. */
static char *unknown_decision(const struct trial *trial, const char *head)
{
    const char *names[256];
    size_t count = 0, length = strcspn(head, " ");
    char *name = format_text("%.*s", (int)length, head);
    const char *bare = strrchr(name, '.') ? strrchr(name, '.') + 1 : name;
    struct certpol_decision_info info;
    bool known = false;
    for (size_t i = 0; certpol_decision_info(trial->policy, i, &info); i++) {
        known |= strcmp(info.name, bare) == 0;
        if (count < sizeof names / sizeof *names)
            names[count++] = info.name;
    }
    const char *meant = known ? NULL : closest_word(bare, names, count);
    char *text =
        known ? format_text("no such decision")
              : format_text("there is no decision %s%s%s%s", name, meant ? "; did you mean " : "",
                            meant ? meant : "", meant ? "?" : "");
    free(name);
    return text;
}

/* The message of one outcome as a text literal; `none` where there is none.  False, with why, where
 * it cannot be told. */
static bool write_message(FILE *out, const struct trial *trial, size_t decision, size_t outcome,
                          const char *language)
{
    struct certpol_text message;
    char problem[CERTPOL_PROBLEM];
    if (!certpol_message(trial->session, decision, outcome, language, &message, problem)) {
        fprintf(out, "(%s)", problem);
        return false;
    }
    if (message.at)
        json_write_string(out, message.at, message.length);
    else
        fputs("none", out);
    return true;
}

static char *messages_of(const struct trial *trial, size_t index, const char *language, bool *told)
{
    const struct certpol_decision *decision = certpol_decision(trial->session, index);
    *told = true;
    struct memory_text text;
    memory_text_begin(&text);
    fputs(decision->all ? "[" : "", text.out);
    for (size_t i = 0; i < decision->outcome_count; i++) {
        fputs(i ? ", " : "", text.out);
        *told &= write_message(text.out, trial, index, i, language);
    }
    fputs(decision->all ? "]" : "", text.out);
    return memory_text_end(&text);
}

static void judge_explanation(const struct trial *trial, size_t index,
                              const struct expectation *wanted, struct finding *finding)
{
    const struct certpol_decision *decision = certpol_decision(trial->session, index);
    char *got = pinned_line(trial->policy, trial->tested, index, wanted->language, wanted->rest);
    finding->got = got ? got : format_text("no explanation");
    finding->line = format_text("%.*s explains %s: %s", (int)head_length(decision->line.at),
                                decision->line.at, wanted->language, finding->got);
    finding->met = strcmp(finding->got, wanted->rest) == 0;
    if (!finding->met)
        certpol_rule_place(trial->session, index, 0, &finding->file, &finding->place);
}

static void judge_found(const struct trial *trial, size_t index, const struct expectation *wanted,
                        struct finding *finding)
{
    const struct certpol_decision *decision = certpol_decision(trial->session, index);
    finding->decision = index;
    if (wanted->kind == EXPECT_EXPLANATION) {
        judge_explanation(trial, index, wanted, finding);
        return;
    }
    if (wanted->kind == EXPECT_MESSAGE) {
        bool told;
        finding->got = messages_of(trial, index, wanted->language, &told);
        finding->untold = !told;
        finding->line = format_text("%.*s message %s: %s", (int)head_length(decision->line.at),
                                    decision->line.at, wanted->language, finding->got);
    } else {
        finding->got = format_text("%s", rest_of_line(decision->line.at));
        finding->line = format_text("%s", decision->line.at);
    }
    finding->met = outcomes_match(wanted->rest, finding->got);
    if (!finding->met)
        certpol_rule_place(trial->session, index, 0, &finding->file, &finding->place);
}

/* `NAME: none` about a decision of each element: none of them is decided. */
static bool is_nowhere(const struct trial *trial, const struct expectation *wanted)
{
    for (size_t i = 0; i < trial->count; i++)
        if (is_named(certpol_decision(trial->session, i), wanted->head))
            return false;
    return strcmp(wanted->rest, "none") == 0;
}

static void judge_decision(const struct trial *trial, const struct expectation *wanted,
                           struct finding *finding)
{
    if (wanted->kind == EXPECT_DECISION)
        finding->head = format_text("%s", wanted->head);
    else
        finding->head =
            format_text("%s %s %s", wanted->head,
                        wanted->kind == EXPECT_MESSAGE ? "message" : "explains", wanted->language);
    finding->expected = format_text("%s", wanted->rest);
    for (size_t i = 0; i < trial->count; i++) {
        if (is_called(certpol_decision(trial->session, i), wanted->head)) {
            judge_found(trial, i, wanted, finding);
            return;
        }
    }
    char *unknown = unknown_decision(trial, wanted->head);
    bool exists = strcmp(unknown, "no such decision") == 0;
    finding->met = !trial->rejection && exists && is_nowhere(trial, wanted);
    if (trial->rejection) {
        finding->got = format_text("%s", trial->rejection);
        free(unknown);
    } else {
        finding->got = unknown;
    }
}

static void judge_line(const struct trial *trial, const struct golden_line *line,
                       struct golden_problems *problems, const char *file, struct finding *finding)
{
    struct expectation wanted;
    size_t offset;
    const char *message = "";
    if (!expectation_parse(&wanted, line->text, line->length, &offset, &message)) {
        struct golden_problem problem = { file, line->line, (unsigned)offset + 1, message };
        problems->count++;
        problems->tell(problems->context, &problem);
        finding->head = format_text("line %u", line->line);
        finding->expected = format_text("%.*s", (int)line->length, line->text);
        finding->got = format_text("%s", message);
    } else if (wanted.kind == EXPECT_DECISION || wanted.kind == EXPECT_MESSAGE ||
               wanted.kind == EXPECT_EXPLANATION) {
        judge_decision(trial, &wanted, finding);
    } else {
        judge_whole(trial, &wanted, finding);
    }
    expectation_free(&wanted);
}

static void judge_lines(struct verdict *verdict, const struct trial *trial,
                        const struct golden_case *tested, struct golden_problems *problems,
                        const char *file)
{
    verdict->findings = in_memory(calloc(tested->line_count + 1, sizeof *verdict->findings));
    verdict->passed = true;
    for (size_t i = 0; i < tested->line_count; i++) {
        if (!tested->lines[i].expects)
            continue;
        struct finding *finding = &verdict->findings[verdict->count++];
        finding->decision = SIZE_MAX;
        judge_line(trial, &tested->lines[i], problems, file, finding);
        verdict->passed &= finding->met;
    }
    if (!verdict->count)
        verdict->passed = false;
}

static bool all_is_told(const struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->count; i++)
        if (verdict->findings[i].untold)
            return false;
    return true;
}

void judge(struct verdict *verdict, certpol_session *session, const certpol_policy *policy,
           const struct golden_case *tested, struct golden_problems *problems, const char *file)
{
    struct trial trial = { .session = session, .policy = policy, .tested = tested };
    char problem[CERTPOL_PROBLEM];
    *verdict = (struct verdict){ 0 };
    if (!tested->record || !tested->as_of)
        return;
    if (evaluate(&trial, tested, problem)) {
        judge_lines(verdict, &trial, tested, problems, file);
        verdict->everything = all_is_told(verdict) ? all_lines(&trial) : NULL;
    } else {
        struct golden_problem told = { file, tested->line, 1, problem };
        problems->count++;
        problems->tell(problems->context, &told);
    }
    free(trial.rejection);
}

void verdict_free(struct verdict *verdict)
{
    for (size_t i = 0; i < verdict->count; i++) {
        free(verdict->findings[i].head);
        free(verdict->findings[i].expected);
        free(verdict->findings[i].got);
        free(verdict->findings[i].line);
    }
    free(verdict->findings);
    free(verdict->everything);
    *verdict = (struct verdict){ 0 };
}
