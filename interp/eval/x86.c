/* x86.c - instructions to bytes: prefix, operation, how it is addressed, distance, number. */
#include "interp/eval/x86.h"

#include <stdbool.h>
#include <string.h>

enum {
    NEAR = 128,               /* distances below it take one byte */
    AT_NEAR = 0x40,           /* addressed: memory, with a distance of one byte */
    AT_FAR = 0x80,            /* of four */
    DIRECT = 0xC0,            /* a register */
    PREFIX = 0x40,            /* more than the first eight registers, or 64 bits */
    PREFIX_WIDE = 8,          /* 64 bits */
    PREFIX_REGISTER = 4,      /* the register is one of the other eight */
    PREFIX_BASE = 1,          /* the base is */
    LONG = 0x0F00,            /* an operation of two bytes */
    BY_NUMBER = 0x81,         /* an operation with a number of four bytes */
    BY_SMALL_NUMBER = 0x83,   /* of one */
    MEMORY_TO_REGISTER = 0x03 /* added to eight times the operation */
};

static void add_byte(struct x86 *code, unsigned byte)
{
    code->at[code->length++] = (uint8_t)byte;
}

static void add_word(struct x86 *code, uint32_t word)
{
    memcpy(code->at + code->length, &word, sizeof word);
    code->length += (uint32_t)sizeof word;
}

static void add_operation(struct x86 *code, bool wide, unsigned operation, unsigned first,
                          unsigned base)
{
    unsigned prefix = (wide ? PREFIX_WIDE : 0) | (first >= R8 ? PREFIX_REGISTER : 0) |
                      (base >= R8 ? PREFIX_BASE : 0);
    if (prefix)
        add_byte(code, PREFIX | prefix);
    if (operation & LONG)
        add_byte(code, LONG >> 8);
    add_byte(code, operation & 0xFF);
}

/* FIRST is a register, or what the manual calls a digit. */
static void with_memory(struct x86 *code, bool wide, unsigned operation, unsigned first,
                        struct x86_memory memory)
{
    bool near = memory.displacement < NEAR;
    add_operation(code, wide, operation, first, memory.base);
    add_byte(code, (near ? AT_NEAR : AT_FAR) | (first & 7) << 3 | (memory.base & 7));
    if (near)
        add_byte(code, memory.displacement);
    else
        add_word(code, memory.displacement);
}

static void with_register(struct x86 *code, unsigned operation, unsigned first,
                          enum x86_register second)
{
    add_operation(code, true, operation, first, second);
    add_byte(code, DIRECT | (first & 7) << 3 | (second & 7));
}

void x86_load(struct x86 *code, enum x86_register to, struct x86_memory from)
{
    with_memory(code, true, 0x8B, to, from);
}

void x86_load_half(struct x86 *code, enum x86_register to, struct x86_memory from)
{
    with_memory(code, false, 0x8B, to, from);
}

void x86_load_number(struct x86 *code, enum x86_register to, uint64_t number)
{
    add_operation(code, true, 0xB8 | (to & 7), 0, to);
    add_word(code, (uint32_t)number);
    add_word(code, (uint32_t)(number >> 32));
}

void x86_copy(struct x86 *code, enum x86_register to, enum x86_register from)
{
    with_register(code, 0x8B, to, from);
}

void x86_store(struct x86 *code, struct x86_memory to, enum x86_register from)
{
    with_memory(code, true, 0x89, from, to);
}

void x86_store_number(struct x86 *code, struct x86_memory to, uint32_t number)
{
    with_memory(code, true, 0xC7, 0, to);
    add_word(code, number);
}

void x86_store_byte(struct x86 *code, struct x86_memory to, uint8_t byte)
{
    with_memory(code, false, 0xC6, 0, to);
    add_byte(code, byte);
}

void x86_load_pair(struct x86 *code, struct x86_memory from)
{
    with_memory(code, false, LONG | 0x10, 0, from);
}

void x86_store_pair(struct x86 *code, struct x86_memory to)
{
    with_memory(code, false, LONG | 0x11, 0, to);
}

void x86_load_address(struct x86 *code, enum x86_register to, struct x86_memory of)
{
    with_memory(code, true, 0x8D, to, of);
}

void x86_by_register(struct x86 *code, enum x86_operation operation, enum x86_register to,
                     enum x86_register by)
{
    with_register(code, operation * 8 + MEMORY_TO_REGISTER, to, by);
}

void x86_by_memory(struct x86 *code, enum x86_operation operation, enum x86_register to,
                   struct x86_memory by)
{
    with_memory(code, true, operation * 8 + MEMORY_TO_REGISTER, to, by);
}

void x86_by_number(struct x86 *code, enum x86_operation operation, enum x86_register to,
                   int8_t number)
{
    with_register(code, BY_SMALL_NUMBER, operation, to);
    add_byte(code, (uint8_t)number);
}

void x86_memory_by_number(struct x86 *code, enum x86_operation operation, struct x86_memory to,
                          int32_t number)
{
    bool small = number >= INT8_MIN && number <= INT8_MAX;
    with_memory(code, true, small ? BY_SMALL_NUMBER : BY_NUMBER, operation, to);
    if (small)
        add_byte(code, (uint8_t)number);
    else
        add_word(code, (uint32_t)number);
}

void x86_half_by_number(struct x86 *code, enum x86_operation operation, struct x86_memory to,
                        int8_t number)
{
    with_memory(code, false, BY_SMALL_NUMBER, operation, to);
    add_byte(code, (uint8_t)number);
}

void x86_half_by_memory(struct x86 *code, enum x86_operation operation, enum x86_register to,
                        struct x86_memory by)
{
    with_memory(code, false, operation * 8 + MEMORY_TO_REGISTER, to, by);
}

void x86_byte_by_number(struct x86 *code, enum x86_operation operation, struct x86_memory to,
                        int8_t number)
{
    with_memory(code, false, 0x80, operation, to);
    add_byte(code, (uint8_t)number);
}

void x86_test_byte(struct x86 *code, enum x86_register bits)
{
    add_operation(code, false, 0x84, bits, bits);
    add_byte(code, DIRECT | (bits & 7) << 3 | (bits & 7));
}

void x86_shift_left(struct x86 *code, enum x86_register to, uint8_t bits)
{
    with_register(code, 0xC1, 4, to);
    add_byte(code, bits);
}

void x86_multiply(struct x86 *code, enum x86_register to, enum x86_register by)
{
    with_register(code, LONG | 0xAF, to, by);
}

void x86_move_if(struct x86 *code, enum x86_condition condition, enum x86_register to,
                 enum x86_register from)
{
    with_register(code, LONG | 0x40 | condition, to, from);
}

void x86_test_bit(struct x86 *code, enum x86_register bits, enum x86_register number)
{
    with_register(code, LONG | 0xA3, number, bits);
}

static uint32_t distance(struct x86 *code)
{
    add_word(code, 0);
    return code->length - (uint32_t)sizeof(uint32_t);
}

uint32_t x86_jump(struct x86 *code)
{
    add_byte(code, 0xE9);
    return distance(code);
}

uint32_t x86_jump_if(struct x86 *code, enum x86_condition condition)
{
    add_byte(code, LONG >> 8);
    add_byte(code, 0x80 | condition);
    return distance(code);
}

void x86_jump_register(struct x86 *code, enum x86_register to)
{
    add_operation(code, false, 0xFF, 0, to);
    add_byte(code, DIRECT | 4 << 3 | (to & 7));
}

void x86_jump_memory(struct x86 *code, struct x86_memory to)
{
    with_memory(code, false, 0xFF, 4, to);
}

void x86_push(struct x86 *code, enum x86_register from)
{
    add_operation(code, false, 0x50 | (from & 7), 0, from);
}

void x86_pop(struct x86 *code, enum x86_register to)
{
    add_operation(code, false, 0x58 | (to & 7), 0, to);
}

void x86_call_register(struct x86 *code, enum x86_register to)
{
    add_operation(code, false, 0xFF, 0, to);
    add_byte(code, DIRECT | 2 << 3 | (to & 7));
}

void x86_return(struct x86 *code)
{
    add_byte(code, 0xC3);
}

void x86_land(struct x86 *code, uint32_t jump, uint32_t place)
{
    uint32_t by = place - (jump + (uint32_t)sizeof by);
    memcpy(code->at + jump, &by, sizeof by);
}
