/* ranges_expr.c - the extent of every kind of expression, bottom up.
 *
 * Conditions are walked for what stands in them and narrow nothing. */
#include "interp/check/bound/ranges.h"

enum {
    DEPTH_MAX = 1000
}; /* of the walk through expressions and calls: what the stack has room for */

static uint32_t slots_of(const struct node *node)
{
    const struct type type = node->type.kind == TYPE_LIST ? *node->type.element : node->type;
    return type.kind == TYPE_OUTCOME ? type.outcome->slots : 0;
}

static void set_local(struct walk *walk, const struct local *local, struct extent extent)
{
    if (local && local->id < walk->count)
        walk->locals[local->id] = extent;
}

static struct extent extent_of_local(const struct walk *walk, const struct local *local)
{
    return local && local->id < walk->count ? walk->locals[local->id] : extent_none();
}

static struct extent element_of(const struct extent *list)
{
    return list->none || !list->element ? extent_none() : *list->element;
}

/* For what stands in a condition: only its parts matter. */
static struct extent extent_of_parts(struct walk *walk, const struct node *node)
{
    extent_of_node(walk, node->first);
    extent_of_node(walk, node->second);
    extent_of_node(walk, node->third);
    for (uint32_t i = 0; i < node->count; i++)
        extent_of_node(walk, node->items[i]);
    return extent_plain();
}

static struct extent extent_of_parameter(struct walk *walk, const struct node *node)
{
    extent_of_node(walk, node->first);
    struct arena *arena = walk->ranges->arena;
    struct extent extent = extent_none();
    for (uint32_t i = 0; i < node->parameter->count; i++) {
        union value value = node->parameter->versions[i].value;
        extent =
            extent_hull(arena, extent, extent_of_value(arena, node->parameter->type, value), 0);
    }
    return extent;
}

static struct extent extent_of_member(struct walk *walk, const struct node *node)
{
    struct extent row = extent_of_node(walk, node->first);
    if (node->first->type.kind != TYPE_OUTCOME)
        return node->field ? extent_of_field(walk->ranges->arena, node->field) : extent_none();
    return row.none || !row.payload ? extent_none() : row.payload[node->slot];
}

static struct extent extent_of_use(struct walk *walk, const struct node *node)
{
    extent_of_node(walk, node->first);
    struct extent row = extent_of_decision(walk->ranges, node->decision);
    return node->decision->all ? extent_list(walk->ranges->arena, node->decision->rule_count, row)
                               : row;
}

static struct extent extent_of_arguments(struct walk *walk, const struct node *node)
{
    struct extent *arguments = arena_array(walk->ranges->arena, struct extent, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        arguments[i] = extent_of_node(walk, node->items[i]);
    return extent_of_call(walk->ranges, node->define, arguments, node->span);
}

static struct extent extent_of_else(struct walk *walk, const struct node *node)
{
    struct extent first = extent_of_node(walk, node->first);
    struct extent second = extent_of_node(walk, node->second);
    return extent_hull(walk->ranges->arena, first, second, slots_of(node));
}

static struct extent extent_of_pair(struct walk *walk, const struct node *node)
{
    struct extent first = extent_of_node(walk, node->first);
    struct extent second = extent_of_node(walk, node->second);
    if (first.none || second.none)
        return extent_none();
    if (node->kind == NODE_MULTIPLY)
        return extent_multiply(node, first, second);
    if (node->kind == NODE_UNITS)
        return extent_units(walk, node, first, second);
    return extent_add(walk, node, first, second);
}

static struct extent extent_of_single(struct walk *walk, const struct node *node)
{
    struct extent first = extent_of_node(walk, node->first);
    if (first.none)
        return first;
    switch (node->kind) {
    case NODE_NEGATE:
        return extent_negate(first);
    case NODE_SCALE:
        return extent_scale(node, first);
    case NODE_DATE_OF:
        return extent_date_of(first);
    default:
        return extent_start_of(first);
    }
}

static bool replaces(enum node_kind kind, int128 value, int128 best)
{
    return kind == NODE_MIN ? value < best : value > best;
}

/* The lowest lies between the lowest low and the lowest high; the highest likewise. */
static struct extent extent_of_choice(struct walk *walk, const struct node *node)
{
    struct extent best = extent_none();
    for (uint32_t i = 0; i < node->count; i++) {
        struct extent item = extent_of_node(walk, node->items[i]);
        if (item.none)
            return item;
        if (i == 0)
            best = item;
        if (replaces(node->kind, item.main.low, best.main.low))
            best.main.low = item.main.low;
        if (replaces(node->kind, item.main.high, best.main.high))
            best.main.high = item.main.high;
        best.blame = blame_both(best.blame, item.blame);
    }
    return best;
}

static struct extent extent_of_items(struct walk *walk, const struct node *node)
{
    struct arena *arena = walk->ranges->arena;
    struct extent element = extent_none();
    for (uint32_t i = 0; i < node->count; i++)
        element = extent_hull(arena, element, extent_of_node(walk, node->items[i]), slots_of(node));
    return extent_list(arena, node->count, element);
}

static struct extent extent_of_count(struct walk *walk, const struct node *node)
{
    struct extent list = extent_of_node(walk, node->first);
    struct extent count = extent_of(0, (int128)list.count);
    count.blame = list.blame;
    return list.none ? list : count;
}

/* Lists in a list are joined. */
static struct extent extent_of_all(struct arena *arena, struct extent list, struct extent part,
                                   bool joined)
{
    if (!joined)
        return extent_list(arena, list.count, part);
    uint64_t count;
    if (__builtin_mul_overflow(list.count, part.count, &count))
        count = UINT64_MAX;
    struct extent all = extent_list(arena, part.none ? 0 : count, element_of(&part));
    all.blame = blame_both(part.blame, list.blame);
    return all;
}

/* A node with a local over a list. */
static struct extent extent_of_fold(struct walk *walk, const struct node *node)
{
    struct extent list = extent_of_node(walk, node->first);
    set_local(walk, node->local, element_of(&list));
    struct extent part = extent_of_node(walk, node->second);
    if (list.none)
        return list;
    switch (node->kind) {
    case NODE_SUM:
        part = extent_sum(part, list.count);
        part.blame = blame_both(part.blame, list.blame);
        return part;
    case NODE_ALL:
        return extent_of_all(walk->ranges->arena, list, part,
                             node->second && node->second->type.kind == TYPE_LIST);
    case NODE_WHERE:
        return list;
    case NODE_HIGHEST:
    case NODE_LOWEST:
        return part;
    default:
        return extent_plain();
    }
}

static struct extent extent_of_table(struct walk *walk, const struct table *table)
{
    return extent_list(walk->ranges->arena, table->count,
                       table->count ? extent_plain() : extent_none());
}

static struct extent extent_of_kind(struct walk *walk, const struct node *node)
{
    switch (node->kind) {
    case NODE_BAD:
        return extent_none();
    case NODE_CONSTANT:
        return extent_of_value(walk->ranges->arena, node->type, node->constant);
    case NODE_NOW:
        return extent_now();
    case NODE_TODAY:
        return extent_today();
    case NODE_LOCAL:
        return extent_of_local(walk, node->local);
    case NODE_FACT:
        return extent_of_fact(walk->ranges, node->define);
    case NODE_CALL:
        return extent_of_arguments(walk, node);
    case NODE_TABLE:
        return extent_of_table(walk, node->table);
    case NODE_PARAMETER:
        return extent_of_parameter(walk, node);
    case NODE_FIELD:
        return extent_of_member(walk, node);
    case NODE_DECISION:
        return extent_of_use(walk, node);
    case NODE_ELSE:
        return extent_of_else(walk, node);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_UNITS:
        return extent_of_pair(walk, node);
    case NODE_NEGATE:
    case NODE_SCALE:
    case NODE_DATE_OF:
    case NODE_START_OF:
        return extent_of_single(walk, node);
    case NODE_MIN:
    case NODE_MAX:
        return extent_of_choice(walk, node);
    case NODE_LIST:
        return extent_of_items(walk, node);
    case NODE_COUNT:
        return extent_of_count(walk, node);
    case NODE_SUM:
    case NODE_HIGHEST:
    case NODE_LOWEST:
    case NODE_ALL:
    case NODE_WHERE:
    case NODE_ANY:
    case NODE_EVERY:
        return extent_of_fold(walk, node);
    default:
        return extent_of_parts(walk, node);
    }
}

static bool has_range(enum type_kind kind)
{
    return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_DATE ||
           kind == TYPE_INSTANT || kind == TYPE_PERIOD || kind == TYPE_DURATION;
}

/* After a complaint there is no value, so that one mistake is told once. */
static struct extent within_type(struct walk *walk, const struct node *node, struct extent extent)
{
    struct interval limits = type_limits(node->type);
    if (interval_within(extent.main, limits) && interval_within(extent.days, limits))
        return extent;
    complain_out_of_range(walk, node, &extent);
    return extent_none();
}

struct extent extent_of_node(struct walk *walk, const struct node *node)
{
    if (!node)
        return extent_none();
    if (walk->ranges->depth >= DEPTH_MAX) {
        complain_too_deep(walk, node);
        return extent_none();
    }
    walk->ranges->depth++;
    struct extent extent = extent_of_kind(walk, node);
    walk->ranges->depth--;
    return has_range(node->type.kind) && !extent.none ? within_type(walk, node, extent) : extent;
}
