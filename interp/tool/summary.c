/* summary.c - everything that is needed to repeat the run, and what came of it. */
#include "interp/tool/summary.h"

#include <string.h>

#include "interp/tool/terminal.h"

/* Counts of one decision: FIRST up to END. */
struct stretch {
    const struct certpol_count *first, *end;
};

static bool same_decision(const struct certpol_count *a, const struct certpol_count *b)
{
    return strcmp(a->policy, b->policy) == 0 && strcmp(a->decision, b->decision) == 0;
}

static uint64_t total(struct stretch stretch)
{
    uint64_t sum = 0;
    for (const struct certpol_count *count = stretch.first; count < stretch.end; count++)
        sum += count->count;
    return sum;
}

static void print_decision(struct stretch stretch)
{
    char number[GROUPED_TEXT];
    const char *separator = "";
    fprintf(stderr, "  %s.%s  ", stretch.first->policy, stretch.first->decision);
    for (const struct certpol_count *count = stretch.first; count < stretch.end; count++) {
        if (!count->count)
            continue;
        fprintf(stderr, "%s%s %s", separator, count->outcome ? count->outcome : "(none)",
                grouped(count->count, number));
        separator = ", ";
    }
    fputc('\n', stderr);
}

static void print_decisions(const struct certpol_summary *summary)
{
    const struct certpol_count *end = summary->counts + summary->count_count;
    for (const struct certpol_count *first = summary->counts; first < end;) {
        struct stretch stretch = { first, first };
        while (stretch.end < end && same_decision(first, stretch.end))
            stretch.end++;
        if (total(stretch))
            print_decision(stretch);
        first = stretch.end;
    }
}

void summary_print(const struct certpol_summary *summary, const certpol_policy *policy,
                   int64_t as_of)
{
    char number[GROUPED_TEXT], instant[CERTPOL_INSTANT_TEXT];
    certpol_instant_text(as_of, instant);
    fprintf(stderr, "%s record%s", grouped(summary->records, number),
            summary->records == 1 ? "" : "s");
    fprintf(stderr, ", %s rejected", grouped(summary->rejected, number));
    if (summary->unknown_fields)
        fprintf(stderr, ", %s unknown field%s ignored", grouped(summary->unknown_fields, number),
                summary->unknown_fields == 1 ? "" : "s");
    fprintf(stderr, "; as of %s, tz database %s, at most ", instant, certpol_policy_zones(policy));
    fprintf(stderr, "%s steps a record\n", grouped(certpol_policy_steps(policy), number));
    print_decisions(summary);
}
