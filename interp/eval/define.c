/* define.c - code for facts and formulas, in the order they build on one another. */
#include "interp/eval/compiler.h"

static void compile_placed(struct compiler *compiler, const struct define *define,
                           struct define_plan *plan)
{
    compiler->section = plan->trait.depends & DEPENDS_CLOCK ? SECTION_CLOCK : SECTION_CONSTANTS;
    plan->result = slot_new(compiler);
    value_into(compiler, define->body, plan->result);
    compiler->section = SECTION_MAIN;
}

static void compile_once(struct compiler *compiler, const struct define *define,
                         struct define_plan *plan)
{
    struct once *once = &plan->once;
    once->tick = slot_operand(SLOT_RECORD);
    once->back = slot_new(compiler);
    once->flag = slot_new(compiler);
    once->result = slot_new(compiler);
    once->entry = label_new(compiler);
    label_bind(compiler, once->entry);
    compiler->once_a_record = true;
    tell_name(compiler, once);
    value_into(compiler, define->body, once->result);
    tell_named(compiler, once);
    compiler->once_a_record = false;
    struct code *leave = emit(compiler, OP_LEAVE);
    leave->a = once->tick;
    leave->b = once->back;
    leave->c = once->flag;
}

static void compile_called(struct compiler *compiler, const struct define *define,
                           struct define_plan *plan)
{
    plan->back = slot_new(compiler);
    plan->result = slot_new(compiler);
    plan->arguments = arena_array(&compiler->working, struct operand, define->count);
    for (uint32_t i = 0; i < define->count; i++) {
        plan->arguments[i] = slot_new(compiler);
        binding_of(compiler, define->arguments[i])->operand = plan->arguments[i];
    }
    plan->entry = label_new(compiler);
    label_bind(compiler, plan->entry);
    value_into(compiler, define->body, plan->result);
    emit(compiler, OP_RETURN)->b = plan->back;
}

void compile_defines(struct compiler *compiler)
{
    const struct policy *policy = compiler->policy;
    for (uint32_t i = 0; i < policy->define_count; i++) {
        struct define_plan *plan = &compiler->defines[i];
        available_forget(compiler, 0);
        if (plan->manner == DEFINE_PLACED)
            compile_placed(compiler, policy->defines[i], plan);
        else if (plan->manner == DEFINE_ONCE)
            compile_once(compiler, policy->defines[i], plan);
        else if (plan->manner == DEFINE_CALLED)
            compile_called(compiler, policy->defines[i], plan);
    }
}
