/* reader_csv.c - rows of CSV to typed slots: a column is a field, "a.b" a field of the record in
 * field a. */
#include "interp/data/cell.h"
#include "interp/data/complaint.h"
#include "interp/data/csv.h"
#include "interp/data/reader_state.h"

enum { PLACES_MAX = 1000 /* records within a record, all told */ };

/* A record within the row: the row itself, or one that is a field of another. */
struct csv_place {
    const struct object_plan *plan;
    uint32_t *columns;          /* by field: which column has it, from 1; 0: none */
    struct csv_place **records; /* by field: of RECORD, if a column or the shape asks for it */
};

/* What the header said. */
struct csv_columns {
    struct csv_place *root;
    uint32_t count, unknown; /* columns, and those that no field takes */
    uint32_t place_count;
    const struct csv_row *row; /* being read */
    uint32_t wrong;            /* offset of what is wrong with it */
    const char *complaint;
};

static bool fail(struct csv_columns *columns, uint32_t offset, const char *complaint)
{
    columns->wrong = offset;
    columns->complaint = complaint;
    return false;
}

static const union value *reject_row(struct reader *reader, struct reject *reject)
{
    *reject = (struct reject){ .offset = reader->columns->wrong,
                               .path = reader->where ? reader->where : "",
                               .message = reader->columns->complaint };
    reader->where = NULL;
    return NULL;
}

static struct csv_place *new_place(struct reader *reader, const struct object_plan *plan)
{
    struct arena *arena = &reader->csv_arena;
    struct csv_place *place = arena_new(arena, struct csv_place);
    place->plan = plan;
    uint32_t count = plan->shape->field_count;
    place->columns = arena_array(arena, uint32_t, count);
    place->records = arena_array(arena, struct csv_place *, count);
    reader->columns->place_count++;
    return place;
}

static uint32_t index_of(const struct csv_place *place, const struct field_plan *field)
{
    return (uint32_t)(field - place->plan->fields);
}

/* The record in field INDEX of PLACE, made if it is not there yet. */
static struct csv_place *record_place(struct reader *reader, const struct csv_place *place,
                                      uint32_t index)
{
    struct csv_place *record = place->records[index];
    return record ? record : new_place(reader, place->plan->fields[index].record);
}

static const struct field_plan *known_field(const struct csv_place *place, struct text name)
{
    const struct field_plan *field = plan_find(place->plan, name);
    return field && !field->unknown ? field : NULL;
}

/* A field and the record that has it. */
struct csv_target {
    struct csv_place *place;
    const struct field_plan *field; /* NULL: there is none */
};

/* What the column NAME means within PLACE. */
static struct csv_target find_target(struct reader *reader, struct csv_place *place,
                                     struct text name)
{
    const struct field_plan *field = known_field(place, name);
    const char *dot = memchr(name.at, '.', name.length);
    if (field || !dot)
        return (struct csv_target){ place, field };
    uint32_t head = (uint32_t)(dot - name.at);
    field = known_field(place, (struct text){ name.at, head });
    if (!field || field->value != STEP_RECORD)
        return (struct csv_target){ 0 };
    uint32_t index = index_of(place, field);
    struct csv_place *record = record_place(reader, place, index);
    struct text rest = { dot + 1, name.length - head - 1 };
    struct csv_target target = find_target(reader, record, rest);
    if (target.field)
        place->records[index] = record;
    return target;
}

/* A column that no field takes. */
static bool unknown_column(struct reader *reader, const struct csv_cell *cell)
{
    struct csv_columns *columns = reader->columns;
    columns->unknown++;
    if (!reader->strict)
        return true;
    const char *meant = reader_meant(reader, reader->plan, cell->text);
    return fail(columns, cell->offset,
                arena_format(&reader->scratch, "%s has no field %s%s", reader->plan->shape->name,
                             text_shown(&reader->scratch, cell->text), meant));
}

static bool take_column(struct reader *reader, uint32_t index, const struct csv_cell *cell)
{
    struct csv_columns *columns = reader->columns;
    struct csv_target target = find_target(reader, columns->root, cell->text);
    if (!target.field)
        return unknown_column(reader, cell);
    if (target.field->value == STEP_LIST || target.field->value == STEP_RECORD)
        return fail(columns, cell->offset,
                    arena_format(&reader->scratch, "%s is no plain value and cannot be a column",
                                 text_shown(&reader->scratch, cell->text)));
    uint32_t *column = &target.place->columns[index_of(target.place, target.field)];
    if (*column)
        return fail(columns, cell->offset,
                    arena_format(&reader->scratch, "the column %s stands twice",
                                 text_shown(&reader->scratch, cell->text)));
    *column = index + 1;
    return true;
}

static bool check_place(struct reader *reader, struct csv_place *place);

static bool check_field(struct reader *reader, struct csv_place *place, uint32_t index)
{
    const struct field_plan *field = &place->plan->fields[index];
    if (field->value == STEP_RECORD && (!field->optional || place->records[index])) {
        place->records[index] = record_place(reader, place, index);
        return check_place(reader, place->records[index]);
    }
    if (field->optional || place->columns[index])
        return true;
    return fail(reader->columns, 0,
                field->value == STEP_LIST ? "a list that must be there cannot stand in CSV"
                                          : "no column has this required field");
}

/* Whether PLACE has columns for all that must be there. */
static bool check_place(struct reader *reader, struct csv_place *place)
{
    if (reader->columns->place_count > PLACES_MAX)
        return fail(reader->columns, 0, "too many records within the record for CSV");
    for (uint32_t i = 0; i < place->plan->shape->field_count; i++)
        if (!check_field(reader, place, i)) {
            reader_within_field(reader, place->plan, place->plan->fields[i].name);
            return false;
        }
    return true;
}

bool reader_csv_header(struct reader *reader, const struct csv_row *header, struct reject *reject)
{
    arena_reset(&reader->csv_arena);
    reader->columns = arena_new(&reader->csv_arena, struct csv_columns);
    reader->columns->count = header->count;
    reader->columns->root = new_place(reader, reader->plan);
    bool well = true;
    for (uint32_t i = 0; i < header->count && well; i++)
        well = take_column(reader, i, &header->cells[i]);
    well = well && check_place(reader, reader->columns->root);
    if (!well)
        reject_row(reader, reject);
    return well;
}

static bool is_absent(const struct csv_cell *cell)
{
    return cell->text.length == 0 && !cell->quoted;
}

static bool any_cell(const struct csv_columns *columns, const struct csv_place *place)
{
    for (uint32_t i = 0; i < place->plan->shape->field_count; i++) {
        uint32_t column = place->columns[i];
        if (column && !is_absent(&columns->row->cells[column - 1]))
            return true;
        if (place->records[i] && any_cell(columns, place->records[i]))
            return true;
    }
    return false;
}

static bool read_cell(struct reader *reader, const struct field_plan *field, uint32_t column,
                      union value *value)
{
    struct csv_columns *columns = reader->columns;
    const struct csv_cell *cell = &columns->row->cells[column - 1];
    if (is_absent(cell) && !field->optional)
        return fail(columns, cell->offset, "this required field is empty");
    if (is_absent(cell)) {
        cell_absent(field->field, value);
        return true;
    }
    const char *complaint = cell_decode(field->field, cell->text, value, &reader->scratch);
    return complaint ? fail(columns, cell->offset, complaint) : true;
}

static bool read_place(struct reader *reader, const struct csv_place *place, union value *row);

static bool read_field(struct reader *reader, const struct csv_place *place, uint32_t index,
                       union value *value)
{
    const struct field_plan *field = &place->plan->fields[index];
    const struct csv_place *record = place->records[index];
    if (place->columns[index])
        return read_cell(reader, field, place->columns[index], value);
    if (!record || (field->optional && !any_cell(reader->columns, record))) {
        cell_absent(field->field, value);
        return true;
    }
    union value *row = rows_take(&reader->rows[record->plan->level], record->plan->stride);
    value->row = row;
    return read_place(reader, record, row);
}

static bool read_place(struct reader *reader, const struct csv_place *place, union value *row)
{
    for (uint32_t i = 0; i < place->plan->shape->field_count; i++) {
        const struct field_plan *field = &place->plan->fields[i];
        union value unused;
        if (!read_field(reader, place, i, field->used ? row + field->field->slot : &unused)) {
            reader_within_field(reader, place->plan, field->name);
            return false;
        }
    }
    return true;
}

const union value *reader_csv(struct reader *reader, const struct csv_row *row,
                              struct reject *reject)
{
    struct csv_columns *columns = reader->columns;
    columns->row = row;
    if (row->count != columns->count) {
        fail(columns, row->cells[row->count - 1].offset,
             arena_format(&reader->scratch, "the row has %u cells, but the header has %u",
                          row->count, columns->count));
        return reject_row(reader, reject);
    }
    reader->unknown += columns->unknown;
    union value *values = rows_take(&reader->rows[reader->plan->level], reader->plan->stride);
    return read_place(reader, columns->root, values) ? values : reject_row(reader, reject);
}
