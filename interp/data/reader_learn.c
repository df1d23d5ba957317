/* reader_learn.c - what a plan learns from the records that come: order, leads, and the unknown.
 *
 * All of it is expectation only: whatever is learned, the same records are read the same.  For that
 * the place from which on no field must come may be too late, but never too early. */
#include "interp/data/reader_plan.h"

void plan_number(struct object_plan *plan, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        plan->order[i]->place = i;
        if (i < plan->count && i >= plan->obliged && !plan->order[i]->optional)
            plan->obliged = i + 1;
        if (i > 0 && plan->order[i]->lead.bytes[0] == '{')
            plan->order[i]->step = STEP_LOOK; /* it came first, and its lead has no comma */
    }
}

void plan_lead(struct field_plan *field, const char *lead, size_t length)
{
    if (length > BLOCK_KEY_BYTES)
        return;
    field->lead = block_key_of(lead, (uint32_t)length);
    field->advance = (uint32_t)length - (plan_opener(field) ? 1 : 0);
    field->step = field->value;
}

struct field_plan *plan_learn(struct object_plan *plan, struct text name, struct field_plan **at,
                              struct plan_memory *memory)
{
    if (plan->learned == LEARNED_MAX || name.length > BLOCK_KEY_BYTES)
        return NULL;
    struct field_plan *field = plan_new_fields(memory->arena, 1);
    *field = (struct field_plan){
        .step = STEP_LOOK, .value = STEP_SKIP, .unknown = true, .optional = true
    };
    field->name = (struct text){ arena_copy(memory->arena, name.at, name.length), name.length };
    plan_insert(plan, field);
    uint32_t place = (uint32_t)(at - plan->order);
    memmove(at + 1, at, (plan->count + 1 - place) * sizeof *at);
    *at = field;
    plan->count++;
    plan->learned++;
    plan->counted = plan->strange_depth == 0 ? plan->learned : 0;
    plan_number(plan, place, plan->count);
    return field;
}

void plan_move(struct object_plan *plan, const struct field_plan *field, uint32_t place)
{
    struct field_plan **at = plan->order + place, **from = plan->order + field->place;
    struct field_plan *moved = *from;
    memmove(at + 1, at, (size_t)(from - at) * sizeof *at);
    *at = moved;
    plan_number(plan, place, (uint32_t)(from - plan->order));
}

static struct object_plan *strange_plan(const struct object_plan *within,
                                        struct plan_memory *memory)
{
    static const struct shape unknown = { .name = "an unknown object" };
    if (memory->plans == STRANGE_PLANS_MAX || within->strange_depth == STRANGE_DEPTH_MAX)
        return NULL;
    memory->plans++;
    struct object_plan *plan = plan_new(&unknown, memory->arena);
    plan_complete(plan, memory->arena);
    plan->strange_depth = within->strange_depth + 1;
    return plan;
}

/* What AT, where an unknown value begins, looks like. */
static enum field_step strange_step(const char *at)
{
    if (*at == '"')
        return STEP_SKIP_TEXT;
    if (*at == '{')
        return STEP_SKIP_OBJECT;
    return at[0] == '[' && at[1] == '{' ? STEP_SKIP_LIST : STEP_SKIP;
}

void plan_learn_value(const struct object_plan *plan, struct field_plan *field, const char *at,
                      struct plan_memory *memory)
{
    field->value = strange_step(at);
    bool object = field->value == STEP_SKIP_OBJECT || field->value == STEP_SKIP_LIST;
    if (object && !field->record)
        field->record = strange_plan(plan, memory);
    if (object && !field->record)
        field->value = STEP_SKIP;
}
