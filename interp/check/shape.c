/* shape.c - a record as readers see it: spellings, ranges, slots, and nothing of the policy's
 * names. */
#include "interp/check/declare/declare.h"

static enum shape_kind shape_kind_of(enum type_kind kind)
{
    static const enum shape_kind kinds[] = {
        [TYPE_TEXT] = SHAPE_TEXT,       [TYPE_INTEGER] = SHAPE_INTEGER,
        [TYPE_DECIMAL] = SHAPE_DECIMAL, [TYPE_BOOL] = SHAPE_BOOL,
        [TYPE_DATE] = SHAPE_DATE,       [TYPE_INSTANT] = SHAPE_INSTANT,
        [TYPE_PERIOD] = SHAPE_PERIOD,   [TYPE_DURATION] = SHAPE_DURATION,
        [TYPE_ENUM] = SHAPE_ENUM,       [TYPE_RECORD] = SHAPE_RECORD,
        [TYPE_LIST] = SHAPE_LIST,
    };
    return kinds[kind];
}

/* What a field of TYPE has in common with an element of TYPE. */
static struct shape_field shape_of_type(struct type type, const struct field *field)
{
    struct shape_field shape = {
        .kind = shape_kind_of(type.kind),
        .optional = type.optional,
        .low = field->low,
        .high = field->high,
    };
    if (type.kind == TYPE_ENUM) {
        shape.members = type.enumeration->spellings;
        shape.member_count = type.enumeration->count;
    } else if (type.kind == TYPE_RECORD) {
        shape.record = type.record->shape;
    }
    return shape;
}

static const struct shape_field *element_shape(struct checker *checker, const struct field *field)
{
    struct shape_field *element = arena_new(checker->arena, struct shape_field);
    *element = shape_of_type(*field->type.element, field);
    element->used = field->used;
    return element;
}

struct shape_field shape_of_field(struct checker *checker, const struct field *field)
{
    struct shape_field shape = shape_of_type(field->type, field);
    shape.name = field->spelling;
    shape.name_length = (uint32_t)strlen(field->spelling);
    shape.used = field->used;
    shape.slot = field->slot;
    if (field->type.kind != TYPE_LIST)
        return shape;
    shape.optional = field->may_be_missing;
    shape.up_to = field->up_to;
    if (field->type.element->kind == TYPE_RECORD)
        shape.record = field->type.element->record->shape;
    else
        shape.element = element_shape(checker, field);
    return shape;
}

/* RECORD's shape, empty as yet, so that others may point to it. */
static struct shape *shape_new(struct checker *checker, struct record *record)
{
    struct shape *shape = arena_new(checker->arena, struct shape);
    record->shape = shape;
    return shape;
}

static void shape_fill(struct checker *checker, struct shape *shape, const struct record *record)
{
    struct shape_field *fields = arena_array(checker->arena, struct shape_field, record->count);
    for (uint32_t i = 0; i < record->count; i++)
        fields[i] = shape_of_field(checker, &record->fields[i]);
    *shape = (struct shape){
        .name = record->name,
        .fields = fields,
        .field_count = record->count,
        .slots = record->count,
        .keys = record->keys,
        .key_count = record->key_count,
    };
}

static struct record *record_of(const struct symbol *symbol)
{
    if (!symbol)
        return NULL;
    if (symbol->kind == SYMBOL_RECORD || symbol->kind == SYMBOL_INPUT)
        return symbol->record;
    return symbol->kind == SYMBOL_TABLE ? symbol->table->record : NULL;
}

/* The records of all modules, each once; NULL behind the last. */
static struct record **all_records(struct checker *checker)
{
    struct record **records = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < checker->load->module_count; i++) {
        const struct module_check *module = &checker->modules[i];
        uint32_t items = item_count(module->module);
        for (uint32_t j = 0; j < items; j++) {
            struct record *record = record_of(module->symbols[j]);
            if (!record)
                continue;
            records = room_for_one(checker->arena, records, count, sizeof *records);
            records[count++] = record;
        }
    }
    records = room_for_one(checker->arena, records, count, sizeof *records);
    records[count] = NULL;
    return records;
}

void make_shapes(struct checker *checker)
{
    struct record **records = all_records(checker);
    uint32_t count = 0;
    while (records[count])
        count++;
    struct shape **shapes = arena_array(checker->arena, struct shape *, count);
    for (uint32_t i = 0; i < count; i++)
        shapes[i] = shape_new(checker, records[i]);
    for (uint32_t i = 0; i < count; i++)
        shape_fill(checker, shapes[i], records[i]);
}
