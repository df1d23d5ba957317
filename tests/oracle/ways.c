/* ways.c - see ways.h.  The portable way is compiled here, for whatever machine this is. */
#define BLOCK_PORTABLE

#include "interp/data/reader_straight.h"

#include <jansson.h>
#include <stdlib.h>

#include "tests/oracle/random.h"
#include "tests/oracle/ways.h"

enum { WAYS_MAX = 4, DAMAGED = 3 };

struct ways {
    const struct shape *shape;
    struct reader *readers[WAYS_MAX];
    unsigned count;
};

static bool always(void)
{
    return true;
}

static const struct reader_path portable_path = { "portable", always, read_object, read_value };

static void add_way(struct ways *ways, const struct reader_path *path)
{
    struct reader *reader = reader_new(ways->shape, (struct reader_options){ 0 });
    reader->path = path;
    ways->readers[ways->count++] = reader;
}

struct ways *ways_new(const struct shape *shape)
{
    struct ways *ways = calloc(1, sizeof *ways);
    if (!ways)
        abort();
    ways->shape = shape;
    add_way(ways, &portable_path);
    for (unsigned i = 0; i < reader_path_count; i++)
        if (reader_paths[i]->supported())
            add_way(ways, reader_paths[i]);
    return ways;
}

void ways_free(struct ways *ways)
{
    for (unsigned i = 0; ways && i < ways->count; i++)
        reader_free(ways->readers[i]);
    free(ways);
}

/* ---- the same ---- */

static bool same_row(const struct shape *shape, const union value *a, const union value *b);

static bool same_list(const struct shape_field *field, struct list a, struct list b);

static bool same_value(const struct shape_field *field, const union value *a, const union value *b)
{
    switch (field->kind) {
    case SHAPE_TEXT:
        return (a->text.at != NULL) == (b->text.at != NULL) &&
               (!a->text.at || text_equal(a->text, b->text));
    case SHAPE_DECIMAL:
        return a->decimal == b->decimal;
    case SHAPE_PERIOD:
        return a->period.months == b->period.months && a->period.days == b->period.days;
    case SHAPE_RECORD:
        return (a->row != NULL) == (b->row != NULL) &&
               (!a->row || same_row(field->record, a->row, b->row));
    case SHAPE_LIST:
        return same_list(field, a->list, b->list);
    default:
        return a->integer == b->integer;
    }
}

static bool same_list(const struct shape_field *field, struct list a, struct list b)
{
    for (uint32_t i = 0; i < a.count && a.count == b.count; i++) {
        const union value *first = list_at(a, i), *second = list_at(b, i);
        if (!(field->record ? same_row(field->record, first, second)
                            : same_value(field->element, first, second)))
            return false;
    }
    return a.count == b.count;
}

static bool same_row(const struct shape *shape, const union value *a, const union value *b)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct shape_field *field = &shape->fields[i];
        if (field->used && !same_value(field, &a[field->slot], &b[field->slot]))
            return false;
    }
    return true;
}

/* ---- a reading ---- */

/* What a reader made of a text; lives until its reset. */
struct reading {
    const union value *row; /* NULL: rejected */
    struct reject reject;
    uint64_t unknown;
};

static struct reading read_text_by(struct reader *reader, const char *text, size_t length)
{
    struct reading reading = { 0 };
    uint64_t before = reader_unknown_fields(reader);
    reader_reset(reader);
    reading.row = reader_json(reader, text, length, &reading.reject);
    reading.unknown = reader_unknown_fields(reader) - before;
    return reading;
}

static bool same_reading(const struct shape *shape, const struct reading *a,
                         const struct reading *b)
{
    if (!a->row || !b->row)
        return a->row == b->row && a->reject.offset == b->reject.offset &&
               strcmp(a->reject.path, b->reject.path) == 0 &&
               strcmp(a->reject.message, b->reject.message) == 0;
    return a->unknown == b->unknown && same_row(shape, a->row, b->row);
}

static void tell_reading(struct buffer *told, const struct reader *reader,
                         const struct reading *reading)
{
    if (reading->row)
        buffer_format(told, "%s: reads it, %llu unknown fields\n", reader->path->name,
                      (unsigned long long)reading->unknown);
    else
        buffer_format(told, "%s: @%zu %s: %s\n", reader->path->name, reading->reject.offset,
                      reading->reject.path, reading->reject.message);
}

/* Whether a library takes the text for JSON, too.  Numbers beyond a double are more than it can
 * hold, and no fault of the text. */
static bool library_reads(const char *text, size_t length, struct buffer *told)
{
    json_error_t error;
    json_t *value =
        json_loadb(text, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL,
                   &error);
    bool reads = value || strstr(error.text, "overflow");
    json_decref(value);
    if (!reads)
        buffer_format(told, "%.*s\nis read, but a library says: %s\n", (int)length, text,
                      error.text);
    return reads;
}

static bool agree_on(struct ways *ways, const char *text, size_t length, struct buffer *told,
                     uint64_t *rejected)
{
    struct reading first = read_text_by(ways->readers[0], text, length);
    *rejected += !first.row;
    if (first.row && !library_reads(text, length, told))
        return false;
    for (unsigned i = 1; i < ways->count; i++) {
        struct reading other = read_text_by(ways->readers[i], text, length);
        if (same_reading(ways->shape, &first, &other))
            continue;
        buffer_format(told, "%.*s\n", (int)length, text);
        tell_reading(told, ways->readers[0], &first);
        tell_reading(told, ways->readers[i], &other);
        return false;
    }
    return true;
}

/* ---- damage ---- */

/* Of the text's bytes (FNV-1a): the same text is damaged alike, wherever it comes from. */
static uint64_t sum_of(const char *text, size_t length)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    return sum;
}

/* One byte of the LENGTH at TEXT goes, comes or changes, or the rest goes.  Returns the length. */
static size_t damage(struct random *random, char *text, size_t length)
{
    static const char bytes[] = "\"\\{}[],:0e-.tn \n\x80\xc3\xff";
    size_t at = random_below(random, (uint32_t)length);
    char byte = random_chance(random, 50) ? bytes[random_below(random, sizeof bytes - 1)]
                                          : (char)random_below(random, 256);
    switch (random_below(random, 4)) {
    case 0:
        memmove(text + at, text + at + 1, length - at - 1);
        return length - 1;
    case 1:
        memmove(text + at + 1, text + at, length - at);
        text[at] = byte;
        return length + 1;
    case 2:
        text[at] = byte;
        return length;
    default:
        return at;
    }
}

bool ways_agree(struct ways *ways, const char *text, size_t length, struct buffer *told,
                uint64_t *texts, uint64_t *rejected)
{
    struct random random = random_stream(sum_of(text, length), length);
    bool same = agree_on(ways, text, length, told, rejected);
    *texts += 1;
    for (int i = 0; i < DAMAGED && same && length > 0; i++) {
        char *copy = calloc(1, length + 1 + READER_PADDING);
        if (!copy)
            abort();
        memcpy(copy, text, length);
        same = agree_on(ways, copy, damage(&random, copy, length), told, rejected);
        free(copy);
        *texts += 1;
    }
    return same;
}
