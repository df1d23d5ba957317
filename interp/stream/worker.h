/* worker.h - one thread's part of a stream: a parcel is a batch, then also what came of it. */
#ifndef CERTPOL_STREAM_WORKER_H
#define CERTPOL_STREAM_WORKER_H

#include "interp/data/csv.h"
#include "interp/data/reader.h"
#include "interp/report/writer.h"
#include "interp/stream/stream.h"

/* The header line of a CSV file, for all batches of it. */
struct header {
    struct text text; /* READER_PADDING bytes behind it may be read */
    const char *name; /* of the file */
};

/* {0} is empty. */
struct parcel {
    struct batch batch; /* filled by the caller */
    struct buffer out;
    struct stream_reject *rejects;
    size_t reject_count, reject_capacity;
    struct arena scratch; /* owns the rejects */
    uint64_t records;     /* of the batch, rejected ones too */

    uint64_t ticket;   /* its place in the input's order */
    uint64_t position; /* bytes read when it was */
    bool away;         /* it has a batch that is not handed out yet */
};

void parcel_free(struct parcel *parcel);

struct worker {
    const struct stream_options *options;
    struct reader *reader;
    struct session *session;
    struct writer *writer;
    struct walk walk;
    struct arena arena;           /* owns the walk */
    struct arena cells;           /* owns the CSV row at hand */
    const struct header *header;  /* of the batch; NULL where it is not CSV, */
    const struct header *columns; /* and the one that the reader has seen */
};

/* Make WORKER ready; to be released with worker_close, also after false: messages cannot be
 * formatted, as PROBLEM (of PROBLEM_SIZE bytes) says. */
bool worker_open(struct worker *worker, const struct stream_options *options, char *problem,
                 size_t problem_size);
void worker_close(struct worker *worker);

/* Take HEADER for the batches that follow, of which PARCEL has the first.  False, with REJECT
 * filled, where it does not fit. */
bool worker_header(struct worker *worker, struct parcel *parcel, const struct header *header,
                   struct stream_reject *reject);

/* Decide the records of PARCEL's batch. */
void worker_batch(struct worker *worker, struct parcel *parcel);

#endif
