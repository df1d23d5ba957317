/* matrix_text.c - the matrix for people, and as CSV. */
#include <string.h>

#include "interp/tool/matrix.h"

enum { NAME = 256 };

/* ---- text ---- */

static void print_document(const struct certpol_clause *clause)
{
    printf("%s: %s", clause->document, clause->title);
    if (clause->revised)
        printf(", revised %s", clause->revised);
    puts("\n");
}

static void print_citer(const struct matrix *matrix, const struct matrix_citer *citer)
{
    char name[NAME];
    printf("    %s  %s:%u\n", citer_name(&citer->citer, name, sizeof name), citer->citer.file,
           citer->citer.line);
    for (size_t i = 0; i < citer->case_count; i++) {
        const struct matrix_case *example = &matrix->cases[citer->cases[i]];
        printf("        %s: %s\n", example->file, example->title);
    }
    if (citer_is_idle(matrix, citer))
        puts("        no example");
}

static void print_clause(const struct matrix *matrix, const struct certpol_clause *clause)
{
    printf("%s (%s%s)\n    %s\n", clause->id, clause_kind(clause),
           clause->disputed ? ", disputed" : "", clause->statement);
    if (clause->disputed)
        printf("    Disputed: %s\n", clause->disputed);
    for (size_t i = 0; i < matrix->citer_count; i++)
        if (cites(&matrix->citers[i], clause))
            print_citer(matrix, &matrix->citers[i]);
    if (clause_is_lost(matrix, clause))
        puts("    cited by nothing");
    puts("");
}

static void print_sum(const struct matrix *matrix, size_t first, size_t end)
{
    size_t normative = 0, lost = 0;
    for (size_t i = first; i < end; i++) {
        normative += !matrix->clauses[i].informational;
        lost += clause_is_lost(matrix, &matrix->clauses[i]);
    }
    printf("%s: %zu clause%s, %zu of them normative, %zu of these cited by nothing\n",
           matrix->clauses[first].document, end - first, end - first == 1 ? "" : "s", normative,
           lost);
}

void matrix_print_text(const struct matrix *matrix)
{
    for (size_t i = 0; i < matrix->clause_count; i++) {
        if (begins_document(matrix, i))
            print_document(&matrix->clauses[i]);
        print_clause(matrix, &matrix->clauses[i]);
    }
    for (size_t first = 0, end = 0; first < matrix->clause_count; first = end) {
        for (end = first + 1; end < matrix->clause_count && !begins_document(matrix, end);)
            end++;
        print_sum(matrix, first, end);
    }
}

/* ---- CSV ---- */

/* A cell of RFC 4180, with a comma before it unless it is the first. */
static void print_cell(const char *text, bool first)
{
    if (!first)
        putchar(',');
    if (!text)
        return;
    if (!strpbrk(text, ",\"\r\n") && *text) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

static void print_row(const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        print_cell(cells[i], i == 0);
    fputs("\r\n", stdout);
}

static void print_line(const struct certpol_clause *clause, const struct certpol_citer *citer,
                       const struct matrix_case *example)
{
    static const char *const kinds[] = { "effective", "parameter", "rule" };
    char line[32] = "", place[32] = "";
    if (citer)
        snprintf(line, sizeof line, "%u", citer->line);
    if (example)
        snprintf(place, sizeof place, "%u", example->line);
    const char *cells[] = { clause->document,
                            clause->id,
                            clause_kind(clause),
                            clause->statement,
                            clause->disputed,
                            citer ? kinds[citer->kind] : NULL,
                            citer ? citer->policy : NULL,
                            citer ? citer->decision : NULL,
                            citer ? citer->name : NULL,
                            citer ? citer->file : NULL,
                            citer ? line : NULL,
                            example ? example->file : NULL,
                            example ? place : NULL,
                            example ? example->title : NULL };
    print_row(cells, sizeof cells / sizeof *cells);
}

void matrix_print_csv(const struct matrix *matrix)
{
    static const char *const header[] = { "document",     "clause",   "kind",   "statement",
                                          "disputed",     "cited_by", "policy", "decision",
                                          "name",         "file",     "line",   "example_file",
                                          "example_line", "example" };
    print_row(header, sizeof header / sizeof *header);
    for (size_t i = 0; i < matrix->clause_count; i++) {
        const struct certpol_clause *clause = &matrix->clauses[i];
        if (!citations_of(matrix, clause))
            print_line(clause, NULL, NULL);
        for (size_t k = 0; k < matrix->citer_count; k++) {
            const struct matrix_citer *citer = &matrix->citers[k];
            if (!cites(citer, clause))
                continue;
            if (!citer->case_count)
                print_line(clause, &citer->citer, NULL);
            for (size_t n = 0; n < citer->case_count; n++)
                print_line(clause, &citer->citer, &matrix->cases[citer->cases[n]]);
        }
    }
}
