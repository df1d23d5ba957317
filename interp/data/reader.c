/* reader.c - see reader.h: a reader's life, and how it says what is wrong. */
#include "interp/data/reader.h"

#include <stdlib.h>

#include "interp/data/complaint.h"
#include "interp/data/reader_state.h"

struct reader *reader_new(const struct shape *shape, struct reader_options options)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        arena_exhausted();
    reader->strict = options.strict;
    reader->max_list = options.max_list;
    reader->json.arena = &reader->scratch;
    reader->json.duplicates.seed = duplicates_seed();
    reader->memory.arena = &reader->plans;
    reader->plan = reader_plan(shape, options.max_list, &reader->plans);
    reader->rows = arena_array(&reader->plans, struct rows, reader->plan->level + 1);
    struct fast_calendar *calendar = arena_new(&reader->plans, struct fast_calendar);
    fast_calendar_fill(calendar);
    reader->calendar = calendar;
    unsigned i = 0;
    while (!reader_paths[i]->supported())
        i++;
    reader->path = reader_paths[i];
    return reader;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    for (uint32_t i = 0; i <= reader->plan->level; i++)
        rows_free(&reader->rows[i]);
    json_free(&reader->json);
    arena_free(&reader->scratch);
    arena_free(&reader->csv_arena);
    arena_free(&reader->plans);
    arena_free(&reader->fresh);
    free(reader);
}

void reader_reset(struct reader *reader)
{
    for (uint32_t i = 0; i <= reader->plan->level; i++)
        rows_reset(&reader->rows[i]);
    arena_reset(&reader->scratch);
}

uint64_t reader_unknown_fields(const struct reader *reader)
{
    return reader->unknown;
}

/* PART stands before the path so far. */
static void prepend(struct reader *reader, const char *part)
{
    const char *rest = reader->where;
    const char *between = rest && *rest != '[' ? "." : "";
    reader->where =
        arena_format(&reader->scratch, "%s%s%s", part, rest ? between : "", rest ? rest : "");
}

const char *reader_within_field(struct reader *reader, const struct object_plan *plan,
                                struct text name)
{
    if (plan->strange_depth == 0)
        prepend(reader, text_shown(&reader->scratch, name));
    return NULL;
}

const char *reader_within_element(struct reader *reader, uint32_t index)
{
    prepend(reader, arena_format(&reader->scratch, "[%u]", index));
    return NULL;
}

const union value *reader_reject(struct reader *reader, struct reject *reject)
{
    *reject = (struct reject){ .offset = (size_t)(reader->json.failed_at - reader->json.start),
                               .path = reader->where ? reader->where : "",
                               .message = reader->json.complaint };
    reader->where = NULL;
    return NULL;
}
