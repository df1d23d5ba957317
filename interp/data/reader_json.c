/* reader_json.c - JSON records: the straight way for any machine, and the choice among the ways. */
#include "interp/data/reader_straight.h"

static bool always(void)
{
    return true;
}

static const struct reader_path plain_path = { "plain", always, read_object, read_value };

#if defined(__x86_64__)
extern const struct reader_path reader_avx2_path;
#endif

const struct reader_path *const reader_paths[] = {
#if defined(__x86_64__)
    &reader_avx2_path,
#endif
    &plain_path,
};

const unsigned reader_path_count = sizeof reader_paths / sizeof *reader_paths;

static const union value *read_once(struct reader *reader, const char *text, size_t length,
                                    struct reject *reject)
{
    struct json *json = &reader->json;
    json_begin(json, text, length);
    const char *at = json_blanks(json, text);
    if (at && *at != '{')
        at = json_expected(json, at, "an object");
    struct object_plan *plan = reader->plan;
    union value *row = rows_take(&reader->rows[plan->level], plan->stride);
    at = at ? reader->path->object(reader, plan, row, at) : NULL;
    if (at && json_finish(json, at))
        return row;
    return reader_reject(reader, reject);
}

/* What is wrong with a record is told as if it were the first one: not by what was learned from
 * others, of which each thread has seen different ones. */
static const union value *read_afresh(struct reader *reader, const char *text, size_t length,
                                      struct reject *reject)
{
    struct object_plan *plan = reader->plan;
    struct plan_memory memory = reader->memory;
    arena_reset(&reader->fresh);
    reader->memory = (struct plan_memory){ .arena = &reader->fresh };
    reader->plan = reader_plan(plan->shape, reader->max_list, &reader->fresh);
    const union value *row = read_once(reader, text, length, reject);
    reader->plan = plan;
    reader->memory = memory;
    return row;
}

const union value *reader_json(struct reader *reader, const char *text, size_t length,
                               struct reject *reject)
{
    uint64_t unknown = reader->unknown;
    const union value *row = read_once(reader, text, length, reject);
    if (row)
        return row;
    reader->unknown = unknown;
    row = read_afresh(reader, text, length, reject);
    reader->unknown = unknown;
    return row;
}
