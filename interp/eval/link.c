/* link.c - sections to one piece of code: labels become addresses; these and slots become bytes. */
#include "interp/eval/compiler.h"

static const uint32_t VALUE = (uint32_t)sizeof(union value), CODE = (uint32_t)sizeof(struct code);

static uint32_t address_of_label(const struct compiler *compiler, const uint32_t *bases,
                                 uint32_t label)
{
    const struct label *place = &compiler->labels[label];
    return (bases[place->section] + place->at) * CODE;
}

static struct operand in_bytes(struct operand operand)
{
    return (struct operand){ operand.base * VALUE, operand.offset * VALUE };
}

static void link_code(const struct compiler *compiler, const uint32_t *bases, struct code *code)
{
    if (opcode_use((enum opcode)code->op) & JUMPS)
        code->target = address_of_label(compiler, bases, code->target);
    code->run = instruction_of((enum opcode)code->op);
    code->a = in_bytes(code->a);
    code->b = in_bytes(code->b);
    code->c = in_bytes(code->c);
}

/* Sections one behind the other, each ended by STOP, after the STOP at address 0. */
static void link_sections(struct compiler *compiler, uint32_t *bases)
{
    struct plan *plan = compiler->plan;
    uint32_t count = 1;
    for (int i = 0; i < SECTION_COUNT; i++) {
        bases[i] = count;
        count += compiler->emitters[i].count + 1;
    }
    struct code *code = arena_array(compiler->arena, struct code, count);
    struct origin *origins = arena_array(compiler->arena, struct origin, count);
    for (int i = 0; i < SECTION_COUNT; i++) {
        const struct emitter *emitter = &compiler->emitters[i];
        for (uint32_t at = 0; at < emitter->count; at++) {
            code[bases[i] + at] = emitter->code[at];
            origins[bases[i] + at] = emitter->origins[at];
        }
    }
    for (uint32_t i = 0; i < count; i++)
        link_code(compiler, bases, &code[i]);
    plan->code = code;
    plan->origins = origins;
    plan->code_count = count;
    plan->as_of_entry = bases[SECTION_CLOCK] * CODE;
}

static void *kept(const struct compiler *compiler, const void *items, size_t size)
{
    void *copy = arena_alloc(compiler->arena, size + 1);
    if (size)
        memcpy(copy, items, size);
    return copy;
}

static void link_groups(const struct compiler *compiler, const uint32_t *bases)
{
    struct plan *plan = compiler->plan;
    plan->group_count = compiler->group_count;
    plan->groups = (const struct plan_group *)kept(compiler, compiler->groups,
                                                   plan->group_count * sizeof *plan->groups);
    for (uint32_t i = 0; i < plan->group_count; i++) {
        struct plan_group *group = (struct plan_group *)&plan->groups[i];
        group->entry = address_of_label(compiler, bases, group->entry);
        group->others = address_of_label(compiler, bases, group->others);
        if (group->elements)
            group->elements = address_of_label(compiler, bases, group->elements);
        group->list = in_bytes(group->list);
        group->frame *= VALUE;
    }
}

static void link_targets(const struct compiler *compiler, const uint32_t *bases,
                         const uint32_t *targets, uint32_t count)
{
    uint32_t *linked = (uint32_t *)(uintptr_t)targets;
    for (uint32_t i = 0; i < count; i++)
        linked[i] = address_of_label(compiler, bases, linked[i]);
}

static void link_switch(const struct compiler *compiler, const uint32_t *bases,
                        struct plan_switch *table)
{
    table->otherwise = address_of_label(compiler, bases, table->otherwise);
    link_targets(compiler, bases, table->targets, table->targets ? table->count : 0);
    union value *rows = (union value *)(uintptr_t)table->index.list.at;
    for (uint32_t i = 0; i < table->index.list.count; i++)
        rows[2 * i + 1].integer =
            address_of_label(compiler, bases, (uint32_t)rows[2 * i + 1].integer);
}

static void link_tables(struct compiler *compiler, const uint32_t *bases)
{
    struct plan *plan = compiler->plan;
    for (uint32_t i = 0; i < compiler->switch_count; i++)
        link_switch(compiler, bases, &compiler->switches[i]);
    for (uint32_t i = 0; i < compiler->select_count; i++) {
        struct plan_select *table = &compiler->selects[i];
        table->otherwise = address_of_label(compiler, bases, table->otherwise);
        link_targets(compiler, bases, table->targets, table->count);
    }
    for (uint32_t i = 0; i < compiler->index_count; i++)
        compiler->indexes[i].list = in_bytes(compiler->indexes[i].list);
    plan->switches =
        (const struct plan_switch *)kept(compiler, compiler->switches,
                                         compiler->switch_count * sizeof *compiler->switches);
    plan->selects =
        (const struct plan_select *)kept(compiler, compiler->selects,
                                         compiler->select_count * sizeof *compiler->selects);
    plan->indexes =
        (const struct plan_index *)kept(compiler, compiler->indexes,
                                        compiler->index_count * sizeof *compiler->indexes);
    plan->index_count = compiler->index_count;
    plan->parameters = (const struct parameter *const *)kept(compiler, compiler->parameters,
                                                             compiler->parameter_count *
                                                                 sizeof *compiler->parameters);
}

/* The slots of constants. */
static const bool *fixed_slots(const struct compiler *compiler)
{
    bool *fixed = arena_array(compiler->arena, bool, compiler->slot_count);
    for (uint32_t i = 0; i < compiler->constant_capacity; i++)
        if (compiler->constant_buckets[i])
            fixed[compiler->constant_buckets[i] - 1] = true;
    return fixed;
}

/* Compute what follows from constants; what that made stays with the plan. */
static void run_constants(struct compiler *compiler, union value *image, uint32_t entry)
{
    struct plan *plan = compiler->plan;
    struct session session = session_over(plan, image);
    session.record_scratch.arena = compiler->arena;
    session.scratch = &session.record_scratch;
    run(&session, entry);
    arena_free(&session.folding);
}

static void make_sets(struct compiler *compiler)
{
    static const struct key_column columns[] = {
        [KIND_INTEGER] = { 0, KIND_INTEGER }, [KIND_DECIMAL] = { 0, KIND_DECIMAL },
        [KIND_TEXT] = { 0, KIND_TEXT },       [KIND_PERIOD] = { 0, KIND_PERIOD },
        [KIND_ROW] = { 0, KIND_ROW },         [KIND_LIST] = { 0, KIND_LIST },
    };
    struct plan *plan = compiler->plan;
    for (uint32_t i = 0; i < plan->index_count; i++) {
        struct plan_index *set = (struct plan_index *)&plan->indexes[i];
        if (set->index.buckets)
            continue;
        struct list list = slot_at((union value *)plan->image, set->list.offset)->list;
        set->index = index_new(compiler->arena, list, &columns[set->kind], 1);
    }
}

void link_plan(struct compiler *compiler)
{
    struct plan *plan = compiler->plan;
    uint32_t bases[SECTION_COUNT];
    link_sections(compiler, bases);
    link_groups(compiler, bases);
    link_tables(compiler, bases);
    union value *image =
        (union value *)kept(compiler, compiler->image, compiler->slot_count * sizeof(union value));
    plan->image = image;
    plan->slot_count = compiler->slot_count;
    plan->fixed = fixed_slots(compiler);
    run_constants(compiler, image, bases[SECTION_CONSTANTS] * CODE);
    make_sets(compiler);
}
