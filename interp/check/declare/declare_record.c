/* declare_record.c - records, inputs and the rows of tables: fields and keys. */
#include "interp/check/declare/declare.h"
#include "interp/check/declare/field_range.h"
#include "interp/check/refer.h"

/* ---- types of fields ---- */

static bool is_row(struct type type)
{
    return type.kind == TYPE_RECORD && type.record->table;
}

static const char *why_not_in_record(struct policy_check *within, struct type type)
{
    if (type.kind == TYPE_LIST)
        type = *type.element;
    if (is_row(type))
        return "hold the row's key instead, and look it up: `table[key]`";
    const struct symbol *input =
        type.kind == TYPE_RECORD ? scope_find(&within->scope, type.record->name) : NULL;
    if (input && input->kind == SYMBOL_INPUT && input->record == type.record)
        return "the input is not part of another record; declare a `record`";
    return NULL;
}

static const char *why_not_in_table(struct type type)
{
    switch (type.kind) {
    case TYPE_LIST:
        return "a cell holds one value; use a table with a row for each";
    case TYPE_RECORD:
        return "a cell holds one plain value; declare its columns one by one";
    case TYPE_PERIOD:
        return "hold a whole number, and say `days * 1 day` in the rule";
    case TYPE_DURATION:
        return "hold a whole number, and say `hours * 1 hour` in the rule";
    default:
        return NULL;
    }
}

/* The type of a field, UNKNOWN where it cannot stand in RECORD. */
static struct type field_type(struct policy_check *within, const struct record *record,
                              const struct field_decl *decl)
{
    struct checker *checker = within->checker;
    struct type type = type_resolve(within, &decl->type);
    const char *mend = record->table ? why_not_in_table(type) : why_not_in_record(within, type);
    if (!mend)
        return type;
    struct diag *diag = diag_error(checker->diags, decl->type.span, "field-type",
                                   "%s cannot be a %s", type_name(checker, type),
                                   record->table ? "column of a table" : "field of a record");
    diag_hint(checker->diags, diag, "%s", mend);
    return (struct type){ .kind = TYPE_UNKNOWN };
}

static void add_field(struct policy_check *within, struct record *record,
                      const struct field_decl *decl, struct places *spellings)
{
    struct checker *checker = within->checker;
    const char *spelling = spelling_resolve(checker, decl->name, &decl->spelling);
    struct field *field = &record->fields[record->count];
    *field = (struct field){
        .name = decl->name.text,
        .spelling = spelling,
        .type = field_type(within, record, decl),
        .slot = record->count++,
        .may_be_missing = decl->type.list && decl->type.optional,
        .record = record,
        .span = decl->name.span,
    };
    field_range(checker, decl, field);
    spelling_once(checker, spellings, spelling,
                  decl->spelling.text ? decl->spelling.span : decl->name.span);
}

/* ---- keys ---- */

/* A record's key is sought in tables of results, so the input's has fewer types. */
static bool is_key_type(struct type type, bool input)
{
    switch (type.kind) {
    case TYPE_UNKNOWN:
        return true;
    case TYPE_TEXT:
    case TYPE_INTEGER:
    case TYPE_ENUM:
    case TYPE_DATE:
        return !type.optional;
    case TYPE_DECIMAL:
    case TYPE_BOOL:
    case TYPE_INSTANT:
        return !type.optional && !input;
    default:
        return false;
    }
}

static void complain_key_type(struct checker *checker, const struct name *key,
                              const struct field *field, bool input)
{
    struct type plain = field->type;
    plain.optional = false;
    struct diag *diag =
        diag_error(checker->diags, key->span, "key-type", "`%s` cannot tell %s apart: it is %s",
                   key->text, input ? "records" : "elements", type_name(checker, field->type));
    diag_other(checker->diags, diag, field->span, "declared here");
    if (field->type.optional && is_key_type(plain, input))
        diag_hint(checker->diags, diag, "a key is never absent: declare it `%s`",
                  type_name(checker, plain));
    else
        diag_hint(checker->diags, diag,
                  input ? "the input's key is a text, an integer, a date or a member of an "
                          "enumeration"
                        : "a key is a text, a number, a bool, a date, an instant or a member of an "
                          "enumeration");
}

static void complain_no_field(struct checker *checker, const struct name *key,
                              const struct record *record)
{
    uint32_t count = worth_gathering(checker, record->count);
    const char **names = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = record->fields[i].name;
    const char *closest = meant(checker, key->text, names, count);
    if (may_be_elsewhere(checker, closest))
        return;
    struct diag *diag = diag_error(checker->diags, key->span, "unknown-key",
                                   "`%s` has no field `%s` to be its key", record->name, key->text);
    hint_meant(checker, diag, closest, "a key is one of the fields, as it is called there");
}

/* The keys of ITEM among FIELDS, the names of RECORD's fields. */
static void declare_keys(struct checker *checker, const struct item *item, struct record *record,
                         const struct places *fields)
{
    struct places names = { .arena = checker->arena };
    bool input = item->kind == ITEM_INPUT;
    uint32_t *keys = arena_array(checker->arena, uint32_t, item->keys.count);
    record->keys = keys;
    for (uint32_t i = 0; i < item->keys.count; i++) {
        const struct name *key = &item->keys.items[i];
        offer_fields(checker, key->span, record);
        if (!give_once(checker, &names, *key, "key"))
            continue;
        const struct place_of *found = places_find(fields, key->text);
        struct field *field = found ? &record->fields[found->number] : NULL;
        if (field)
            refer(checker, key->span, reference_of_field(field));
        if (!field) {
            complain_no_field(checker, key, record);
        } else if (!is_key_type(field->type, input)) {
            complain_key_type(checker, key, field, input);
        } else {
            field->used = true;
            keys[record->key_count++] = field->slot;
        }
    }
}

/* ---- whole records ---- */

static uint32_t field_count(const struct item *item)
{
    uint32_t count = 0;
    for (const struct field_decl *decl = item->fields; decl; decl = decl->next)
        count++;
    return count;
}

static void complain_empty(struct checker *checker, const struct item *item)
{
    if (item->fields || checker->load->incomplete)
        return;
    struct diag *diag = diag_error(checker->diags, item->name.span, "no-fields",
                                   "`%s` has no fields", item->name.text);
    diag_hint(checker->diags, diag, "list them: `id: text`");
}

static void complain_wide(struct checker *checker, const struct item *item)
{
    struct diag *diag = diag_error(checker->diags, item->name.span, "too-many-fields",
                                   "`%s` has more than %d fields", item->name.text, FIELDS_MAX);
    diag_hint(checker->diags, diag, "what belongs together can be a record of its own");
}

void declare_fields(struct policy_check *within, const struct item *item, struct record *record)
{
    struct checker *checker = within->checker;
    struct places names = { .arena = checker->arena }, spellings = names;
    uint32_t count = field_count(item), room = count < FIELDS_MAX ? count : FIELDS_MAX;
    record->fields = arena_array(checker->arena, struct field, room);
    if (count > room)
        complain_wide(checker, item);
    for (const struct field_decl *decl = item->fields; decl && record->count < room;
         decl = decl->next)
        if (declare_once(checker, &names, decl->name, record->table ? "column" : "field"))
            add_field(within, record, decl, &spellings);
    complain_empty(checker, item);
    declare_keys(checker, item, record, &names);
}

void declare_record(struct policy_check *within, struct symbol *symbol)
{
    declare_fields(within, symbol->item, symbol->record);
}
