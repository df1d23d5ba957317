/* word.h - eight bytes as one number, the first lowest, on every machine. */
#ifndef CERTPOL_DATA_WORD_H
#define CERTPOL_DATA_WORD_H

#include <stdint.h>
#include <string.h>

static inline uint64_t word_load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? word : __builtin_bswap64(word);
}

#endif
