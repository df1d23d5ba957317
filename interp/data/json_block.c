/* json_block.c - what json_block.h looks up. */
#include "interp/data/json_block.h"

#if defined(__x86_64__)

extern const char block_blanks[32], block_specials[32];

const char block_blanks[32] = {
    32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
    32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32,
};

/* A byte that is not at its own low four bits is equal to none. */
const char block_specials[32] = {
    [0] = 1,   [2] = '"',  [12] = '\\', [16] = 1, [18] = '"', [28] = '\\',
};

#endif
