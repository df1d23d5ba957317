/* stream.h - records in, decisions out: files or pipes of any length in bounded memory.
 *
 * Batches are read one after the other, decided by any number of threads, and handed out in the
 * input's order.  Knows no files to write to: what comes out goes to a sink. */
#ifndef CERTPOL_STREAM_STREAM_H
#define CERTPOL_STREAM_STREAM_H

#include <signal.h>

#include "interp/data/input.h"
#include "interp/eval/plan.h"
#include "interp/report/layout.h"

enum { STREAM_THREADS_MAX = 256 };

struct stream_options {
    const struct plan *plan;
    const struct layout *layout;
    const char *const *paths; /* as of input_new */
    size_t path_count;
    struct input_options input;
    bool strict;                       /* unknown fields reject the record */
    uint32_t max_list;                 /* as of reader_options */
    int64_t now;                       /* the as-of instant */
    unsigned threads;                  /* 0 or 1: the caller's alone */
    const volatile sig_atomic_t *stop; /* the run ends soon after this is set; or NULL */
};

/* A record that was not decided.  All of it is valid until the sink returns. */
struct stream_reject {
    const char *file;
    uint64_t line;   /* 1-based, of what is wrong */
    uint32_t column; /* in characters */
    const char *path, *message;
    struct text record; /* as it stands in the input */
};

/* Where everything goes.  Called by one thread at a time, in the input's order; false ends the run.
 */
struct stream_sink {
    void *context;
    bool (*write)(void *context, const char *bytes, size_t length); /* whole lines */
    bool (*reject)(void *context, const struct stream_reject *reject);
    void (*progress)(void *context, uint64_t bytes,
                     uint64_t total); /* read so far; TOTAL 0: unknown; or NULL */
    bool (*begin)(void *context); /* once, before the others: all but the input has been opened */
};

struct stream_totals {
    uint64_t records, rejected; /* rejected ones are records too */
    uint64_t unknown_fields;
    uint64_t *counts; /* the layout's counters, owned by the caller, zeroed */
};

enum stream_result {
    STREAM_DONE,
    STREAM_UNREADABLE, /* a file; what came before it was written */
    STREAM_UNWRITABLE, /* the sink said so */
    STREAM_STOPPED,
    STREAM_UNABLE /* messages cannot be formatted here */
};

/* Evaluate all records.  PROBLEM, a text of PROBLEM_SIZE bytes, says what went wrong for UNREADABLE
 * and UNABLE. */
enum stream_result stream_run(const struct stream_options *options, const struct stream_sink *sink,
                              struct stream_totals *totals, char *problem, size_t problem_size);

#endif
