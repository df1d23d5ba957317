/* look.c - a tree of sights as a reader wants it: what only leads from one thing to the next is
 * left out, and a name is told of once. */
#include "interp/explain/look.h"

enum {
    DEPTH_MAX = 64,   /* names within names that are followed */
    LOOKS_MAX = 10000 /* of one decision: more than anybody reads */
};

static void fill(struct looking *looking, const struct sight *sight, struct certpol_look *look);

/* ---- parts ---- */

/* Looks in the making. */
struct parts {
    struct certpol_look *items;
    size_t count, capacity;
    enum node_kind joined; /* conditions that are joined by this are parts of their own */
    bool cut;
};

static void add_look(struct looking *looking, struct parts *parts, const struct sight *sight)
{
    if (parts->count == parts->capacity) {
        size_t capacity = parts->capacity ? 2 * parts->capacity : 4;
        parts->items =
            arena_grow(looking->arena, parts->items, parts->capacity * sizeof *parts->items,
                       capacity * sizeof *parts->items);
        parts->capacity = capacity;
    }
    struct certpol_look *look = &parts->items[parts->count];
    fill(looking, sight, look);
    look->aside = looking->aside;
    parts->count++;
}

/* Does NODE only lead to what is below it? */
static bool is_transparent(const struct node *node, enum node_kind joined)
{
    return node->kind == NODE_CASE || node->kind == NODE_SCALE || node->kind == NODE_LIST ||
           node->kind == joined;
}

static void add_parts(struct looking *looking, struct parts *parts, const struct sight *above);

static void add_part(struct looking *looking, struct parts *parts, const struct sight *sight)
{
    bool aside = looking->aside;
    if (sight->kind == SIGHT_ASIDE) {
        looking->aside = true;
        add_parts(looking, parts, sight);
        if (sight->missing && parts->count)
            parts->items[parts->count - 1].missing = look_of(looking, sight->missing);
    } else if (sight->kind == SIGHT_NODE) {
        if (is_transparent(sight->node, parts->joined))
            add_parts(looking, parts, sight);
        else if (looking->made < LOOKS_MAX)
            add_look(looking, parts, sight);
        else
            parts->cut = true;
    }
    looking->aside = aside;
}

static void add_parts(struct looking *looking, struct parts *parts, const struct sight *above)
{
    for (const struct sight *below = above->first; below; below = below->next)
        add_part(looking, parts, below);
}

/* In the order of the text; they may have been computed in another. */
static void sort_parts(struct parts *parts)
{
    for (size_t i = 1; i < parts->count; i++) {
        struct certpol_look moved = parts->items[i];
        size_t at = i;
        for (; at && sight_of(&parts->items[at - 1])->node->span.start >
                         sight_of(&moved)->node->span.start;
             at--)
            parts->items[at] = parts->items[at - 1];
        parts->items[at] = moved;
    }
}

static void set_parts(struct certpol_look *look, const struct parts *parts)
{
    look->parts = parts->items;
    look->part_count = parts->count;
    look->cut |= parts->cut;
}

static void fill_parts(struct looking *looking, const struct sight *sight, enum node_kind joined,
                       struct certpol_look *look)
{
    struct parts parts = { .joined = joined };
    add_parts(looking, &parts, sight);
    if (joined == NODE_BAD)
        sort_parts(&parts);
    set_parts(look, &parts);
}

/* ---- names ---- */

bool sights_add(struct arena *arena, struct sights *sights, const struct sight *sight)
{
    for (uint32_t i = 0; i < sights->count; i++)
        if (sights->items[i] == sight)
            return true;
    if (sights->count == sights->capacity) {
        uint32_t capacity = sights->capacity ? 2 * sights->capacity : 16;
        sights->items = arena_grow(arena, sights->items, sights->capacity * sizeof *sights->items,
                                   capacity * sizeof *sights->items);
        sights->capacity = capacity;
    }
    sights->items[sights->count++] = sight;
    return false;
}

/* Whether NAME was told of before, where a reader has seen it. */
static bool told_of(struct looking *looking, const struct sight *name)
{
    bool told = sights_add(looking->arena, &looking->told_aside, name);
    return looking->aside ? told : sights_add(looking->arena, &looking->told, name);
}

static bool has_meaning(const struct sight *sight)
{
    return sight->named || sight->node->kind == NODE_CALL;
}

/* LOOK has a name, and MEANING is the sight of what that stands for: its parts are LOOK's, but
 * where it is a condition or a name itself. */
static void adopt(struct looking *looking, const struct sight *meaning, struct certpol_look *look)
{
    struct parts parts = { .joined = NODE_BAD };
    look->means = policy_text(looking, meaning->node->span);
    if (meaning->node->type.kind == TYPE_BOOL || has_meaning(meaning)) {
        add_look(looking, &parts, meaning);
        set_parts(look, &parts);
        return;
    }
    struct certpol_look inner = { 0 };
    fill(looking, meaning, &inner);
    look->parts = inner.parts;
    look->part_count = inner.part_count;
    look->decision = inner.decision;
    look->subject = inner.subject;
    look->elements = inner.elements;
    look->element = inner.element;
    look->asked = inner.asked;
    look->cut |= inner.cut;
}

static void fill_name(struct looking *looking, const struct sight *sight, struct certpol_look *look)
{
    const struct sight *meaning = sight->named->first;
    look->told_before = told_of(looking, sight->named);
    if (!meaning) /* a literal */
        return;
    if (!look->told_before)
        adopt(looking, meaning, look);
    else
        look->means = policy_text(looking, meaning->node->span);
}

/* The sight of a formula's body stands behind those of its arguments. */
static void fill_call(struct looking *looking, const struct sight *sight, struct certpol_look *look)
{
    const struct sight *body = sight->first;
    uint32_t arguments = sight->node->count;
    for (uint32_t i = 0; i < arguments && body; i++)
        body = sight->node->items[i]->kind == NODE_CONSTANT ? body : body->next;
    if (body)
        adopt(looking, body, look);
}

/* ---- the kinds of values ---- */

static void fill_decision(struct looking *looking, const struct sight *sight,
                          struct certpol_look *look)
{
    const struct decision *decision = sight->node->decision;
    look->decision = decision->name;
    if (!decision->element || !sight->first)
        return;
    spell_key(&looking->scratch, decision->element->type.record, sight->first->value.row);
    look->subject = look_keep(looking);
}

/* A field is read, not computed; but the row that it is read from may have been. */
static void fill_field(struct looking *looking, const struct sight *sight,
                       struct certpol_look *look)
{
    struct parts parts = { .joined = NODE_BAD };
    const struct sight *row = sight->first;
    while (row && row->node && row->node->kind == NODE_FIELD)
        row = row->first;
    if (!row || !row->node)
        return;
    switch (row->node->kind) {
    case NODE_LOOKUP:
    case NODE_INDEX:
        add_parts(looking, &parts, row);
        break;
    case NODE_DECISION:
    case NODE_FACT:
    case NODE_CALL:
        add_look(looking, &parts, row);
        break;
    default:
        if (row->named)
            add_look(looking, &parts, row);
    }
    set_parts(look, &parts);
}

/* What went through a list: the list, and the element that is shown. */
static void fill_binder(struct looking *looking, const struct sight *sight,
                        struct certpol_look *look)
{
    const struct sight *element =
        sight->last && sight->last->kind == SIGHT_ELEMENT ? sight->last : NULL;
    bool empty = sight->node->kind != NODE_WHERE || sight->value.list.count == 0;
    fill_parts(looking, sight, NODE_BAD, look);
    look->elements = sight->count;
    if (!element || !empty)
        return;
    look->element = look_element_text(looking, element);
    look->asked = look_of(looking, element->first);
}

static void fill_value(struct looking *looking, const struct sight *sight,
                       struct certpol_look *look)
{
    switch (sight->node->kind) {
    case NODE_LOCAL:
    case NODE_FACT:
        if (sight->named)
            fill_name(looking, sight, look);
        break;
    case NODE_CALL:
        fill_call(looking, sight, look);
        break;
    case NODE_DECISION:
        fill_decision(looking, sight, look);
        break;
    case NODE_FIELD:
        fill_field(looking, sight, look);
        break;
    case NODE_WHERE:
    case NODE_SUM:
    case NODE_HIGHEST:
    case NODE_LOWEST:
    case NODE_ALL:
        fill_binder(looking, sight, look);
        break;
    default:
        fill_parts(looking, sight, NODE_BAD, look);
    }
}

static bool joins(const struct node *node)
{
    return node->kind == NODE_AND || node->kind == NODE_OR;
}

static enum certpol_look_kind kind_of_look(const struct node *node)
{
    switch (node->kind) {
    case NODE_AND:
        return CERTPOL_LOOK_ALL;
    case NODE_OR:
        return CERTPOL_LOOK_SOME;
    case NODE_NOT:
        return CERTPOL_LOOK_NOT;
    case NODE_ANY:
        return CERTPOL_LOOK_ANY;
    case NODE_EVERY:
        return CERTPOL_LOOK_EVERY;
    default:
        return node->kind > NODE_NOT && node->kind <= NODE_ABSENT ? CERTPOL_LOOK_TEST
                                                                  : CERTPOL_LOOK_VALUE;
    }
}

static void fill(struct looking *looking, const struct sight *sight, struct certpol_look *look)
{
    const struct node *node = sight->node;
    *look =
        (struct certpol_look){ .kind = kind_of_look(node),
                               .text = policy_text(looking, node->span),
                               .condition = node->type.kind == TYPE_BOOL && !node->type.optional,
                               .cut = sight->cut,
                               .found = sight };
    looking->made++;
    look->holds = look->condition && sight->state == SIGHT_DONE && sight->value.integer;
    look->value.absent = true;
    if (look->kind == CERTPOL_LOOK_VALUE &&
        (sight->state == SIGHT_DONE || sight->state == SIGHT_MISSING))
        look->value = look_value_of(looking, sight);
    if (++looking->depth > DEPTH_MAX)
        look->cut = true;
    else if (look->kind == CERTPOL_LOOK_VALUE)
        fill_value(looking, sight, look);
    else if (look->kind == CERTPOL_LOOK_ANY || look->kind == CERTPOL_LOOK_EVERY)
        fill_binder(looking, sight, look);
    else
        fill_parts(looking, sight, joins(node) ? node->kind : NODE_BAD, look);
    looking->depth--;
}

const struct certpol_look *look_of(struct looking *looking, const struct sight *sight)
{
    if (!sight)
        return NULL;
    struct certpol_look *look = arena_new(looking->arena, struct certpol_look);
    fill(looking, sight, look);
    return look;
}
