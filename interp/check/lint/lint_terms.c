/* lint_terms.c - nodes to terms: the same number for what always has the same value. */
#include "interp/check/lint/lint_terms.h"

/* ---- the table of terms ---- */

struct term *term_at(const struct knowledge *knowledge, uint32_t term)
{
    return &knowledge->terms[term];
}

static uint32_t mix(uint32_t hash, uint64_t more)
{
    uint64_t mixed = (hash ^ more) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(mixed >> 32) ^ (uint32_t)mixed;
}

static uint32_t hash_of(const struct term *key)
{
    uint32_t hash = mix((uint32_t)key->kind, key->detail);
    hash = mix(hash, (uintptr_t)key->object);
    for (uint32_t i = 0; i < key->count; i++)
        hash = mix(hash, key->parts[i]);
    return hash;
}

static bool constant_equal(const struct node *a, const struct node *b)
{
    if (a->type.kind != b->type.kind)
        return false;
    switch (a->type.kind) {
    case TYPE_TEXT:
        return text_equal(a->constant.text, b->constant.text);
    case TYPE_DECIMAL:
        return a->type.places == b->type.places && a->constant.decimal == b->constant.decimal;
    case TYPE_PERIOD:
        return a->constant.period.months == b->constant.period.months &&
               a->constant.period.days == b->constant.period.days;
    case TYPE_ENUM:
        return a->type.enumeration == b->type.enumeration &&
               a->constant.integer == b->constant.integer;
    case TYPE_LIST:
        return a == b;
    default:
        return a->constant.integer == b->constant.integer;
    }
}

static bool term_equal(const struct term *a, const struct term *b)
{
    if (a->kind != b->kind || a->object != b->object || a->detail != b->detail ||
        a->count != b->count)
        return false;
    if (a->count && memcmp(a->parts, b->parts, a->count * sizeof *a->parts) != 0)
        return false;
    return a->kind != NODE_CONSTANT || constant_equal(a->node, b->node);
}

static void rehash(struct knowledge *knowledge)
{
    knowledge->bucket_count = knowledge->bucket_count ? 2 * knowledge->bucket_count : 256;
    knowledge->buckets = arena_array(&knowledge->arena, uint32_t, knowledge->bucket_count);
    for (uint32_t i = 1; i < knowledge->count; i++) {
        struct term *term = &knowledge->terms[i];
        uint32_t *bucket = &knowledge->buckets[term->hash & (knowledge->bucket_count - 1)];
        term->next = *bucket;
        *bucket = i;
    }
}

static void make_room(struct knowledge *knowledge)
{
    size_t size = sizeof *knowledge->terms;
    if (knowledge->count == knowledge->capacity) {
        uint32_t capacity = knowledge->capacity ? 2 * knowledge->capacity : 256;
        knowledge->terms = arena_grow(&knowledge->arena, knowledge->terms,
                                      knowledge->capacity * size, capacity * size);
        knowledge->capacity = capacity;
    }
    if (!knowledge->count)
        knowledge->count = 1; /* 0 is none */
    if (knowledge->count >= knowledge->bucket_count)
        rehash(knowledge);
}

/* What a term depends on follows from its parts and its kind. */
static void depend(const struct knowledge *knowledge, struct term *term)
{
    term->still = term->kind != NODE_INPUT && term->kind != NODE_NOW && term->kind != NODE_TODAY &&
                  term->kind != NODE_LOCAL && term->kind != NODE_DECISION &&
                  term->kind != TERM_ELEMENT;
    term->tuned = term->kind == NODE_PARAMETER;
    term->tabled = term->kind == NODE_TABLE;
    for (uint32_t i = 0; i < term->count; i++) {
        const struct term *part = &knowledge->terms[term->parts[i]];
        term->still &= part->still;
        term->tuned |= part->tuned;
        term->tabled |= part->tabled;
    }
}

/* A node of the frame at hand is worth more, as long as its range is not known. */
static uint32_t term_again(struct term *term, const struct term *key, uint32_t number)
{
    if (!term->ranged && key->node) {
        term->node = key->node;
        term->frame = key->frame;
    }
    return number;
}

static uint32_t term_find(struct knowledge *knowledge, struct term key)
{
    make_room(knowledge);
    key.hash = hash_of(&key);
    uint32_t *bucket = &knowledge->buckets[key.hash & (knowledge->bucket_count - 1)];
    for (uint32_t at = *bucket; at; at = knowledge->terms[at].next)
        if (term_equal(&knowledge->terms[at], &key))
            return term_again(&knowledge->terms[at], &key, at);
    uint32_t *parts = arena_array(&knowledge->arena, uint32_t, key.count + 1);
    if (key.count)
        memcpy(parts, key.parts, key.count * sizeof *parts);
    key.parts = parts;
    key.next = *bucket;
    *bucket = knowledge->count;
    depend(knowledge, &key);
    knowledge->terms[knowledge->count] = key;
    return knowledge->count++;
}

uint32_t term_made(struct knowledge *knowledge, int kind, const uint32_t *parts, uint32_t count)
{
    return term_find(knowledge, (struct term){ .kind = kind, .parts = parts, .count = count });
}

uint32_t term_constant(struct knowledge *knowledge, struct type type, union value value)
{
    struct node *node = arena_new(&knowledge->arena, struct node);
    *node = (struct node){ .kind = NODE_CONSTANT, .type = type, .constant = value };
    return term_of(knowledge, node);
}

/* ---- nodes ---- */

static uint32_t known_term(const struct pointer_map *map, const void *key)
{
    return (uint32_t)(uintptr_t)pointer_map_get(map, key);
}

static void know_term(struct knowledge *knowledge, struct pointer_map *map, const void *key,
                      uint32_t term)
{
    pointer_map_set(&knowledge->arena, map, key, (void *)(uintptr_t)term);
}

/* An argument or the element of a decision is itself. */
static uint32_t local_term(struct knowledge *knowledge, const struct node *node)
{
    uint32_t term = known_term(&knowledge->locals, node->local);
    struct term key = {
        .kind = NODE_LOCAL, .object = node->local, .node = node, .frame = knowledge->frame
    };
    if (!term)
        return term_find(knowledge, key);
    struct term *known = term_at(knowledge, term);
    return known->kind == TERM_ELEMENT ? term_again(known, &key, term) : term;
}

/* A fact is its body, in which no filter is around. */
static uint32_t fact_term(struct knowledge *knowledge, const struct node *node)
{
    uint32_t depth = knowledge->depth;
    knowledge->depth = 0;
    uint32_t term = term_of(knowledge, node->define->body);
    knowledge->depth = depth;
    return term;
}

/* What goes through a list: the list, then what is asked of an element, which is told by the list
 * and by how many filters are around. */
static uint32_t binder_term(struct knowledge *knowledge, const struct node *node)
{
    uint32_t parts[2] = { term_of(knowledge, node->first), 0 };
    struct term element = {
        .kind = TERM_ELEMENT, .detail = knowledge->depth, .parts = parts, .count = 1
    };
    know_term(knowledge, &knowledge->locals, node->local, term_find(knowledge, element));
    knowledge->depth++;
    parts[1] = node->second ? term_of(knowledge, node->second) : 0;
    knowledge->depth--;
    return term_find(knowledge, (struct term){ .kind = (int)node->kind,
                                               .parts = parts,
                                               .count = 2,
                                               .node = node,
                                               .frame = knowledge->frame });
}

static const void *object_of(const struct node *node)
{
    switch (node->kind) {
    case NODE_CALL:
        return node->define;
    case NODE_TABLE:
    case NODE_LOOKUP:
        return node->table;
    case NODE_PARAMETER:
        return node->parameter;
    case NODE_DECISION:
        return node->decision;
    default:
        return NULL;
    }
}

/* A number that spreads constants; equal ones have the same. */
static uint64_t constant_detail(const struct node *node)
{
    const struct text text = node->constant.text;
    uint64_t hash = 0;
    switch (node->type.kind) {
    case TYPE_TEXT:
        for (uint32_t i = 0; i < text.length; i++)
            hash = hash * 31 + (unsigned char)text.at[i];
        return hash;
    case TYPE_DECIMAL:
        return (uint64_t)node->constant.decimal;
    case TYPE_LIST:
        return 0;
    default:
        return (uint64_t)node->constant.integer;
    }
}

static uint64_t detail_of(const struct node *node)
{
    switch (node->kind) {
    case NODE_FIELD:
        return node->slot;
    case NODE_SCALE:
        return node->type.places;
    case NODE_UNITS:
        return (uint64_t)node->unit;
    case NODE_IN_RANGE:
        return node->half_open;
    case NODE_CONSTANT:
        return constant_detail(node);
    default:
        return 0;
    }
}

static uint32_t plain_term(struct knowledge *knowledge, const struct node *node)
{
    uint32_t few[8], count = 0;
    uint32_t *parts = few;
    if (node->count > 4)
        parts = arena_array(&knowledge->arena, uint32_t, node->count + 4);
    const struct node *const operands[] = { node->first, node->second, node->third };
    for (int i = 0; i < 3; i++)
        if (operands[i])
            parts[count++] = term_of(knowledge, operands[i]);
    for (uint32_t i = 0; i < node->count; i++)
        parts[count++] = term_of(knowledge, node->items[i]);
    return term_find(knowledge, (struct term){ .kind = (int)node->kind,
                                               .object = object_of(node),
                                               .detail = detail_of(node),
                                               .parts = parts,
                                               .count = count,
                                               .node = node,
                                               .frame = knowledge->frame });
}

static uint32_t new_term(struct knowledge *knowledge, const struct node *node)
{
    switch (node->kind) {
    case NODE_LOCAL:
        return local_term(knowledge, node);
    case NODE_FACT:
        return fact_term(knowledge, node);
    case NODE_SUM:
    case NODE_HIGHEST:
    case NODE_LOWEST:
    case NODE_ALL:
    case NODE_WHERE:
    case NODE_ANY:
    case NODE_EVERY:
        return binder_term(knowledge, node);
    default:
        return plain_term(knowledge, node);
    }
}

uint32_t term_of(struct knowledge *knowledge, const struct node *node)
{
    uint32_t term = known_term(&knowledge->nodes, node);
    if (!term) {
        term = new_term(knowledge, node);
        know_term(knowledge, &knowledge->nodes, node, term);
    }
    return term;
}

/* ---- the work ---- */

void knowledge_begin(struct knowledge *knowledge, struct policy_check *within, uint64_t *fuel)
{
    const struct policy *policy = within->policy;
    *knowledge = (struct knowledge){ .within = within, .fuel = fuel, .silent = *within->checker };
    struct arena *arena = &knowledge->arena;
    knowledge->unheard =
        (struct diags){ .arena = arena, .sources = &within->checker->load->sources };
    knowledge->silent.diags = &knowledge->unheard;
    knowledge->silent.arena = arena;
    knowledge->ranges = (struct ranges){
        .checker = &knowledge->silent,
        .arena = arena,
        .policy = policy,
        .facts = arena_array(arena, struct fact_memo, policy->define_count),
        .calls = arena_array(arena, struct contexts, policy->define_count),
        .decisions = arena_array(arena, struct decision_memo, policy->decision_count),
    };
}

void knowledge_end(struct knowledge *knowledge)
{
    arena_free(&knowledge->arena);
}

void knowledge_frame(struct knowledge *knowledge, uint32_t locals)
{
    knowledge->frame++;
    knowledge->depth = 0;
    knowledge->cause = (struct cause){ 0, false };
    knowledge_return(knowledge, 0);
    knowledge->walk = (struct walk){
        .ranges = &knowledge->ranges,
        .locals = arena_array(&knowledge->arena, struct extent, locals + 1),
        .count = locals,
    };
    for (uint32_t i = 0; i < locals; i++)
        knowledge->walk.locals[i] = extent_none();
}

void knowledge_let(struct knowledge *knowledge, const struct local *let, const struct node *value)
{
    know_term(knowledge, &knowledge->locals, let, term_of(knowledge, value));
    pointer_map_set(&knowledge->arena, &knowledge->values, let, (void *)(uintptr_t)value);
    if (let->id < knowledge->walk.count)
        knowledge->walk.locals[let->id] = extent_of_node(&knowledge->walk, value);
}

const struct node *knowledge_meaning(const struct knowledge *knowledge, const struct node *node)
{
    if (node->kind == NODE_FACT)
        return node->define->body;
    return node->kind == NODE_LOCAL ? pointer_map_get(&knowledge->values, node->local) : NULL;
}
