/* worker.c - a few records are read, then decided and written one by one: rows stay in the cache,
 * and so does the code that is at work. */
#include "interp/stream/worker.h"

bool worker_open(struct worker *worker, const struct stream_options *options, char *problem,
                 size_t problem_size)
{
    const struct shape *shape = options->layout->program->input->shape;
    *worker = (struct worker){ .options = options };
    worker->writer = writer_new(options->layout, problem, problem_size);
    if (!worker->writer)
        return false;
    worker->reader = reader_new(shape, (struct reader_options){ .strict = options->strict,
                                                                .max_list = options->max_list });
    worker->session = session_new(options->plan);
    session_as_of(worker->session, options->now);
    worker->walk = walk_new(options->layout, worker->session, &worker->arena);
    return true;
}

void worker_close(struct worker *worker)
{
    if (worker->writer) {
        session_free(worker->session);
        reader_free(worker->reader);
        writer_free(worker->writer);
    }
    arena_free(&worker->arena);
    arena_free(&worker->cells);
}

void parcel_free(struct parcel *parcel)
{
    batch_free(&parcel->batch);
    buffer_free(&parcel->out);
    arena_free(&parcel->scratch);
}

/* Line and column of the byte at OFFSET of RECORD. */
static void locate(const struct input_record *record, size_t offset, struct stream_reject *reject)
{
    reject->line = record->line;
    reject->column = record->column;
    if (offset > record->length)
        offset = record->length;
    for (size_t i = 0; i < offset; i++) {
        unsigned char byte = (unsigned char)record->text[i];
        if (byte == '\n') {
            reject->line++;
            reject->column = 1;
        } else if ((byte & 0xC0) != 0x80) {
            reject->column++;
        }
    }
}

/* What the reader says about RECORD, in the parcel's memory. */
static struct stream_reject rejection(struct parcel *parcel, const struct input_record *record,
                                      const struct reject *why)
{
    struct stream_reject reject = { .file = parcel->batch.name };
    const char *path = why->path ? why->path : "";
    reject.path = arena_copy(&parcel->scratch, path, strlen(path));
    reject.message = arena_copy(&parcel->scratch, why->message, strlen(why->message));
    reject.record = (struct text){ record->text, (uint32_t)record->length };
    locate(record, why->offset, &reject);
    return reject;
}

static void add_reject(struct parcel *parcel, const struct input_record *record,
                       const struct reject *why)
{
    if (parcel->reject_count == parcel->reject_capacity) {
        size_t capacity = parcel->reject_capacity ? 2 * parcel->reject_capacity : 16;
        parcel->rejects = arena_grow(&parcel->scratch, parcel->rejects,
                                     parcel->reject_capacity * sizeof *parcel->rejects,
                                     capacity * sizeof *parcel->rejects);
        parcel->reject_capacity = capacity;
    }
    parcel->rejects[parcel->reject_count++] = rejection(parcel, record, why);
}

/* The row of TEXT, which is one record.  CSV_END where there is none. */
static enum csv_result split(struct worker *worker, struct text text, struct csv_row *row,
                             struct reject *why)
{
    struct csv csv = { .text = text.at, .length = text.length, .arena = &worker->cells, .line = 1 };
    *row = (struct csv_row){ 0 };
    enum csv_result result = csv_next(&csv, row, &why->message);
    if (result == CSV_BAD)
        why->offset = row->offset;
    return result;
}

bool worker_header(struct worker *worker, struct parcel *parcel, const struct header *header,
                   struct stream_reject *reject)
{
    struct csv_row row;
    struct reject why = { 0 };
    worker->header = header;
    if (!header || worker->columns == header)
        return true;
    worker->columns = header;
    arena_reset(&worker->cells);
    if (split(worker, header->text, &row, &why) == CSV_ROW &&
        reader_csv_header(worker->reader, &row, &why))
        return true;
    struct input_record record = {
        .text = header->text.at, .length = header->text.length, .line = 1, .column = 1
    };
    if (!why.message)
        why.message = "there is no header line";
    *reject = rejection(parcel, &record, &why);
    return false;
}

static const union value *read_csv(struct worker *worker, const struct input_record *record,
                                   struct reject *why)
{
    struct csv_row row;
    struct text text = { record->text, (uint32_t)record->length };
    if (split(worker, text, &row, why) != CSV_ROW) {
        if (!why->message)
            why->message = "this row is empty";
        return NULL;
    }
    return reader_csv(worker->reader, &row, why);
}

static const union value *read_record(struct worker *worker, const struct input_record *record,
                                      struct reject *why)
{
    if (record->problem) {
        why->message = record->problem;
        return NULL;
    }
    if (worker->header)
        return read_csv(worker, record, why);
    return reader_json(worker->reader, record->text, record->length, why);
}

/* What is read before it is decided. */
enum { ROUND_RECORDS = 16, ROUND_BYTES = 1 << 15 };

/* The records of PARCEL from number FIRST on, as many as make a round.  Returns the next one. */
static size_t take_round(struct worker *worker, struct parcel *parcel, size_t first)
{
    const struct batch *batch = &parcel->batch;
    const union value *rows[ROUND_RECORDS];
    size_t count = 0, bytes = 0;
    while (first + count < batch->count && count < ROUND_RECORDS && bytes < ROUND_BYTES) {
        const struct input_record *record = &batch->records[first + count];
        struct reject why = { 0 };
        rows[count] = read_record(worker, record, &why);
        if (!rows[count])
            add_reject(parcel, record, &why);
        bytes += record->length;
        count++;
    }
    for (size_t i = 0; i < count; i++)
        if (rows[i])
            writer_record(worker->writer, &parcel->out, &worker->walk, rows[i],
                          batch->records[first + i].number);
    reader_reset(worker->reader);
    arena_reset(&worker->cells);
    return first + count;
}

void worker_batch(struct worker *worker, struct parcel *parcel)
{
    const struct batch *batch = &parcel->batch;
    size_t first = worker->header && batch->first_of_file;
    arena_reset(&parcel->scratch);
    parcel->rejects = NULL;
    parcel->reject_count = parcel->reject_capacity = 0;
    parcel->out.length = 0;
    parcel->records = batch->count - (batch->count < first ? batch->count : first);
    while (first < batch->count)
        first = take_round(worker, parcel, first);
}
