/* hoist.c - what stays the same from element to element is computed before the loop.
 *
 * Everything is total, so computing early is safe but for one thing: a row that may be missing must
 * not be read before the test that guards it.  Such expressions are not steady and stay where they
 * are. */
#include "interp/eval/compiler.h"

static void hoist_let(struct compiler *compiler, const struct node *node);

static void each_child(struct compiler *compiler, const struct node *node,
                       void (*visit)(struct compiler *, const struct node *))
{
    const struct node *parts[] = { node->first, node->second, node->third };
    for (int i = 0; i < 3; i++)
        if (parts[i])
            visit(compiler, parts[i]);
    for (uint32_t i = 0; i < node->count; i++)
        visit(compiler, node->items[i]);
}

static void hoist_let(struct compiler *compiler, const struct node *node)
{
    if (node->kind != NODE_LOCAL) {
        each_child(compiler, node, hoist_let);
        return;
    }
    struct binding *binding = binding_of(compiler, node->local);
    if (binding->kind != BINDING_LET)
        return;
    if (let_is_alias(compiler, binding))
        hoist_let(compiler, binding->value);
    else
        let_value(compiler, node, binding);
}

void hoist_lets(struct compiler *compiler, const struct inside *inside)
{
    if (compiler->explains)
        return;
    for (; inside; inside = inside->next)
        if (inside->node)
            hoist_let(compiler, inside->node);
}

/* Is NODE more than a place or a cheap test? */
static bool is_worth_it(const struct compiler *compiler, const struct node *node)
{
    if (node->type.kind == TYPE_BOOL && node->kind != NODE_FACT && node->kind != NODE_FIELD)
        return trait_of(compiler, node)->heavy;
    return node->kind != NODE_CONSTANT && node->kind != NODE_LOCAL && node->kind != NODE_LIST;
}

static bool is_outside(const struct compiler *compiler, uint32_t level, const struct node *node)
{
    const struct trait *trait = trait_of(compiler, node);
    uint64_t inner = ~(((uint64_t)1 << (level < LEVEL_MAX ? level : LEVEL_MAX)) - 1);
    return (trait->levels & inner) == 0 && trait->steady;
}

bool is_invariant(const struct compiler *compiler, const struct inside *inside,
                  const struct node *node)
{
    return is_outside(compiler, inside->level, node);
}

static void hoist(struct compiler *compiler, const struct node *node)
{
    if (is_outside(compiler, compiler->hoist_level, node) && is_worth_it(compiler, node))
        value(compiler, node);
    else
        each_child(compiler, node, hoist);
}

void hoist_invariants(struct compiler *compiler, const struct inside *inside)
{
    const struct inlined *call = compiler->call;
    uint32_t level = compiler->hoist_level;
    if (compiler->explains)
        return;
    for (; inside; inside = inside->next) {
        compiler->call = inside->call;
        compiler->hoist_level = inside->level;
        if (inside->node)
            hoist(compiler, inside->node);
    }
    compiler->call = call;
    compiler->hoist_level = level;
}
