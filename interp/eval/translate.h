/* translate.h - what the parts of the translation to machine code share; for native.c and
 * translate_*.c only.
 *
 * An instruction that is translated is reached and left as the functions of instructions.h are:
 * slots, code and session are in the registers that these take them in (System V ABI, AMD64), and
 * none is changed that a function has to preserve.  Between instructions nothing else is in
 * registers. */
#ifndef CERTPOL_EVAL_TRANSLATE_H
#define CERTPOL_EVAL_TRANSLATE_H

#include "interp/eval/machine.h"
#include "interp/eval/x86.h"

static const enum x86_register SLOTS = RDI, AT = RSI, CODE = RDX, SESSION = RCX;

enum { VALUE = sizeof(union value) };

/* A jump to an instruction that may not have its place yet. */
struct jump {
    uint32_t at;     /* as x86_jump returns it */
    uint32_t target; /* an address */
};

struct translation {
    const struct plan *plan;
    struct x86 code;
    uint32_t *places; /* by instruction */
    bool *translated;
    struct jump *jumps;
    uint32_t jump_count;
};

/* Append what the instruction at AT does. */
typedef void translate(struct translation *to, const struct code *at);

/* No instruction takes more bytes, nor more jumps to others. */
enum { TRANSLATED_MAX = 256, JUMPS_MAX = 2 };

/* ---- translate_values.c ---- */

translate translate_copy;
translate translate_arithmetic;
translate translate_choose;
translate translate_count;
translate translate_matching;
translate translate_lookup;
translate translate_date;
translate translate_date_of_utc;
translate translate_parameter;
translate translate_folded;
translate translate_start_rows;
translate translate_next_rows;
translate translate_reserve_rows;
translate translate_append_cursor;
translate translate_grow_row;
translate translate_make_row;

/* ---- translate_flow.c ---- */

translate translate_jump;
translate translate_jump_if_zero;
translate translate_jump_compare;
translate translate_jump_if_absent;
translate translate_jump_by_range;
translate translate_jump_by_mask;
translate translate_jump_by_text;
translate translate_jump_by_index;
translate translate_jump_by_list;
translate translate_once;
translate translate_call;
translate translate_again;
translate translate_leave;
translate translate_return;
translate translate_result;
translate translate_last_result;
translate translate_next_element;

/* ---- operands ---- */

static inline struct x86_memory behind(struct x86_memory memory, size_t bytes)
{
    memory.displacement += (uint32_t)bytes;
    return memory;
}

/* The slot that OPERAND's offset names. */
static inline struct x86_memory slot(struct operand operand)
{
    return (struct x86_memory){ SLOTS, operand.offset };
}

/* OPERAND, which is reached by way of RAX if it is not a slot: good until the next one is. */
static inline struct x86_memory place(struct translation *to, struct operand operand)
{
    if (operand.base == SLOT_SELF)
        return slot(operand);
    x86_load(&to->code, RAX, (struct x86_memory){ SLOTS, operand.base });
    return (struct x86_memory){ RAX, operand.offset };
}

/* Is OPERAND always one NUMBER, of 32 bits? */
static inline bool is_fixed(const struct translation *to, struct operand operand, int32_t *number)
{
    if (operand.base != SLOT_SELF || !to->plan->fixed[operand.offset / VALUE])
        return false;
    int64_t integer = to->plan->image[operand.offset / VALUE].integer;
    *number = (int32_t)integer;
    return *number == integer;
}

static inline struct x86_memory of_session(size_t offset)
{
    return (struct x86_memory){ SESSION, (uint32_t)offset };
}

static inline struct x86_memory count_of(struct x86_memory list)
{
    return behind(list, offsetof(struct list, count));
}

static inline struct x86_memory stride_of(struct x86_memory list)
{
    return behind(list, offsetof(struct list, stride));
}

/* ---- ways on ---- */

static inline uint32_t address(const struct translation *to, const struct code *at)
{
    return (uint32_t)address_of(to->plan->code, at);
}

/* From the jump whose distance is at AT to the instruction at address TARGET. */
static inline void go_on(struct translation *to, uint32_t at, uint32_t target)
{
    to->jumps[to->jump_count++] = (struct jump){ at, target };
}

static inline void go(struct translation *to, uint32_t target)
{
    go_on(to, x86_jump(&to->code), target);
}

static inline void go_if(struct translation *to, enum x86_condition condition, uint32_t target)
{
    go_on(to, x86_jump_if(&to->code, condition), target);
}

/* To what comes next in the code. */
static inline void land(struct translation *to, uint32_t jump)
{
    x86_land(&to->code, jump, to->code.length);
}

/* Leave what is to be done at AT to its function. */
static inline void by_function(struct translation *to, const struct code *at)
{
    x86_load_address(&to->code, AT, (struct x86_memory){ CODE, address(to, at) });
    x86_load_number(&to->code, RAX, (uintptr_t)instruction_of((enum opcode)at->op));
    x86_jump_register(&to->code, RAX);
}

/* ---- functions ---- */

/* Arguments are loaded between begin_call and call, the first one last: until then operands can be
 * reached as ever.  What is called must not change slots or session but by its arguments. */
static inline void begin_call(struct translation *to)
{
    x86_push(&to->code, SLOTS);
    x86_push(&to->code, CODE);
    x86_push(&to->code, SESSION); /* by now the stack stands as a call wants it */
}

/* What is returned is in R8, and R9 if it is as long as a value. */
static inline void call(struct translation *to, uintptr_t function)
{
    x86_load_number(&to->code, RAX, function);
    x86_call_register(&to->code, RAX);
    x86_copy(&to->code, R8, RAX);
    x86_copy(&to->code, R9, RDX);
    x86_pop(&to->code, SESSION);
    x86_pop(&to->code, CODE);
    x86_pop(&to->code, SLOTS);
}

#endif
