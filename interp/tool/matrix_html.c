/* matrix_html.c - the matrix as one page: no script, nothing fetched, readable aloud and on paper.
 */
#include <string.h>

#include "interp/tool/matrix.h"

static const char HEAD[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Clauses, rules and examples</title>\n"
    "<style>\n"
    ":root { color-scheme: light dark; --line: #8888; --soft: #8881; }\n"
    "body { font: 1rem/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; "
    "}\n"
    "table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }\n"
    "caption { text-align: left; font-weight: bold; padding: .5rem 0; }\n"
    "th, td { border-top: 1px solid var(--line); padding: .5rem; text-align: left; vertical-align: "
    "top; }\n"
    "th { overflow-wrap: anywhere; }\n"
    "thead th { border-top: 0; }\n"
    "tr:target { background: var(--soft); }\n"
    "ul { margin: 0; padding-left: 1.2rem; }\n"
    ".place { opacity: .8; }\n"
    ".lost { border-left: .3rem solid #c33; padding-left: .5rem; font-weight: bold; }\n"
    "p.disputed { margin: .5rem 0 0; font-style: italic; }\n"
    "@media print { body { max-width: none; } tr { break-inside: avoid; } }\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<main>\n"
    "<h1>Clauses, rules and examples</h1>\n";

static void print_escaped(const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            fputs("&amp;", stdout);
        else if (*text == '<')
            fputs("&lt;", stdout);
        else if (*text == '>')
            fputs("&gt;", stdout);
        else if (*text == '"')
            fputs("&quot;", stdout);
        else
            putchar(*text);
    }
}

/* TAG around TEXT. */
static void print_in(const char *tag, const char *text)
{
    printf("<%s>", tag);
    print_escaped(text);
    printf("</%.*s>", (int)strcspn(tag, " "), tag);
}

static void print_link(const char *id)
{
    fputs("<a href=\"#", stdout);
    print_escaped(id);
    fputs("\">", stdout);
    print_escaped(id);
    fputs("</a>", stdout);
}

/* ---- what is lost ---- */

static void print_lost_clauses(const struct matrix *matrix, size_t count)
{
    if (!count)
        return;
    printf("<p class=\"lost\">%zu normative %s cited by nothing:</p>\n<ul>\n", count,
           count == 1 ? "clause is" : "clauses are");
    for (size_t i = 0; i < matrix->clause_count; i++) {
        if (!clause_is_lost(matrix, &matrix->clauses[i]))
            continue;
        fputs("<li>", stdout);
        print_link(matrix->clauses[i].id);
        fputs(" ", stdout);
        print_escaped(matrix->clauses[i].statement);
        puts("</li>");
    }
    puts("</ul>");
}

static void print_idle_rules(const struct matrix *matrix, size_t count)
{
    char name[256];
    if (!count)
        return;
    printf("<p class=\"lost\">%zu citing %s exercised by no example:</p>\n<ul>\n", count,
           count == 1 ? "rule is" : "rules are");
    for (size_t i = 0; i < matrix->citer_count; i++) {
        if (!citer_is_idle(matrix, &matrix->citers[i]))
            continue;
        fputs("<li>", stdout);
        print_in("code", citer_name(&matrix->citers[i].citer, name, sizeof name));
        puts("</li>");
    }
    puts("</ul>");
}

static void print_summary(const struct matrix *matrix)
{
    size_t lost = 0, idle = 0, normative = 0;
    for (size_t i = 0; i < matrix->clause_count; i++) {
        normative += !matrix->clauses[i].informational;
        lost += clause_is_lost(matrix, &matrix->clauses[i]);
    }
    for (size_t i = 0; i < matrix->citer_count; i++)
        idle += citer_is_idle(matrix, &matrix->citers[i]);
    printf("<p>%zu clauses, %zu of them normative.", matrix->clause_count, normative);
    if (matrix->exercised)
        printf(" %zu examples were run.", matrix->case_count);
    puts("</p>");
    print_lost_clauses(matrix, lost);
    print_idle_rules(matrix, idle);
    if (!lost && !idle)
        puts(matrix->exercised
                 ? "<p>Every normative clause is cited, and every citing rule exercised.</p>"
                 : "<p>Every normative clause is cited.</p>");
}

static void print_contents(const struct matrix *matrix)
{
    puts("<nav aria-label=\"Documents\">\n<ul>");
    for (size_t i = 0; i < matrix->clause_count; i++) {
        if (!begins_document(matrix, i))
            continue;
        fputs("<li><a href=\"#document-", stdout);
        print_escaped(matrix->clauses[i].document);
        fputs("\">", stdout);
        print_escaped(matrix->clauses[i].title);
        puts("</a></li>");
    }
    puts("</ul>\n</nav>");
}

/* ---- the clauses ---- */

static void print_examples(const struct matrix *matrix, const struct matrix_citer *citer)
{
    if (citer_is_idle(matrix, citer))
        fputs("<br><strong>no example</strong>", stdout);
    if (!citer->case_count)
        return;
    printf("\n<details><summary>%zu example%s</summary>\n<ul>\n", citer->case_count,
           citer->case_count == 1 ? "" : "s");
    for (size_t i = 0; i < citer->case_count; i++) {
        const struct matrix_case *example = &matrix->cases[citer->cases[i]];
        fputs("<li>", stdout);
        print_in("span class=\"place\"", example->file);
        fputs(": ", stdout);
        print_escaped(example->title);
        puts("</li>");
    }
    fputs("</ul>\n</details>", stdout);
}

static void print_citers(const struct matrix *matrix, const struct certpol_clause *clause)
{
    char name[256], place[512];
    if (!citations_of(matrix, clause)) {
        fputs(clause->informational ? "nothing" : "<strong class=\"lost\">nothing</strong>",
              stdout);
        return;
    }
    puts("<ul>");
    for (size_t i = 0; i < matrix->citer_count; i++) {
        const struct matrix_citer *citer = &matrix->citers[i];
        if (!cites(citer, clause))
            continue;
        snprintf(place, sizeof place, "%s:%u", citer->citer.file, citer->citer.line);
        fputs("<li>", stdout);
        print_in("code", citer_name(&citer->citer, name, sizeof name));
        fputs(" ", stdout);
        print_in("span class=\"place\"", place);
        print_examples(matrix, citer);
        puts("</li>");
    }
    fputs("</ul>", stdout);
}

static void print_clause(const struct matrix *matrix, const struct certpol_clause *clause)
{
    fputs("<tr id=\"", stdout);
    print_escaped(clause->id);
    fputs("\">\n", stdout);
    print_in("th scope=\"row\"", clause->id);
    fputs("\n", stdout);
    print_in("td", clause_kind(clause));
    fputs("\n<td>", stdout);
    print_escaped(clause->statement);
    if (clause->disputed) {
        fputs("<p class=\"disputed\">Disputed: ", stdout);
        print_escaped(clause->disputed);
        fputs("</p>", stdout);
    }
    fputs("</td>\n<td>", stdout);
    print_citers(matrix, clause);
    puts("</td>\n</tr>");
}

static void begin_document(const struct certpol_clause *clause)
{
    fputs("<h2 id=\"document-", stdout);
    print_escaped(clause->document);
    fputs("\">", stdout);
    print_escaped(clause->title);
    fputs("</h2>\n<table>\n<caption>The clauses of ", stdout);
    print_escaped(clause->document);
    if (clause->revised)
        printf(", revised <time>%s</time>", clause->revised);
    puts("</caption>\n<thead>\n<tr><th scope=\"col\">Clause</th><th scope=\"col\">Kind</th>"
         "<th scope=\"col\">What it says</th><th scope=\"col\">Cited "
         "by</th></tr>\n</thead>\n<tbody>");
}

void matrix_print_html(const struct matrix *matrix)
{
    fputs(HEAD, stdout);
    print_summary(matrix);
    print_contents(matrix);
    for (size_t i = 0; i < matrix->clause_count; i++) {
        if (begins_document(matrix, i)) {
            if (i)
                puts("</tbody>\n</table>");
            begin_document(&matrix->clauses[i]);
        }
        print_clause(matrix, &matrix->clauses[i]);
    }
    if (matrix->clause_count)
        puts("</tbody>\n</table>");
    puts("</main>\n</body>\n</html>");
}
