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

/* A decision or a define. */
struct need {
    const struct decision *decision;
    const struct define *define;
};

/* What is needed, in the order in which that was found. */
struct needs {
    struct compiler *compiler;
    struct pointer_map known;
    struct need *items;
    uint32_t count, capacity;
};

/* NEED, by its address THING, unless that is known. */
static void add_need(struct needs *needs, const void *thing, struct need need)
{
    struct compiler *compiler = needs->compiler;
    if (pointer_map_get(&needs->known, thing))
        return;
    pointer_map_set(&compiler->working, &needs->known, thing, needs);
    needs->items = (struct need *)grown(compiler, needs->items, needs->count, &needs->capacity,
                                        sizeof *needs->items);
    needs->items[needs->count++] = need;
}

static void need_node(void *context, const struct node *node)
{
    struct needs *needs = (struct needs *)context;
    if (node->kind == NODE_DECISION)
        add_need(needs, node->decision, (struct need){ .decision = node->decision });
    else if (node->kind == NODE_FACT || node->kind == NODE_CALL)
        add_need(needs, node->define, (struct need){ .define = node->define });
}

void find_needed(struct compiler *compiler, const struct decision *const *wanted, uint32_t count)
{
    struct needs needs = { .compiler = compiler };
    for (uint32_t i = 0; i < count; i++)
        add_need(&needs, wanted[i], (struct need){ .decision = wanted[i] });
    for (uint32_t i = 0; i < needs.count; i++) {
        struct need need = needs.items[i];
        if (need.decision)
            decision_each(need.decision, need_node, &needs);
        else
            define_each(need.define, need_node, &needs);
    }
    compiler->chooses = true;
    compiler->needed = needs.known;
}

bool is_needed(const struct compiler *compiler, const struct decision *decision)
{
    return !compiler->chooses || pointer_map_get(&compiler->needed, decision);
}
