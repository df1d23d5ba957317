/* certpol_run.c - libcertpol: many records. */
#include <stdlib.h>

#include "interp/certpol_inside.h"
#include "interp/eval/native.h"
#include "interp/stream/stream.h"

static enum layout_form layout_form(enum certpol_format format)
{
    static const enum layout_form forms[] = { LAYOUT_JSON, LAYOUT_CSV, LAYOUT_LINES };
    return forms[format];
}

static enum input_format input_format(enum certpol_input format)
{
    static const enum input_format formats[] = { INPUT_AUTO, INPUT_JSONL, INPUT_JSON, INPUT_CSV };
    return formats[format];
}

static struct layout_options layout_options(const struct certpol_run_options *options)
{
    struct layout_options layout = { .form = layout_form(options->format),
                                     .decisions = options->decisions,
                                     .decision_count = options->decision_count };
    if (!options->messages)
        return layout;
    layout.language = options->messages;
    layout.messages = strcmp(options->messages, "record") == 0 ? MESSAGES_RECORD : MESSAGES_IN;
    return layout;
}

/* Where the results go, and what is to stand before them. */
struct outlet {
    const struct certpol_sink *sink;
    struct text header;
};

static bool write_bytes(void *context, const char *bytes, size_t length)
{
    const struct certpol_sink *sink = ((const struct outlet *)context)->sink;
    return sink->write(sink->context, bytes, length);
}

static bool tell_reject(void *context, const struct stream_reject *reject)
{
    const struct certpol_sink *sink = ((const struct outlet *)context)->sink;
    struct certpol_rejection rejection = {
        reject->file, reject->line,    (unsigned)reject->column,
        reject->path, reject->message, { reject->record.at, reject->record.length }
    };
    return !sink->reject || sink->reject(sink->context, &rejection);
}

static void tell_progress(void *context, uint64_t bytes, uint64_t total)
{
    const struct certpol_sink *sink = ((const struct outlet *)context)->sink;
    sink->progress(sink->context, bytes, total);
}

static bool begin(void *context)
{
    const struct outlet *outlet = context;
    if (outlet->sink->begin && !outlet->sink->begin(outlet->sink->context))
        return false;
    return !outlet->header.length || write_bytes(context, outlet->header.at, outlet->header.length);
}

/* The name of counter NUMBER of LAYOUT's decision. */
static const char *counted_name(const struct decision_layout *layout, uint32_t number)
{
    const struct outcome *outcome = layout->decision->outcome;
    if (number < outcome->count)
        return outcome->cases[number].name;
    return number == outcome->count ? "not_in_force" : NULL;
}

static void summarise(struct certpol_summary *summary, const struct layout *layout,
                      const uint64_t *counts)
{
    summary->counts = calloc(layout->counters + 1, sizeof *summary->counts);
    if (!summary->counts)
        arena_exhausted();
    for (uint32_t i = 0; i < layout->policy_count; i++) {
        for (uint32_t k = 0; k < layout->policies[i].decision_count; k++) {
            const struct decision_layout *decision = layout->policies[i].decisions[k];
            uint32_t end = counter_none(decision) + 1;
            for (uint32_t n = decision->counts; n < end; n++)
                summary->counts[summary->count_count++] = (struct certpol_count){
                    decision->decision->policy->name, decision->decision->name,
                    counted_name(decision, n - decision->counts), counts[n]
                };
        }
    }
}

static enum certpol_result public_result(enum stream_result result)
{
    static const enum certpol_result results[] = { CERTPOL_DONE, CERTPOL_UNREADABLE,
                                                   CERTPOL_UNWRITABLE, CERTPOL_INTERRUPTED,
                                                   CERTPOL_UNABLE };
    return results[result];
}

static size_t most_bytes(size_t wanted)
{
    return wanted < CERTPOL_RECORD_BYTES_MAX ? wanted : CERTPOL_RECORD_BYTES_MAX;
}

/* The plan for LAYOUT's decisions: POLICY's own where these are all, else one in ARENA that takes
 * no others, for plan_done. */
static const struct plan *plan_for(const certpol_policy *policy, const struct layout *layout,
                                   struct arena *arena)
{
    const struct decision **wanted =
        arena_array(arena, const struct decision *, policy->decision_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < layout->policy_count; i++)
        for (uint32_t k = 0; k < layout->policies[i].decision_count; k++)
            wanted[count++] = layout->policies[i].decisions[k]->decision;
    if (count == policy->decision_count)
        return policy->plan;
    const struct plan *plan = compile_wanted(policy->program, wanted, count, arena);
    native_make(plan);
    return plan;
}

static void plan_done(const certpol_policy *policy, const struct plan *plan)
{
    if (plan != policy->plan)
        native_free(plan);
}

static enum stream_result stream(const struct plan *plan, const struct layout *layout,
                                 const struct certpol_run_options *options,
                                 const struct certpol_sink *sink, struct stream_totals *totals,
                                 char *problem)
{
    struct stream_options how = {
        .plan = plan,
        .layout = layout,
        .paths = options->records,
        .path_count = options->record_count,
        .input = { .format = input_format(options->input),
                   .shape = layout->program->input->shape,
                   .max_record_bytes = most_bytes(options->max_record_bytes) },
        .strict = options->strict,
        .max_list = options->max_list,
        .now = options->as_of,
        .threads = options->threads < STREAM_THREADS_MAX ? options->threads : STREAM_THREADS_MAX,
        .stop = options->stop,
    };
    struct outlet outlet = { sink, layout->header };
    struct stream_sink to = { .context = &outlet,
                              .write = write_bytes,
                              .reject = tell_reject,
                              .progress = sink->progress ? tell_progress : NULL,
                              .begin = begin };
    return stream_run(&how, &to, totals, problem, CERTPOL_PROBLEM);
}

enum certpol_result certpol_run(const certpol_policy *policy,
                                const struct certpol_run_options *options,
                                const struct certpol_sink *sink, struct certpol_summary *summary,
                                char *problem)
{
    *summary = (struct certpol_summary){ 0 };
    if (!policy->plan) {
        snprintf(problem, CERTPOL_PROBLEM, "there is nothing to decide: no policy has a decision");
        return CERTPOL_UNABLE;
    }
    if (options->as_of < AS_OF_MIN || options->as_of > AS_OF_MAX) {
        snprintf(problem, CERTPOL_PROBLEM, "the as-of instant is not in the years 1800 to 2999");
        return CERTPOL_UNABLE;
    }
    struct arena arena = { 0 };
    const struct layout *layout = layout_new(policy->program, layout_options(options), &arena);
    struct stream_totals totals = { .counts = arena_array(&arena, uint64_t, layout->counters + 1) };
    const struct plan *plan = plan_for(policy, layout, &arena);
    enum stream_result result = stream(plan, layout, options, sink, &totals, problem);
    summary->records = totals.records;
    summary->rejected = totals.rejected;
    summary->unknown_fields = totals.unknown_fields;
    summarise(summary, layout, totals.counts);
    plan_done(policy, plan);
    arena_free(&arena);
    return public_result(result);
}

void certpol_summary_free(struct certpol_summary *summary)
{
    free(summary->counts);
    *summary = (struct certpol_summary){ 0 };
}
