/* rules.c - decisions: rules from top to bottom, and what they give. */
#include "interp/eval/compiler.h"

/* What RULE gives, as far as it is known now: case, rule, and the constants among its payload. */
static union value *model_row(struct compiler *compiler, const struct decision *decision,
                              const struct rule *rule, bool *whole)
{
    const struct outcome_case *outcome_case = &decision->outcome->cases[rule->outcome_case];
    union value *row = arena_array(compiler->arena, union value, decision->outcome->slots);
    row[OUTCOME_CASE].integer = rule->outcome_case;
    row[OUTCOME_RULE].integer = rule->index;
    *whole = true;
    for (uint32_t i = 0; i < outcome_case->count; i++) {
        if (rule->arguments[i]->kind == NODE_CONSTANT)
            row[outcome_case->payload[i].slot] = rule->arguments[i]->constant;
        else
            *whole = false;
    }
    return row;
}

struct operand outcome_row(struct compiler *compiler, const struct decision *decision,
                           const struct rule *rule)
{
    bool whole;
    union value model = { .row = model_row(compiler, decision, rule, &whole) };
    struct operand constant_row = constant(compiler, KIND_ROW, model);
    if (whole)
        return constant_row;
    const struct outcome_case *outcome_case = &decision->outcome->cases[rule->outcome_case];
    struct operand row = slot_new(compiler);
    struct code *make = emit(compiler, OP_MAKE_ROW);
    make->a = constant_row;
    make->c = row;
    make->target = decision->outcome->slots;
    for (uint32_t i = 0; i < outcome_case->count; i++)
        value_into(compiler, rule->arguments[i],
                   (struct operand){ row.offset, outcome_case->payload[i].slot });
    return row;
}

static uint32_t number_of(const struct compiler *compiler, const struct decision *decision)
{
    return compiler->plan->first_decision[compiler->policy->index] + decision->index;
}

static void emit_result(struct compiler *compiler, const struct decision *decision,
                        struct operand result)
{
    struct code *code = emit(compiler, OP_RESULT);
    code->a = result;
    code->b = slot_operand(compiler->deciding->frame);
    code->target = number_of(compiler, decision);
}

void compile_outcome(struct compiler *compiler, const struct decision *decision,
                     const struct rule *rule, struct operand all)
{
    struct operand row = outcome_row(compiler, decision, rule);
    if (!decision->all) {
        emit_result(compiler, decision, row);
        return;
    }
    struct code *code = emit(compiler, OP_GROW_ROW);
    code->a = row;
    code->c = all;
}

static void emit_left_out(struct compiler *compiler, const struct decision *decision)
{
    struct code *code = emit(compiler, OP_LEFT_OUT);
    code->b = slot_operand(compiler->deciding->frame);
    code->target = number_of(compiler, decision);
}

static void compile_rule(struct compiler *compiler, const struct decision *decision,
                         const struct rule *rule, struct operand all)
{
    if (tells(compiler)) {
        told_rule(compiler, decision, rule, all);
        return;
    }
    uint32_t next = label_new(compiler);
    if (rule->condition)
        condition(compiler, rule->condition, false, next);
    compiler->conditional++;
    cover_rule(compiler, rule);
    compile_outcome(compiler, decision, rule, all);
    compiler->conditional--;
    label_bind(compiler, next);
}

static void compile_steps(struct compiler *compiler, const struct decision *decision,
                          struct operand all)
{
    for (uint32_t i = 0; i < decision->count; i++) {
        const struct rule *step = &decision->steps[i];
        compiler->step_known = available_count(compiler);
        uint32_t switched = compile_switch(compiler, decision, i);
        if (switched)
            i += switched - 1;
        else if (step->kind == RULE_LET)
            let_anchor(compiler, binding_of(compiler, step->local));
        else
            compile_rule(compiler, decision, step, all);
    }
}

/* Code that makes the list of elements ready, if it is not simply there. */
static void compile_elements(struct compiler *compiler, struct plan_decision *plan)
{
    uint32_t label = label_new(compiler);
    uint32_t before = compiler->emitters[SECTION_MAIN].count;
    label_bind(compiler, label);
    plan->list = value(compiler, plan->decision->elements);
    if (compiler->emitters[SECTION_MAIN].count > before) {
        emit(compiler, OP_STOP);
        plan->elements = label;
    }
}

static void compile_filter(struct compiler *compiler, const struct decision *decision)
{
    uint32_t inside = label_new(compiler);
    condition(compiler, decision->filter, true, inside);
    tell_decided(compiler);
    emit_left_out(compiler, decision);
    label_bind(compiler, inside);
}

static void begin_decision(struct compiler *compiler, struct plan_decision *plan)
{
    struct operand element = slot_new(compiler);
    for (uint32_t i = 1; i < FRAME_SIZE; i++)
        slot_new(compiler);
    plan->frame = element.offset;
    compiler->tick = slot_operand(plan->frame + FRAME_TICK);
    compiler->once_a_record = !plan->decision->element;
    if (plan->decision->element)
        binding_of(compiler, plan->decision->element)->operand = element;
    available_forget(compiler, 0);
    plan->others = label_new(compiler);
    label_bind(compiler, plan->others);
    struct code *code = emit(compiler, OP_NEXT_ELEMENT);
    code->b = element;
    code->target = number_of(compiler, plan->decision);
    plan->entry = label_new(compiler);
    label_bind(compiler, plan->entry);
    compiler->deciding = plan;
}

/* Where the rules that are all asked put what they give; nowhere if the first one that applies
 * decides. */
static struct operand begin_result(struct compiler *compiler, const struct decision *decision)
{
    struct operand result = { 0, 0 };
    union value empty = { .list = { NULL, 0, 0 } }, none = { .row = NULL };
    if (!decision->all && !compiler->explains)
        return result;
    result = slot_new(compiler);
    emit_unary(compiler, OP_COPY,
               decision->all ? constant(compiler, KIND_LIST, empty)
                             : constant(compiler, KIND_ROW, none),
               result);
    return result;
}

void compile_decision(struct compiler *compiler, const struct decision *decision)
{
    struct plan_decision *plan =
        (struct plan_decision *)&compiler->plan->decisions[number_of(compiler, decision)];
    plan->decision = decision;
    available_forget(compiler, 0);
    if (decision->elements)
        compile_elements(compiler, plan);
    begin_decision(compiler, plan);
    tell_decision(compiler, number_of(compiler, decision));
    if (decision->filter)
        compile_filter(compiler, decision);
    struct operand result = begin_result(compiler, decision);
    compile_steps(compiler, decision, result);
    tell_decided(compiler);
    if (decision->all || compiler->explains)
        emit_result(compiler, decision, result);
    else
        emit_left_out(compiler, decision);
    compiler->once_a_record = false;
    compiler->deciding = NULL;
}
