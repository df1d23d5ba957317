/* stream.c - tickets: whoever reads a batch gets the next number, and what came of the batches is
 * handed out in the order of their numbers, by whoever finds that the next one is there.
 *
 * A thread has a few parcels, so that one that is ahead of the others goes on instead of waiting
 * for its turn; reading never runs ahead of writing by more.  Threads are started with the second
 * batch: small inputs need none. */
#include "interp/stream/stream.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "interp/stream/worker.h"

enum {
    STACK_BYTES = 2 << 20,
    PARCELS = 3 /* a thread's */
};

struct stream;

struct helper {
    struct stream *stream;
    struct worker worker;
    struct parcel parcels[PARCELS];
    pthread_t thread;
};

struct stream {
    const struct stream_options *options;
    const struct stream_sink *sink;
    struct stream_totals *totals;
    struct helper *helpers; /* the first is the caller's thread */
    unsigned helper_count;

    pthread_mutex_t reading; /* for what follows */
    struct input *input;
    uint64_t tickets;
    const struct header *header; /* of the CSV file at hand */
    struct arena arena;          /* owns headers */
    bool ended;
    enum stream_result read_result;
    char *problem;
    size_t problem_size;

    pthread_mutex_t writing; /* for what follows, and whether parcels are away */
    pthread_cond_t back;     /* some parcel is not away any more */
    struct parcel **ready;   /* by ticket, modulo */
    size_t places;           /* as many as there may be parcels */
    uint64_t delivered;      /* tickets */
    bool delivering;         /* a thread is at it */
    atomic_bool failed;      /* the sink takes no more */
};

static void end_reading(struct stream *stream, enum stream_result result)
{
    stream->ended = true;
    stream->read_result = result;
}

/* The header line stands in the file's first batch only. */
static void keep_header(struct stream *stream, const struct batch *batch)
{
    if (batch->format != INPUT_CSV) {
        stream->header = NULL;
        return;
    }
    if (!batch->first_of_file || !batch->count)
        return;
    const struct input_record *record = &batch->records[0];
    char *copy = arena_alloc(&stream->arena, record->length + READER_PADDING);
    memcpy(copy, record->text, record->length);
    struct header *header = arena_new(&stream->arena, struct header);
    *header = (struct header){ { copy, (uint32_t)record->length }, batch->name };
    stream->header = header;
}

/* A CSV file whose columns do not fit is none of ours: like one that cannot be read. */
static bool take_header(struct stream *stream, struct worker *worker, struct parcel *parcel)
{
    struct stream_reject reject;
    keep_header(stream, &parcel->batch);
    if (worker_header(worker, parcel, stream->header, &reject))
        return true;
    snprintf(stream->problem, stream->problem_size, "%s:%llu:%u: %s%s%s", reject.file,
             (unsigned long long)reject.line, (unsigned)reject.column, reject.path,
             *reject.path ? ": " : "", reject.message);
    end_reading(stream, STREAM_UNREADABLE);
    return false;
}

static bool read_batch(struct stream *stream, struct helper *helper, struct parcel *parcel)
{
    switch (input_next(stream->input, &parcel->batch)) {
    case INPUT_BATCH:
        return take_header(stream, &helper->worker, parcel);
    case INPUT_FAILED:
        snprintf(stream->problem, stream->problem_size, "%s", input_error(stream->input));
        end_reading(stream, STREAM_UNREADABLE);
        return false;
    case INPUT_END:
        break;
    }
    end_reading(stream, STREAM_DONE);
    return false;
}

static void *work(void *context);

/* What a helper needs of a stack does not depend on the caller's limits. */
static bool start_helper(struct helper *helper)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    bool started = pthread_create(&helper->thread, &attributes, work, helper) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

static void start_helpers(struct stream *stream)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are the caller's */
    for (; stream->helper_count < stream->options->threads; stream->helper_count++) {
        struct helper *helper = &stream->helpers[stream->helper_count];
        helper->stream = stream;
        if (!start_helper(helper))
            break;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* A parcel of HELPER's that is not away, when there is one; NULL where all is over. */
static struct parcel *free_parcel(struct helper *helper)
{
    struct stream *stream = helper->stream;
    struct parcel *found = NULL;
    pthread_mutex_lock(&stream->writing);
    while (!found && !stream->failed) {
        for (int i = 0; i < PARCELS && !found; i++)
            found = helper->parcels[i].away ? NULL : &helper->parcels[i];
        if (!found)
            pthread_cond_wait(&stream->back, &stream->writing);
    }
    if (found)
        found->away = true;
    pthread_mutex_unlock(&stream->writing);
    return found;
}

/* The next batch, in a parcel of HELPER's; NULL where there is nothing more to do. */
static struct parcel *take(struct helper *helper)
{
    struct stream *stream = helper->stream;
    const struct stream_options *options = stream->options;
    struct parcel *parcel = free_parcel(helper);
    if (!parcel)
        return NULL;
    pthread_mutex_lock(&stream->reading);
    if (!stream->ended && options->stop && *options->stop)
        end_reading(stream, STREAM_STOPPED);
    bool taken = !stream->ended && !stream->failed && read_batch(stream, helper, parcel);
    if (taken) {
        parcel->ticket = stream->tickets++;
        parcel->position = input_position(stream->input);
        if (parcel->ticket == 1)
            start_helpers(stream);
    }
    pthread_mutex_unlock(&stream->reading);
    return taken ? parcel : NULL;
}

static bool hand_out(const struct stream *stream, const struct parcel *parcel)
{
    const struct stream_sink *sink = stream->sink;
    for (size_t i = 0; i < parcel->reject_count; i++)
        if (!sink->reject(sink->context, &parcel->rejects[i]))
            return false;
    if (parcel->out.length && !sink->write(sink->context, parcel->out.at, parcel->out.length))
        return false;
    if (sink->progress)
        sink->progress(sink->context, parcel->position, input_total(stream->input));
    return true;
}

/* Where the parcel with TICKET is put when it is ready. */
static struct parcel **place_of(const struct stream *stream, uint64_t ticket)
{
    return &stream->ready[ticket % stream->places];
}

/* Hand out what is ready, in order.  The lock is held, but not while the sink is at work. */
static void deliver_ready(struct stream *stream)
{
    struct parcel *parcel;
    stream->delivering = true;
    while ((parcel = *place_of(stream, stream->delivered))) {
        *place_of(stream, stream->delivered) = NULL;
        pthread_mutex_unlock(&stream->writing);
        bool done = !stream->failed && hand_out(stream, parcel);
        pthread_mutex_lock(&stream->writing);
        if (!done)
            stream->failed = true;
        stream->totals->records += parcel->records;
        stream->totals->rejected += parcel->reject_count;
        stream->delivered++;
        parcel->away = false;
        pthread_cond_broadcast(&stream->back);
    }
    stream->delivering = false;
}

static void deliver(struct stream *stream, struct parcel *parcel)
{
    pthread_mutex_lock(&stream->writing);
    *place_of(stream, parcel->ticket) = parcel;
    if (!stream->delivering)
        deliver_ready(stream);
    pthread_mutex_unlock(&stream->writing);
}

static void work_through(struct helper *helper)
{
    struct parcel *parcel;
    while ((parcel = take(helper))) {
        worker_batch(&helper->worker, parcel);
        deliver(helper->stream, parcel);
    }
}

/* What fails to open here has failed for the caller's thread before. */
static void *work(void *context)
{
    struct helper *helper = context;
    char problem[256];
    if (worker_open(&helper->worker, helper->stream->options, problem, sizeof problem))
        work_through(helper);
    return NULL;
}

static void add_totals(struct stream *stream, const struct worker *worker)
{
    if (!worker->writer)
        return;
    const uint64_t *counts = writer_counts(worker->writer);
    for (uint32_t i = 0; i < stream->options->layout->counters; i++)
        stream->totals->counts[i] += counts[i];
    stream->totals->unknown_fields += reader_unknown_fields(worker->reader);
}

static enum stream_result run_through(struct stream *stream)
{
    struct helper *caller = &stream->helpers[0];
    caller->stream = stream;
    if (!worker_open(&caller->worker, stream->options, stream->problem, stream->problem_size))
        return STREAM_UNABLE;
    if (!stream->sink->begin(stream->sink->context))
        return STREAM_UNWRITABLE;
    work_through(caller);
    for (unsigned i = 1; i < stream->helper_count; i++)
        pthread_join(stream->helpers[i].thread, NULL);
    for (unsigned i = 0; i < stream->helper_count; i++)
        add_totals(stream, &stream->helpers[i].worker);
    return stream->failed ? STREAM_UNWRITABLE : stream->read_result;
}

static void close_helper(struct helper *helper)
{
    worker_close(&helper->worker);
    for (int i = 0; i < PARCELS; i++)
        parcel_free(&helper->parcels[i]);
}

enum stream_result stream_run(const struct stream_options *options, const struct stream_sink *sink,
                              struct stream_totals *totals, char *problem, size_t problem_size)
{
    unsigned threads = options->threads ? options->threads : 1;
    struct stream stream = { .options = options,
                             .sink = sink,
                             .totals = totals,
                             .helper_count = 1,
                             .problem = problem,
                             .problem_size = problem_size };
    stream.helpers = calloc(threads, sizeof *stream.helpers);
    stream.places = (size_t)threads * PARCELS;
    stream.ready = calloc(stream.places, sizeof(struct parcel *));
    if (!stream.helpers || !stream.ready)
        arena_exhausted();
    pthread_mutex_init(&stream.reading, NULL);
    pthread_mutex_init(&stream.writing, NULL);
    pthread_cond_init(&stream.back, NULL);
    stream.input = input_new(options->paths, options->path_count, options->input);
    enum stream_result result = run_through(&stream);
    for (unsigned i = 0; i < stream.helper_count; i++)
        close_helper(&stream.helpers[i]);
    input_free(stream.input);
    pthread_cond_destroy(&stream.back);
    pthread_mutex_destroy(&stream.writing);
    pthread_mutex_destroy(&stream.reading);
    arena_free(&stream.arena);
    free(stream.ready);
    free(stream.helpers);
    return result;
}
