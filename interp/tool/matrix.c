/* matrix.c - who cites what; nothing here reads files. */
#include "interp/tool/matrix.h"

#include <stdlib.h>
#include <string.h>

static void *grown(void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    *capacity = *capacity ? 2 * *capacity : 64;
    items = realloc(items, *capacity * size);
    if (!items)
        abort();
    return items;
}

void matrix_fill(struct matrix *matrix)
{
    struct certpol_clause clause;
    struct certpol_citer citer;
    size_t clauses = 0, citers = 0;
    while (certpol_clause(matrix->policy, matrix->clause_count, &clause)) {
        matrix->clauses =
            grown(matrix->clauses, matrix->clause_count, &clauses, sizeof *matrix->clauses);
        matrix->clauses[matrix->clause_count++] = clause;
    }
    while (certpol_citer(matrix->policy, matrix->citer_count, &citer)) {
        matrix->citers =
            grown(matrix->citers, matrix->citer_count, &citers, sizeof *matrix->citers);
        matrix->citers[matrix->citer_count++] =
            (struct matrix_citer){ .citer = citer,
                                   .file = citer.file ? realpath(citer.file, NULL) : NULL };
    }
}

void matrix_free(struct matrix *matrix)
{
    for (size_t i = 0; i < matrix->citer_count; i++) {
        free(matrix->citers[i].file);
        free(matrix->citers[i].cases);
    }
    for (size_t i = 0; i < matrix->case_count; i++)
        free(matrix->cases[i].title);
    for (size_t i = 0; i < matrix->file_count; i++)
        free(matrix->files[i]);
    free(matrix->clauses);
    free(matrix->citers);
    free(matrix->cases);
    free(matrix->files);
    *matrix = (struct matrix){ 0 };
}

bool cites(const struct matrix_citer *citer, const struct certpol_clause *clause)
{
    for (size_t i = 0; i < citer->citer.cite_count; i++)
        if (strcmp(citer->citer.cites[i], clause->id) == 0)
            return true;
    return false;
}

size_t citations_of(const struct matrix *matrix, const struct certpol_clause *clause)
{
    size_t count = 0;
    for (size_t i = 0; i < matrix->citer_count; i++)
        count += cites(&matrix->citers[i], clause);
    return count;
}

bool clause_is_lost(const struct matrix *matrix, const struct certpol_clause *clause)
{
    return !clause->informational && !citations_of(matrix, clause);
}

bool citer_is_idle(const struct matrix *matrix, const struct matrix_citer *citer)
{
    return matrix->exercised && citer->citer.kind == CERTPOL_RULE && citer->citer.cite_count &&
           !citer->case_count;
}

bool begins_document(const struct matrix *matrix, size_t index)
{
    const struct certpol_clause *clauses = matrix->clauses;
    return !index || strcmp(clauses[index].document, clauses[index - 1].document) != 0;
}

const char *citer_name(const struct certpol_citer *citer, char *name, size_t size)
{
    switch (citer->kind) {
    case CERTPOL_EFFECTIVE:
        snprintf(name, size, "effective of %s", citer->policy);
        break;
    case CERTPOL_PARAMETER:
        snprintf(name, size, "parameter %s.%s", citer->policy, citer->name);
        break;
    case CERTPOL_RULE:
        snprintf(name, size, "rule %s.%s.%s", citer->policy, citer->decision, citer->name);
        break;
    }
    return name;
}

const char *clause_kind(const struct certpol_clause *clause)
{
    return clause->informational ? "info" : "normative";
}
