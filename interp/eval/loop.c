/* loop.c - going through a list: filters and projections on the way are part of the loop, not
 * lists. */
#include "interp/eval/compiler.h"

void bind_element(struct compiler *compiler, const struct local *local, struct operand operand)
{
    if (local)
        binding_of(compiler, local)->operand = operand;
}

static bool is_fusible(const struct node *node)
{
    return node->kind == NODE_WHERE ||
           (node->kind == NODE_ALL && node->second && node->second->type.kind != TYPE_LIST);
}

/* The let that LIST names, if nothing else needs its list. */
static const struct binding *fused_let(const struct compiler *compiler, const struct node *list)
{
    struct operand known;
    if (list->kind != NODE_LOCAL)
        return NULL;
    const struct binding *binding = binding_of(compiler, list->local);
    bool alone = binding->kind == BINDING_LET && binding->uses <= 1 && !binding->once.entry &&
                 !available_find(compiler, list, &known);
    return alone && list_is_fused(compiler, binding->value) ? binding : NULL;
}

static bool is_inline_fact(const struct compiler *compiler, const struct node *node)
{
    return node->kind == NODE_FACT &&
           compiler->defines[node->define->index].manner == DEFINE_INLINE;
}

bool list_is_fused(const struct compiler *compiler, const struct node *list)
{
    struct operand known;
    if (compiler->explains)
        return false;
    if (list->kind == NODE_LOCAL)
        return fused_let(compiler, list) != NULL;
    if (is_inline_fact(compiler, list))
        return list_is_fused(compiler, list->define->body);
    if (available_find(compiler, list, &known) || is_placed(compiler, list) ||
        is_of_record(compiler, list))
        return false;
    return is_fusible(list) || (call_is_inline(compiler, list) && is_fusible(list->define->body));
}

/* ---- what is gone through itself ---- */

static bool inside_allocates(const struct compiler *compiler, const struct inside *inside)
{
    for (; inside; inside = inside->next)
        if (inside->node && trait_of(compiler, inside->node)->allocates)
            return true;
    return false;
}

static void emit_loop(struct compiler *compiler, enum opcode op, const struct loop *loop,
                      uint32_t label)
{
    struct code *code = emit_jump(compiler, op, label);
    code->b = loop->cursor;
    code->c = loop->at;
}

static void reserve(struct compiler *compiler, struct operand list, struct loop *loop)
{
    loop->reserve = compiler->emitters[compiler->section].count;
    emit_unary(compiler, OP_RESERVE_ROWS, list, loop->collected);
}

static void mark(struct compiler *compiler, struct loop *loop)
{
    loop->marked = true;
    loop->mark = slots_new(compiler, 2);
    emit(compiler, OP_MARK)->c = loop->mark;
}

static void open_base(struct compiler *compiler, const struct node *list,
                      const struct inside *inside, struct loop *loop)
{
    struct operand from = elements_wanted(compiler, list, inside, &loop->holds);
    hoist_lets(compiler, inside);
    if (loop->collects)
        reserve(compiler, from, loop);
    loop->at_rows = loop->rows = kind_of_elements(list->type) == KIND_ROW;
    loop->cursor = slot_new(compiler);
    loop->at = loop->element = slot_new(compiler);
    loop->body = label_new(compiler);
    loop->next = label_new(compiler);
    loop->exit = label_new(compiler);
    emit_loop(compiler, loop->rows ? OP_START_ROWS : OP_START_VALUES, loop, loop->exit);
    struct emitter *emitter = &compiler->emitters[compiler->section];
    emitter->code[emitter->count - 1].a = from;
    compiler->conditional++;
    hoist_invariants(compiler, inside);
    if (!loop->keeps && inside_allocates(compiler, inside))
        mark(compiler, loop);
    label_bind(compiler, loop->body);
    loop->outer_holds = compiler->holds;
    compiler->holds = loop->holds;
}

/* ---- filters and projections ---- */

struct inside inside_of(const struct compiler *compiler, const struct node *binder,
                        const struct inside *next)
{
    return (struct inside){ .node = binder->second,
                            .local = binder->local,
                            .guards = binder->kind == NODE_WHERE || binder->kind == NODE_ANY,
                            .level = binder->local ? binding_of(compiler, binder->local)->level : 0,
                            .call = compiler->call,
                            .next = next };
}

static void open_filter(struct compiler *compiler, const struct node *list,
                        const struct inside *inside, struct loop *loop)
{
    struct inside own = inside_of(compiler, list, inside);
    loop_begin(compiler, list->first, &own, loop);
    bind_element(compiler, list->local, loop->element);
    tell_element(compiler, list, loop->element);
    if (list->kind == NODE_WHERE) {
        condition(compiler, list->second, false, loop->next);
        return;
    }
    loop->element = value(compiler, list->second);
    loop->rows = kind_of(list->second->type) == KIND_ROW;
    loop->computed = true;
}

void loop_open(struct compiler *compiler, const struct node *list, const struct inside *inside,
               struct loop *loop)
{
    if (is_fusible(list)) {
        open_filter(compiler, list, inside, loop);
    } else if (call_is_inline(compiler, list)) {
        const struct inlined *outer = inline_begin(compiler, list);
        loop_begin(compiler, list->define->body, inside, loop);
        inline_end(compiler, outer);
    } else if (is_inline_fact(compiler, list)) {
        loop_begin(compiler, list->define->body, inside, loop);
    } else if (fused_let(compiler, list)) {
        loop_begin(compiler, fused_let(compiler, list)->value, inside, loop);
    } else {
        open_base(compiler, list, inside, loop);
    }
}

void loop_begin(struct compiler *compiler, const struct node *list, const struct inside *inside,
                struct loop *loop)
{
    if (list_is_fused(compiler, list))
        loop_open(compiler, list, inside, loop);
    else
        open_base(compiler, list, inside, loop);
}

void loop_end(struct compiler *compiler, struct loop *loop)
{
    compiler->holds = loop->outer_holds;
    label_bind(compiler, loop->next);
    if (loop->marked)
        emit(compiler, OP_RELEASE)->a = loop->mark;
    emit_loop(compiler, loop->at_rows ? OP_NEXT_ROWS : OP_NEXT_VALUES, loop, loop->body);
    label_bind(compiler, loop->exit);
    compiler->conditional--;
}
