/* uses.c - what decisions and defines are made of, and which are needed for some decisions. */
#include "interp/eval/compiler.h"

static void node_each(const struct node *node, node_visit *visit, void *context)
{
    if (!node)
        return;
    visit(context, node);
    node_each(node->first, visit, context);
    node_each(node->second, visit, context);
    node_each(node->third, visit, context);
    for (uint32_t i = 0; i < node->count; i++)
        node_each(node->items[i], visit, context);
}

void define_each(const struct define *define, node_visit *visit, void *context)
{
    node_each(define->body, visit, context);
}

void decision_each(const struct decision *decision, node_visit *visit, void *context)
{
    node_each(decision->elements, visit, context);
    node_each(decision->filter, visit, context);
    for (uint32_t i = 0; i < decision->count; i++) {
        const struct rule *step = &decision->steps[i];
        node_each(step->value, visit, context);
        node_each(step->condition, visit, context);
        uint32_t count =
            step->kind == RULE_LET ? 0 : decision->outcome->cases[step->outcome_case].count;
        for (uint32_t k = 0; k < count; k++)
            node_each(step->arguments[k], visit, context);
    }
}

/* Decisions and defines that are needed, and whose own needs are still to be found. */
struct needs {
    struct compiler *compiler;
    struct pointer_map known;
    const struct decision **decisions;
    const struct define **defines;
    uint32_t decision_count, decision_capacity, define_count, define_capacity;
};

static bool is_new(struct needs *needs, const void *thing)
{
    if (pointer_map_get(&needs->known, thing))
        return false;
    pointer_map_set(&needs->compiler->working, &needs->known, thing, needs);
    return true;
}

static void need_decision(struct needs *needs, const struct decision *decision)
{
    if (!is_new(needs, decision))
        return;
    needs->decisions =
        (const struct decision **)grown(needs->compiler, needs->decisions, needs->decision_count,
                                        &needs->decision_capacity, sizeof *needs->decisions);
    needs->decisions[needs->decision_count++] = decision;
}

static void need_define(struct needs *needs, const struct define *define)
{
    if (!is_new(needs, define))
        return;
    needs->defines =
        (const struct define **)grown(needs->compiler, needs->defines, needs->define_count,
                                      &needs->define_capacity, sizeof *needs->defines);
    needs->defines[needs->define_count++] = define;
}

static void need(void *context, const struct node *node)
{
    struct needs *needs = (struct needs *)context;
    if (node->kind == NODE_DECISION)
        need_decision(needs, node->decision);
    else if (node->kind == NODE_FACT || node->kind == NODE_CALL)
        need_define(needs, node->define);
}

void find_needed(struct compiler *compiler, const struct decision *const *wanted, uint32_t count)
{
    struct needs needs = { .compiler = compiler };
    for (uint32_t i = 0; i < count; i++)
        need_decision(&needs, wanted[i]);
    for (uint32_t decision = 0, define = 0;
         decision < needs.decision_count || define < needs.define_count;) {
        if (decision < needs.decision_count)
            decision_each(needs.decisions[decision++], need, &needs);
        else
            define_each(needs.defines[define++], need, &needs);
    }
    compiler->chooses = true;
    compiler->needed = needs.known;
}

bool is_needed(const struct compiler *compiler, const struct decision *decision)
{
    return !compiler->chooses || pointer_map_get(&compiler->needed, decision);
}
