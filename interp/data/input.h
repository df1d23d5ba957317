/* input.h - files and pipes, cut into batches of whole records.
 *
 * Knows where records begin and end, not what is in them.  Memory is bounded by the batch size and
 * by the longest record let through, whatever the input's length. */
#ifndef CERTPOL_DATA_INPUT_H
#define CERTPOL_DATA_INPUT_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

struct shape;

enum input_format {
    INPUT_AUTO,  /* by the name's ending (.csv, .json, .jsonl, .ndjson), else by the first line */
    INPUT_JSONL, /* one object a line; blank lines are skipped */
    INPUT_JSON,  /* one array of objects, or one object, laid out freely */
    INPUT_CSV    /* a header line, then a record a row */
};

struct input_options {
    enum input_format format;
    const struct shape *shape; /* INPUT_AUTO: what names a field of it heads a CSV file */
    size_t batch_bytes;        /* what a batch holds at the least, if there is more; 0: 1 MiB */
    size_t max_record_bytes;   /* a longer record is rejected and skipped; 0: 64 MiB */
};

/* One record in a batch. */
struct input_record {
    const char *text; /* followed by at least READER_PADDING readable bytes */
    size_t length;
    uint64_t line;       /* 1-based line of its first byte in the file */
    uint32_t column;     /* 1-based column (in characters) of its first byte; 1 but for arrays */
    uint64_t number;     /* 1-based record number in the file */
    const char *problem; /* where it is no record at all (too long, never closed, not an object's
                            start): what to say; TEXT then holds what of it could be kept */
};

/* A stretch of one file: whole records.  The caller owns the struct; input_next fills it, its
 * buffer is used again. */
struct batch {
    const char *name; /* of the file, for messages */
    enum input_format format;
    struct input_record *records;
    size_t count, capacity;
    char *buffer;
    size_t buffer_capacity;
    bool first_of_file; /* CSV: the first record of such a batch is the header */
};

struct input;

/* Read PATHS one after the other; "-" is standard input; no paths: standard input.  PATHS are
 * borrowed. */
struct input *input_new(const char *const *paths, size_t count, struct input_options options);
void input_free(struct input *input);

enum input_result { INPUT_BATCH, INPUT_END, INPUT_FAILED };

/* The next batch.  INPUT_FAILED: a file cannot be opened or read; input_error says which and why.
 */
enum input_result input_next(struct input *input, struct batch *batch);
const char *input_error(const struct input *input);

/* Bytes read so far, and the total of the regular files if all are (else 0): for a progress line.
 */
uint64_t input_position(const struct input *input);
uint64_t input_total(const struct input *input);

void batch_free(struct batch *batch);

#endif
