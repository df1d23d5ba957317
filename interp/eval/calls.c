/* calls.c - what has a name: lets, facts, formulas; and what runs once however many ask for it.
 *
 * A let is computed where it is first needed.  Where that may not be passed by all who need it
 * later, its code stands there once, is guarded by a flag, and is called from elsewhere. */
#include "interp/eval/compiler.h"

enum { CHAIN_MAX = 8 }; /* lets within lets that are followed when one is first needed */

static void emit_once(struct compiler *compiler, enum opcode op, const struct once *once,
                      uint32_t label)
{
    struct code *code = emit_jump(compiler, op, label);
    code->a = once->tick;
    code->b = once->back;
    code->c = once->flag;
}

void call_again(struct compiler *compiler, const struct once *once)
{
    emit_once(compiler, OP_AGAIN, once, once->entry);
}

/* Code for NODE that runs once a tick.  It may be called from wherever the first KNOWN values are
 * known. */
static void once_here(struct compiler *compiler, const struct node *node, struct once *once,
                      uint32_t known)
{
    once->back = slot_new(compiler);
    once->flag = slot_new(compiler);
    once->result = slot_new(compiler);
    uint32_t entry = label_new(compiler), after = label_new(compiler);
    emit_once(compiler, OP_ONCE, once, after);
    label_bind(compiler, entry);
    struct hidden outer = available_hide(compiler, known);
    compiler->conditional++;
    tell_name(compiler, once);
    value_into(compiler, node, once->result);
    tell_named(compiler, once);
    compiler->conditional--;
    available_show(compiler, outer);
    struct code *leave = emit(compiler, OP_LEAVE);
    leave->a = once->tick;
    leave->b = once->back;
    leave->c = once->flag;
    label_bind(compiler, after);
    once->entry = entry;
}

/* ---- lets ---- */

/* Is NODE a place that is reached through places alone? */
static bool is_path(const struct compiler *compiler, const struct node *node)
{
    switch (node->kind) {
    case NODE_CONSTANT:
    case NODE_NOW:
    case NODE_TODAY:
    case NODE_INPUT:
    case NODE_TABLE:
        return true;
    case NODE_LOCAL: {
        const struct binding *binding = binding_of(compiler, node->local);
        return binding->kind != BINDING_LET || let_is_alias(compiler, binding);
    }
    case NODE_DECISION:
        return is_sibling(compiler, node);
    case NODE_FIELD:
    case NODE_CASE:
        return is_path(compiler, node->first);
    default:
        return false;
    }
}

bool let_needs_anchor(const struct binding *let)
{
    return let->chain % CHAIN_MAX == 0;
}

bool let_is_alias(const struct compiler *compiler, const struct binding *binding)
{
    return !let_needs_anchor(binding) && is_path(compiler, binding->value);
}

static struct operand let_compute(struct compiler *compiler, struct binding *binding)
{
    struct operand known;
    if (binding->once.entry) {
        call_again(compiler, &binding->once);
        return binding->once.result;
    }
    if (!compiler->conditional || binding->uses <= 1 ||
        available_find(compiler, binding->value, &known))
        return value(compiler, binding->value);
    binding->once.tick = compiler->tick;
    once_here(compiler, binding->value, &binding->once, compiler->step_known);
    return binding->once.result;
}

struct operand let_value(struct compiler *compiler, const struct node *node,
                         struct binding *binding)
{
    struct operand known;
    if (compiler->section != SECTION_MAIN || let_is_alias(compiler, binding))
        return value(compiler, binding->value);
    if (available_find(compiler, node, &known))
        return known;
    if (is_placed(compiler, binding->value) || is_of_record(compiler, binding->value))
        return value(compiler, binding->value);
    known = let_compute(compiler, binding);
    available_add(compiler, node, known);
    return known;
}

void let_anchor(struct compiler *compiler, struct binding *let)
{
    if (!let_needs_anchor(let))
        return;
    if (is_placed(compiler, let->value)) {
        value(compiler, let->value);
        return;
    }
    uint32_t past = label_new(compiler);
    emit_jump(compiler, OP_JUMP, past);
    let->once.tick = compiler->tick;
    once_here(compiler, let->value, &let->once, compiler->step_known);
    label_bind(compiler, past);
}

/* ---- once a record ---- */

/* What is kept of NODE, or of one that means the same: new where its code has no entry yet. */
static struct once *record_find(struct compiler *compiler, const struct node *node)
{
    const void *key = (const void *)(uintptr_t)(trait_of(compiler, node)->hash + (uint64_t)1);
    struct record_value *first = (struct record_value *)pointer_map_get(&compiler->records, key);
    for (struct record_value *at = first; at; at = at->next)
        if (same_meaning(at->node, node))
            return &at->once;
    struct record_value *added = arena_new(&compiler->working, struct record_value);
    *added = (struct record_value){ .node = node, .next = first };
    pointer_map_set(&compiler->working, &compiler->records, key, added);
    return &added->once;
}

struct operand record_value(struct compiler *compiler, const struct node *node)
{
    struct once *once = record_find(compiler, node);
    if (once->entry) {
        call_again(compiler, once);
    } else {
        const struct inlined *call = compiler->call;
        compiler->call = NULL;
        once->tick = slot_operand(SLOT_RECORD);
        compiler->once_a_record = true;
        once_here(compiler, node, once, 0);
        compiler->once_a_record = false;
        compiler->call = call;
    }
    available_add(compiler, node, once->result);
    return once->result;
}

/* ---- facts and formulas ---- */

struct operand fact_value(struct compiler *compiler, const struct node *node)
{
    struct define_plan *define = &compiler->defines[node->define->index];
    struct operand known;
    if (define->manner == DEFINE_INLINE)
        return value(compiler, node->define->body);
    if (define->manner == DEFINE_PLACED)
        return define->result;
    if (available_find(compiler, node, &known))
        return known;
    call_again(compiler, &define->once);
    available_add(compiler, node, define->once.result);
    return define->once.result;
}

bool call_is_inline(const struct compiler *compiler, const struct node *node)
{
    return node->kind == NODE_CALL &&
           compiler->defines[node->define->index].manner == DEFINE_INLINE;
}

static struct operand *arguments(struct compiler *compiler, const struct node *node)
{
    struct operand *operands = arena_array(&compiler->working, struct operand, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        operands[i] = value(compiler, node->items[i]);
    return operands;
}

enum { INLINED_KEPT = 8 }; /* calls of one formula that are looked through for the same arguments */

static bool same_operands(const struct operand *a, const struct operand *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!same_operand(a[i], b[i]))
            return false;
    return true;
}

/* NODE's call with OPERANDS, new or made before: what one has computed holds for the other. */
static const struct inlined *inlined(struct compiler *compiler, const struct node *node,
                                     const struct operand *operands)
{
    struct define_plan *define = &compiler->defines[node->define->index];
    struct inlined *known = define->inlined;
    for (int i = 0; i < INLINED_KEPT && known; i++, known = known->before)
        if (same_operands(known->operands, operands, node->count))
            return known;
    struct inlined *added = arena_new(&compiler->working, struct inlined);
    *added = (struct inlined){ node->define, operands, define->inlined };
    return define->inlined = added;
}

const struct inlined *inline_begin(struct compiler *compiler, const struct node *node)
{
    const struct operand *operands = arguments(compiler, node);
    for (uint32_t i = 0; i < node->count; i++)
        binding_of(compiler, node->define->arguments[i])->operand = operands[i];
    const struct inlined *outer = compiler->call;
    compiler->call = inlined(compiler, node, operands);
    return outer;
}

void inline_end(struct compiler *compiler, const struct inlined *outer)
{
    compiler->call = outer;
}

void call_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    if (call_is_inline(compiler, node)) {
        const struct inlined *outer = inline_begin(compiler, node);
        value_into(compiler, node->define->body, to);
        inline_end(compiler, outer);
        return;
    }
    const struct define_plan *define = &compiler->defines[node->define->index];
    const struct operand *operands = arguments(compiler, node);
    for (uint32_t i = 0; i < node->count; i++)
        emit_unary(compiler, OP_COPY, operands[i], define->arguments[i]);
    emit_jump(compiler, OP_CALL, define->entry)->b = define->back;
    emit_unary(compiler, OP_COPY, define->result, to);
}
