/* cost.c - what a record costs at worst, told to the program and held against the limit. */
#include "interp/check/bound/cost.h"

#include <string.h>

#include "interp/check/bound/ranges.h"

/* What costs most: a decision or a fact. */
struct culprit {
    const char *name; /* NULL: nothing costs anything */
    struct span span;
    struct cost cost;
};

struct policy_cost {
    uint64_t steps;
    struct culprit culprit;
};

static void blame(struct policy_cost *total, const char *name, struct span span, struct cost cost)
{
    total->steps = steps_add(total->steps, cost.steps);
    if (!total->culprit.name || cost.steps > total->culprit.cost.steps)
        total->culprit = (struct culprit){ name, span, cost };
}

/* Every fact and every decision once; first what others use, so that the walk stays flat. */
static struct policy_cost policy_cost(struct arena *arena, const struct policy *policy)
{
    struct costs costs = { .arena = arena, .policy = policy };
    costs_begin(&costs);
    struct policy_cost total = { 0 };
    for (uint32_t i = 0; i < policy->define_count; i++) {
        const struct define *define = policy->defines[i];
        if (!define->has_arguments)
            blame(&total, define->name, define->span, cost_of_fact(&costs, define));
    }
    for (uint32_t i = 0; policy->order && i < policy->decision_count; i++) {
        struct decision *decision = policy->decisions[policy->order[i]];
        struct cost cost = cost_of_decision(&costs, decision);
        decision->steps_at_worst = cost.steps;
        blame(&total, decision->name, decision->span, cost);
    }
    return total;
}

/* ---- the complaint ---- */

static const char *steps_text(struct arena *arena, uint64_t steps)
{
    const char *number = number_text(arena, (int128)steps, 0);
    return steps == UINT64_MAX ? arena_format(arena, "%s or more", number) : number;
}

/* "`certifications` (up to 200) times `assessments` (up to 1,000)", or NULL. */
static const char *factors_text(struct arena *arena, const struct factor *factor)
{
    const char *text = NULL;
    for (; factor; factor = factor->next) {
        const char *one = arena_format(arena, "`%s` (up to %s)", factor->name,
                                       number_text(arena, (int128)factor->bound, 0));
        text = text ? arena_format(arena, "%s times %s", text, one) : one;
    }
    return text;
}

/* Where a culprit takes the most of STEPS, but not all. */
static const char *most_text(struct arena *arena, uint64_t steps, const struct culprit *culprit)
{
    if (steps <= culprit->cost.steps)
        return "";
    return arena_format(arena, "; `%s` takes the most of them, %s", culprit->name,
                        steps_text(arena, culprit->cost.steps));
}

static uint64_t limit_of(const struct checker *checker)
{
    return checker->options.max_steps ? checker->options.max_steps : STEPS_MAX;
}

/* WHAT takes STEPS, and CULPRIT the most of them. */
static void complain(struct checker *checker, const char *what, uint64_t steps,
                     const struct culprit *culprit)
{
    struct arena *arena = checker->arena;
    struct diag *diag =
        diag_error(checker->diags, culprit->span, "too-costly",
                   "%s can take up to %s steps a record, more than the %s allowed%s", what,
                   steps_text(arena, steps), number_text(arena, (int128)limit_of(checker), 0),
                   most_text(arena, steps, culprit));
    const char *lists = factors_text(arena, culprit->cost.factors);
    if (lists)
        diag_hint(checker->diags, diag,
                  "%s: lower `up to` of a list, or filter it once with a `let` above", lists);
    else
        diag_hint(checker->diags, diag,
                  "call fewer defines one in another, or allow more with --max-steps");
}

/* A warning in time. */
static void warn_costly(struct checker *checker, const struct policy *policy, uint64_t steps,
                        const struct culprit *culprit)
{
    struct arena *arena = checker->arena;
    const char *what = policy->name && *policy->name
                           ? arena_format(arena, "the policy `%s`", policy->name)
                           : "the policy";
    struct diag *diag =
        diag_warning(checker->diags, culprit->span, "costly",
                     "%s can take up to %s steps a record, more than half of the %s allowed%s",
                     what, steps_text(arena, steps),
                     number_text(arena, (int128)limit_of(checker), 0),
                     most_text(arena, steps, culprit));
    const char *lists = factors_text(arena, culprit->cost.factors);
    if (lists)
        diag_hint(checker->diags, diag,
                  "%s: lower `up to` of a list, or filter it once with a `let` above", lists);
}

void check_cost(struct policy_check *within)
{
    struct checker *checker = within->checker;
    struct policy *policy = within->policy;
    struct policy_cost cost = policy_cost(checker->arena, policy);
    policy->steps_at_worst = cost.steps;
    const struct culprit *culprit = &cost.culprit;
    uint64_t limit = limit_of(checker);
    if (cost.steps <= limit) {
        if (checker->options.lints && cost.steps > limit / 2)
            warn_costly(checker, policy, cost.steps, culprit);
        return;
    }
    if (culprit->cost.steps > limit)
        complain(checker, arena_format(checker->arena, "`%s`", culprit->name), culprit->cost.steps,
                 culprit);
    else
        complain(checker, arena_format(checker->arena, "the policy `%s`", policy->name), cost.steps,
                 culprit);
}

/* ---- all policies together ---- */

/* Is another version of POLICY dearer?  One version is in force, so only the dearest counts. */
static bool has_dearer_version(const struct checker *checker, const struct policy *policy)
{
    for (uint32_t i = 0; i < checker->policy_count; i++) {
        const struct policy *other = checker->policies[i]->policy;
        bool version = other != policy && other->name && policy->name &&
                       strcmp(other->name, policy->name) == 0;
        if (version &&
            (other->steps_at_worst > policy->steps_at_worst ||
             (other->steps_at_worst == policy->steps_at_worst && other->index < policy->index)))
            return true;
    }
    return false;
}

void check_total_cost(struct checker *checker)
{
    uint64_t total = 0, dearest = 0;
    const struct policy *most = NULL;
    for (uint32_t i = 0; i < checker->policy_count; i++) {
        const struct policy *policy = checker->policies[i]->policy;
        if (has_dearer_version(checker, policy))
            continue;
        total = steps_add(total, policy->steps_at_worst);
        if (!most || policy->steps_at_worst > dearest) {
            most = policy;
            dearest = policy->steps_at_worst;
        }
    }
    checker->program->steps_at_worst = total;
    if (most && total > limit_of(checker) && dearest <= limit_of(checker)) {
        struct policy_cost cost = policy_cost(checker->arena, most);
        complain(checker, "all policies together", total, &cost.culprit);
    }
}
