/* facts.c - what is known where: which places are there, not empty, or one of some cases.
 *
 * Facts are about places and follow the flow of conditions; nothing here looks at values. */
#include "interp/check/expr/expr.h"

/* What LOCAL stands for, if it is another name of a place; else NULL. */
static const struct node *alias_of(const struct frame *frame, const struct local *local)
{
    const struct binding *binding = frame_binding(frame, local);
    if (!binding || binding->kind != BINDING_LET || !binding->value)
        return NULL;
    return node_is_place(frame, binding->value) ? binding->value : NULL;
}

static const struct node *without_aliases(const struct frame *frame, const struct node *node)
{
    while (node->kind == NODE_LOCAL) {
        const struct node *alias = alias_of(frame, node->local);
        if (!alias)
            break;
        node = alias;
    }
    return node;
}

static bool are_places(const struct frame *frame, const struct node *const *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (items[i]->kind != NODE_CONSTANT && !node_is_place(frame, items[i]))
            return false;
    return true;
}

bool node_is_place(const struct frame *frame, const struct node *node)
{
    switch (node->kind) {
    case NODE_INPUT:
    case NODE_LOCAL:
    case NODE_FACT:
    case NODE_TABLE:
    case NODE_PARAMETER:
        return !node->first;
    case NODE_FIELD:
        return node_is_place(frame, node->first);
    case NODE_LOOKUP:
        return are_places(frame, node->items, node->count);
    case NODE_INDEX:
        return node_is_place(frame, node->first) && are_places(frame, node->items, node->count);
    case NODE_DECISION:
        return !node->first || node_is_place(frame, node->first);
    default:
        return false;
    }
}

static bool same_constant(const struct node *a, const struct node *b)
{
    if (a->type.kind != b->type.kind)
        return false;
    switch (a->type.kind) {
    case TYPE_TEXT:
        return text_equal(a->constant.text, b->constant.text);
    case TYPE_DECIMAL:
        return a->type.places == b->type.places && a->constant.decimal == b->constant.decimal;
    case TYPE_LIST:
    case TYPE_PERIOD:
        return false;
    default:
        return a->constant.integer == b->constant.integer;
    }
}

static bool same_items(const struct frame *frame, const struct node *a, const struct node *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        if (!same_place(frame, a->items[i], b->items[i]))
            return false;
    return a->count == b->count;
}

bool same_place(const struct frame *frame, const struct node *a, const struct node *b)
{
    a = without_aliases(frame, a);
    b = without_aliases(frame, b);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case NODE_CONSTANT:
        return same_constant(a, b);
    case NODE_INPUT:
        return true;
    case NODE_LOCAL:
        return a->local == b->local;
    case NODE_FACT:
        return a->define == b->define;
    case NODE_TABLE:
        return a->table == b->table;
    case NODE_PARAMETER:
        return a->parameter == b->parameter && !a->first && !b->first;
    case NODE_FIELD:
        return a->slot == b->slot && same_place(frame, a->first, b->first);
    case NODE_LOOKUP:
        return a->table == b->table && same_items(frame, a, b);
    case NODE_INDEX:
        return same_place(frame, a->first, b->first) && same_items(frame, a, b);
    case NODE_DECISION:
        return a->decision == b->decision && (!a->first || same_place(frame, a->first, b->first));
    default:
        return false;
    }
}

static bool knows(const struct frame *frame, const struct fact *facts, enum fact_kind kind,
                  const struct node *place)
{
    for (; facts; facts = facts->next)
        if (facts->kind == kind && same_place(frame, facts->place, place))
            return true;
    return false;
}

/* The cases that FACTS leave of ALL for PLACE. */
static uint64_t cases_left(const struct frame *frame, const struct fact *facts, uint64_t all,
                           const struct node *place)
{
    for (; facts; facts = facts->next)
        if (facts->kind == FACT_CASES && same_place(frame, facts->place, place))
            all &= facts->cases;
    return all;
}

void fact_add(struct frame *frame, const struct fact **facts, struct fact fact)
{
    if (!node_is_place(frame, fact.place))
        return;
    if (fact.kind == FACT_CASES) {
        uint64_t left = cases_left(frame, *facts, UINT64_MAX, fact.place);
        if ((left & fact.cases) == left)
            return;
    } else if (knows(frame, *facts, fact.kind, fact.place)) {
        return;
    }
    struct fact *added = arena_new(frame->checker->arena, struct fact);
    *added = fact;
    added->next = *facts;
    *facts = added;
}

bool fact_present(const struct frame *frame, const struct node *node)
{
    return node_is_place(frame, node) && knows(frame, frame->facts, FACT_PRESENT, node);
}

bool fact_not_empty(const struct frame *frame, const struct node *list)
{
    return node_is_place(frame, list) && knows(frame, frame->facts, FACT_NOT_EMPTY, list);
}

const struct fact *facts_join(struct frame *frame, const struct fact *base, const struct fact *a,
                              const struct fact *b)
{
    const struct fact *joined = base;
    for (const struct fact *fact = a; fact && fact != base; fact = fact->next) {
        if (fact->kind != FACT_CASES) {
            if (knows(frame, b, fact->kind, fact->place))
                fact_add(frame, &joined, *fact);
            continue;
        }
        uint64_t cases = cases_left(frame, a, UINT64_MAX, fact->place) |
                         cases_left(frame, b, UINT64_MAX, fact->place);
        fact_add(frame, &joined,
                 (struct fact){ .kind = FACT_CASES, .place = fact->place, .cases = cases });
    }
    return joined;
}

/* PLACE with TO in the place of FROM at its root; NULL where FROM is not its root. */
static const struct node *moved_to(struct frame *frame, const struct node *place,
                                   const struct local *from, const struct local *to)
{
    if (place->kind == NODE_LOCAL && place->local == from) {
        struct node *root = node_new(frame, NODE_LOCAL, to->type, place->span);
        root->local = to;
        return root;
    }
    if (place->kind != NODE_FIELD && place->kind != NODE_DECISION)
        return NULL;
    const struct node *first = place->first ? moved_to(frame, place->first, from, to) : NULL;
    if (!first)
        return NULL;
    struct node *copy = arena_new(frame->checker->arena, struct node);
    *copy = *place;
    copy->first = first;
    return copy;
}

void facts_of_elements(struct frame *frame, const struct node *list, const struct local *local)
{
    for (;;) {
        if (list->kind == NODE_LOCAL) {
            const struct binding *let = frame_binding(frame, list->local);
            if (!let || let->kind != BINDING_LET || !let->value)
                return;
            list = let->value;
        } else if (list->kind == NODE_WHERE) {
            const struct binding *filter = frame_binding(frame, list->local);
            for (const struct fact *fact = filter->facts; fact; fact = fact->next) {
                struct fact moved = *fact;
                moved.place = moved_to(frame, fact->place, list->local, local);
                if (moved.place)
                    fact_add(frame, &frame->facts, moved);
            }
            list = list->first;
        } else {
            return;
        }
    }
}

uint64_t decision_cases(const struct frame *frame, const struct decision *decision)
{
    struct symbol *symbol = scope_find(&frame->within->scope, decision->name);
    const struct outcome *outcome = decision->outcome;
    uint64_t cases = 0;
    if (!outcome || !symbol)
        return UINT64_MAX;
    for (const struct step *step = symbol->item->steps; step; step = step->next)
        for (uint32_t i = 0; step->kind != STEP_LET && i < outcome->count && i < CASES_MAX; i++)
            if (outcome->cases[i].name == step->outcome.name.text)
                cases |= (uint64_t)1 << i;
    return cases ? cases
                 : UINT64_MAX; /* a decision that gives nothing is complained about elsewhere */
}

/* The decision that gave the outcome at NODE, or NULL. */
static const struct decision *decision_of(const struct frame *frame, const struct node *node)
{
    node = without_aliases(frame, node);
    if (node->kind == NODE_DECISION)
        return node->decision;
    if (node->kind == NODE_WHERE)
        return decision_of(frame, node->first);
    if (node->kind != NODE_LOCAL)
        return NULL;
    const struct binding *binding = frame_binding(frame, node->local);
    if (binding && binding->kind == BINDING_ELEMENT && binding->list)
        return decision_of(frame, binding->list);
    return binding && binding->value ? decision_of(frame, binding->value) : NULL;
}

uint64_t possible_cases(const struct frame *frame, const struct node *node)
{
    const struct decision *decision = decision_of(frame, node);
    uint64_t all = decision ? decision_cases(frame, decision) : UINT64_MAX;
    return cases_left(frame, frame->facts, all, node);
}
