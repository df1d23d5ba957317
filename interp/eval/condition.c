/* condition.c - truth as control flow: each test is one compare-and-jump, and nothing is tested
 * twice. */
#include "interp/eval/compiler.h"

/* Periods, records and lists are not compared. */
enum opcode equal_op(enum kind kind, bool equal)
{
    static const enum opcode ops[][2] = {
        [KIND_INTEGER] = { OP_JUMP_DIFFERENT_INTEGER, OP_JUMP_EQUAL_INTEGER },
        [KIND_DECIMAL] = { OP_JUMP_DIFFERENT_DECIMAL, OP_JUMP_EQUAL_DECIMAL },
        [KIND_TEXT] = { OP_JUMP_DIFFERENT_TEXT, OP_JUMP_EQUAL_TEXT },
    };
    return ops[kind][equal];
}

static enum opcode less_op(enum kind kind, bool or_equal)
{
    if (kind == KIND_DECIMAL)
        return or_equal ? OP_JUMP_LESS_EQUAL_DECIMAL : OP_JUMP_LESS_DECIMAL;
    return or_equal ? OP_JUMP_LESS_EQUAL_INTEGER : OP_JUMP_LESS_INTEGER;
}

static enum opcode presence_op(enum kind kind, bool present)
{
    switch (kind) {
    case KIND_INTEGER:
        return present ? OP_JUMP_PRESENT_INTEGER : OP_JUMP_ABSENT_INTEGER;
    case KIND_DECIMAL:
        return present ? OP_JUMP_PRESENT_DECIMAL : OP_JUMP_ABSENT_DECIMAL;
    case KIND_PERIOD:
        return present ? OP_JUMP_PRESENT_PERIOD : OP_JUMP_ABSENT_PERIOD;
    default:
        return present ? OP_JUMP_PRESENT_POINTER : OP_JUMP_ABSENT_POINTER;
    }
}

static void compare(struct compiler *compiler, enum opcode op, const struct node *a,
                    const struct node *b, uint32_t label)
{
    const struct node *node = compiler->origin;
    struct operand operands[2] = { value(compiler, a), value(compiler, b) };
    compiler->origin = node;
    emit_jump_compare(compiler, op, operands, label);
}

/* Is NODE `value else constant` of integers, and nobody wants to be told of each? */
static bool has_constant_else(const struct compiler *compiler, const struct node *node)
{
    return !compiler->explains && node->kind == NODE_ELSE && kind_of(node->type) == KIND_INTEGER &&
           node->second->kind == NODE_CONSTANT;
}

/* `value else false` is true where the value is true, `value else true` where it is not false:
 * absent is neither. */
static void else_condition(struct compiler *compiler, const struct node *node, bool sense,
                           uint32_t label)
{
    int64_t otherwise = node->second->constant.integer;
    struct operand pair[2] = { value(compiler, node->first),
                               constant_integer(compiler, !otherwise) };
    compiler->origin = node;
    emit_jump_compare(compiler, equal_op(KIND_INTEGER, sense == !otherwise), pair, label);
}

/* Whether `value else constant` is another constant does not ask whether the value is there. */
static const struct node *compared(const struct compiler *compiler, const struct node *node,
                                   const struct node *with)
{
    bool differs = has_constant_else(compiler, node) && with->kind == NODE_CONSTANT &&
                   node->second->constant.integer != with->constant.integer;
    return differs ? node->first : node;
}

/* Texts that are the same as they stand are so when folded: most often that is told from them. */
static void folded_condition(struct compiler *compiler, const struct node *node, bool sense,
                             uint32_t label)
{
    bool if_same = sense == (node->kind == NODE_EQUAL);
    uint32_t same = if_same ? label : label_new(compiler);
    struct operand first = value(compiler, node->first->first);
    struct operand second = value(compiler, node->second->first);
    struct code *code = emit_jump(compiler, OP_JUMP_EQUAL_TEXT, same);
    code->a = first;
    code->b = second;
    compiler->conditional++;
    compare(compiler, equal_op(KIND_TEXT, if_same), node->first, node->second, label);
    compiler->conditional--;
    if (!if_same)
        label_bind(compiler, same);
}

static void equal_condition(struct compiler *compiler, const struct node *node, bool sense,
                            uint32_t label)
{
    bool folded = node->first->kind == NODE_FOLDED && node->second->kind == NODE_FOLDED;
    if (folded && !compiler->explains) {
        folded_condition(compiler, node, sense, label);
        return;
    }
    enum opcode op = equal_op(kind_of(node->first->type), sense == (node->kind == NODE_EQUAL));
    compare(compiler, op, compared(compiler, node->first, node->second),
            compared(compiler, node->second, node->first), label);
}

/* a < b is false exactly where b <= a. */
static void order_condition(struct compiler *compiler, const struct node *node, bool sense,
                            uint32_t label)
{
    bool swapped = node->kind == NODE_GREATER || node->kind == NODE_GREATER_EQUAL;
    bool or_equal = node->kind == NODE_LESS_EQUAL || node->kind == NODE_GREATER_EQUAL;
    const struct node *low = swapped ? node->second : node->first;
    const struct node *high = swapped ? node->first : node->second;
    enum kind kind = kind_of(node->first->type);
    if (sense)
        compare(compiler, less_op(kind, or_equal), low, high, label);
    else
        compare(compiler, less_op(kind, !or_equal), high, low, label);
}

static void integer_range(struct compiler *compiler, const struct node *node, bool sense,
                          uint32_t label)
{
    struct operand from[3] = { value(compiler, node->first), value(compiler, node->second),
                               value(compiler, node->third) };
    static const enum opcode ops[2][2] = {
        { OP_JUMP_OUTSIDE, OP_JUMP_INSIDE },
        { OP_JUMP_OUTSIDE_HALF_OPEN, OP_JUMP_INSIDE_HALF_OPEN },
    };
    compiler->origin = node;
    struct code *code = emit_jump_compare(compiler, ops[node->half_open][sense], from, label);
    code->c = from[2];
}

static void decimal_range(struct compiler *compiler, const struct node *node, bool sense,
                          uint32_t label)
{
    uint32_t outside = sense ? label_new(compiler) : label;
    enum opcode beyond = less_op(KIND_DECIMAL, node->half_open);
    struct operand low = value(compiler, node->second), high = value(compiler, node->third);
    struct operand at = value(compiler, node->first);
    compiler->origin = node;
    emit_jump_compare(compiler, OP_JUMP_LESS_DECIMAL, (struct operand[]){ at, low }, outside);
    emit_jump_compare(compiler, beyond, (struct operand[]){ high, at }, outside);
    if (sense) {
        emit_jump(compiler, OP_JUMP, label);
        label_bind(compiler, outside);
    }
}

/* Jump if both are as wanted: AND is all true, OR all false, DECIDED is what one alone decides. */
static void both_condition(struct compiler *compiler, const struct node *node, bool sense,
                           uint32_t label)
{
    bool decided = node->kind == NODE_OR;
    uint32_t past = sense == decided ? label : label_new(compiler);
    condition(compiler, node->first, decided, past);
    compiler->conditional++;
    condition(compiler, node->second, sense, label);
    compiler->conditional--;
    if (sense != decided)
        label_bind(compiler, past);
}

static void presence_condition(struct compiler *compiler, const struct node *node, bool present,
                               uint32_t label)
{
    enum kind kind = kind_of(node->first->type);
    if (kind == KIND_LIST) {
        if (present)
            emit_jump(compiler, OP_JUMP, label);
        return;
    }
    struct operand at = value(compiler, node->first);
    compiler->origin = node;
    emit_jump_if(compiler, presence_op(kind, present), at, label);
}

static void constant_condition(struct compiler *compiler, int64_t truth, bool sense, uint32_t label)
{
    if ((truth != 0) == sense)
        emit_jump(compiler, OP_JUMP, label);
}

static void value_condition(struct compiler *compiler, const struct node *node, bool sense,
                            uint32_t label)
{
    struct operand at = value(compiler, node);
    compiler->origin = node;
    emit_jump_if(compiler, sense ? OP_JUMP_IF : OP_JUMP_UNLESS, at, label);
}

/* Is NODE's truth in a place, or better computed elsewhere and read here? */
static bool is_read(const struct compiler *compiler, const struct node *node)
{
    struct operand known;
    const struct trait *trait = trait_of(compiler, node);
    if (trait->size > 3 && is_placed(compiler, node))
        return true;
    return is_of_record(compiler, node) || (trait->heavy && available_find(compiler, node, &known));
}

/* A let that nothing else needs stands for its condition. */
static bool local_is_fused(const struct compiler *compiler, const struct node *node)
{
    struct operand known;
    const struct binding *binding = binding_of(compiler, node->local);
    return binding->kind == BINDING_LET && binding->uses <= 1 && !binding->once.entry &&
           !let_is_alias(compiler, binding) && !available_find(compiler, node, &known);
}

static void call_condition(struct compiler *compiler, const struct node *node, bool sense,
                           uint32_t label)
{
    const struct inlined *outer = inline_begin(compiler, node);
    condition(compiler, node->define->body, sense, label);
    inline_end(compiler, outer);
}

/* NODE is no and, or, not: one test. */
static void test(struct compiler *compiler, const struct node *node, bool sense, uint32_t label)
{
    enum kind kind = node->first ? kind_of(node->first->type) : KIND_INTEGER;
    switch (node->kind) {
    case NODE_CONSTANT:
        constant_condition(compiler, node->constant.integer, sense, label);
        break;
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
        equal_condition(compiler, node, sense, label);
        break;
    case NODE_LESS:
    case NODE_LESS_EQUAL:
    case NODE_GREATER:
    case NODE_GREATER_EQUAL:
        order_condition(compiler, node, sense, label);
        break;
    case NODE_IN_RANGE:
        if (kind == KIND_DECIMAL)
            decimal_range(compiler, node, sense, label);
        else
            integer_range(compiler, node, sense, label);
        break;
    case NODE_IN_LIST:
        in_list_condition(compiler, node, sense, label);
        break;
    case NODE_PRESENT:
    case NODE_ABSENT:
        presence_condition(compiler, node, sense == (node->kind == NODE_PRESENT), label);
        break;
    case NODE_ANY:
    case NODE_EVERY:
        any_condition(compiler, node, sense, label);
        break;
    case NODE_ELSE:
        if (has_constant_else(compiler, node))
            else_condition(compiler, node, sense, label);
        else
            value_condition(compiler, node, sense, label);
        break;
    default:
        value_condition(compiler, node, sense, label);
    }
}

void condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label)
{
    const struct node *outer = compiler->origin;
    compiler->origin = node;
    if (compiler->covers)
        cover_condition(compiler, node, sense, label);
    else if (compiler->explains && node_is_condition(node))
        told_condition(compiler, node, sense, label);
    else
        plain_condition(compiler, node, sense, label);
    compiler->origin = outer;
}

void plain_condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label)
{
    if (node == compiler->holds)
        constant_condition(compiler, 1, sense, label);
    else if (is_read(compiler, node))
        value_condition(compiler, node, sense, label);
    else if (node->kind == NODE_NOT)
        condition(compiler, node->first, !sense, label);
    else if (node->kind == NODE_AND || node->kind == NODE_OR)
        both_condition(compiler, node, sense, label);
    else if (node->kind == NODE_LOCAL && local_is_fused(compiler, node))
        condition(compiler, binding_of(compiler, node->local)->value, sense, label);
    else if (call_is_inline(compiler, node))
        call_condition(compiler, node, sense, label);
    else
        test(compiler, node, sense, label);
}
