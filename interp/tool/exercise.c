/* exercise.c - golden examples, run for the rules that decide in them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/files.h"
#include "interp/tool/judge.h"
#include "interp/tool/matrix.h"
#include "interp/tool/policies.h"

/* A file of examples at its running. */
struct exercise {
    struct matrix *matrix;
    const struct arguments *arguments;
    const char *file;
    certpol_session *session;
};

static void *checked(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static void tell_problem(void *context, const struct golden_problem *problem)
{
    (void)context;
    complain("%s:%u:%u: %s", problem->file, problem->line, problem->column, problem->message);
}

/* Whether PATHS, canonical or not, name the same file. */
static bool same_file(const char *a, const char *b)
{
    char *first = realpath(a, NULL), *second = realpath(b, NULL);
    bool same = first && second && strcmp(first, second) == 0;
    free(first);
    free(second);
    return same;
}

/* Whether GOLDEN is about one of the policies that are traced. */
static bool is_about(const struct golden *golden, const struct arguments *arguments)
{
    for (size_t i = 0; i < golden->policy_count; i++)
        for (size_t k = 0; k < arguments->operand_count; k++)
            if (same_file(golden->policies[i], arguments->operands[k]))
                return true;
    return false;
}

/* ---- noting what decided ---- */

static size_t add_case(struct matrix *matrix, const char *file, const struct golden_case *tested)
{
    if (matrix->case_count == matrix->case_capacity) {
        matrix->case_capacity = matrix->case_capacity ? 2 * matrix->case_capacity : 64;
        matrix->cases =
            checked(realloc(matrix->cases, matrix->case_capacity * sizeof *matrix->cases));
    }
    matrix->cases[matrix->case_count] =
        (struct matrix_case){ file, tested->line, checked(strdup(tested->title)) };
    return matrix->case_count++;
}

/* Rule OUTCOME->RULE of DECISION, if it is one that is traced. */
static struct matrix_citer *find_rule(struct matrix *matrix,
                                      const struct certpol_decision *decision, const char *rule,
                                      const char *file)
{
    for (size_t i = 0; i < matrix->citer_count; i++) {
        struct matrix_citer *citer = &matrix->citers[i];
        const struct certpol_citer *known = &citer->citer;
        if (known->kind == CERTPOL_RULE && citer->file && strcmp(known->name, rule) == 0 &&
            strcmp(known->decision, decision->decision) == 0 &&
            strcmp(known->policy, decision->policy) == 0 && strcmp(citer->file, file) == 0)
            return citer;
    }
    return NULL;
}

static void note_rule(struct matrix_citer *citer, size_t number)
{
    if (citer->case_count && citer->cases[citer->case_count - 1] == number)
        return;
    if (citer->case_count == citer->capacity) {
        citer->capacity = citer->capacity ? 2 * citer->capacity : 8;
        citer->cases = checked(realloc(citer->cases, citer->capacity * sizeof *citer->cases));
    }
    citer->cases[citer->case_count++] = number;
}

static void note_decision(const struct exercise *exercise, size_t index, size_t number)
{
    const struct certpol_decision *decision = certpol_decision(exercise->session, index);
    for (size_t i = 0; i < decision->outcome_count; i++) {
        const char *place;
        unsigned line;
        if (!certpol_rule_place(exercise->session, index, i, &place, &line))
            continue;
        char *file = realpath(place, NULL);
        struct matrix_citer *citer =
            file ? find_rule(exercise->matrix, decision, decision->outcomes[i].rule, file) : NULL;
        if (citer)
            note_rule(citer, number);
        free(file);
    }
}

/* ---- one file ---- */

static void exercise_case(const struct exercise *exercise, const certpol_policy *policy,
                          const struct golden_case *tested, struct golden_problems *problems)
{
    struct matrix *matrix = exercise->matrix;
    struct verdict verdict;
    judge(&verdict, exercise->session, policy, tested, problems, exercise->file);
    size_t number = add_case(matrix, exercise->file, tested);
    for (size_t i = 0; i < verdict.count; i++) {
        matrix->unmet += !verdict.findings[i].met;
        if (verdict.findings[i].met && verdict.findings[i].decision != SIZE_MAX)
            note_decision(exercise, verdict.findings[i].decision, number);
    }
    verdict_free(&verdict);
}

static bool exercise_golden(struct exercise *exercise, const struct golden *golden,
                            struct golden_problems *problems)
{
    struct policies policies = policies_open((const char *const *)golden->policies,
                                             golden->policy_count, exercise->arguments);
    struct certpol_session_options how = { 0 };
    exercise->session = policies.policy ? certpol_session_new(policies.policy, how) : NULL;
    for (size_t i = 0; i < golden->case_count && exercise->session; i++)
        exercise_case(exercise, policies.policy, &golden->cases[i], problems);
    if (!policies.policy)
        complain("%s: its policies do not check; `certpol test` says why", golden->path);
    bool done = policies.policy != NULL;
    certpol_session_free(exercise->session);
    policies_close(&policies);
    return done;
}

static bool exercise_file(struct matrix *matrix, const char *file,
                          const struct arguments *arguments)
{
    struct exercise exercise = { .matrix = matrix, .arguments = arguments, .file = file };
    struct golden_problems problems = { .tell = tell_problem };
    struct golden golden;
    size_t length;
    char *text = file_read(file, GOLDEN_BYTES_MAX, &length);
    if (!text)
        return false;
    golden_parse(&golden, file, text, length, &problems);
    bool done = true;
    if (is_about(&golden, arguments))
        done = exercise_golden(&exercise, &golden, &problems);
    else
        matrix->other++;
    golden_free(&golden);
    return done && !problems.count;
}

/* The paths of FILES live as long as the matrix, whose cases name them. */
static void keep_files(struct matrix *matrix, struct files *files)
{
    size_t count = matrix->file_count + files->count;
    matrix->files = checked(realloc(matrix->files, (count + 1) * sizeof *matrix->files));
    for (size_t i = 0; i < files->count; i++)
        matrix->files[matrix->file_count++] = files->paths[i];
    files->count = 0;
    files_free(files);
}

bool matrix_exercise(struct matrix *matrix, const char *path, const struct arguments *arguments)
{
    struct files files = { 0 };
    size_t first = matrix->file_count;
    bool done = files_add(&files, path, ".golden");
    keep_files(matrix, &files);
    matrix->exercised = true;
    for (size_t i = first; i < matrix->file_count; i++)
        done &= exercise_file(matrix, matrix->files[i], arguments);
    return done;
}
