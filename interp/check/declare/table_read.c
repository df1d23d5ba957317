/* table_read.c - the rows of a reference table, from the CSV text that load found.
 *
 * Everything is told at its place in that text.  Cells are decoded by the rules that records obey.
 */
#include "interp/check/declare/declare.h"

#include <stdlib.h>

#include "grammar/utf8.h"
#include "interp/data/cell.h"
#include "interp/data/csv.h"

/* A declared column and where the file has it. */
struct column {
    struct shape_field shape;
    const struct field *field;
    uint32_t cell;
};

struct reading {
    struct checker *checker;
    const struct item *item;
    const struct source *source;
    struct table *table;
    struct column *columns; /* by field */
    uint32_t width;         /* cells of the header */
    struct csv csv;
    union value *rows;
    struct span *places; /* of the rows; nowhere where the key is not sound */
    uint32_t capacity;
};

static struct span place_at(const struct reading *reading, size_t offset, size_t length)
{
    uint32_t start = reading->source->base + (uint32_t)offset;
    uint32_t end = start + (uint32_t)length, last = reading->source->base + reading->source->length;
    return (struct span){ start, end < last ? end : last };
}

static struct span cell_place(const struct reading *reading, const struct csv_cell *cell)
{
    return place_at(reading, cell->offset, cell->text.length + (cell->quoted ? 2 : 0));
}

static struct span row_place(const struct reading *reading, const struct csv_row *row)
{
    return place_at(reading, row->offset, row->length);
}

/* ---- the header ---- */

static struct span column_place(const struct reading *reading, const struct field *field)
{
    for (const struct field_decl *decl = reading->item->fields; decl; decl = decl->next)
        if (decl->name.span.start == field->span.start && decl->spelling.text)
            return decl->spelling.span;
    return field->span;
}

static void complain_column(const struct reading *reading, const struct csv_row *header,
                            const struct field *field)
{
    struct checker *checker = reading->checker;
    uint32_t count = worth_gathering(checker, header->count);
    const char **names = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] =
            arena_copy(checker->arena, header->cells[i].text.at, header->cells[i].text.length);
    struct diag *diag = diag_error(checker->diags, column_place(reading, field), "unknown-column",
                                   "%s has no column `%s`", reading->source->name, field->spelling);
    diag_other(checker->diags, diag, row_place(reading, header), "its columns");
    const char *closest = meant(checker, field->spelling, names, count);
    if (closest)
        diag_hint(checker->diags, diag, "did you mean \"%s\"?", closest);
    else
        diag_hint(checker->diags, diag,
                  "a text behind the type names the column, as `id: text "
                  "\"exam_id\"`");
}

static void complain_column_twice(const struct reading *reading, const struct csv_cell *first,
                                  const struct csv_cell *second)
{
    struct checker *checker = reading->checker;
    struct diag *diag =
        diag_error(checker->diags, cell_place(reading, second), "column-twice",
                   "two columns are called `%.*s`", (int)second->text.length, second->text.at);
    diag_other(checker->diags, diag, cell_place(reading, first), "the other one");
    diag_hint(checker->diags, diag, "rename one of them");
}

/* Find the column of FIELD; false after a complaint. */
static bool find_column(struct reading *reading, const struct csv_row *header,
                        const struct field *field)
{
    struct column *column = &reading->columns[field->slot];
    const struct csv_cell *found = NULL;
    *column = (struct column){ .field = field };
    if (field->type.kind == TYPE_UNKNOWN)
        return false;
    column->shape = shape_of_field(reading->checker, field);
    struct text name = { field->spelling, column->shape.name_length };
    for (uint32_t i = 0; i < header->count; i++) {
        const struct csv_cell *cell = &header->cells[i];
        if (!text_equal(cell->text, name))
            continue;
        if (found) {
            complain_column_twice(reading, found, cell);
            return false;
        }
        found = cell;
        column->cell = i;
    }
    if (!found)
        complain_column(reading, header, field);
    return found;
}

static void complain_row(const struct reading *reading, const struct csv_row *row,
                         const char *complaint)
{
    struct diag *diag = diag_error(reading->checker->diags, place_at(reading, row->offset, 1),
                                   "bad-csv", "%s", complaint);
    const struct source *source = reading->source;
    size_t left = source->length - row->offset;
    bool text = !left || utf8_decode(source->text + row->offset, left).length;
    diag_hint(reading->checker->diags, diag, "%s",
              text ? "a cell with quotes, commas or line breaks stands in "
                     "quotes, and quotes in it are doubled"
                   : "save the file as UTF-8");
}

static bool has_few_columns(const struct reading *reading, const struct csv_row *header)
{
    enum { COLUMNS_MAX = 4096 };
    if (header->count <= COLUMNS_MAX && reading->table->record->count <= COLUMNS_MAX)
        return true;
    struct diag *diag =
        diag_error(reading->checker->diags, reading->item->text.span, "too-many-columns",
                   "a table has at most %d columns", COLUMNS_MAX);
    diag_hint(reading->checker->diags, diag, "what repeats belongs into rows");
    return false;
}

/* Read the header and find all columns; false after a complaint. */
static bool read_header(struct reading *reading, struct csv_row *row)
{
    const char *complaint = NULL;
    enum csv_result result = csv_next(&reading->csv, row, &complaint);
    if (result == CSV_BAD)
        complain_row(reading, row, complaint);
    if (result == CSV_END) {
        struct diag *diag = diag_error(reading->checker->diags, reading->item->text.span,
                                       "empty-table", "%s is empty", reading->source->name);
        diag_hint(reading->checker->diags, diag, "its first line names the columns");
    }
    if (result != CSV_ROW || !has_few_columns(reading, row))
        return false;
    reading->width = row->count;
    bool all = true;
    for (uint32_t i = 0; i < reading->table->record->count; i++)
        all &= find_column(reading, row, &reading->table->record->fields[i]);
    return all;
}

/* ---- rows ---- */

static void complain_cell(const struct reading *reading, const struct csv_cell *cell,
                          const struct field *field, const char *complaint)
{
    struct diag *diag =
        diag_error(reading->checker->diags, cell_place(reading, cell), "bad-cell", "%s", complaint);
    diag_other(reading->checker->diags, diag, field->span, "the column's declaration");
    diag_hint(reading->checker->diags, diag, "mend the cell, or what `%s` is declared to hold",
              field->name);
}

static void complain_empty(const struct reading *reading, const struct csv_cell *cell,
                           const struct field *field)
{
    struct checker *checker = reading->checker;
    struct diag *diag = diag_error(checker->diags, cell_place(reading, cell), "empty-cell",
                                   "`%s` is never absent, but this cell is empty", field->spelling);
    diag_other(checker->diags, diag, field->span, "the column's declaration");
    if (field->type.kind == TYPE_TEXT)
        diag_hint(checker->diags, diag,
                  "fill it, write \"\" for an empty text, or declare `%s: "
                  "text?`",
                  field->name);
    else
        diag_hint(checker->diags, diag, "fill it, or declare `%s: %s?`", field->name,
                  type_name(checker, field->type));
}

/* False after a complaint; VALUE is then absent. */
static bool read_cell(const struct reading *reading, const struct csv_cell *cell,
                      const struct column *column, union value *value)
{
    const char *complaint = NULL;
    if (cell->text.length || cell->quoted) {
        complaint = cell_decode(&column->shape, cell->text, value, reading->checker->arena);
        if (!complaint)
            return true;
        complain_cell(reading, cell, column->field, complaint);
    } else if (!column->field->type.optional) {
        complain_empty(reading, cell, column->field);
    }
    cell_absent(&column->shape, value);
    return column->field->type.optional && !complaint;
}

static bool is_key(const struct record *record, uint32_t slot)
{
    for (uint32_t i = 0; i < record->key_count; i++)
        if (record->keys[i] == slot)
            return true;
    return false;
}

static bool has_width(const struct reading *reading, const struct csv_row *row)
{
    if (row->count == reading->width)
        return true;
    struct diag *diag = diag_error(reading->checker->diags, row_place(reading, row), "ragged-row",
                                   "this row has %u cell%s, the header has %u", row->count,
                                   row->count == 1 ? "" : "s", reading->width);
    diag_hint(reading->checker->diags, diag,
              row->count > reading->width
                  ? "a cell with a comma in it stands in quotes"
                  : "an absent value is an empty cell: two commas in a row");
    return false;
}

static void make_room(struct reading *reading)
{
    if (reading->table->count < reading->capacity)
        return;
    uint32_t capacity = reading->capacity ? 2 * reading->capacity : 64;
    size_t width = reading->table->record->count * sizeof(union value);
    struct arena *arena = reading->checker->arena;
    reading->rows = arena_grow(arena, reading->rows, reading->capacity * width, capacity * width);
    reading->places = arena_grow(arena, reading->places, reading->capacity * sizeof(struct span),
                                 capacity * sizeof(struct span));
    reading->capacity = capacity;
}

static void read_row(struct reading *reading, const struct csv_row *row)
{
    if (!has_width(reading, row))
        return;
    make_room(reading);
    uint32_t columns = reading->table->record->count, number = reading->table->count++;
    union value *values = reading->rows + (size_t)number * columns;
    reading->places[number] = row_place(reading, row);
    for (uint32_t i = 0; i < columns; i++) {
        const struct column *column = &reading->columns[i];
        bool sound = read_cell(reading, &row->cells[column->cell], column, &values[i]);
        if (!sound && is_key(reading->table->record, i))
            reading->places[number] = (struct span){ 0 };
    }
}

static void read_rows(struct reading *reading, struct csv_row *row)
{
    const char *complaint = NULL;
    enum csv_result result;
    while ((result = csv_next(&reading->csv, row, &complaint)) != CSV_END) {
        if (result == CSV_BAD)
            complain_row(reading, row, complaint);
        else
            read_row(reading, row);
    }
}

/* ---- keys ---- */

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash;
}

static uint64_t hash_value(uint64_t hash, enum type_kind kind, const union value *value)
{
    if (kind == TYPE_TEXT)
        return hash_bytes(hash, value->text.at, value->text.length);
    if (kind == TYPE_DECIMAL)
        return hash_bytes(hash, &value->decimal, sizeof value->decimal);
    return hash_bytes(hash, &value->integer, sizeof value->integer);
}

static bool value_equal(enum type_kind kind, const union value *a, const union value *b)
{
    if (kind == TYPE_TEXT)
        return text_equal(a->text, b->text);
    return kind == TYPE_DECIMAL ? a->decimal == b->decimal : a->integer == b->integer;
}

static const union value *row_at(const struct reading *reading, uint32_t row)
{
    return reading->rows + (size_t)row * reading->table->record->count;
}

/* FNV-1a over the row's key, its bits then mixed. */
static uint64_t hash_row(const struct reading *reading, uint32_t row)
{
    const struct record *record = reading->table->record;
    uint64_t hash = 0xCBF29CE484222325u;
    for (uint32_t i = 0; i < record->key_count; i++) {
        uint32_t key = record->keys[i];
        hash = hash_value(hash, record->fields[key].type.kind, row_at(reading, row) + key);
    }
    return hash ^ hash >> 32;
}

static bool same_key(const struct reading *reading, uint32_t a, uint32_t b)
{
    const struct record *record = reading->table->record;
    for (uint32_t i = 0; i < record->key_count; i++) {
        uint32_t key = record->keys[i];
        if (!value_equal(record->fields[key].type.kind, row_at(reading, a) + key,
                         row_at(reading, b) + key))
            return false;
    }
    return true;
}

static void complain_key_twice(const struct reading *reading, uint32_t first, uint32_t second)
{
    struct checker *checker = reading->checker;
    struct place place = sources_place(&checker->load->sources, reading->places[first].start);
    struct diag *diag = diag_error(checker->diags, reading->places[second], "key-twice",
                                   "this row has the key of line %u", place.line);
    diag_other(checker->diags, diag, reading->places[first], "the first row with it");
    diag_hint(checker->diags, diag,
              "leave one out, or add a column to `key` that tells them apart");
}

static void check_keys(const struct reading *reading)
{
    uint32_t size = 64, count = reading->table->count;
    while (size < 2 * count)
        size *= 2;
    uint32_t *rows = calloc(size, sizeof *rows); /* numbers from 1; 0: free */
    if (!rows)
        arena_exhausted();
    for (uint32_t row = 0; row < count; row++) {
        if (!reading->places[row].start)
            continue;
        uint32_t at = (uint32_t)hash_row(reading, row) & (size - 1);
        while (rows[at] && !same_key(reading, rows[at] - 1, row))
            at = (at + 1) & (size - 1);
        if (rows[at])
            complain_key_twice(reading, rows[at] - 1, row);
        else
            rows[at] = row + 1;
    }
    free(rows);
}

/* ---- the table ---- */

static const struct source *table_source(const struct load *load, const struct item *item)
{
    for (uint32_t i = 0; i < load->table_count; i++)
        if (load->tables[i].item == item)
            return load->tables[i].source;
    return NULL;
}

void read_table_rows(struct checker *checker, const struct item *item, struct table *table)
{
    const struct source *source = table_source(checker->load, item);
    struct arena *arena = checker->arena;
    if (!source || !table->record->count)
        return;
    struct reading reading = {
        .checker = checker,
        .item = item,
        .source = source,
        .table = table,
        .columns = arena_array(arena, struct column, table->record->count),
        .csv = { .text = source->text, .length = source->length, .arena = arena, .line = 1 },
    };
    struct csv_row row = { 0 };
    if (!read_header(&reading, &row))
        return;
    read_rows(&reading, &row);
    table->rows = reading.rows;
    if (table->record->key_count && table->record->key_count == item->keys.count)
        check_keys(&reading);
}
