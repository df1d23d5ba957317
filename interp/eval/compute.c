/* compute.c - code for what is neither place, condition nor list: arithmetic, time, look-ups. */
#include "interp/eval/compiler.h"

static struct code *from_both(struct compiler *compiler, enum opcode op, const struct node *node,
                              struct operand to)
{
    struct operand from[2] = { value(compiler, node->first), value(compiler, node->second) };
    compiler->origin = node;
    return emit_binary(compiler, op, from, to);
}

static void from_first(struct compiler *compiler, enum opcode op, const struct node *node,
                       struct operand to)
{
    struct operand from = value(compiler, node->first);
    compiler->origin = node;
    emit_unary(compiler, op, from, to);
}

static uint32_t zone_is_utc(const struct compiler *compiler)
{
    const struct policy *policy = compiler->policy;
    return !policy->zone || !policy->zone_name || strcmp(policy->zone_name, "UTC") == 0;
}

static struct code *last_code(const struct compiler *compiler)
{
    const struct emitter *emitter = &compiler->emitters[compiler->section];
    return &emitter->code[emitter->count - 1];
}

/* ---- sums and products ---- */

/* A date or an instant, and what is added to it. */
static void shift_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    bool add = node->kind == NODE_ADD;
    if (kind_of(node->second->type) != KIND_PERIOD) {
        from_both(compiler, add ? OP_ADD_INTEGER : OP_SUBTRACT_INTEGER, node, to);
    } else if (node->type.kind == TYPE_DATE) {
        struct code *code = from_both(compiler, add ? OP_ADD_DATE : OP_SUBTRACT_DATE, node, to);
        code->detail = (uint16_t)compiler->policy->rounding;
    } else {
        struct code *code = from_both(compiler, add ? OP_ADD_ZONED : OP_SUBTRACT_ZONED, node, to);
        code->target = compiler->policy->index;
    }
}

static void sum_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    bool add = node->kind == NODE_ADD;
    if (node->type.kind == TYPE_DATE || node->type.kind == TYPE_INSTANT)
        shift_into(compiler, node, to);
    else if (kind_of(node->type) == KIND_PERIOD)
        from_both(compiler, add ? OP_ADD_PERIOD : OP_SUBTRACT_PERIOD, node, to);
    else if (kind_of(node->type) == KIND_DECIMAL)
        from_both(compiler, add ? OP_ADD_DECIMAL : OP_SUBTRACT_DECIMAL, node, to);
    else
        from_both(compiler, add ? OP_ADD_INTEGER : OP_SUBTRACT_INTEGER, node, to);
}

static void decimal_product(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct operand from[2] = { value(compiler, node->first), value(compiler, node->second) };
    bool first_whole = kind_of(node->first->type) == KIND_INTEGER;
    bool second_whole = kind_of(node->second->type) == KIND_INTEGER;
    compiler->origin = node;
    if (first_whole)
        emit_binary(compiler, OP_SCALE_INTEGER, from, to);
    else if (second_whole)
        emit_binary(compiler, OP_SCALE_INTEGER, (struct operand[]){ from[1], from[0] }, to);
    else
        emit_binary(compiler, OP_MULTIPLY_DECIMAL, from, to);
}

static void product_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    if (kind_of(node->type) == KIND_DECIMAL)
        decimal_product(compiler, node, to);
    else if (kind_of(node->type) == KIND_PERIOD)
        from_both(compiler, OP_MULTIPLY_PERIOD, node, to);
    else
        from_both(compiler, OP_MULTIPLY_INTEGER, node, to);
}

static void negation_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    if (kind_of(node->type) == KIND_DECIMAL)
        from_first(compiler, OP_NEGATE_DECIMAL, node, to);
    else if (kind_of(node->type) == KIND_PERIOD)
        from_first(compiler, OP_NEGATE_PERIOD, node, to);
    else
        from_first(compiler, OP_NEGATE_INTEGER, node, to);
}

static void scale_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct type from = node->first->type;
    unsigned have = from.kind == TYPE_DECIMAL ? from.places : 0;
    union value factor = { .decimal = 1 };
    for (unsigned places = have; places < node->type.places; places++)
        factor.decimal *= 10;
    struct operand operands[2] = { value(compiler, node->first),
                                   constant(compiler, KIND_DECIMAL, factor) };
    compiler->origin = node;
    emit_binary(compiler, from.kind == TYPE_DECIMAL ? OP_MULTIPLY_DECIMAL : OP_SCALE_INTEGER,
                operands, to);
}

static void extreme_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    bool decimal = kind_of(node->type) == KIND_DECIMAL;
    enum opcode lowest = decimal ? OP_MIN_DECIMAL : OP_MIN_INTEGER;
    enum opcode highest = decimal ? OP_MAX_DECIMAL : OP_MAX_INTEGER;
    struct operand so_far = value(compiler, node->items[0]);
    for (uint32_t i = 1; i < node->count; i++) {
        struct operand from[2] = { so_far, value(compiler, node->items[i]) };
        compiler->origin = node;
        emit_binary(compiler, node->kind == NODE_MIN ? lowest : highest, from, to);
        so_far = to;
    }
}

/* ---- time and text ---- */

static void date_of_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    from_first(compiler, zone_is_utc(compiler) ? OP_DATE_OF_UTC : OP_DATE_OF, node, to);
    last_code(compiler)->target = compiler->policy->index;
}

static void start_of_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    if (!zone_is_utc(compiler)) {
        from_first(compiler, OP_START_OF, node, to);
        last_code(compiler)->target = compiler->policy->index;
        return;
    }
    struct operand from[2] = { value(compiler, node->first),
                               constant_integer(compiler, DAY_MICROSECONDS) };
    compiler->origin = node;
    emit_binary(compiler, OP_MULTIPLY_INTEGER, from, to);
}

static void units_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct code *code = from_both(compiler, OP_UNITS, node, to);
    code->target = (uint32_t)node->unit;
    code->detail = (uint16_t)compiler->policy->rounding;
}

static void parameter_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    from_first(compiler, OP_PARAMETER, node, to);
    last_code(compiler)->target = parameter_number(compiler, node->parameter);
}

/* ---- branches and decisions ---- */

static enum opcode present(enum kind kind)
{
    static const enum opcode ops[] = { [KIND_INTEGER] = OP_JUMP_PRESENT_INTEGER,
                                       [KIND_DECIMAL] = OP_JUMP_PRESENT_DECIMAL,
                                       [KIND_TEXT] = OP_JUMP_PRESENT_POINTER,
                                       [KIND_PERIOD] = OP_JUMP_PRESENT_PERIOD,
                                       [KIND_ROW] = OP_JUMP_PRESENT_POINTER };
    return ops[kind];
}

static void else_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    value_into(compiler, node->first, to);
    if (kind_of(node->type) == KIND_LIST)
        return;
    uint32_t there = label_new(compiler);
    compiler->origin = node;
    emit_jump_if(compiler, present(kind_of(node->type)), to, there);
    compiler->conditional++;
    value_into(compiler, node->second, to);
    compiler->conditional--;
    label_bind(compiler, there);
}

static void truth_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    uint32_t otherwise = label_new(compiler), end = label_new(compiler);
    condition(compiler, node, false, otherwise);
    emit_unary(compiler, OP_COPY, constant_integer(compiler, 1), to);
    emit_jump(compiler, OP_JUMP, end);
    label_bind(compiler, otherwise);
    emit_unary(compiler, OP_COPY, constant_integer(compiler, 0), to);
    label_bind(compiler, end);
}

/* Is ROW the element that is decided about here, and LIST the list it comes from? */
static bool is_own(const struct compiler *compiler, struct operand row, struct operand list)
{
    const struct plan_group *deciding = compiler->deciding;
    return deciding && deciding->of_elements && !deciding->elements &&
           same_operand(row, slot_operand(deciding->frame + FRAME_ELEMENT)) &&
           same_operand(list, deciding->list);
}

static void decision_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    const struct decision *decision = node->decision;
    enum opcode op = OP_DECIDE_RECORD;
    struct operand from[2] = { { 0, 0 }, { 0, 0 } };
    if (decision->element) {
        from[0] = value(compiler, node->first);
        from[1] = value(compiler, decision->elements);
        op = OP_DECIDE;
    }
    if (decision->element && is_own(compiler, from[0], from[1])) {
        from[0] = from[1];
        from[1] = slot_operand(compiler->deciding->frame + FRAME_INDEX);
        op = OP_DECIDE_OWN;
    }
    compiler->origin = node;
    emit_binary(compiler, op, from, to)->target =
        compiler->plan->first_decision[compiler->policy->index] + decision->index;
}

/* NODE_ADD to NODE_UNITS. */
static void compute_from_values(struct compiler *compiler, const struct node *node,
                                struct operand to)
{
    switch (node->kind) {
    case NODE_ADD:
    case NODE_SUBTRACT:
        sum_into(compiler, node, to);
        break;
    case NODE_MULTIPLY:
        product_into(compiler, node, to);
        break;
    case NODE_NEGATE:
        negation_into(compiler, node, to);
        break;
    case NODE_SCALE:
        scale_into(compiler, node, to);
        break;
    case NODE_MIN:
    case NODE_MAX:
        extreme_into(compiler, node, to);
        break;
    case NODE_FOLDED:
        from_first(compiler, OP_FOLDED, node, to);
        break;
    case NODE_DATE_OF:
        date_of_into(compiler, node, to);
        break;
    case NODE_START_OF:
        start_of_into(compiler, node, to);
        break;
    default:
        units_into(compiler, node, to);
    }
}

/* What is found, asked or chosen. */
static void compute_other(struct compiler *compiler, const struct node *node, struct operand to)
{
    switch (node->kind) {
    case NODE_CALL:
        call_into(compiler, node, to);
        break;
    case NODE_PARAMETER:
        parameter_into(compiler, node, to);
        break;
    case NODE_LOOKUP:
        lookup_into(compiler, node, to);
        break;
    case NODE_INDEX:
        index_into(compiler, node, to);
        break;
    case NODE_DECISION:
        decision_into(compiler, node, to);
        break;
    case NODE_ELSE:
        else_into(compiler, node, to);
        break;
    default:
        truth_into(compiler, node, to);
    }
}

void compute(struct compiler *compiler, const struct node *node, struct operand to)
{
    const struct node *outer = compiler->origin;
    compiler->origin = node;
    if (node->kind >= NODE_ADD && node->kind <= NODE_UNITS)
        compute_from_values(compiler, node, to);
    else if (node->kind >= NODE_LIST && node->kind <= NODE_WHERE)
        list_into(compiler, node, to);
    else
        compute_other(compiler, node, to);
    compiler->origin = outer;
}
