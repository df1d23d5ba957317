/* fuzz_csv.c - any bytes as CSV: rows end where they do when the bytes come piece by piece, cells
 * lie in the text, and a row that is read, written again and read again has the same cells.  As
 * records of a flat shape nothing crashes. */
#include "tests/fuzz/fuzz.h"

#include "interp/data/csv.h"
#include "interp/data/reader.h"
#include "tests/fuzz/fuzz_shapes.h"

/* ROW with every cell in quotes; *LENGTH bytes, in ARENA. */
static char *written(const struct csv_row *row, struct arena *arena, size_t *length)
{
    size_t room = 1;
    for (uint32_t i = 0; i < row->count; i++)
        room += 2 * (size_t)row->cells[i].text.length + 3;
    char *text = arena_alloc(arena, room), *at = text;
    for (uint32_t i = 0; i < row->count; i++) {
        struct text cell = row->cells[i].text;
        if (i)
            *at++ = ',';
        *at++ = '"';
        for (uint32_t k = 0; k < cell.length; k++) {
            if (cell.at[k] == '"')
                *at++ = '"';
            *at++ = cell.at[k];
        }
        *at++ = '"';
    }
    *length = (size_t)(at - text);
    return text;
}

static void check_round_trip(const struct csv_row *row, struct arena *arena)
{
    struct csv csv = { .arena = arena, .line = 1 };
    struct csv_row again = { 0 };
    const char *complaint;
    csv.text = written(row, arena, &csv.length);
    require(csv_next(&csv, &again, &complaint) == CSV_ROW);
    require(again.count == row->count);
    for (uint32_t i = 0; i < row->count; i++)
        require(text_equal(again.cells[i].text, row->cells[i].text));
    require(csv_next(&csv, &again, &complaint) == CSV_END);
}

/* Where the first row of the LENGTH bytes at TEXT ends, if they come STEP by STEP. */
static size_t end_in_steps(const char *text, size_t length, size_t step)
{
    enum csv_state state = CSV_CELL_START;
    for (size_t at = 0; at < length;) {
        size_t part = length - at < step ? length - at : step;
        size_t taken = csv_row_end(&state, text + at, part);
        at += taken;
        if (taken < part)
            return at;
    }
    return length;
}

static void check_rows(const char *text, size_t length, struct arena *arena)
{
    struct csv csv = { .text = text, .length = length, .arena = arena, .line = 1 };
    struct csv_row row = { 0 };
    const char *complaint;
    enum csv_result result;
    for (size_t at = 0; (result = csv_next(&csv, &row, &complaint)) != CSV_END; at = csv.at) {
        require(csv.at > at && csv.at <= length && row.line >= 1);
        if (result == CSV_BAD)
            require(row.offset <= length && *complaint);
        else
            check_round_trip(&row, arena);
    }
}

static void read_records(const char *text, size_t length, struct arena *arena)
{
    struct csv csv = { .text = text, .length = length, .arena = arena, .line = 1 };
    struct csv_row row = { 0 };
    struct reject reject;
    const char *complaint;
    static struct reader *reader;
    if (!reader)
        reader = reader_new(&flat_shape, (struct reader_options){ 0 });
    enum csv_result result = csv_next(&csv, &row, &complaint);
    if (result == CSV_ROW && reader_csv_header(reader, &row, &reject)) {
        while ((result = csv_next(&csv, &row, &complaint)) != CSV_END) {
            if (result == CSV_ROW && !reader_csv(reader, &row, &reject))
                require(*reject.message && reject.path);
            reader_reset(reader);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = { 0 };
    char *text = malloc(size + READER_PADDING);
    require(text != NULL);
    if (size)
        memcpy(text, data, size);
    memset(text + size, '"', READER_PADDING);
    size_t end = end_in_steps(text, size, size ? size : 1);
    require(end_in_steps(text, size, 1) == end && end_in_steps(text, size, 7) == end);
    check_rows(text, size, &arena);
    read_records(text, size, &arena);
    arena_free(&arena);
    free(text);
    return 0;
}
