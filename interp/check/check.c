/* check.c - from trees to a program: the phases, in their order.
 *
 * Each phase says what is wrong and goes on with what it can make sense of; only what needs all of
 * a policy to make sense (bounds of values, bounds of cost) waits for that. */
#include "interp/check/check.h"

#include "interp/check/declare/declare.h"
#include "interp/check/lint/lint.h"
#include "interp/check/refer.h"

/* Names, types, and the expressions that use them. */
static void check_policy(struct policy_check *within)
{
    declare_parameters(within);
    check_defines(within);
    check_decisions(within);
    declare_messages(within);
    check_order(within);
}

/* What can be said of a policy whose parts fit together. */
static void check_bounds(struct policy_check *within)
{
    if (within->policy->order)
        check_ranges(within);
}

/* What the program costs and what is odd about it.  There are no errors so far. */
static void check_whole(struct checker *checker)
{
    for (uint32_t i = 0; i < checker->policy_count; i++)
        check_cost(checker->policies[i]);
    check_total_cost(checker);
    if (checker->options.lints && !checker->diags->errors)
        lint(checker);
    make_shapes(checker);
}

const struct program *check(struct load *load, struct check_options options)
{
    struct references own = { .arena = load->arena };
    if (options.lints && !options.references)
        options.references = &own;
    struct checker checker = {
        .load = load,
        .arena = load->arena,
        .diags = &load->diags,
        .options = options,
        .program = arena_new(load->arena, struct program),
    };
    declare(&checker);
    for (uint32_t i = 0; i < checker.policy_count; i++)
        check_policy(checker.policies[i]);
    for (uint32_t i = 0; i < checker.policy_count; i++)
        check_bounds(checker.policies[i]);
    refer_declarations(&checker);
    if (!load->diags.errors)
        check_whole(&checker);
    if (load->diags.count > load->diags.errors || options.lints)
        lint_allow(&checker);
    return checker.program;
}
