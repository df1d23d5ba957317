/* x86.h - an assembler for x86-64: as much of it as translate.h and its users need.
 *
 * Knows nothing of plans.  Numbers of 64 bits, unless the name says half (32), byte or pair (128,
 * by way of the one vector register that is used).  Reference: AMD64 Architecture Programmer's
 * Manual, volume 3. */
#ifndef CERTPOL_EVAL_X86_H
#define CERTPOL_EVAL_X86_H

#include <stddef.h>
#include <stdint.h>

/* The ones that a function need not preserve. */
enum x86_register { RAX = 0, RCX = 1, RDX = 2, RSI = 6, RDI = 7, R8 = 8, R9, R10, R11 };

/* What stands DISPLACEMENT bytes, INT32_MAX at most, behind where BASE points. */
struct x86_memory {
    enum x86_register base;
    uint32_t displacement;
};

/* Code being written to where there is room. */
struct x86 {
    uint8_t *at;
    uint32_t length;
};

enum x86_operation { X86_ADD = 0, X86_AND = 4, X86_SUBTRACT = 5, X86_COMPARE = 7 };

enum x86_condition {
    X86_OVERFLOW = 0,
    X86_NO_OVERFLOW = 1,
    X86_BELOW = 2, /* of numbers without sign; also: the bit was set */
    X86_ABOVE_EQUAL = 3,
    X86_EQUAL = 4,
    X86_DIFFERENT = 5,
    X86_BELOW_EQUAL = 6,
    X86_ABOVE = 7,
    X86_LESS = 12,
    X86_GREATER_EQUAL = 13,
    X86_LESS_EQUAL = 14,
    X86_GREATER = 15
};

void x86_load(struct x86 *code, enum x86_register to, struct x86_memory from);
void x86_load_half(struct x86 *code, enum x86_register to, struct x86_memory from);
void x86_load_number(struct x86 *code, enum x86_register to, uint64_t number);
void x86_copy(struct x86 *code, enum x86_register to, enum x86_register from);
void x86_store(struct x86 *code, struct x86_memory to, enum x86_register from);
/* Up to INT32_MAX. */
void x86_store_number(struct x86 *code, struct x86_memory to, uint32_t number);
void x86_store_byte(struct x86 *code, struct x86_memory to, uint8_t byte);
void x86_load_pair(struct x86 *code, struct x86_memory from);
void x86_store_pair(struct x86 *code, struct x86_memory to);

/* Where the memory is, not what is there. */
void x86_load_address(struct x86 *code, enum x86_register to, struct x86_memory of);

/* OPERATION of the first and the second; the result, if any, to the first. */
void x86_by_register(struct x86 *code, enum x86_operation operation, enum x86_register to,
                     enum x86_register by);
void x86_by_memory(struct x86 *code, enum x86_operation operation, enum x86_register to,
                   struct x86_memory by);
void x86_by_number(struct x86 *code, enum x86_operation operation, enum x86_register to,
                   int8_t number);
void x86_memory_by_number(struct x86 *code, enum x86_operation operation, struct x86_memory to,
                          int32_t number);
void x86_half_by_number(struct x86 *code, enum x86_operation operation, struct x86_memory to,
                        int8_t number);

/* The same of a register's half, and of a byte. */
void x86_half_by_memory(struct x86 *code, enum x86_operation operation, enum x86_register to,
                        struct x86_memory by);
void x86_byte_by_number(struct x86 *code, enum x86_operation operation, struct x86_memory to,
                        int8_t number);
/* Sets what X86_EQUAL asks for: is the lowest byte of BITS, RAX to RDX or R8 to R11, zero? */
void x86_test_byte(struct x86 *code, enum x86_register bits);

void x86_shift_left(struct x86 *code, enum x86_register to, uint8_t bits);
void x86_multiply(struct x86 *code, enum x86_register to, enum x86_register by);
/* FROM to TO if CONDITION holds. */
void x86_move_if(struct x86 *code, enum x86_condition condition, enum x86_register to,
                 enum x86_register from);
/* Sets what X86_BELOW asks for: bit NUMBER, 0 to 63, of BITS. */
void x86_test_bit(struct x86 *code, enum x86_register bits, enum x86_register number);

/* Ways on.  What is returned is the place of a distance that x86_land sets. */
uint32_t x86_jump(struct x86 *code);
uint32_t x86_jump_if(struct x86 *code, enum x86_condition condition);
void x86_jump_register(struct x86 *code, enum x86_register to);
void x86_jump_memory(struct x86 *code, struct x86_memory to);
void x86_push(struct x86 *code, enum x86_register from);
void x86_pop(struct x86 *code, enum x86_register to);
void x86_call_register(struct x86 *code, enum x86_register to);
void x86_return(struct x86 *code);

/* Let the jump whose distance is at JUMP go to PLACE, a length that the code had. */
void x86_land(struct x86 *code, uint32_t jump, uint32_t place);

#endif
