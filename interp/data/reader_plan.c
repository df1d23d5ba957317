/* reader_plan.c - see reader_plan.h. */
#include "interp/data/reader_plan.h"

#include <stdalign.h>

#include "interp/data/duplicates.h"

/* The plans made so far, so that a shape used in two places is planned once. */
struct planner {
    struct arena *arena;
    struct object_plan **plans;
    uint32_t count, capacity;
};

static struct object_plan *plan_object(struct planner *planner, const struct shape *shape);

/* Writes the key as a machine would, if it fits and needs no escapes. */
static void expect_key(struct field_plan *field, struct text name)
{
    if (name.length + 3 > KEY_BYTES)
        return;
    for (uint32_t i = 0; i < name.length; i++)
        if ((unsigned char)name.at[i] < ' ' || name.at[i] == '"' || name.at[i] == '\\')
            return;
    field->key[0] = '"';
    memcpy(field->key + 1, name.at, name.length);
    memcpy(field->key + 1 + name.length, "\":", 2);
    field->key_length = name.length + 3;
}

static void plan_field(struct planner *planner, struct field_plan *plan,
                       const struct shape_field *field)
{
    *plan = (struct field_plan){ .kind = field->kind,
                                 .optional = field->optional,
                                 .used = field->used,
                                 .slot = field->slot,
                                 .low = field->low,
                                 .high = field->high,
                                 .up_to = field->up_to,
                                 .name = { field->name, field->name_length },
                                 .field = field };
    if (field->name)
        expect_key(plan, plan->name);
    if (field->kind == SHAPE_ENUM)
        plan->members = member_plan(field, planner->arena);
    plan->stride = 1;
    if (field->record) {
        plan->record = plan_object(planner, field->record);
        plan->stride = plan->record->stride;
        plan->level = plan->record->level + 1;
    }
    if (field->kind == SHAPE_LIST && field->element) {
        plan->element = arena_new(planner->arena, struct field_plan);
        plan_field(planner, plan->element, field->element);
    }
}

static void insert(struct object_plan *plan, struct field_plan *field)
{
    uint32_t at = (uint32_t)duplicates_hash(0, field->name) & plan->table_mask;
    while (plan->table[at])
        at = (at + 1) & plan->table_mask;
    plan->table[at] = field;
}

struct field_plan *plan_find(const struct object_plan *plan, struct text name)
{
    uint32_t at = (uint32_t)duplicates_hash(0, name) & plan->table_mask;
    for (; plan->table[at]; at = (at + 1) & plan->table_mask)
        if (text_equal(plan->table[at]->name, name))
            return plan->table[at];
    return NULL;
}

struct field_plan *plan_learn(struct object_plan *plan, struct text name, struct arena *arena)
{
    if (plan->learned == LEARNED_MAX || name.length + 3 > KEY_BYTES)
        return &plan->stranger;
    struct field_plan *field = arena_new(arena, struct field_plan);
    *field = (struct field_plan){ .role = FIELD_LEARNED, .next = &plan->stranger };
    field->name = (struct text){ arena_copy(arena, name.at, name.length), name.length };
    expect_key(field, field->name);
    plan->learned++;
    insert(plan, field);
    return field;
}

static void make_table(struct object_plan *plan, struct arena *arena)
{
    uint32_t places = 64;
    while (places < 2 * (plan->shape->field_count + LEARNED_MAX))
        places *= 2;
    plan->table = arena_array(arena, struct field_plan *, places);
    plan->table_mask = places - 1;
    for (uint32_t i = 0; i < plan->shape->field_count; i++)
        insert(plan, &plan->fields[i]);
}

/* How many levels of rows the lists within PLAN need. */
static uint32_t levels_below(const struct object_plan *plan)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < plan->shape->field_count; i++) {
        const struct field_plan *field = &plan->fields[i];
        uint32_t levels = field->record ? field->record->level : 0;
        if (field->kind == SHAPE_LIST)
            levels = field->level + 1;
        most = levels > most ? levels : most;
    }
    return most;
}

static void expect_declared_order(struct object_plan *plan)
{
    plan->stranger = (struct field_plan){ .role = FIELD_STRANGER };
    plan->stranger.next = &plan->stranger;
    struct field_plan *last = &plan->first;
    for (uint32_t i = 0; i < plan->shape->field_count; i++, last = last->next)
        last->next = &plan->fields[i];
    last->next = &plan->stranger;
}

static struct object_plan *find_plan(const struct planner *planner, const struct shape *shape)
{
    for (uint32_t i = 0; i < planner->count; i++)
        if (planner->plans[i]->shape == shape)
            return planner->plans[i];
    return NULL;
}

static void add_plan(struct planner *planner, struct object_plan *plan)
{
    if (planner->count == planner->capacity) {
        uint32_t capacity = planner->capacity ? 2 * planner->capacity : 16;
        planner->plans =
            arena_grow(planner->arena, planner->plans, planner->capacity * sizeof *planner->plans,
                       capacity * sizeof *planner->plans);
        planner->capacity = capacity;
    }
    planner->plans[planner->count++] = plan;
}

static struct object_plan *plan_object(struct planner *planner, const struct shape *shape)
{
    struct object_plan *plan = find_plan(planner, shape);
    if (plan)
        return plan;
    plan = arena_new(planner->arena, struct object_plan);
    plan->shape = shape;
    plan->fields = arena_array(planner->arena, struct field_plan, shape->field_count);
    for (uint32_t i = 0; i < shape->field_count; i++)
        plan_field(planner, &plan->fields[i], &shape->fields[i]);
    make_table(plan, planner->arena);
    expect_declared_order(plan);
    plan->level = levels_below(plan);
    plan->stride = shape->slots ? shape->slots : 1;
    add_plan(planner, plan);
    return plan;
}

struct object_plan *reader_plan(const struct shape *shape, struct arena *arena, uint32_t *levels)
{
    struct planner planner = { .arena = arena };
    struct object_plan *root = plan_object(&planner, shape);
    *levels = root->level + 1;
    return root;
}
