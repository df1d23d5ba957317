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
    reader->json.arena = &reader->scratch;
    reader->json.duplicates.seed = duplicates_seed();
    reader->plan = reader_plan(shape, &reader->plans, &reader->levels);
    reader->rows = arena_array(&reader->plans, struct rows, reader->levels);
    return reader;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    for (uint32_t i = 0; i < reader->levels; i++)
        rows_free(&reader->rows[i]);
    json_free(&reader->json);
    free(reader->hashes);
    arena_free(&reader->scratch);
    arena_free(&reader->csv_arena);
    arena_free(&reader->plans);
    free(reader);
}

void reader_reset(struct reader *reader)
{
    for (uint32_t i = 0; i < reader->levels; i++)
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
    const char *rest = reader->path;
    const char *between = rest && *rest != '[' ? "." : "";
    reader->path = arena_format(&reader->scratch, "%s%s%s", part, rest ? between : "",
                                rest ? rest : "");
}

void reader_path_field(struct reader *reader, struct text name)
{
    prepend(reader, text_shown(&reader->scratch, name));
}

void reader_path_index(struct reader *reader, uint32_t index)
{
    prepend(reader, arena_format(&reader->scratch, "[%u]", index));
}

const union value *reader_reject(struct reader *reader, struct reject *reject)
{
    *reject = (struct reject){ .offset = (size_t)(reader->json.failed_at - reader->json.start),
                               .path = reader->path ? reader->path : "",
                               .message = reader->json.complaint };
    reader->path = NULL;
    return NULL;
}
