/* compile.c - from a program to a plan: policy by policy, then all linked into one. */
#include "interp/eval/compiler.h"

static void number_decisions(struct compiler *compiler)
{
    const struct program *program = compiler->program;
    struct plan *plan = compiler->plan;
    uint32_t *first = arena_array(compiler->arena, uint32_t, program->policy_count);
    for (uint32_t i = 0; i < program->policy_count; i++) {
        first[i] = plan->decision_count;
        plan->decision_count += program->policies[i]->decision_count;
    }
    plan->first_decision = first;
    plan->decisions = arena_array(compiler->arena, struct plan_decision, plan->decision_count);
}

/* What is known of one policy's values holds for no other's: zone and rounding may differ. */
static void begin_policy(struct compiler *compiler, const struct policy *policy)
{
    compiler->policy = policy;
    compiler->records = (struct pointer_map){ 0 };
    for (int i = 0; i < SECTION_COUNT; i++) {
        compiler->section = (enum section)i;
        available_forget(compiler, 0);
    }
    compiler->section = SECTION_MAIN;
}

static void compile_policy(struct compiler *compiler, const struct policy *policy)
{
    begin_policy(compiler, policy);
    analyse_policy(compiler);
    compile_defines(compiler);
    uint32_t first = compiler->group_count;
    group_decisions(compiler);
    for (uint32_t i = first; i < compiler->group_count; i++)
        compile_group(compiler, &compiler->groups[i]);
}

static void begin(struct compiler *compiler)
{
    slots_new(compiler, SLOT_TODAY + compiler->program->policy_count);
    label_new(compiler); /* 0 is no label */
    number_decisions(compiler);
}

const struct plan *compile_all(struct compiler *compiler)
{
    compiler->plan->program = compiler->program;
    begin(compiler);
    for (uint32_t i = 0; i < compiler->program->policy_count; i++)
        compile_policy(compiler, compiler->program->policies[i]);
    link_plan(compiler);
    arena_free(&compiler->working);
    return compiler->plan;
}

const struct plan *compile(const struct program *program, struct arena *arena)
{
    struct compiler compiler = { .program = program,
                                 .arena = arena,
                                 .plan = arena_new(arena, struct plan) };
    return compile_all(&compiler);
}

const struct plan *compile_wanted(const struct program *program,
                                  const struct decision *const *wanted, uint32_t count,
                                  struct arena *arena)
{
    struct compiler compiler = { .program = program,
                                 .arena = arena,
                                 .plan = arena_new(arena, struct plan) };
    find_needed(&compiler, wanted, count);
    return compile_all(&compiler);
}

const struct plan *compile_explaining(const struct program *program, struct arena *arena)
{
    struct compiler compiler = { .program = program,
                                 .arena = arena,
                                 .plan = arena_new(arena, struct plan),
                                 .no_switches = true,
                                 .explains = true };
    compiler.plan->explains = true;
    return compile_all(&compiler);
}

const struct plan *compile_without_switches(const struct program *program, struct arena *arena)
{
    struct compiler compiler = { .program = program,
                                 .arena = arena,
                                 .plan = arena_new(arena, struct plan),
                                 .no_switches = true };
    return compile_all(&compiler);
}
