/* ranges_check.c - nothing leaves its type: every fact and every decision of a policy is walked
 * once.
 *
 * A define that nobody calls computes nothing and is left alone. */
#include "interp/check/bound/ranges.h"

static struct extent extent_of_element(struct walk *walk, const struct decision *decision)
{
    struct extent list = extent_of_node(walk, decision->elements);
    return list.element ? *list.element : extent_none();
}

/* What a rule gives joins what the rules above it can give. */
static void walk_arguments(struct walk *walk, const struct decision *decision,
                           const struct rule *rule, struct extent *payload)
{
    const struct outcome_case *given = &decision->outcome->cases[rule->outcome_case];
    for (uint32_t i = 0; rule->arguments && i < given->count; i++) {
        struct extent *slot = &payload[given->payload[i].slot];
        struct extent value = extent_of_node(walk, rule->arguments[i]);
        *slot = extent_hull(walk->ranges->arena, *slot, value, 0);
    }
}

static void walk_step(struct walk *walk, const struct decision *decision, const struct rule *step,
                      struct extent *payload)
{
    if (step->kind == RULE_LET) {
        struct extent value = extent_of_node(walk, step->value);
        if (step->local && step->local->id < walk->count)
            walk->locals[step->local->id] = value;
        return;
    }
    extent_of_node(walk, step->condition);
    walk_arguments(walk, decision, step, payload);
}

static struct extent *walk_decision(struct ranges *ranges, const struct decision *decision)
{
    struct walk walk = {
        .ranges = ranges,
        .locals = arena_array(ranges->arena, struct extent, decision->locals),
        .count = decision->locals,
    };
    struct extent *payload = arena_array(ranges->arena, struct extent, decision->outcome->slots);
    for (uint32_t i = 0; i < decision->outcome->slots; i++)
        payload[i] = extent_none();
    if (decision->element && decision->element->id < walk.count)
        walk.locals[decision->element->id] = extent_of_element(&walk, decision);
    extent_of_node(&walk, decision->filter);
    for (uint32_t i = 0; i < decision->count; i++)
        walk_step(&walk, decision, &decision->steps[i], payload);
    return payload;
}

struct extent extent_of_decision(struct ranges *ranges, const struct decision *decision)
{
    struct decision_memo *memo = &ranges->decisions[decision->index];
    if (memo->state == MEMO_NEW && decision->outcome) {
        memo->state = MEMO_BUSY;
        memo->payload = walk_decision(ranges, decision);
        memo->state = MEMO_DONE;
    }
    return memo->state == MEMO_DONE ? (struct extent){ .payload = memo->payload } : extent_none();
}

void check_ranges(struct policy_check *within)
{
    const struct policy *policy = within->policy;
    struct arena *arena = within->checker->arena;
    struct ranges ranges = {
        .checker = within->checker,
        .arena = arena,
        .policy = policy,
        .pedantic = within->checker->options.pedantic,
        .facts = arena_array(arena, struct fact_memo, policy->define_count),
        .calls = arena_array(arena, struct contexts, policy->define_count),
        .decisions = arena_array(arena, struct decision_memo, policy->decision_count),
    };
    for (uint32_t i = 0; i < policy->define_count; i++)
        if (!policy->defines[i]->has_arguments)
            extent_of_fact(&ranges, policy->defines[i]);
    for (uint32_t i = 0; policy->order && i < policy->decision_count; i++)
        extent_of_decision(&ranges, policy->decisions[policy->order[i]]);
}
