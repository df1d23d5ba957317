/* meaning.c - do two expressions mean the same?  Bound variables may differ in name only. */
#include "interp/eval/compiler.h"

/* Variables that correspond, innermost first. */
struct pair {
    const struct local *a, *b;
    const struct pair *outer;
};

static bool same(const struct node *a, const struct node *b, const struct pair *pairs);

static bool same_local(const struct local *a, const struct local *b, const struct pair *pairs)
{
    for (; pairs; pairs = pairs->outer)
        if (pairs->a == a || pairs->b == b)
            return pairs->a == a && pairs->b == b;
    return a == b;
}

static bool same_items(const struct node *a, const struct node *b, const struct pair *pairs)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!same(a->items[i], b->items[i], pairs))
            return false;
    return true;
}

static bool same_constant(const struct node *a, const struct node *b)
{
    enum kind kind = kind_of(a->type);
    if (kind == KIND_LIST)
        return memcmp(&a->constant.list, &b->constant.list, sizeof a->constant.list) == 0;
    if (kind == KIND_TEXT && (!a->constant.text.at || !b->constant.text.at))
        return a->constant.text.at == b->constant.text.at;
    return value_equal(kind, &a->constant, &b->constant);
}

/* Are the nodes themselves alike, apart from what stands below them? */
static bool same_head(const struct node *a, const struct node *b, const struct pair *pairs)
{
    if (a->kind != b->kind || a->type.kind != b->type.kind || a->type.places != b->type.places)
        return false;
    switch (a->kind) {
    case NODE_CONSTANT:
        return same_constant(a, b);
    case NODE_LOCAL:
        return same_local(a->local, b->local, pairs);
    case NODE_FACT:
    case NODE_CALL:
        return a->define == b->define;
    case NODE_TABLE:
    case NODE_LOOKUP:
        return a->table == b->table;
    case NODE_PARAMETER:
        return a->parameter == b->parameter;
    case NODE_FIELD:
        return a->slot == b->slot;
    case NODE_DECISION:
        return a->decision == b->decision;
    case NODE_IN_RANGE:
        return a->half_open == b->half_open;
    case NODE_UNITS:
        return a->unit == b->unit;
    default:
        return true;
    }
}

static bool node_binds(const struct node *node)
{
    return node->kind >= NODE_SUM && node->local;
}

static bool same_below(const struct node *a, const struct node *b, const struct pair *pairs)
{
    struct pair pair = { a->local, b->local, pairs };
    const struct pair *inside = node_binds(a) && node_binds(b) ? &pair : pairs;
    return same(a->first, b->first, pairs) && same(a->second, b->second, inside) &&
           same(a->third, b->third, pairs) && same_items(a, b, pairs);
}

static bool same(const struct node *a, const struct node *b, const struct pair *pairs)
{
    if (!a || !b || (a == b && !pairs))
        return a == b;
    return same_head(a, b, pairs) && same_below(a, b, pairs);
}

bool same_meaning(const struct node *a, const struct node *b)
{
    return same(a, b, NULL);
}

bool same_meaning_about(const struct node *a, const struct local *a_element, const struct node *b,
                        const struct local *b_element)
{
    struct pair pair = { a_element, b_element, NULL };
    return same(a, b, a_element == b_element ? NULL : &pair);
}
