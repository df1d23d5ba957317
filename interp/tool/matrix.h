/* matrix.h - clause x citer x golden case: what `certpol trace` shows.  Knows no form of showing
 * it. */
#ifndef CERTPOL_TOOL_MATRIX_H
#define CERTPOL_TOOL_MATRIX_H

#include "interp/certpol.h"
#include "interp/tool/options.h"

/* A golden case in which a rule decided what the case expects. */
struct matrix_case {
    const char *file; /* its own */
    unsigned line;
    char *title;
};

/* What may cite, and the cases in which it decided, by their indices. */
struct matrix_citer {
    struct certpol_citer citer;
    char *file; /* the canonical path of citer.file */
    size_t *cases;
    size_t case_count, capacity;
};

/* {.policy} begins; to be released with matrix_free. */
struct matrix {
    const certpol_policy *policy; /* borrowed */
    struct certpol_clause *clauses;
    size_t clause_count;
    struct matrix_citer *citers;
    size_t citer_count;
    bool exercised; /* examples were run */
    struct matrix_case *cases;
    size_t case_count, case_capacity;
    char **files; /* of the cases */
    size_t file_count;
    size_t unmet; /* lines of examples that do not hold */
    size_t other; /* files of examples that are about other policies */
};

/* Clauses and citers of MATRIX's policy. */
void matrix_fill(struct matrix *matrix);
void matrix_free(struct matrix *matrix);

/* Run the golden examples at PATH, a file or a folder, and note which rules decide.  Only files
 * that name one of the policy files at ARGUMENTS' operands count.  False after a message where one
 * cannot be read. */
bool matrix_exercise(struct matrix *matrix, const char *path, const struct arguments *arguments);

/* Whether CITER cites CLAUSE. */
bool cites(const struct matrix_citer *citer, const struct certpol_clause *clause);

/* How many citers CLAUSE has. */
size_t citations_of(const struct matrix *matrix, const struct certpol_clause *clause);

/* A normative clause that nothing cites. */
bool clause_is_lost(const struct matrix *matrix, const struct certpol_clause *clause);

/* A rule that cites and that no example exercises, where examples were run. */
bool citer_is_idle(const struct matrix *matrix, const struct matrix_citer *citer);

/* Whether clause INDEX is the first of its document. */
bool begins_document(const struct matrix *matrix, size_t index);

/* "rule renewal.renew.too_early", in NAME of SIZE bytes, which is returned. */
const char *citer_name(const struct certpol_citer *citer, char *name, size_t size);

/* "normative", "info". */
const char *clause_kind(const struct certpol_clause *clause);

/* The matrix on standard output, in one of the three forms. */
void matrix_print_text(const struct matrix *matrix);
void matrix_print_csv(const struct matrix *matrix);
void matrix_print_html(const struct matrix *matrix);

#endif
