/* fuzz.h - what the targets share.
 *
 * An input may be several texts: each line of four equals signs and nothing else ends one. */
#ifndef CERTPOL_TESTS_FUZZ_H
#define CERTPOL_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must be so, whatever the input. */
static inline void require(bool condition)
{
    if (!condition)
        abort();
}

struct piece {
    const char *at;
    size_t length;
};

/* Cut the next text off REST. */
static inline struct piece next_piece(struct piece *rest)
{
    static const char line[] = "\n====\n";
    const char *end = rest->length ? memmem(rest->at, rest->length, line, sizeof line - 1) : NULL;
    struct piece piece = { rest->at, end ? (size_t)(end - rest->at) + 1 : rest->length };
    size_t taken = end ? piece.length + sizeof line - 2 : piece.length;
    *rest = (struct piece){ rest->at + taken, rest->length - taken };
    return piece;
}

#endif
