/* member.c - x in a list: as a mask, a set, a chain of tests or a loop, by what is known of the
 * list. */
#include "interp/eval/compiler.h"

enum {
    MASK_BITS = 64,
    CHAIN_ITEMS = 4, /* that are tested one by one rather than looked up */
};

/* Item INDEX of a list whose items are constants in the policy's text; NULL where it is none. */
static const union value *literal_item(const struct node *list, uint32_t index)
{
    if (list->kind == NODE_CONSTANT)
        return list_at(list->constant.list, index);
    return list->items[index]->kind == NODE_CONSTANT ? &list->items[index]->constant : NULL;
}

static bool is_literal(const struct node *list)
{
    if (list->kind == NODE_CONSTANT)
        return true;
    if (list->kind != NODE_LIST)
        return false;
    for (uint32_t i = 0; i < list->count; i++)
        if (!literal_item(list, i))
            return false;
    return true;
}

static uint32_t literal_count(const struct node *list)
{
    return list->kind == NODE_CONSTANT ? list->constant.list.count : list->count;
}

/* The mask of a literal list of small integers; false where there are others. */
static bool list_mask(const struct node *list, enum kind kind, int64_t *mask)
{
    uint64_t bits = 0;
    if (kind != KIND_INTEGER || !is_literal(list))
        return false;
    for (uint32_t i = 0; i < literal_count(list); i++) {
        int64_t item = literal_item(list, i)->integer;
        if (item < 0 || item >= MASK_BITS)
            return false;
        bits |= (uint64_t)1 << item;
    }
    *mask = (int64_t)bits;
    return true;
}

static bool is_constant(const struct compiler *compiler, const struct node *node)
{
    const struct trait *trait = trait_of(compiler, node);
    return !compiler->explains && trait->depends == 0 && trait->levels == 0 && trait->steady;
}

/* Each item's test in turn. */
static void chain_condition(struct compiler *compiler, const struct node *node, bool sense,
                            uint32_t label)
{
    const struct node *list = node->second;
    uint32_t found = sense ? label : label_new(compiler);
    struct operand pair[2] = { value(compiler, node->first) };
    compiler->conditional++;
    for (uint32_t i = 0; i < list->count; i++) {
        pair[1] = value(compiler, list->items[i]);
        compiler->origin = node;
        emit_jump_compare(compiler, equal_op(kind_of(node->first->type), true), pair, found);
    }
    compiler->conditional--;
    if (!sense) {
        emit_jump(compiler, OP_JUMP, label);
        label_bind(compiler, found);
    }
}

static void loop_condition(struct compiler *compiler, const struct node *node, bool sense,
                           uint32_t label)
{
    uint32_t found = sense ? label : label_new(compiler);
    struct operand wanted = value(compiler, node->first);
    struct loop loop = { 0 };
    loop_begin(compiler, node->second, NULL, &loop);
    compiler->origin = node;
    emit_jump_compare(compiler, equal_op(kind_of(node->first->type), true),
                      (struct operand[]){ loop.element, wanted }, found);
    loop_end(compiler, &loop);
    if (!sense) {
        emit_jump(compiler, OP_JUMP, label);
        label_bind(compiler, found);
    }
}

static void among_condition(struct compiler *compiler, const struct node *node, bool sense,
                            uint32_t label)
{
    enum kind kind = kind_of(node->first->type);
    struct operand pair[2] = { value(compiler, node->first), value(compiler, node->second) };
    /* Sets are made when all constants are there; a list on the way to one may be gone by then. */
    bool set = is_constant(compiler, node->second) && operand_is_slot(pair[1]) &&
               compiler->section != SECTION_CONSTANTS;
    compiler->origin = node;
    if (set) {
        pair[1] = constant_integer(compiler, set_index(compiler, pair[1], kind));
        emit_jump_compare(compiler, sense ? OP_JUMP_IN_INDEX : OP_JUMP_NOT_IN_INDEX, pair, label);
        return;
    }
    emit_jump_compare(compiler, sense ? OP_JUMP_AMONG : OP_JUMP_NOT_AMONG, pair, label)->detail =
        (uint16_t)kind;
}

static void mask_condition(struct compiler *compiler, const struct node *node, int64_t mask,
                           bool sense, uint32_t label)
{
    struct operand pair[2] = { value(compiler, node->first), constant_integer(compiler, mask) };
    compiler->origin = node;
    emit_jump_compare(compiler, sense ? OP_JUMP_IN_MASK : OP_JUMP_NOT_IN_MASK, pair, label);
}

void in_list_condition(struct compiler *compiler, const struct node *node, bool sense,
                       uint32_t label)
{
    const struct node *list = node->second;
    int64_t mask;
    if (list_mask(list, kind_of(node->first->type), &mask))
        mask_condition(compiler, node, mask, sense, label);
    else if (list->kind == NODE_LIST && list->count <= CHAIN_ITEMS)
        chain_condition(compiler, node, sense, label);
    else if (list_is_fused(compiler, list))
        loop_condition(compiler, node, sense, label);
    else
        among_condition(compiler, node, sense, label);
}
