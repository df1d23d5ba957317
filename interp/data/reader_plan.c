/* reader_plan.c - see reader_plan.h. */
#include "interp/data/reader_plan.h"

#include <stdint.h>

#include "interp/data/cell.h"
#include "interp/data/duplicates.h"

enum { CACHE_LINE = 64 };

/* The plans made so far, so that a shape used in two places is planned once. */
struct planner {
    struct arena *arena;
    uint32_t max_list; /* the most elements of a list; 0: as many as its own bound says */
    struct object_plan **plans;
    uint32_t count, capacity;
};

static struct object_plan *plan_object(struct planner *planner, const struct shape *shape);

/* COUNT plans that begin where a cache line does. */
struct field_plan *plan_new_fields(struct arena *arena, uint32_t count)
{
    char *memory = arena_alloc(arena, count * sizeof(struct field_plan) + CACHE_LINE);
    return (void *)(memory + (CACHE_LINE - (uintptr_t)memory % CACHE_LINE) % CACHE_LINE);
}

static enum field_step step_of(enum shape_kind kind)
{
    switch (kind) {
    case SHAPE_TEXT:
        return STEP_TEXT;
    case SHAPE_INTEGER:
        return STEP_INTEGER;
    case SHAPE_BOOL:
        return STEP_BOOL;
    case SHAPE_DATE:
        return STEP_DATE;
    case SHAPE_INSTANT:
        return STEP_INSTANT;
    case SHAPE_ENUM:
        return STEP_ENUM;
    case SHAPE_RECORD:
        return STEP_RECORD;
    case SHAPE_LIST:
        return STEP_LIST;
    case SHAPE_DECIMAL:
    case SHAPE_PERIOD:
    case SHAPE_DURATION:
        break;
    }
    return STEP_PLAIN;
}

char plan_opener(const struct field_plan *field)
{
    switch (field->value) {
    case STEP_TEXT:
    case STEP_ENUM:
    case STEP_SKIP_TEXT:
        return '"';
    case STEP_RECORD:
    case STEP_SKIP_OBJECT:
        return '{';
    case STEP_LIST:
    case STEP_SKIP_LIST:
        return '[';
    default:
        return '\0';
    }
}

/* How PLAN's elements, which are records, are told apart. */
static void plan_keys(struct field_plan *plan, const struct shape *shape)
{
    plan->keyed = plan->value == STEP_LIST && shape->key_count > 0;
    if (!plan->keyed)
        return;
    const struct shape_field *key = &shape->fields[shape->keys[0]];
    plan->key_slot = key->slot;
    plan->text_keyed = shape->key_count == 1 && key->kind == SHAPE_TEXT && !key->optional;
}

static uint32_t most_elements(const struct planner *planner, const struct shape_field *field)
{
    bool lowered = planner->max_list && planner->max_list < field->up_to;
    return lowered ? planner->max_list : field->up_to;
}

static void plan_field(struct planner *planner, struct field_plan *plan,
                       const struct shape_field *field)
{
    *plan =
        (struct field_plan){ .offset = field->slot * (uint32_t)sizeof(union value),
                             .step = STEP_LOOK,
                             .low = field->low.integer,
                             .span = (uint64_t)field->high.integer - (uint64_t)field->low.integer,
                             .up_to = most_elements(planner, field),
                             .stride = 1,
                             .optional = field->optional,
                             .used = field->used,
                             .value = step_of(field->kind),
                             .name = { field->name, field->name_length },
                             .field = field };
    cell_absent(field, &plan->absent);
    if (field->kind == SHAPE_ENUM)
        plan->members = member_plan(field, planner->arena);
    if (field->record) {
        plan->record = plan_object(planner, field->record);
        plan->stride = plan->record->stride;
        plan->level = plan->record->level + 1;
        plan_keys(plan, field->record);
    }
    if (field->kind == SHAPE_LIST && field->element) {
        plan->element = arena_new(planner->arena, struct field_plan);
        plan_field(planner, plan->element, field->element);
        plan->element->offset = 0;
    }
}

void plan_insert(struct object_plan *plan, struct field_plan *field)
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

static bool has_slot_of_its_own(const struct shape *shape, const struct shape_field *field)
{
    for (uint32_t i = 0; i < shape->field_count; i++)
        if (shape->fields[i].used && shape->fields[i].slot == field->slot)
            return false;
    return field->slot < shape->slots;
}

/* Values that are not used are decoded, too, where nobody looks. */
static void place_unused(struct object_plan *plan)
{
    const struct shape *shape = plan->shape;
    plan->stride = shape->slots ? shape->slots : 1;
    for (uint32_t i = 0; i < shape->field_count; i++)
        if (!shape->fields[i].used && !has_slot_of_its_own(shape, &shape->fields[i])) {
            plan->fields[i].offset = shape->slots * (uint32_t)sizeof(union value);
            plan->stride = shape->slots + 1;
        }
}

/* How many levels of rows the lists within PLAN need. */
static uint32_t levels_below(const struct object_plan *plan)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < plan->shape->field_count; i++) {
        const struct field_plan *field = &plan->fields[i];
        uint32_t levels = field->record ? field->record->level : 0;
        if (field->value == STEP_LIST)
            levels = field->level + 1;
        most = levels > most ? levels : most;
    }
    return most;
}

struct object_plan *plan_new(const struct shape *shape, struct arena *arena)
{
    struct object_plan *plan = arena_new(arena, struct object_plan);
    plan->shape = shape;
    plan->fields = plan_new_fields(arena, shape->field_count);
    return plan;
}

static void make_table(struct object_plan *plan, struct arena *arena)
{
    uint32_t places = 64;
    while (places < 2 * (plan->shape->field_count + LEARNED_MAX))
        places *= 2;
    plan->table = arena_array(arena, struct field_plan *, places);
    plan->table_mask = places - 1;
    for (uint32_t i = 0; i < plan->shape->field_count; i++)
        plan_insert(plan, &plan->fields[i]);
}

static void expect_declared_order(struct object_plan *plan, struct arena *arena)
{
    plan->count = plan->shape->field_count;
    plan->order = arena_array(arena, struct field_plan *, plan->count + LEARNED_MAX + 1);
    for (uint32_t i = 0; i < plan->count; i++)
        plan->order[i] = &plan->fields[i];
    plan->end = plan_new_fields(arena, 1);
    *plan->end = (struct field_plan){
        .lead = block_key_of("}", 1), .advance = 1, .step = STEP_END, .value = STEP_END
    };
    plan->order[plan->count] = plan->end;
    plan_number(plan, 0, plan->count);
}

static void make_blank(struct object_plan *plan, struct arena *arena)
{
    union value *blank = NULL;
    for (uint32_t i = 0; i < plan->shape->field_count; i++) {
        const struct field_plan *field = &plan->fields[i];
        if (!field->optional || !field->used)
            continue;
        blank = blank ? blank : arena_array(arena, union value, plan->stride);
        blank[field->field->slot] = field->absent;
    }
    plan->blank = blank;
}

void plan_complete(struct object_plan *plan, struct arena *arena)
{
    place_unused(plan);
    make_blank(plan, arena);
    make_table(plan, arena);
    expect_declared_order(plan, arena);
    plan->level = levels_below(plan);
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
    plan = plan_new(shape, planner->arena);
    for (uint32_t i = 0; i < shape->field_count; i++)
        plan_field(planner, &plan->fields[i], &shape->fields[i]);
    plan_complete(plan, planner->arena);
    add_plan(planner, plan);
    return plan;
}

struct object_plan *reader_plan(const struct shape *shape, uint32_t max_list, struct arena *arena)
{
    struct planner planner = { .arena = arena, .max_list = max_list };
    return plan_object(&planner, shape);
}
