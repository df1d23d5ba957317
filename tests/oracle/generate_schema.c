/* generate_schema.c - enumerations, records, the input, outcomes and parameters. */
#include "tests/oracle/model.h"

const char *new_name(struct maker *maker, const char *prefix)
{
    static const char *const soft[] = { "date", "key",  "until", "first", "policy", "days",
                                        "on",   "from", "of",    "each",  "만료",   "start" };
    uint32_t number = maker->names++;
    if (number < 12 && *prefix == 'f' && chance(maker, 25))
        return soft[number];
    return arena_format(maker->arena, "%s%u", prefix, number);
}

bool model_ordered(const struct maker *maker, struct model_type type)
{
    switch (type.kind) {
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
    case TYPE_DATE:
    case TYPE_INSTANT:
    case TYPE_DURATION:
        return !type.list;
    case TYPE_ENUM:
        return !type.list && maker->enums[type.index].ordered;
    default:
        return false;
    }
}

static uint32_t places_in(const struct maker *maker, uint32_t within, uint8_t record)
{
    uint32_t places = 0;
    for (uint32_t i = 0; i < maker->records[within].count; i++) {
        struct model_type type = maker->records[within].fields[i].type;
        if (type.kind == TYPE_RECORD)
            places += (type.index == record) + places_in(maker, type.index, record);
    }
    return places;
}

uint32_t model_places(const struct maker *maker, uint8_t record)
{
    return places_in(maker, maker->input, record);
}

static const char *type_name(const struct maker *maker, struct model_type type)
{
    static const char *const names[] = {
        [TYPE_TEXT] = "text",     [TYPE_INTEGER] = "integer",   [TYPE_DECIMAL] = "decimal",
        [TYPE_BOOL] = "bool",     [TYPE_DATE] = "date",         [TYPE_INSTANT] = "instant",
        [TYPE_PERIOD] = "period", [TYPE_DURATION] = "duration",
    };
    if (type.kind == TYPE_ENUM)
        return maker->enums[type.index].name;
    return type.kind == TYPE_RECORD ? maker->records[type.index].name : names[type.kind];
}

const char *type_text(const struct maker *maker, struct model_type type, bool optional)
{
    return arena_format(maker->arena, "%s%s%s%s", type.list ? "[" : "", type_name(maker, type),
                        type.list ? "]" : "", optional ? "?" : "");
}

struct model_type random_plain(struct maker *maker, bool ordered)
{
    struct model_type type;
    do {
        type = plain((enum type_kind)(TYPE_TEXT + below(maker, TYPE_ENUM - TYPE_TEXT + 1)));
        if (type.kind == TYPE_ENUM)
            type.index = (uint8_t)below(maker, maker->enum_count);
    } while (ordered && !model_ordered(maker, type));
    return type;
}

/* ---- enumerations ---- */

static void generate_enum(struct maker *maker, struct scrap *file)
{
    struct model_enum *made = &maker->enums[maker->enum_count++];
    struct scrap *members = scrap_list(maker->arena, "  ");
    made->name = new_name(maker, "E");
    made->ordered = maker->enum_count == 1 || chance(maker, 50);
    made->count = 1 + below(maker, MODEL_MEMBERS);
    for (uint32_t i = 0; i < made->count; i++) {
        const char *name = made->members[i] = new_name(maker, "m");
        made->spellings[i] = chance(maker, 30) ? arena_format(maker->arena, "M-%s!", name) : name;
        struct scrap *member =
            scrap_leaf(maker->arena,
                       made->spellings[i] == name
                           ? name
                           : arena_format(maker->arena, "%s \"%s\"", name, made->spellings[i]));
        member->droppable = true;
        scrap_add(members, member);
    }
    const char *head =
        arena_format(maker->arena, "enum %s%s", made->name, made->ordered ? " ordered" : "");
    struct scrap *item =
        scrap_of(maker->arena, "% { % }\n", scrap_leaf(maker->arena, head), members);
    item->droppable = true;
    scrap_add(file, item);
}

/* ---- fields ---- */

/* The range that is usual where none is said. */
static void usual_range(struct model_field *field)
{
    int64_t first = date_from_civil((struct civil){ 1800, 1, 1 });
    int64_t behind = date_from_civil((struct civil){ 3000, 1, 1 });
    int64_t limit = field->type.kind == TYPE_INTEGER ? 1000000000 : 1000000000000000000;
    field->low = -limit;
    field->high = limit;
    if (field->type.kind == TYPE_DATE || field->type.kind == TYPE_INSTANT) {
        int64_t unit = field->type.kind == TYPE_DATE ? 1 : DAY_MICROSECONDS;
        field->low = first * unit;
        field->high = behind * unit - 1;
    }
}

static const char *range_text(struct maker *maker, struct model_field *field)
{
    static const int64_t steps[] = { 1, 3, 100, 500 };
    struct arena *arena = maker->arena;
    int64_t step = steps[below(maker, 4)];
    switch (field->type.kind) {
    case TYPE_INTEGER:
        field->low = chance(maker, 50) ? 0 : near_number(maker, true);
        field->high = field->low + step;
        return arena_format(arena, " %lld .. %lld", (long long)field->low, (long long)field->high);
    case TYPE_DECIMAL:
        field->low = near_number(maker, false);
        field->high = field->low + step * 500000;
        return arena_format(arena, " %s .. %s", decimal_text(arena, field->low),
                            decimal_text(arena, field->high));
    case TYPE_DATE:
        field->low = near_day(maker) - 400 * step;
        field->high = near_day(maker) + 400 * step;
        break;
    case TYPE_INSTANT:
        field->low = near_instant(maker) - step * 400 * DAY_MICROSECONDS;
        field->high = near_instant(maker) + step * 400 * DAY_MICROSECONDS;
        break;
    default:
        return "";
    }
    if (field->low > field->high) {
        usual_range(field);
        return "";
    }
    return field->type.kind == TYPE_DATE
               ? arena_format(arena, " %s .. %s", day_text(arena, field->low),
                              day_text(arena, field->high))
               : arena_format(arena, " %s .. %s", instant_text(arena, field->low),
                              instant_text(arena, field->high));
}

static const char *limit_text(struct maker *maker, struct model_field *field)
{
    usual_range(field);
    field->up_to = 1000;
    if (field->type.list && chance(maker, 95)) {
        field->up_to = chance(maker, 6) ? 40 : 1 + below(maker, 5);
        return arena_format(maker->arena, " up to %u", field->up_to);
    }
    return !field->type.list && chance(maker, 45) ? range_text(maker, field) : "";
}

static struct scrap *field_scrap(struct maker *maker, struct model_field *field)
{
    const char *type = type_text(maker, field->type, field->optional);
    const char *limit = limit_text(maker, field);
    const char *spelling = "";
    field->spelling = field->name;
    if (chance(maker, 15)) {
        field->spelling = arena_format(maker->arena, "the %s", field->name);
        spelling = arena_format(maker->arena, " \"%s\"", field->spelling);
    }
    struct scrap *scrap =
        scrap_leaf(maker->arena, arena_format(maker->arena, "  %s: %s%s%s\n", field->name, type,
                                              limit, spelling));
    return scrap;
}

static struct model_type field_type(struct maker *maker, bool table)
{
    struct model_type type;
    do
        type = random_plain(maker, false);
    while (table && (type.kind == TYPE_PERIOD || type.kind == TYPE_DURATION));
    type.list = !table && !maker->flat && chance(maker, 12);
    if (!table && maker->record_count > 0 && chance(maker, 18)) {
        uint8_t index = (uint8_t)below(maker, maker->record_count);
        if (!maker->records[index].table)
            type = (struct model_type){ TYPE_RECORD, index, chance(maker, 75) };
    }
    return type;
}

static void add_field(struct maker *maker, struct model_record *record, struct model_type type,
                      struct scrap *fields)
{
    struct model_field *field = &record->fields[record->count++];
    field->name = new_name(maker, "f");
    field->type = type;
    field->optional = chance(maker, type.list ? 25 : 35);
    struct scrap *scrap = field_scrap(maker, field);
    scrap->droppable = true;
    scrap_add(fields, scrap);
}

static void add_key(struct maker *maker, struct model_record *record, struct scrap *fields)
{
    static const enum type_kind kinds[] = { TYPE_TEXT, TYPE_INTEGER, TYPE_DATE, TYPE_ENUM,
                                            TYPE_TEXT };
    struct model_field *field = &record->fields[record->count];
    field->name = new_name(maker, "k");
    field->type = plain(kinds[below(maker, 5)]);
    record->keys[record->key_count++] = record->count++;
    scrap_add(fields, field_scrap(maker, field));
}

/* ---- records ---- */

enum declared { RECORD, TABLE, INPUT };

static const char *head_text(struct maker *maker, const struct model_record *record,
                             enum declared what)
{
    static const char *const words[] = { "record", "table", "input" };
    const char *head = arena_format(maker->arena, "%s %s", words[what], record->name);
    if (what == TABLE)
        head = arena_format(maker->arena, "%s from \"%s\"", head, record->file);
    for (uint32_t i = 0; i < record->key_count; i++)
        head = arena_format(maker->arena, "%s%s%s", head, i ? ", " : " key ",
                            record->fields[record->keys[i]].name);
    return head;
}

static void generate_rows(struct maker *maker, struct model_record *table)
{
    struct model_field rows = { .type = { TYPE_RECORD, (uint8_t)(table - maker->records), true },
                                .up_to = below(maker, MODEL_ROWS) };
    struct datum *list = random_datum(maker, &rows);
    table->row_count = list->count;
    for (uint32_t i = 0; i < list->count; i++)
        table->rows[i] = list->items[i];
}

static bool stands_somewhere(const struct maker *maker, uint32_t record)
{
    for (uint32_t i = 0; i <= maker->record_count; i++)
        for (uint32_t k = 0; k < maker->records[i].count; k++) {
            struct model_type type = maker->records[i].fields[k].type;
            if (type.kind == TYPE_RECORD && type.index == record)
                return true;
        }
    return false;
}

static void generate_record(struct maker *maker, struct scrap *file, enum declared what)
{
    struct model_record *record = &maker->records[maker->record_count];
    struct scrap *fields = scrap_list(maker->arena, "");
    record->name = new_name(maker, what == TABLE ? "t" : "R");
    record->table = what == TABLE;
    record->file = arena_format(maker->arena, "%s.csv", record->name);
    uint32_t keys = what == INPUT ? 1 : what == TABLE ? below(maker, 3) : below(maker, 8) ? 1 : 2;
    if (what == RECORD && chance(maker, 15))
        keys = 0;
    for (uint32_t i = 0; i < keys; i++)
        add_key(maker, record, fields);
    uint32_t count = what == INPUT ? 5 : 1 + below(maker, 4);
    for (uint32_t i = 0; i < count; i++)
        add_field(maker, record, field_type(maker, record->table), fields);
    for (uint32_t i = 0; what == INPUT && i < maker->record_count && record->count < MODEL_FIELDS;
         i++)
        if (!maker->records[i].table && (chance(maker, 25) || !stands_somewhere(maker, i)))
            add_field(maker, record, (struct model_type){ TYPE_RECORD, (uint8_t)i, true }, fields);
    struct scrap *head = scrap_leaf(maker->arena, head_text(maker, record, what));
    struct scrap *item = scrap_of(maker->arena, "% {\n%}\n", head, fields);
    item->droppable = what != INPUT;
    scrap_add(file, item);
    maker->record_count++;
    if (what == TABLE)
        generate_rows(maker, record);
}

void generate_schema(struct maker *maker, struct scrap *file)
{
    maker->flat = chance(maker, 10);
    uint32_t enums = 1 + below(maker, MODEL_ENUMS), tables = below(maker, 3);
    uint32_t records = maker->flat ? 0 : 1 + below(maker, 4);
    for (uint32_t i = 0; i < enums; i++)
        generate_enum(maker, file);
    for (uint32_t i = 0; i < records; i++)
        generate_record(maker, file, RECORD);
    for (uint32_t i = 0; i < tables; i++)
        generate_record(maker, file, TABLE);
    maker->input = maker->record_count;
    generate_record(maker, file, INPUT);
}

/* ---- outcomes ---- */

static void add_label(struct maker *maker, struct model_outcome *outcome, struct model_case *into)
{
    struct model_label *label = &into->labels[into->count++];
    const struct model_case *before = &outcome->cases[outcome->count ? outcome->count - 1 : 0];
    if (before != into && before->count && chance(maker, 50)) {
        *label = before->labels[0]; /* cases share a place where name and type agree */
        for (uint32_t i = 0; i + 1 < into->count; i++)
            if (into->labels[i].name == label->name)
                into->count--;
        return;
    }
    label->name = new_name(maker, "p");
    label->type = random_plain(maker, false);
    label->type.list = chance(maker, 15);
    label->optional = !label->type.list && chance(maker, 20);
}

static struct scrap *case_scrap(struct maker *maker, const struct model_case *made)
{
    struct scrap *labels = scrap_list(maker->arena, ", ");
    for (uint32_t i = 0; i < made->count; i++) {
        const struct model_label *label = &made->labels[i];
        const char *type = type_text(maker, label->type, label->optional);
        scrap_add(labels, scrap_leaf(maker->arena,
                                     arena_format(maker->arena, "%s: %s", label->name, type)));
    }
    struct scrap *name = scrap_leaf(maker->arena, made->name);
    return made->count ? scrap_of(maker->arena, "%(%)", name, labels) : name;
}

void generate_outcomes(struct maker *maker, struct scrap *file)
{
    uint32_t count = 1 + below(maker, MODEL_OUTCOMES);
    for (uint32_t i = 0; i < count; i++) {
        struct model_outcome *outcome = &maker->outcomes[maker->outcome_count++];
        struct scrap *cases = scrap_list(maker->arena, "  ");
        uint32_t case_count = 1 + below(maker, MODEL_CASES);
        *outcome = (struct model_outcome){ .name = new_name(maker, "O") };
        for (uint32_t k = 0; k < case_count; k++) {
            struct model_case *made = &outcome->cases[k];
            made->name = new_name(maker, "c");
            for (uint32_t n = below(maker, 3); n > 0; n--)
                add_label(maker, outcome, made);
            outcome->count++;
            struct scrap *scrap = case_scrap(maker, made);
            scrap->droppable = true;
            scrap_add(cases, scrap);
        }
        struct scrap *name = scrap_leaf(maker->arena, outcome->name);
        struct scrap *item = scrap_of(maker->arena, "outcome % { % }\n", name, cases);
        item->droppable = true;
        scrap_add(file, item);
    }
}

/* ---- parameters ---- */

static struct scrap *constant_scrap(struct maker *maker, struct model_type type)
{
    if (!type.list)
        return make_literal(maker, type);
    struct scrap *items = scrap_list(maker->arena, ", ");
    for (uint32_t n = 1 + below(maker, 3); n > 0; n--)
        scrap_add(items, make_literal(maker, model_element(type)));
    return scrap_of(maker->arena, "[%]", items);
}

static struct scrap *versions_scrap(struct maker *maker, struct model_type type)
{
    struct scrap *versions = scrap_list(maker->arena, "\n");
    int64_t day = near_day(maker);
    uint32_t count = 2 + below(maker, 2);
    const char *days = arena_format(maker->arena, "  .. %s = ", day_text(maker->arena, day));
    for (uint32_t i = 0; i < count; i++) {
        struct scrap *head = scrap_leaf(maker->arena, days);
        scrap_add(versions, scrap_of(maker->arena, "%%", head, constant_scrap(maker, type)));
        const char *from = day_text(maker->arena, day + 1);
        day += 1 + (int64_t)below(maker, 400);
        days = i + 2 == count
                   ? arena_format(maker->arena, "  %s .. = ", from)
                   : arena_format(maker->arena, "  %s .. %s = ", from, day_text(maker->arena, day));
    }
    return versions;
}

void generate_parameters(struct maker *maker, struct scrap *file)
{
    uint32_t count = below(maker, MODEL_PARAMETERS);
    for (uint32_t i = 0; i < count; i++) {
        struct model_parameter *made = &maker->parameters[maker->parameter_count];
        made->name = new_name(maker, "q");
        made->type = random_plain(maker, false);
        made->type.list =
            made->type.kind != TYPE_PERIOD && made->type.kind != TYPE_DURATION && chance(maker, 15);
        made->by_day = chance(maker, 30);
        const char *head = arena_format(maker->arena, "parameter %s: %s", made->name,
                                        type_text(maker, made->type, false));
        struct scrap *start = scrap_leaf(maker->arena, head);
        struct scrap *item =
            made->by_day
                ? scrap_of(maker->arena, "% {\n%\n}\n", start, versions_scrap(maker, made->type))
                : scrap_of(maker->arena, "% = %\n", start, constant_scrap(maker, made->type));
        item->droppable = true;
        scrap_add(file, item);
        maker->parameter_count++;
    }
}
