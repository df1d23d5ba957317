/* value.c - where a node's value can be read: places cost nothing, the rest is computed and
 * remembered. */
#include "interp/eval/compiler.h"

/* Value SLOT of the row that stands at ROW. */
static struct operand through(struct compiler *compiler, const struct node *node,
                              struct operand row, uint32_t slot)
{
    if (!operand_is_slot(row)) {
        struct operand near = slot_new(compiler);
        emit_unary(compiler, OP_COPY, row, near);
        available_add(compiler, node, near);
        row = near;
    }
    return (struct operand){ row.offset, slot };
}

static struct operand row_value(struct compiler *compiler, const struct node *node)
{
    struct operand known;
    return available_find(compiler, node, &known) ? known : value(compiler, node);
}

static struct operand field(struct compiler *compiler, const struct node *node)
{
    struct operand row = row_value(compiler, node->first);
    if (node->first->type.kind == TYPE_OUTCOME)
        tell_case(compiler, node, row);
    return through(compiler, node->first, row, node->slot);
}

static struct operand table_value(struct compiler *compiler, const struct table *table)
{
    struct list rows = { table->rows, table->count, table->record->count };
    return constant(compiler, KIND_LIST, (union value){ .list = rows });
}

static struct operand local_value(struct compiler *compiler, const struct node *node)
{
    struct binding *binding = binding_of(compiler, node->local);
    return binding->kind == BINDING_LET ? let_value(compiler, node, binding) : binding->operand;
}

static bool parameter_is_fixed(const struct node *node)
{
    return node->kind == NODE_PARAMETER && (!node->first || node->parameter->count == 1);
}

bool is_sibling(const struct compiler *compiler, const struct node *node)
{
    if (node->kind != NODE_DECISION || !compiler->deciding)
        return false;
    return &compiler->groups[plan_of(compiler, node->decision)->group] == compiler->deciding;
}

/* Is NODE's value in a place already, wherever code is being made? */
static bool is_place(const struct compiler *compiler, const struct node *node)
{
    switch (node->kind) {
    case NODE_BAD:
    case NODE_CONSTANT:
    case NODE_NOW:
    case NODE_TODAY:
    case NODE_INPUT:
    case NODE_LOCAL:
    case NODE_TABLE:
    case NODE_FACT:
    case NODE_FIELD:
    case NODE_CASE:
        return true;
    case NODE_DECISION:
        return is_sibling(compiler, node);
    default:
        return parameter_is_fixed(node);
    }
}

static struct operand place(struct compiler *compiler, const struct node *node)
{
    switch (node->kind) {
    case NODE_BAD: /* what can never be reached, the checker leaves like that */
        return constant_integer(compiler, 0);
    case NODE_CONSTANT:
        return constant(compiler, kind_of(node->type), node->constant);
    case NODE_NOW:
        return slot_operand(SLOT_NOW);
    case NODE_TODAY:
        return slot_operand(SLOT_TODAY + compiler->policy->index);
    case NODE_INPUT:
        return slot_operand(SLOT_INPUT);
    case NODE_LOCAL:
        return local_value(compiler, node);
    case NODE_TABLE:
        return table_value(compiler, node->table);
    case NODE_FACT:
        return fact_value(compiler, node);
    case NODE_DECISION:
        return result_slot(compiler, node->decision);
    case NODE_FIELD:
        return field(compiler, node);
    case NODE_CASE:
        return through(compiler, node->first, row_value(compiler, node->first), OUTCOME_CASE);
    default:
        return constant(compiler, kind_of(node->type), node->parameter->versions[0].value);
    }
}

bool is_of_record(const struct compiler *compiler, const struct node *node)
{
    const struct trait *trait = trait_of(compiler, node);
    return compiler->section == SECTION_MAIN && !compiler->explains && !compiler->once_a_record &&
           trait->heavy && trait->levels == 0 && (trait->depends & DEPENDS_RECORD) &&
           !(trait->depends & DEPENDS_FRAME);
}

/* Where it is needed, and told. */
static struct operand told_value(struct compiler *compiler, const struct node *node)
{
    bool tells_itself = node_is_condition(node);
    struct operand at;
    if (node->kind == NODE_CONSTANT || node->kind == NODE_BAD)
        return place(compiler, node);
    if (!tells_itself)
        tell_begin(compiler, node);
    if (is_place(compiler, node)) {
        at = place(compiler, node);
    } else {
        at = slot_new(compiler);
        compute(compiler, node, at);
    }
    if (!tells_itself)
        tell_end(compiler, node, at);
    return at;
}

struct operand value(struct compiler *compiler, const struct node *node)
{
    struct operand known;
    if (compiler->explains)
        return told_value(compiler, node);
    if (is_place(compiler, node))
        return place(compiler, node);
    if (available_find(compiler, node, &known))
        return known;
    if (is_placed(compiler, node))
        return placed_value(compiler, node);
    if (is_of_record(compiler, node))
        return record_value(compiler, node);
    known = slot_new(compiler);
    compute(compiler, node, known);
    available_add(compiler, node, known);
    return known;
}

void value_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct operand known;
    if (compiler->explains || is_place(compiler, node) || is_placed(compiler, node) ||
        is_of_record(compiler, node) || available_find(compiler, node, &known))
        emit_unary(compiler, OP_COPY, value(compiler, node), to);
    else
        compute(compiler, node, to);
}
