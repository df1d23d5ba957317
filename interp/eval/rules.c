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

/* RESULT is what the decision at hand gives, and that is that: on to the next one of the group, or
 * out of it. */
static void emit_result(struct compiler *compiler, struct operand result)
{
    const struct plan_group *group = compiler->deciding;
    const struct plan_decision *plan = compiler->decision;
    bool last = plan->member + 1 == group->count;
    struct code *code = last ? emit(compiler, OP_LAST_RESULT)
                             : emit_jump(compiler, OP_RESULT, compiler->decision_end);
    code->a = result;
    code->b = last ? slot_operand(group->frame) : result_slot(compiler, plan->decision);
    code->c = (struct operand){ group->frame + FRAME_RESULTS, plan->member };
    if (last)
        code->target = plan->group;
}

void compile_outcome(struct compiler *compiler, const struct decision *decision,
                     const struct rule *rule, struct operand all)
{
    struct operand row = outcome_row(compiler, decision, rule);
    if (!decision->all) {
        emit_result(compiler, row);
        return;
    }
    struct code *code = emit(compiler, OP_GROW_ROW);
    code->a = row;
    code->c = all;
}

/* What DECISION gives for an element that its filter leaves out. */
static struct operand left_out(struct compiler *compiler, const struct decision *decision)
{
    union value list = { .list = { NULL, 0, LEFT_OUT_STRIDE } }, row = { .row = NULL };
    return decision->all ? constant(compiler, KIND_LIST, list) : constant(compiler, KIND_ROW, row);
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
static void compile_elements(struct compiler *compiler, struct plan_group *group)
{
    uint32_t label = label_new(compiler);
    uint32_t before = compiler->emitters[SECTION_MAIN].count;
    label_bind(compiler, label);
    group->list = value(compiler, group->members[0]->elements);
    if (compiler->emitters[SECTION_MAIN].count > before) {
        emit(compiler, OP_STOP);
        group->elements = label;
    }
}

static void compile_filter(struct compiler *compiler, const struct decision *decision)
{
    uint32_t inside = label_new(compiler);
    condition(compiler, decision->filter, true, inside);
    tell_decided(compiler);
    emit_result(compiler, left_out(compiler, decision));
    label_bind(compiler, inside);
}

static void begin_group(struct compiler *compiler, struct plan_group *group)
{
    struct operand frame = slots_new(compiler, FRAME_SIZE + group->count);
    group->frame = frame.offset;
    compiler->tick = slot_operand(group->frame + FRAME_TICK);
    compiler->once_a_record = !group->of_elements;
    available_forget(compiler, 0);
    group->others = label_new(compiler);
    label_bind(compiler, group->others);
    struct code *code = emit(compiler, OP_NEXT_ELEMENT);
    code->b = frame;
    code->target = (uint32_t)(group - compiler->groups);
    group->entry = label_new(compiler);
    label_bind(compiler, group->entry);
    compiler->deciding = group;
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

/* Code that decides and then goes on behind itself. */
static void compile_decision(struct compiler *compiler, const struct decision *decision)
{
    struct operand element = slot_operand(compiler->deciding->frame + FRAME_ELEMENT);
    compiler->decision = plan_of(compiler, decision);
    compiler->decision_end = label_new(compiler);
    if (decision->element)
        binding_of(compiler, decision->element)->operand = element;
    tell_decision(compiler, number_of(compiler, decision));
    if (decision->filter)
        compile_filter(compiler, decision);
    struct operand result = begin_result(compiler, decision);
    compile_steps(compiler, decision, result);
    tell_decided(compiler);
    if (decision->all || compiler->explains)
        emit_result(compiler, result);
    else
        emit_result(compiler, left_out(compiler, decision));
    label_bind(compiler, compiler->decision_end);
}

void compile_group(struct compiler *compiler, struct plan_group *group)
{
    available_forget(compiler, 0);
    if (group->of_elements)
        compile_elements(compiler, group);
    begin_group(compiler, group);
    for (uint32_t i = 0; i < group->count; i++)
        compile_decision(compiler, group->members[i]);
    compiler->once_a_record = false;
    compiler->deciding = NULL;
    compiler->decision = NULL;
}
