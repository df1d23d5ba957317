/* input.c - see input.h.  Reads into the batch's own buffer; what is left of a record that is not
 * complete is carried over to the next. */
#include "interp/data/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grammar/arena.h"
#include "interp/data/csv.h"
#include "interp/data/reader.h"
#include "interp/data/shape.h"
#include "interp/data/split.h"

enum { BATCH_BYTES = 1 << 18, BATCH_BYTES_MIN = 16, MAX_RECORD_BYTES = 64 << 20 };

struct input {
    const char *const *paths;
    size_t path_count, path; /* the next one to open */
    struct input_options options;
    struct arena arena; /* of messages */
    const char *error;
    uint64_t position, total;
    int fd; /* -1: none is open */
    const char *name;
    bool regular, ended;
    bool fresh; /* no batch has come of the file yet */
    struct split split;
    char *carry; /* the bytes that no batch had whole */
    size_t carried, carry_capacity;
};

static void *resized(void *old, size_t size)
{
    void *grown = realloc(old, size);
    if (!grown)
        arena_exhausted();
    return grown;
}

static bool is_standard_input(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* The bytes of all paths together; 0 where one is no regular file. */
static uint64_t total_bytes(const char *const *paths, size_t count)
{
    uint64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        struct stat status;
        bool known = is_standard_input(paths[i]) ? fstat(STDIN_FILENO, &status) == 0
                                                 : stat(paths[i], &status) == 0;
        if (!known || !S_ISREG(status.st_mode))
            return 0;
        total += (uint64_t)status.st_size;
    }
    return total;
}

struct input *input_new(const char *const *paths, size_t count, struct input_options options)
{
    static const char *const standard_input[] = { "-" };
    struct input *input = resized(NULL, sizeof *input);
    *input = (struct input){ .paths = count ? paths : standard_input,
                             .path_count = count ? count : 1,
                             .options = options,
                             .fd = -1 };
    if (!input->options.batch_bytes)
        input->options.batch_bytes = BATCH_BYTES;
    if (input->options.batch_bytes < BATCH_BYTES_MIN)
        input->options.batch_bytes = BATCH_BYTES_MIN;
    if (!input->options.max_record_bytes)
        input->options.max_record_bytes = MAX_RECORD_BYTES;
    input->total = total_bytes(input->paths, input->path_count);
    input->split.too_long =
        arena_format(&input->arena, "this record is longer than %zu bytes, the most that it may be",
                     input->options.max_record_bytes);
    return input;
}

static void close_file(struct input *input)
{
    if (input->fd > STDIN_FILENO)
        close(input->fd);
    input->fd = -1;
}

void input_free(struct input *input)
{
    if (!input)
        return;
    close_file(input);
    arena_free(&input->arena);
    free(input->carry);
    free(input);
}

static enum input_result fail(struct input *input, const char *what)
{
    input->error = arena_format(&input->arena, "%s: %s: %s", input->name, what, strerror(errno));
    close_file(input);
    return INPUT_FAILED;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static enum input_format format_by_name(const char *name)
{
    if (ends_with(name, ".csv"))
        return INPUT_CSV;
    if (ends_with(name, ".json"))
        return INPUT_JSON;
    return ends_with(name, ".jsonl") || ends_with(name, ".ndjson") ? INPUT_JSONL : INPUT_AUTO;
}

/* Opens the next path. */
static bool open_file(struct input *input)
{
    const char *path = input->paths[input->path++];
    bool standard = is_standard_input(path);
    input->name = standard ? "standard input" : path;
    input->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (input->fd < 0)
        return false;
    struct stat status;
    input->regular = fstat(input->fd, &status) == 0 && S_ISREG(status.st_mode);
    input->ended = false;
    input->fresh = true;
    input->carried = 0;
    enum input_format format = input->options.format;
    input->split = (struct split){ .format = format ? format : format_by_name(path),
                                   .max_record = input->options.max_record_bytes,
                                   .too_long = input->split.too_long,
                                   .begin_at = { 1, 1 },
                                   .mark_at = { 1, 1 } };
    return true;
}

static void reserve(struct batch *batch, size_t bytes)
{
    if (batch->buffer_capacity >= bytes + READER_PADDING)
        return;
    batch->buffer = resized(batch->buffer, bytes + READER_PADDING);
    batch->buffer_capacity = bytes + READER_PADDING;
}

/* Reads once, behind the HAVE bytes of BATCH; false on failure. */
static bool read_some(struct input *input, struct batch *batch, size_t *have)
{
    size_t room = batch->buffer_capacity - READER_PADDING - *have;
    ssize_t got;
    do
        got = read(input->fd, batch->buffer + *have, room);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return false;
    input->ended = got == 0;
    input->position += (uint64_t)got;
    *have += (size_t)got;
    return true;
}

/* Whether reading on would wait for somebody. */
static bool would_wait(const struct input *input)
{
    struct pollfd source = { .fd = input->fd, .events = POLLIN };
    return !input->regular && poll(&source, 1, 0) == 0;
}

static size_t skip_bom(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* The first byte of TEXT that is not blank; LENGTH where all are. */
static size_t first_byte(const char *text, size_t length)
{
    size_t at = skip_bom(text, length);
    while (at < length && strchr(" \t\r\n", text[at]) && text[at])
        at++;
    return at;
}

/* Does CELL name a field of SHAPE, or one of a record in it? */
static bool names_field(const struct shape *shape, struct text cell)
{
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct shape_field *field = &shape->fields[i];
        if (cell.length >= field->name_length &&
            memcmp(cell.at, field->name, field->name_length) == 0 &&
            (cell.length == field->name_length || cell.at[field->name_length] == '.'))
            return true;
    }
    return false;
}

/* Is TEXT's first row the header of a CSV file?  Without a SHAPE anything is. */
static bool is_csv(const struct shape *shape, const char *text, size_t length)
{
    struct arena arena = { 0 };
    struct csv csv = { .text = text, .length = length, .arena = &arena, .line = 1 };
    struct csv_row row = { 0 };
    const char *complaint;
    bool known = !shape;
    if (!known && csv_next(&csv, &row, &complaint) == CSV_ROW)
        for (uint32_t i = 0; i < row.count && !known; i++)
            known = names_field(shape, row.cells[i].text);
    arena_free(&arena);
    return known;
}

/* One object a line, unless the first line has nothing but its bracket, or it heads a CSV file. */
static enum input_format format_by_text(const struct shape *shape, const char *text, size_t length)
{
    size_t at = first_byte(text, length);
    if (at == length)
        return INPUT_JSONL;
    if (text[at] == '[')
        return INPUT_JSON;
    if (text[at] != '{')
        return is_csv(shape, text, length) ? INPUT_CSV : INPUT_JSONL;
    do
        at++;
    while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r'));
    return at < length && text[at] == '\n' ? INPUT_JSON : INPUT_JSONL;
}

/* Looks at the first HAVE bytes of the file: a BOM, and its format. */
static void begin_file(struct input *input, const char *text, size_t have)
{
    input->split.begin = input->split.mark = input->split.at = skip_bom(text, have);
    if (input->split.format == INPUT_AUTO)
        input->split.format = format_by_text(input->options.shape, text, have);
}

static void add_record(struct batch *batch, struct input_record record)
{
    if (batch->count == batch->capacity) {
        batch->capacity = batch->capacity ? 2 * batch->capacity : 256;
        batch->records = resized(batch->records, batch->capacity * sizeof *batch->records);
    }
    batch->records[batch->count++] = record;
}

/* Cuts the HAVE bytes of BATCH into records. */
static void cut(struct input *input, struct batch *batch, size_t have)
{
    struct stretch stretch = { batch->buffer, have, input->ended };
    struct input_record record;
    memset(batch->buffer + have, 0, READER_PADDING); /* which is looked at, and decides nothing */
    while (split_next(&input->split, &stretch, &record))
        add_record(batch, record);
}

static void carry_over(struct input *input, const struct batch *batch, size_t have)
{
    size_t from = input->split.begin;
    input->carried = have - from;
    if (input->carried > input->carry_capacity) {
        input->carry_capacity = input->carried + input->options.batch_bytes;
        input->carry = resized(input->carry, input->carry_capacity);
    }
    if (input->carried)
        memcpy(input->carry, batch->buffer + from, input->carried);
    split_shift(&input->split, from);
}

/* Whether TEXT has its first line that is not blank, from which a format is guessed. */
static bool has_line(const char *text, size_t length)
{
    size_t at = first_byte(text, length);
    return memchr(text + at, '\n', length - at) != NULL;
}

/* Whether there is enough to be cut: all that the buffer takes, all that there is, or all for now.
 */
static bool enough(const struct input *input, const struct batch *batch, size_t have)
{
    if (input->ended || have >= input->options.batch_bytes ||
        have + READER_PADDING == batch->buffer_capacity)
        return true;
    return (!input->fresh || has_line(batch->buffer, have)) && would_wait(input);
}

/* Makes room where the HAVE bytes of BATCH are not even one record: blanks between records are not
 * kept, nor is what is too long. */
static size_t make_room(struct input *input, struct batch *batch, size_t have)
{
    have = split_drop(&input->split, batch->buffer, have);
    size_t passed = input->split.begin;
    if (passed) {
        memmove(batch->buffer, batch->buffer + passed, have - passed);
        split_shift(&input->split, passed);
        have -= passed;
    }
    if (have + READER_PADDING == batch->buffer_capacity)
        reserve(batch, 2 * have);
    return have;
}

/* Fills BATCH from the open file, with nothing where it has ended. */
static bool fill(struct input *input, struct batch *batch)
{
    size_t have = input->carried;
    reserve(batch, input->options.batch_bytes > have ? input->options.batch_bytes : 2 * have);
    if (have)
        memcpy(batch->buffer, input->carry, have);
    bool begun = !input->fresh;
    while (batch->count == 0 && !input->ended) {
        do {
            if (!read_some(input, batch, &have))
                return false;
        } while (!enough(input, batch, have));
        if (!begun)
            begin_file(input, batch->buffer, have);
        begun = true;
        cut(input, batch, have);
        if (batch->count == 0)
            have = make_room(input, batch, have);
    }
    carry_over(input, batch, have);
    return true;
}

enum input_result input_next(struct input *input, struct batch *batch)
{
    batch->count = 0;
    while (batch->count == 0) {
        if (input->fd < 0 && input->path == input->path_count)
            return INPUT_END;
        if (input->fd < 0 && !open_file(input))
            return fail(input, "cannot be opened");
        if (!fill(input, batch))
            return fail(input, "cannot be read");
        batch->name = input->name;
        batch->format = input->split.format;
        batch->first_of_file = input->fresh;
        input->fresh = false;
        if (input->ended)
            close_file(input);
    }
    return INPUT_BATCH;
}

const char *input_error(const struct input *input)
{
    return input->error;
}

uint64_t input_position(const struct input *input)
{
    return input->position;
}

uint64_t input_total(const struct input *input)
{
    return input->total;
}

void batch_free(struct batch *batch)
{
    free(batch->records);
    free(batch->buffer);
    *batch = (struct batch){ 0 };
}
