/* list.c - what is made of lists: counts, sums, extremes, filters, projections, membership. */
#include "interp/eval/compiler.h"

/* A slot to build a value in: TO itself where it is one. */
static struct operand builder(struct compiler *compiler, struct operand to)
{
    return operand_is_slot(to) ? to : slot_new(compiler);
}

static void deliver(struct compiler *compiler, struct operand from, struct operand to)
{
    if (!operand_is_slot(to))
        emit_unary(compiler, OP_COPY, from, to);
}

static void set_integer(struct compiler *compiler, int64_t integer, struct operand to)
{
    emit_unary(compiler, OP_COPY, constant_integer(compiler, integer), to);
}

static void count_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    if (!list_is_fused(compiler, node->first)) {
        struct operand list = value(compiler, node->first);
        compiler->origin = node;
        emit_unary(compiler, OP_COUNT, list, to);
        return;
    }
    struct loop loop = { 0 };
    struct operand count = builder(compiler, to);
    set_integer(compiler, 0, count);
    loop_begin(compiler, node->first, NULL, &loop);
    emit_binary(compiler, OP_ADD_INTEGER,
                (struct operand[]){ count, constant_integer(compiler, 1) }, count);
    loop_end(compiler, &loop);
    deliver(compiler, count, to);
}

/* ---- folds ---- */

static struct operand fold_start(struct compiler *compiler, const struct node *node)
{
    enum kind kind = kind_of(node->type);
    union value start = { .decimal = 0 };
    if (node->kind != NODE_SUM && kind == KIND_DECIMAL)
        start.decimal = DECIMAL_ABSENT;
    else if (node->kind != NODE_SUM)
        start.integer = INTEGER_ABSENT;
    return constant(compiler, kind, start);
}

static enum opcode fold_op(const struct node *node)
{
    bool decimal = kind_of(node->type) == KIND_DECIMAL;
    if (node->kind == NODE_SUM)
        return decimal ? OP_ADD_DECIMAL : OP_ADD_INTEGER;
    if (node->kind == NODE_HIGHEST)
        return decimal ? OP_MAX_DECIMAL : OP_MAX_INTEGER;
    return decimal ? OP_LOWEST_DECIMAL : OP_LOWEST_INTEGER;
}

static void fold_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct loop loop = { 0 };
    struct inside inside = inside_of(compiler, node, NULL);
    struct operand so_far = builder(compiler, to);
    emit_unary(compiler, OP_COPY, fold_start(compiler, node), so_far);
    loop_begin(compiler, node->first, &inside, &loop);
    bind_element(compiler, node->local, loop.element);
    tell_element(compiler, node, loop.element);
    struct operand from[2] = { so_far, loop.element };
    if (node->second)
        from[1] = value(compiler, node->second);
    compiler->origin = node;
    emit_binary(compiler, fold_op(node), from, so_far);
    loop_end(compiler, &loop);
    deliver(compiler, so_far, to);
}

/* ---- lists that are built ---- */

static struct operand empty_list(struct compiler *compiler)
{
    return constant(compiler, KIND_LIST, (union value){ .list = { NULL, 0, 0 } });
}

static void grow(struct compiler *compiler, enum opcode op, struct operand from, struct operand to)
{
    struct code *code = emit(compiler, op);
    code->a = from;
    code->c = to;
}

static void literal_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct operand list = builder(compiler, to);
    bool rows = kind_of_elements(node->type) == KIND_ROW;
    emit_unary(compiler, OP_COPY, empty_list(compiler), list);
    for (uint32_t i = 0; i < node->count; i++) {
        struct operand item = value(compiler, node->items[i]);
        grow(compiler, rows ? OP_GROW_ROW : OP_GROW_VALUE, item, list);
    }
    deliver(compiler, list, to);
}

static void joined_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct loop loop = { .keeps = true };
    struct inside inside = inside_of(compiler, node, NULL);
    struct operand list = builder(compiler, to);
    bool rows = kind_of_elements(node->type) == KIND_ROW;
    emit_unary(compiler, OP_COPY, empty_list(compiler), list);
    loop_begin(compiler, node->first, &inside, &loop);
    bind_element(compiler, node->local, loop.element);
    tell_element(compiler, node, loop.element);
    struct operand part = value(compiler, node->second);
    grow(compiler, rows ? OP_GROW_ROWS : OP_GROW_VALUES, part, list);
    loop_end(compiler, &loop);
    deliver(compiler, list, to);
}

/* May what LIST's elements are computed from be in scratch memory? */
static bool is_projected(const struct node *list)
{
    while (list->kind == NODE_WHERE)
        list = list->first;
    return list->kind != NODE_FIELD && list->kind != NODE_TABLE;
}

static void append(struct compiler *compiler, const struct loop *loop, struct operand to)
{
    struct emitter *emitter = &compiler->emitters[compiler->section];
    if (!loop->computed) {
        struct code *code = emit(compiler, OP_APPEND_CURSOR);
        code->b = loop->cursor;
        code->c = to;
        return;
    }
    if (!loop->rows)
        emitter->code[loop->reserve].op = OP_RESERVE_VALUES;
    grow(compiler, loop->rows ? OP_APPEND_ROW : OP_APPEND_VALUE, loop->element, to);
}

/* A filter's or a projection's list. */
static void collected_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    struct operand list = builder(compiler, to);
    struct loop loop = { .collects = true, .collected = list, .keeps = is_projected(node) };
    loop_open(compiler, node, NULL, &loop);
    append(compiler, &loop, list);
    loop_end(compiler, &loop);
    deliver(compiler, list, to);
}

void list_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    switch (node->kind) {
    case NODE_LIST:
        literal_into(compiler, node, to);
        break;
    case NODE_COUNT:
        count_into(compiler, node, to);
        break;
    case NODE_SUM:
    case NODE_HIGHEST:
    case NODE_LOWEST:
        fold_into(compiler, node, to);
        break;
    case NODE_ALL:
        if (node->second->type.kind == TYPE_LIST) {
            joined_into(compiler, node, to);
            break;
        }
        collected_into(compiler, node, to);
        break;
    default:
        collected_into(compiler, node, to);
    }
}

/* ---- questions to lists ---- */

void any_condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label)
{
    bool any = node->kind == NODE_ANY; /* one element answers the question with this */
    uint32_t found = sense == any ? label : label_new(compiler);
    struct loop loop = { 0 };
    struct inside inside = inside_of(compiler, node, NULL);
    loop_begin(compiler, node->first, &inside, &loop);
    bind_element(compiler, node->local, loop.element);
    tell_element(compiler, node, loop.element);
    if (node->second)
        condition(compiler, node->second, any, found);
    else
        emit_jump(compiler, OP_JUMP, found);
    loop_end(compiler, &loop);
    if (sense != any) {
        emit_jump(compiler, OP_JUMP, label);
        label_bind(compiler, found);
    }
}

void index_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    const struct record *record = node->first->type.element->record;
    struct operand *keys = arena_array(&compiler->working, struct operand, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        keys[i] = value(compiler, node->items[i]);
    struct loop loop = { 0 };
    struct operand row = builder(compiler, to);
    emit_unary(compiler, OP_COPY, constant(compiler, KIND_ROW, (union value){ .row = NULL }), row);
    loop_begin(compiler, node->first, NULL, &loop);
    for (uint32_t i = 0; i < node->count; i++) {
        const struct field *field = &record->fields[record->keys[i]];
        struct operand pair[2] = { { loop.element.offset, field->slot }, keys[i] };
        emit_jump_compare(compiler, equal_op(kind_of(field->type), false), pair, loop.next);
    }
    emit_unary(compiler, OP_COPY, loop.element, row);
    emit_jump(compiler, OP_JUMP, loop.exit);
    loop_end(compiler, &loop);
    deliver(compiler, row, to);
}
