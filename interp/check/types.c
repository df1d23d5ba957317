/* types.c - what a type's name means, and how types are called in messages. */
#include "interp/check/declare/declare.h"
#include "interp/check/refer.h"

#include <strings.h>

static const struct {
    const char *name;
    enum type_kind kind;
} plain_types[] = {
    { "text", TYPE_TEXT },     { "integer", TYPE_INTEGER },   { "decimal", TYPE_DECIMAL },
    { "bool", TYPE_BOOL },     { "date", TYPE_DATE },         { "instant", TYPE_INSTANT },
    { "period", TYPE_PERIOD }, { "duration", TYPE_DURATION },
};

enum { PLAIN_TYPES = sizeof plain_types / sizeof *plain_types };

/* What other languages call them. */
static const struct {
    const char *name, *ours;
} foreign_types[] = {
    { "string", "text" },      { "str", "text" },          { "varchar", "text" },
    { "int", "integer" },      { "number", "integer" },    { "long", "integer" },
    { "float", "decimal" },    { "double", "decimal" },    { "money", "decimal" },
    { "numeric", "decimal" },  { "boolean", "bool" },      { "day", "date" },
    { "datetime", "instant" }, { "timestamp", "instant" }, { "time", "instant" },
    { "interval", "period" },
};

static struct type unknown_type(void)
{
    return (struct type){ .kind = TYPE_UNKNOWN };
}

enum type_kind type_kind_named(const char *name)
{
    for (int i = 0; i < PLAIN_TYPES; i++)
        if (strcmp(plain_types[i].name, name) == 0)
            return plain_types[i].kind;
    return TYPE_UNKNOWN;
}

static bool is_type(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_ENUM || symbol->kind == SYMBOL_RECORD ||
           symbol->kind == SYMBOL_INPUT || symbol->kind == SYMBOL_TABLE;
}

/* The type's name that was meant, or NULL. */
static const char *meant_type(struct policy_check *within, const char *name)
{
    const struct scope *scope = &within->scope;
    struct checker *checker = within->checker;
    for (size_t i = 0; i < sizeof foreign_types / sizeof *foreign_types; i++)
        if (strcasecmp(foreign_types[i].name, name) == 0)
            return foreign_types[i].ours;
    uint32_t symbols = worth_gathering(checker, scope->count);
    const char **names = arena_array(checker->arena, const char *, symbols + PLAIN_TYPES);
    uint32_t count = 0;
    for (; count < PLAIN_TYPES; count++)
        names[count] = plain_types[count].name;
    for (uint32_t i = 0; i < symbols; i++)
        if (is_type(scope->items[i]))
            names[count++] = scope->items[i]->name;
    return meant(checker, name, names, count);
}

static struct type complain_unknown(struct policy_check *within, const struct type_ref *ref)
{
    struct checker *checker = within->checker;
    const char *closest = meant_type(within, ref->name.text);
    if (may_be_elsewhere(checker, closest))
        return unknown_type();
    struct diag *diag = diag_error(checker->diags, ref->name.span, "unknown-type",
                                   "there is no type `%s`", ref->name.text);
    hint_meant(checker, diag, closest, "declare it, or `use` the file that does");
    return unknown_type();
}

static struct type complain_no_type(struct checker *checker, const struct type_ref *ref,
                                    const struct symbol *symbol)
{
    static const char *const kinds[] = {
        [SYMBOL_OUTCOME] = "an outcome",    [SYMBOL_SOURCE] = "a source",
        [SYMBOL_PARAMETER] = "a parameter", [SYMBOL_DEFINE] = "a define",
        [SYMBOL_DECISION] = "a decision",
    };
    struct diag *diag =
        diag_error(checker->diags, ref->name.span, "not-a-type", "`%s` is %s, not a type of values",
                   symbol->name, kinds[symbol->kind]);
    diag_other(checker->diags, diag, symbol->item->name.span, "declared here");
    if (symbol->kind == SYMBOL_OUTCOME)
        diag_hint(checker->diags, diag,
                  "only a decision gives an outcome; ask it with `… of … is …` where it is needed");
    else
        diag_hint(checker->diags, diag,
                  "types are those of the language, enumerations, records and tables");
    return unknown_type();
}

/* The file of REF must itself use the file that declares what it names. */
static bool is_visible(struct policy_check *within, const struct type_ref *ref,
                       const struct symbol *symbol)
{
    struct checker *checker = within->checker;
    const struct module_check *from = module_at(checker, ref->span);
    const struct module_check *to = module_at(checker, symbol->item->name.span);
    if (!from || !to || from->module->policy || from->sees[to - checker->modules])
        return true;
    struct diag *diag =
        diag_error(checker->diags, ref->name.span, "type-not-used",
                   "this file does not use the one that declares `%s`", symbol->name);
    diag_other(checker->diags, diag, symbol->item->name.span, "declared here");
    if (to->module->policy)
        diag_hint(checker->diags, diag, "move `%s` to a file that both use", symbol->name);
    else
        diag_hint(checker->diags, diag, "`use` it here too");
    return false;
}

static struct type symbol_type(const struct symbol *symbol)
{
    struct type type = { .kind = TYPE_RECORD };
    if (symbol->kind == SYMBOL_ENUM) {
        type.kind = TYPE_ENUM;
        type.enumeration = symbol->enumeration;
    } else if (symbol->kind == SYMBOL_TABLE) {
        type.record = symbol->table->record;
    } else {
        type.record = symbol->record;
    }
    return type;
}

static void offer_types(struct policy_check *within, const struct type_ref *ref)
{
    struct type none = unknown_type();
    for (int i = 0; is_probed(within->checker, ref->name.span) && i < PLAIN_TYPES; i++)
        offer(within->checker, reference_of_built_in(plain_types[i].name, none));
    offer_symbols(within, ref->name.span, is_type);
}

static struct type built_in_type(struct policy_check *within, const struct type_ref *ref,
                                 enum type_kind kind)
{
    struct type type = { .kind = kind, .places = kind == TYPE_DECIMAL ? DECIMAL_PLACES : 0 };
    refer(within->checker, ref->name.span, reference_of_built_in(ref->name.text, type));
    return type;
}

/* The type of the name alone. */
static struct type named_type(struct policy_check *within, const struct type_ref *ref)
{
    enum type_kind kind = type_kind_named(ref->name.text);
    offer_types(within, ref);
    if (kind != TYPE_UNKNOWN)
        return built_in_type(within, ref, kind);
    struct symbol *symbol = scope_find(&within->scope, ref->name.text);
    if (!symbol)
        return complain_unknown(within, ref);
    if (!is_type(symbol))
        return complain_no_type(within->checker, ref, symbol);
    symbol->used = true;
    refer(within->checker, ref->name.span, reference_of_symbol(within->checker, symbol));
    return is_visible(within, ref, symbol) ? symbol_type(symbol) : unknown_type();
}

/* A list is never absent: what `[T]?` says is the business of the field. */
struct type type_resolve(struct policy_check *within, const struct type_ref *ref)
{
    if (!ref->name.text)
        return unknown_type();
    struct type type = named_type(within, ref);
    if (type.kind == TYPE_UNKNOWN)
        return type;
    if (!ref->list) {
        type.optional = ref->optional;
        return type;
    }
    struct type *element = arena_new(within->checker->arena, struct type);
    *element = type;
    return (struct type){ .kind = TYPE_LIST, .element = element };
}

/* ---- names and equality ---- */

static const char *plain_name(enum type_kind kind)
{
    for (int i = 0; i < PLAIN_TYPES; i++)
        if (plain_types[i].kind == kind)
            return plain_types[i].name;
    return "unknown";
}

const char *type_shown(struct arena *arena, struct type type)
{
    const char *name;
    switch (type.kind) {
    case TYPE_ENUM:
        name = type.enumeration->name;
        break;
    case TYPE_RECORD:
        name = type.record->name;
        break;
    case TYPE_OUTCOME:
        name = type.outcome->name;
        break;
    case TYPE_LIST:
        name = arena_format(arena, "[%s]", type_shown(arena, *type.element));
        break;
    default:
        name = plain_name(type.kind);
    }
    return type.optional ? arena_format(arena, "%s?", name) : name;
}

const char *type_name(struct checker *checker, struct type type)
{
    return type_shown(checker->arena, type);
}

bool type_equal(struct type a, struct type b)
{
    if (a.kind != b.kind || a.optional != b.optional || a.kind == TYPE_UNKNOWN)
        return false;
    switch (a.kind) {
    case TYPE_DECIMAL:
        return a.places == b.places;
    case TYPE_ENUM:
        return a.enumeration == b.enumeration;
    case TYPE_RECORD:
        return a.record == b.record;
    case TYPE_OUTCOME:
        return a.outcome == b.outcome;
    case TYPE_LIST:
        return type_equal(*a.element, *b.element);
    default:
        return true;
    }
}
