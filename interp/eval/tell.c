/* tell.c - code that tells the recorder what it looks at.
 *
 * A plan that explains shares nothing and computes nothing ahead: what is told happens where it is
 * told.  It goes on asking where the answer is known already, so that a reader learns what else is
 * so; what cannot be read there, because only the answer before made it readable, gives up without
 * harm. */
#include "interp/eval/compiler.h"
#include "interp/eval/recorder.h"

static struct code *emit_tell(struct compiler *compiler, enum opcode op, enum telling telling,
                              const struct node *node)
{
    struct code *code = emit(compiler, op);
    struct emitter *emitter = &compiler->emitters[compiler->section];
    emitter->origins[emitter->count - 1].node = node;
    code->detail = (uint16_t)telling;
    return code;
}

/* What follows gives up to LABEL. */
static struct code *emit_tell_or(struct compiler *compiler, enum telling telling, uint32_t label)
{
    struct code *code = emit_tell(compiler, OP_TELL_OR, telling, NULL);
    code->target = label;
    label_reach(compiler, label);
    return code;
}

/* ---- values ---- */

void tell_begin(struct compiler *compiler, const struct node *node)
{
    if (tells(compiler))
        emit_tell(compiler, OP_TELL, TELL_BEGIN, node);
}

/* Where it is kept how the let or fact NODE came about. */
static struct operand told_of(const struct compiler *compiler, const struct node *node)
{
    if (node->kind == NODE_FACT)
        return compiler->defines[node->define->index].once.told;
    if (node->kind == NODE_LOCAL && binding_of(compiler, node->local)->kind == BINDING_LET)
        return binding_of(compiler, node->local)->once.told;
    return (struct operand){ 0, 0 };
}

void tell_end(struct compiler *compiler, const struct node *node, struct operand at)
{
    if (!tells(compiler))
        return;
    struct code *code = emit_tell(compiler, OP_TELL, TELL_END, node);
    code->a = at;
    code->b = told_of(compiler, node);
}

void tell_element(struct compiler *compiler, const struct node *binder, struct operand at)
{
    if (tells(compiler))
        emit_tell(compiler, OP_TELL, TELL_ELEMENT, binder)->a = at;
}

void tell_case(struct compiler *compiler, const struct node *node, struct operand row)
{
    if (tells(compiler))
        emit_tell(compiler, OP_TELL, TELL_CASE, node)->a = row;
}

void tell_name(struct compiler *compiler, struct once *once)
{
    if (!tells(compiler))
        return;
    once->told = slot_new(compiler);
    emit_tell(compiler, OP_TELL, TELL_NAME, NULL);
}

void tell_named(struct compiler *compiler, const struct once *once)
{
    if (tells(compiler))
        emit_tell(compiler, OP_TELL, TELL_NAMED, NULL)->c = once->told;
}

/* ---- conditions ---- */

bool node_is_condition(const struct node *node)
{
    return (node->kind >= NODE_NOT && node->kind <= NODE_ABSENT) || node->kind == NODE_ANY ||
           node->kind == NODE_EVERY;
}

/* Whether NODE is SENSE, as 1 or 0 in a slot. */
static struct operand truth_of(struct compiler *compiler, const struct node *node, bool sense)
{
    struct operand truth = slot_new(compiler);
    uint32_t yes = label_new(compiler), past = label_new(compiler);
    condition(compiler, node, sense, yes);
    emit_unary(compiler, OP_COPY, constant_integer(compiler, 0), truth);
    emit_jump(compiler, OP_JUMP, past);
    label_bind(compiler, yes);
    emit_unary(compiler, OP_COPY, constant_integer(compiler, 1), truth);
    label_bind(compiler, past);
    return truth;
}

/* Jump to YES if the `and` or `or` NODE holds, both sides asked. */
static void both_told(struct compiler *compiler, const struct node *node, uint32_t yes)
{
    bool decides =
        node->kind == NODE_OR; /* what the first side alone decides by, and then the whole is */
    uint32_t past = label_new(compiler), settled = label_new(compiler);
    uint32_t unread = label_new(compiler);
    struct operand decided = truth_of(compiler, node->first, decides);
    emit_tell_or(compiler, TELL_ASIDE, unread)->a = decided;
    struct operand second = truth_of(compiler, node->second, true);
    label_bind(compiler, unread);
    emit_tell(compiler, OP_TELL, TELL_ASIDE_END, NULL)->a = decided;
    emit_jump_if(compiler, OP_JUMP_IF, decided, settled);
    emit_jump_if(compiler, OP_JUMP_IF, second, yes);
    emit_jump(compiler, OP_JUMP, past);
    label_bind(compiler, settled);
    if (decides)
        emit_jump(compiler, OP_JUMP, yes);
    label_bind(compiler, past);
}

void told_condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label)
{
    uint32_t yes = label_new(compiler), past = label_new(compiler);
    tell_begin(compiler, node);
    if (node->kind == NODE_AND || node->kind == NODE_OR)
        both_told(compiler, node, yes);
    else
        plain_condition(compiler, node, true, yes);
    emit_tell(compiler, OP_TELL, TELL_FALSE, node);
    emit_jump(compiler, OP_JUMP, sense ? past : label);
    label_bind(compiler, yes);
    emit_tell(compiler, OP_TELL, TELL_TRUE, node);
    if (sense)
        emit_jump(compiler, OP_JUMP, label);
    label_bind(compiler, past);
}

/* ---- decisions ---- */

void tell_decision(struct compiler *compiler, uint32_t number)
{
    if (tells(compiler))
        emit_tell(compiler, OP_TELL, TELL_DECISION, NULL)->a = constant_integer(compiler, number);
}

void tell_decided(struct compiler *compiler)
{
    if (tells(compiler))
        emit_tell(compiler, OP_TELL, TELL_DECIDED, NULL);
}

void told_rule(struct compiler *compiler, const struct decision *decision, const struct rule *rule,
               struct operand to)
{
    uint32_t past = label_new(compiler);
    struct operand first_to = decision->all ? (struct operand){ 0, 0 } : to;
    emit_tell_or(compiler, TELL_RULE, past)->a = constant_integer(compiler, rule->index);
    if (rule->condition)
        condition(compiler, rule->condition, false, past);
    emit_tell(compiler, OP_TELL, TELL_HOLDS, NULL);
    struct operand row = outcome_row(compiler, decision, rule);
    struct code *gives = emit_tell(compiler, OP_TELL, TELL_GIVES, NULL);
    gives->a = row;
    gives->c = first_to;
    if (decision->all) {
        struct code *grow = emit(compiler, OP_GROW_ROW);
        grow->a = row;
        grow->c = to;
    }
    label_bind(compiler, past);
    emit_tell(compiler, OP_TELL, TELL_RULE_END, NULL);
}
