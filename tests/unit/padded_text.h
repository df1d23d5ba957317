/* padded_text.h - texts as readers want them: READER_PADDING bytes behind them, and those are
 * hostile. */
#ifndef CERTPOL_TESTS_PADDED_TEXT_H
#define CERTPOL_TESTS_PADDED_TEXT_H

#include <stdarg.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "interp/data/reader.h"

struct padded {
    char *at;
    size_t length;
};

/* LENGTH bytes of TEXT, behind which PADDING is repeated, so that a reader that goes on past the
 * end finds what it hoped for.  To be freed. */
static inline struct padded padded_with(const char *text, size_t length, const char *padding)
{
    struct padded padded = { malloc(length + READER_PADDING), length };
    assert_non_null(padded.at);
    if (length)
        memcpy(padded.at, text, length);
    size_t period = strlen(padding);
    for (size_t i = 0; i < READER_PADDING; i++)
        padded.at[length + i] = padding[i % period];
    return padded;
}

static inline struct padded padded_text(const char *text, size_t length)
{
    return padded_with(text, length, "\"}]}\\9e,");
}

/* A whole file; NULL text where it is not there. */
static inline struct padded padded_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return (struct padded){ 0 };
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, size, file), size);
    fclose(file);
    struct padded padded = padded_text(bytes, size);
    free(bytes);
    return padded;
}

#endif
