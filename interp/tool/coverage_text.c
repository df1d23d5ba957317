/* coverage_text.c - coverage for people: decision by decision, with the places of what is missing.
 */
#include <string.h>

#include "interp/tool/coverage.h"

/* Points of one decision, or of one policy's defines, in one file: FIRST up to END. */
struct group {
    size_t first, end;
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Does POINT belong to the group that FIRST, no case, begins?  A case may stand in a file that
 * policies share. */
static bool is_in_group(const struct certpol_point *first, const struct certpol_point *point)
{
    bool same_file = point->kind == CERTPOL_POINT_CASE || strcmp(first->file, point->file) == 0;
    return same_file && same_text(first->decision, point->decision) &&
           same_text(first->policy, point->policy);
}

static struct group group_at(const struct coverage *coverage, size_t first)
{
    struct group group = { first, first };
    while (group.end < coverage->count &&
           is_in_group(&coverage->spots[first].point, &coverage->spots[group.end].point))
        group.end++;
    return group;
}

/* "2 of 3 rules", with a comma before all but the first part. */
static const char *write_share(FILE *out, const char *separator, struct share share,
                               const char *what)
{
    if (!share.all)
        return separator;
    fprintf(out, "%s%zu of %zu %s%s", separator, share.reached, share.all, what,
            share.all == 1 ? "" : "s");
    return ", ";
}

static void write_shares(FILE *out, const struct shares *shares)
{
    const char *separator = write_share(out, "", shares->rules, "rule");
    separator = write_share(out, separator, shares->cases, "case");
    write_share(out, separator, shares->answers, "answer");
}

static void write_missing(FILE *out, const struct certpol_point *point)
{
    if (point->yes && (point->no || point->kind != CERTPOL_POINT_CONDITION))
        return;
    fprintf(out, "  %s:%u:%u: ", point->file, point->line, point->column);
    if (point->kind == CERTPOL_POINT_RULE)
        fprintf(out, "rule `%s` never applies\n", point->name);
    else if (point->kind == CERTPOL_POINT_CASE)
        fprintf(out, "case `%s` is never given\n", point->name);
    else
        fprintf(out, "%s: `%s`\n",
                point->yes  ? "never false"
                : point->no ? "never true"
                            : "never asked",
                point->text);
}

static void write_group(const struct coverage *coverage, struct group group, FILE *out)
{
    const struct certpol_point *first = &coverage->spots[group.first].point;
    struct shares shares = { 0 };
    for (size_t i = group.first; i < group.end; i++)
        shares_add(&shares, &coverage->spots[i].point);
    fprintf(out, "%s%s%s: ", first->policy ? first->policy : "",
            first->policy && *first->policy ? "." : "",
            first->decision ? first->decision : "(defines)");
    write_shares(out, &shares);
    fputc('\n', out);
    for (size_t i = group.first; i < group.end; i++)
        write_missing(out, &coverage->spots[i].point);
}

void coverage_write_text(const struct coverage *coverage, FILE *out)
{
    for (size_t i = 0; i < coverage->count;) {
        struct group group = group_at(coverage, i);
        write_group(coverage, group, out);
        i = group.end;
    }
    struct shares shares = coverage_shares(coverage);
    struct share sum = shares_sum(&shares);
    fprintf(out, "coverage %.1f %%: ", share_percent(sum));
    if (sum.all)
        write_shares(out, &shares);
    else
        fputs("there is nothing to reach", out);
    fputc('\n', out);
}
