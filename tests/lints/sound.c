/* sound.c - policies and records by chance: no record may do what a warning says none does.
 *
 *   sound SEED CASES
 *
 * A condition that is told to be always true must never be counted as false, one that is never true
 * not as true, and a rule to which nothing is left must not apply.  Prints what was compared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/certpol.h"
#include "tests/oracle/judge.h"

struct score {
    unsigned long policies, warnings, answered, wrong;
};

/* One policy with its records. */
struct trial {
    const struct given *given;
    struct arena arena;
    const char *folder;
    const char *paths[GIVEN_FILES];
    size_t path_count;
    certpol_report *report;
    certpol_policy *policy;
    certpol_session *session;
};

static void make_folders(const char *path)
{
    char *folder = strdup(path);
    for (char *at = strchr(folder + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(folder, 0755);
        *at = '/';
    }
    free(folder);
}

static void write_files(struct trial *trial)
{
    for (uint32_t i = 0; i < trial->given->file_count; i++) {
        const struct given_file *file = &trial->given->files[i];
        const char *path = arena_format(&trial->arena, "%s/%s", trial->folder, file->path);
        struct text text = scrap_text(&trial->arena, file->text);
        make_folders(path);
        FILE *out = fopen(path, "w");
        if (!out || fwrite(text.at, 1, text.length, out) != text.length || fclose(out) != 0) {
            perror(path);
            exit(2);
        }
        if (file->policy)
            trial->paths[trial->path_count++] = path;
    }
}

static void decide_all(struct trial *trial)
{
    enum { INSTANTS = 3 };
    for (uint32_t i = 0; i < trial->given->record_count; i++) {
        const struct given_record *record = &trial->given->records[i];
        struct text json = scrap_text(&trial->arena, record->json);
        for (int k = 0; k < INSTANTS; k++) {
            struct certpol_rejection rejection;
            certpol_session_as_of(trial->session, record->now[k]);
            certpol_evaluate(trial->session, json.at, json.length, &rejection);
        }
    }
}

/* What a warning says of the condition or rule at its place. */
enum claim { CLAIM_NOTHING, CLAIM_ALWAYS, CLAIM_NEVER };

static bool ends_with(const char *text, const char *end)
{
    size_t length = text ? strlen(text) : 0;
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static enum claim claim_of(const struct certpol_problem *problem, const struct certpol_point *point)
{
    if (strcmp(problem->code, "unreachable-rule") == 0)
        return CLAIM_NEVER;
    if (strcmp(problem->code, "known-absent") == 0)
        return ends_with(point->text, "is absent")    ? CLAIM_ALWAYS
               : ends_with(point->text, "is present") ? CLAIM_NEVER
                                                      : CLAIM_NOTHING;
    return strstr(problem->message, "is always true")  ? CLAIM_ALWAYS
           : strstr(problem->message, "is never true") ? CLAIM_NEVER
                                                       : CLAIM_NOTHING;
}

static bool same_place(const struct certpol_problem *problem, const struct certpol_point *point)
{
    return problem->line == point->line && problem->column == point->column &&
           problem->end_line == point->end_line && problem->end_column == point->end_column &&
           strcmp(problem->file, point->file) == 0;
}

static void compare(const struct trial *trial, const struct certpol_problem *problem,
                    struct score *score)
{
    struct certpol_point point;
    for (size_t i = 0; certpol_point(trial->session, i, &point); i++) {
        enum claim claim = same_place(problem, &point) ? claim_of(problem, &point) : CLAIM_NOTHING;
        if (claim == CLAIM_NOTHING)
            continue;
        score->answered += point.yes || point.no;
        if (claim == CLAIM_ALWAYS ? !point.no : !point.yes)
            continue;
        score->wrong++;
        printf("%s:%u:%u: %s [%s], but %llu yes and %llu no\n", problem->file, problem->line,
               problem->column, problem->message, problem->code, (unsigned long long)point.yes,
               (unsigned long long)point.no);
    }
}

static void try_warnings(struct trial *trial, struct score *score)
{
    struct certpol_problem problem;
    score->policies++;
    decide_all(trial);
    for (size_t i = 0; certpol_report_problem(trial->report, i, &problem); i++) {
        score->warnings += problem.is_warning;
        compare(trial, &problem, score);
    }
}

static void try_case(const struct given *given, const char *folder, struct score *score)
{
    struct trial trial = { .given = given, .folder = folder, .report = certpol_report_new() };
    write_files(&trial);
    struct certpol_load_options options = { .lints = true, .pedantic = true };
    trial.policy = certpol_policy_load(trial.paths, trial.path_count, options, trial.report);
    struct certpol_session_options how = { .covers = true };
    trial.session = trial.policy ? certpol_session_new(trial.policy, how) : NULL;
    if (trial.session)
        try_warnings(&trial, score);
    certpol_session_free(trial.session);
    certpol_policy_free(trial.policy);
    certpol_report_free(trial.report);
    arena_free(&trial.arena);
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t cases = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000;
    char folder[] = "/tmp/certpol-sound-XXXXXX";
    struct score score = { 0 };
    if (!mkdtemp(folder))
        return 2;
    for (uint64_t i = 0; i < cases; i++) {
        struct arena arena = { 0 };
        unsigned long wrong = score.wrong;
        try_case(generate(&arena, seed, i), folder, &score);
        if (score.wrong > wrong)
            printf("case %llu of seed %llu\n", (unsigned long long)i, (unsigned long long)seed);
        arena_free(&arena);
    }
    char command[sizeof folder + 16];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    bool removed = system(command) == 0;
    printf("warnings: %lu policies, %lu warnings, %lu of them put to the test, %lu wrong\n",
           score.policies, score.warnings, score.answered, score.wrong);
    return score.wrong || !score.answered || !removed;
}
