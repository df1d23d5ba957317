/* emit.c - growing code: instructions, labels, slots and constants. */
#include "interp/eval/compiler.h"

void *grown(struct compiler *compiler, void *items, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    uint32_t wanted = *capacity ? *capacity * 2 : 16;
    items = arena_grow(&compiler->working, items, *capacity * size, wanted * size);
    *capacity = wanted;
    return items;
}

/* ---- slots ---- */

struct operand slot_operand(uint32_t slot)
{
    return (struct operand){ SLOT_SELF, slot };
}

bool same_operand(struct operand a, struct operand b)
{
    return a.base == b.base && a.offset == b.offset;
}

bool operand_is_slot(struct operand operand)
{
    return operand.base == SLOT_SELF;
}

struct operand slot_new(struct compiler *compiler)
{
    compiler->image = (union value *)grown(compiler, compiler->image, compiler->slot_count,
                                           &compiler->slot_capacity, sizeof(union value));
    compiler->image[compiler->slot_count] = (union value){ .decimal = 0 };
    return slot_operand(compiler->slot_count++);
}

struct operand slots_new(struct compiler *compiler, uint32_t count)
{
    struct operand first = slot_new(compiler);
    for (uint32_t i = 1; i < count; i++)
        slot_new(compiler);
    return first;
}

/* VALUE with nothing in the bytes that KIND does not use. */
static union value normal(enum kind kind, union value value)
{
    union value result = { .decimal = 0 };
    if (kind == KIND_INTEGER)
        result.integer = value.integer;
    else if (kind == KIND_ROW)
        result.row = value.row;
    else if (kind == KIND_PERIOD)
        result.period = value.period;
    else if (kind == KIND_TEXT) {
        result.text.at = value.text.at;
        result.text.length = value.text.length;
    } else
        result = value;
    return result;
}

static uint32_t constant_bucket(const struct compiler *compiler, union value value)
{
    uint64_t low = (uint64_t)value.decimal, high = (uint64_t)(value.decimal >> 64);
    uint64_t hash = (low ^ high * 0xd1342543de82ef95u) * 0x9e3779b97f4a7c15u;
    uint32_t at = (uint32_t)(hash >> 32) & (compiler->constant_capacity - 1);
    while (compiler->constant_buckets[at] &&
           compiler->image[compiler->constant_buckets[at] - 1].decimal != value.decimal)
        at = (at + 1) & (compiler->constant_capacity - 1);
    return at;
}

static void widen_constants(struct compiler *compiler)
{
    uint32_t *old = compiler->constant_buckets, count = compiler->constant_capacity;
    compiler->constant_capacity = count ? count * 2 : 64;
    compiler->constant_buckets =
        arena_array(&compiler->working, uint32_t, compiler->constant_capacity);
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            compiler->constant_buckets[constant_bucket(compiler, compiler->image[old[i] - 1])] =
                old[i];
}

struct operand constant(struct compiler *compiler, enum kind kind, union value value)
{
    if (compiler->constant_count * 2 >= compiler->constant_capacity)
        widen_constants(compiler);
    value = normal(kind, value);
    uint32_t at = constant_bucket(compiler, value);
    if (!compiler->constant_buckets[at]) {
        struct operand slot = slot_new(compiler);
        compiler->image[slot.offset] = value;
        compiler->constant_buckets[at] = slot.offset + 1;
        compiler->constant_count++;
    }
    return slot_operand(compiler->constant_buckets[at] - 1);
}

struct operand constant_integer(struct compiler *compiler, int64_t integer)
{
    return constant(compiler, KIND_INTEGER, (union value){ .integer = integer });
}

/* ---- instructions ---- */

struct code *emit(struct compiler *compiler, enum opcode op)
{
    struct emitter *emitter = &compiler->emitters[compiler->section];
    emitter->code = (struct code *)grown(compiler, emitter->code, emitter->count,
                                         &emitter->capacity, sizeof *emitter->code);
    emitter->origins = (struct origin *)grown(compiler, emitter->origins, emitter->count,
                                              &emitter->origin_capacity, sizeof *emitter->origins);
    emitter->origins[emitter->count] = (struct origin){ .node = NULL };
    if (compiler->origin)
        emitter->origins[emitter->count].span = compiler->origin->span;
    struct code *code = &emitter->code[emitter->count++];
    *code = (struct code){ .op = (uint16_t)op };
    return code;
}

/* The instruction just made is what computes the node at hand. */
static void computes(struct compiler *compiler)
{
    struct emitter *emitter = &compiler->emitters[compiler->section];
    emitter->origins[emitter->count - 1].node = compiler->origin;
}

void emit_unary(struct compiler *compiler, enum opcode op, struct operand a, struct operand to)
{
    struct code *code = emit(compiler, op);
    code->a = a;
    code->c = to;
    if (op != OP_COPY)
        computes(compiler);
}

struct code *emit_binary(struct compiler *compiler, enum opcode op, const struct operand from[2],
                         struct operand to)
{
    struct code *code = emit(compiler, op);
    code->a = from[0];
    code->b = from[1];
    code->c = to;
    computes(compiler);
    return code;
}

/* ---- labels ---- */

uint32_t label_new(struct compiler *compiler)
{
    compiler->labels = (struct label *)grown(compiler, compiler->labels, compiler->label_count,
                                             &compiler->label_capacity, sizeof *compiler->labels);
    compiler->labels[compiler->label_count] = (struct label){ .section = compiler->section };
    return compiler->label_count++;
}

void label_reach(struct compiler *compiler, uint32_t number)
{
    struct label *label = &compiler->labels[number];
    if (!label->reached)
        label->known = compiler->last_stamp;
    label->reached = true;
}

void label_bind(struct compiler *compiler, uint32_t number)
{
    struct label *label = &compiler->labels[number];
    label->at = compiler->emitters[compiler->section].count;
    label->section = compiler->section;
    if (label->reached)
        available_forget_since(compiler, label->known);
}

struct code *emit_jump(struct compiler *compiler, enum opcode op, uint32_t label)
{
    struct code *code = emit(compiler, op);
    code->target = label;
    label_reach(compiler, label);
    return code;
}

struct code *emit_jump_if(struct compiler *compiler, enum opcode op, struct operand a,
                          uint32_t label)
{
    struct code *code = emit_jump(compiler, op, label);
    code->a = a;
    computes(compiler);
    return code;
}

struct code *emit_jump_compare(struct compiler *compiler, enum opcode op,
                               const struct operand ab[2], uint32_t label)
{
    struct code *code = emit_jump_if(compiler, op, ab[0], label);
    code->b = ab[1];
    return code;
}
