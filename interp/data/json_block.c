/* json_block.c - what json_block.h and utf8_block.h look up. */
#if defined(__x86_64__)

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC target("avx2,bmi,bmi2")
#endif
#define BLOCK_AVX2

#include "interp/data/utf8_block.h"

const char block_blanks[32] = {
    ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ',
    ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ',
};

/* A byte that is not at its own low four bits is equal to none. */
const unsigned char block_specials[16] = { [0] = 1, [2] = '"', [12] = '\\' };

/* What two neighbouring bytes can get wrong. */
enum {
    SHORT = 1 << 0,     /* something else where a character must go on */
    LONG = 1 << 1,      /* a continuation behind ASCII */
    OVERLONG3 = 1 << 2, /* E0 80-9F */
    BEYOND = 1 << 3,    /* F4 90-BF, F5-FF 90-BF */
    SURROGATE = 1 << 4, /* ED A0-BF */
    OVERLONG2 = 1 << 5, /* C0-C1 */
    OVERLONG4 = 1 << 6, /* F0 80-8F; the same bit says F5-FF 80-8F */
    TWO = 1 << 7,       /* two continuations: right where three or four bytes were begun */
    ANY = SHORT | LONG | TWO,
    HIGH = ANY | BEYOND | OVERLONG4,
    CONTINUES = LONG | OVERLONG2 | TWO
};

const unsigned char utf8_first_high[16] = {
    LONG,
    LONG,
    LONG,
    LONG,
    LONG,
    LONG,
    LONG,
    LONG,
    TWO,
    TWO,
    TWO,
    TWO,
    SHORT | OVERLONG2,
    SHORT,
    SHORT | OVERLONG3 | SURROGATE,
    SHORT | BEYOND | OVERLONG4,
};

const unsigned char utf8_first_low[16] = {
    ANY | OVERLONG2 | OVERLONG3 | OVERLONG4,
    ANY | OVERLONG2,
    ANY,
    ANY,
    ANY | BEYOND,
    HIGH,
    HIGH,
    HIGH,
    HIGH,
    HIGH,
    HIGH,
    HIGH,
    HIGH,
    HIGH | SURROGATE,
    HIGH,
    HIGH,
};

const unsigned char utf8_second_high[16] = {
    SHORT,
    SHORT,
    SHORT,
    SHORT,
    SHORT,
    SHORT,
    SHORT,
    SHORT,
    CONTINUES | OVERLONG3 | OVERLONG4,
    CONTINUES | OVERLONG3 | BEYOND,
    CONTINUES | SURROGATE | BEYOND,
    CONTINUES | SURROGATE | BEYOND,
    SHORT,
    SHORT,
    SHORT,
    SHORT,
};

const unsigned char utf8_places[32] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else

/* Nothing is looked up on other machines. */
enum { NOTHING };

#endif
