/* cost_steps.c - the steps of every kind of expression at worst: each condition is taken to the
 * end, each list is as long as it can be.
 *
 * Knows no limit. */
#include "interp/check/bound/cost.h"

enum { DEPTH_MAX = 1000 }; /* of the walk; the ranges have complained before */

static uint32_t slots_of(const struct node *node)
{
    const struct type type = node->type.kind == TYPE_LIST ? *node->type.element : node->type;
    return type.kind == TYPE_OUTCOME ? type.outcome->slots : 0;
}

static struct size size_of_member(struct cost_walk *walk, const struct node *node, struct size row)
{
    if (node->first->type.kind == TYPE_OUTCOME)
        return row.payload ? row.payload[node->slot] : (struct size){ 0 };
    if (!node->field || node->type.kind != TYPE_LIST)
        return (struct size){ 0 };
    return size_of_list(walk->costs->arena, node->field->name, node->field->up_to);
}

/* One step and the parts that stand in NODE, each once. */
static struct cost cost_of_parts(struct cost_walk *walk, const struct node *node)
{
    struct cost total = { .steps = 1 };
    cost_add(&total, cost_of_node(walk, node->first));
    cost_add(&total, cost_of_node(walk, node->second));
    cost_add(&total, cost_of_node(walk, node->third));
    for (uint32_t i = 0; i < node->count; i++)
        cost_add(&total, cost_of_node(walk, node->items[i]));
    return total;
}

/* The arguments and the body, each time. */
static struct cost cost_of_arguments(struct cost_walk *walk, const struct node *node)
{
    struct cost total = { .steps = 1 };
    struct size *arguments = arena_array(walk->costs->arena, struct size, node->count);
    for (uint32_t i = 0; i < node->count; i++) {
        struct cost argument = cost_of_node(walk, node->items[i]);
        cost_add(&total, argument);
        arguments[i] = argument.size;
    }
    struct cost body = cost_of_call(walk->costs, node->define, arguments);
    cost_add(&total, body);
    total.size = body.size;
    return total;
}

/* A row of a list, or whether a value is in it: each element is looked at, key by key. */
static struct cost cost_of_search(struct cost_walk *walk, const struct node *node)
{
    struct cost total = { .steps = 1 };
    struct cost first = cost_of_node(walk, node->first), second = cost_of_node(walk, node->second);
    cost_add(&total, first);
    cost_add(&total, second);
    for (uint32_t i = 0; i < node->count; i++)
        cost_add(&total, cost_of_node(walk, node->items[i]));
    if (node->kind == NODE_INDEX)
        cost_add_times(walk->costs->arena, &total, first.size, node->count, NULL);
    else
        cost_add_times(walk->costs->arena, &total, second.size, 1, NULL);
    return total;
}

static struct cost cost_of_items(struct cost_walk *walk, const struct node *node)
{
    struct arena *arena = walk->costs->arena;
    struct cost total = { .steps = 1 };
    struct size *element = arena_new(arena, struct size);
    for (uint32_t i = 0; i < node->count; i++) {
        struct cost item = cost_of_node(walk, node->items[i]);
        cost_add(&total, item);
        *element = size_hull(arena, *element, item.size, slots_of(node));
    }
    total.size = (struct size){ .length = node->count, .element = element };
    return total;
}

static struct cost cost_of_either(struct cost_walk *walk, const struct node *node)
{
    struct cost first = cost_of_node(walk, node->first), second = cost_of_node(walk, node->second);
    struct cost total = { .steps = 1 };
    cost_add(&total, first);
    cost_add(&total, second);
    total.size = size_hull(walk->costs->arena, first.size, second.size, slots_of(node));
    return total;
}

/* All parts of LIST's elements; lists in a list are joined. */
static struct size size_of_all(struct cost_walk *walk, const struct node *node, struct size list,
                               struct size part)
{
    if (!node->second || node->second->type.kind != TYPE_LIST) {
        list.element = NULL;
        return list;
    }
    return (struct size){ .length = steps_multiply(list.length, part.length),
                          .lists = factors_join(walk->costs->arena, list.lists, part.lists),
                          .element = part.element };
}

static struct cost cost_of_fold(struct cost_walk *walk, const struct node *node)
{
    struct cost total = { .steps = 1 };
    struct cost list = cost_of_node(walk, node->first);
    cost_add(&total, list);
    cost_set_local(walk, node->local, list.size.element ? *list.size.element : (struct size){ 0 });
    struct cost part = cost_of_node(walk, node->second);
    uint64_t joined = node->kind == NODE_ALL ? part.size.length : 0;
    cost_add_times(walk->costs->arena, &total, list.size, steps_add(part.steps, joined),
                   part.factors);
    if (node->kind == NODE_WHERE)
        total.size = size_of_filtered(walk->costs->arena, node, list.size);
    else if (node->kind == NODE_ALL)
        total.size = size_of_all(walk, node, list.size, part.size);
    return total;
}

static struct cost cost_of_member(struct cost_walk *walk, const struct node *node)
{
    struct cost row = cost_of_node(walk, node->first);
    struct cost total = { .steps = 1 };
    cost_add(&total, row);
    total.size = size_of_member(walk, node, row.size);
    return total;
}

static struct cost cost_of_sized(struct cost_walk *walk, const struct node *node, struct size size)
{
    struct cost total = cost_of_parts(walk, node);
    total.size = size;
    return total;
}

static struct size size_of_local(const struct cost_walk *walk, const struct local *local)
{
    return local && local->id < walk->count ? walk->locals[local->id] : (struct size){ 0 };
}

static struct size size_of_constant(const struct node *node)
{
    return (struct size){ .length = node->type.kind == TYPE_LIST ? node->constant.list.count : 0 };
}

/* As long as its longest version. */
static struct size size_of_parameter(struct costs *costs, const struct parameter *parameter)
{
    uint32_t length = 0;
    if (parameter->type.kind != TYPE_LIST)
        return (struct size){ 0 };
    for (uint32_t i = 0; i < parameter->count; i++)
        if (parameter->versions[i].value.list.count > length)
            length = parameter->versions[i].value.list.count;
    return size_of_list(costs->arena, parameter->name, length);
}

/* An outcome's row of DECISION, or the list of them. */
static struct size size_of_use(struct costs *costs, const struct decision *decision)
{
    struct size row = cost_of_decision(costs, decision).size;
    if (!decision->all)
        return row;
    struct size *element = arena_new(costs->arena, struct size);
    *element = row;
    struct size list = size_of_list(costs->arena, decision->name, decision->rule_count);
    list.element = element;
    return list;
}

static struct cost cost_of_kind(struct cost_walk *walk, const struct node *node)
{
    switch (node->kind) {
    case NODE_CONSTANT:
        return cost_of_sized(walk, node, size_of_constant(node));
    case NODE_LOCAL:
        return cost_of_sized(walk, node, size_of_local(walk, node->local));
    case NODE_FACT:
        return cost_of_sized(walk, node, cost_of_fact(walk->costs, node->define).size);
    case NODE_PARAMETER:
        return cost_of_sized(walk, node, size_of_parameter(walk->costs, node->parameter));
    case NODE_TABLE:
        return cost_of_sized(walk, node,
                             size_of_list(walk->costs->arena, node->table->name,
                                          node->table->count));
    case NODE_DECISION:
        return cost_of_sized(walk, node, size_of_use(walk->costs, node->decision));
    case NODE_CALL:
        return cost_of_arguments(walk, node);
    case NODE_FIELD:
        return cost_of_member(walk, node);
    case NODE_INDEX:
    case NODE_IN_LIST:
        return cost_of_search(walk, node);
    case NODE_ELSE:
        return cost_of_either(walk, node);
    case NODE_LIST:
        return cost_of_items(walk, node);
    case NODE_SUM:
    case NODE_HIGHEST:
    case NODE_LOWEST:
    case NODE_ALL:
    case NODE_WHERE:
    case NODE_ANY:
    case NODE_EVERY:
        return cost_of_fold(walk, node);
    default:
        return cost_of_parts(walk, node);
    }
}

struct cost cost_of_node(struct cost_walk *walk, const struct node *node)
{
    if (!node)
        return (struct cost){ 0 };
    if (walk->costs->depth >= DEPTH_MAX)
        return (struct cost){ .steps = UINT64_MAX };
    walk->costs->depth++;
    struct cost cost = cost_of_kind(walk, node);
    walk->costs->depth--;
    return cost;
}
