/* modules.c - what the files of a load declare, and into which scopes it goes.
 *
 * A policy sees what its file declares and what all files declare that it uses, directly or not. */
#include "interp/check/declare/declare.h"

#include <string.h>

/* ---- modules ---- */

static uint32_t module_index(const struct load *load, const struct module *module)
{
    uint32_t index = 0;
    while (index < load->module_count && load->modules[index] != module)
        index++;
    return index;
}

/* Used modules stand before their users, so that what they see is known. */
static bool *modules_seen(struct checker *checker, uint32_t index)
{
    const struct load *load = checker->load;
    const struct module *module = load->modules[index];
    bool *sees = arena_array(checker->arena, bool, load->module_count);
    sees[index] = true;
    for (uint32_t i = 0; i < module->use_count; i++) {
        uint32_t used = module_index(load, module->uses[i]);
        for (uint32_t j = 0; j < index; j++)
            sees[j] |= checker->modules[used].sees[j];
    }
    return sees;
}

static enum symbol_kind symbol_kind_of(enum item_kind kind)
{
    static const enum symbol_kind kinds[] = {
        [ITEM_SOURCE] = SYMBOL_SOURCE,       [ITEM_ENUM] = SYMBOL_ENUM,
        [ITEM_RECORD] = SYMBOL_RECORD,       [ITEM_INPUT] = SYMBOL_INPUT,
        [ITEM_TABLE] = SYMBOL_TABLE,         [ITEM_OUTCOME] = SYMBOL_OUTCOME,
        [ITEM_PARAMETER] = SYMBOL_PARAMETER, [ITEM_DEFINE] = SYMBOL_DEFINE,
        [ITEM_DECIDE] = SYMBOL_DECISION,
    };
    return kinds[kind];
}

static bool declares_name(const struct item *item)
{
    return item->kind != ITEM_USE && item->kind != ITEM_POLICY && item->kind != ITEM_MESSAGES &&
           item->name.text;
}

bool symbol_is_shared(enum symbol_kind kind)
{
    return kind != SYMBOL_PARAMETER && kind != SYMBOL_DEFINE && kind != SYMBOL_DECISION;
}

static struct record *record_new(struct arena *arena, const struct name *name)
{
    struct record *record = arena_new(arena, struct record);
    record->name = name->text;
    record->span = name->span;
    return record;
}

static struct table *table_new(struct arena *arena, const struct name *name)
{
    struct table *table = arena_new(arena, struct table);
    table->name = name->text;
    table->span = name->span;
    table->record = record_new(arena, name);
    table->record->table = table;
    return table;
}

static struct enumeration *enumeration_new(struct arena *arena, const struct name *name)
{
    struct enumeration *enumeration = arena_new(arena, struct enumeration);
    enumeration->name = name->text;
    enumeration->span = name->span;
    return enumeration;
}

static struct outcome *outcome_new(struct arena *arena, const struct name *name)
{
    struct outcome *outcome = arena_new(arena, struct outcome);
    outcome->name = name->text;
    outcome->span = name->span;
    return outcome;
}

/* A symbol with its object, which has no more than its name as yet. */
static struct symbol *symbol_new(struct checker *checker, const struct module *module,
                                 const struct item *item)
{
    struct arena *arena = checker->arena;
    struct symbol *symbol = arena_new(arena, struct symbol);
    *symbol = (struct symbol){
        .kind = symbol_kind_of(item->kind), .name = item->name.text, .item = item, .module = module
    };
    switch (symbol->kind) {
    case SYMBOL_ENUM:
        symbol->enumeration = enumeration_new(arena, &item->name);
        break;
    case SYMBOL_RECORD:
    case SYMBOL_INPUT:
        symbol->record = record_new(arena, &item->name);
        break;
    case SYMBOL_TABLE:
        symbol->table = table_new(arena, &item->name);
        break;
    case SYMBOL_OUTCOME:
        symbol->outcome = outcome_new(arena, &item->name);
        break;
    case SYMBOL_SOURCE:
        symbol->document = arena_new(arena, struct document);
        break;
    default:
        break;
    }
    return symbol;
}

uint32_t item_count(const struct module *module)
{
    uint32_t count = 0;
    for (const struct item *item = module->ast.items; item; item = item->next)
        count++;
    return count;
}

void declare_module(struct checker *checker, uint32_t index)
{
    const struct module *module = checker->load->modules[index];
    struct module_check *check = &checker->modules[index];
    check->module = module;
    check->sees = modules_seen(checker, index);
    check->symbols = arena_array(checker->arena, struct symbol *, item_count(module));
    uint32_t number = 0;
    for (const struct item *item = module->ast.items; item; item = item->next, number++)
        if (declares_name(item) && symbol_is_shared(symbol_kind_of(item->kind)))
            check->symbols[number] = symbol_new(checker, module, item);
}

/* ---- scopes ---- */

static bool is_type(enum symbol_kind kind)
{
    return symbol_is_shared(kind) && kind != SYMBOL_SOURCE;
}

/* How the function of the language is used whose place a KIND called NAME would take, or NULL. */
static const char *built_in_use(enum symbol_kind kind, const char *name)
{
    static const struct {
        enum symbol_kind kind;
        const char *name, *use;
    } functions[] = {
        { SYMBOL_DEFINE, "min", "min(…)" },       { SYMBOL_DEFINE, "max", "max(…)" },
        { SYMBOL_DEFINE, "folded", "folded(…)" }, { SYMBOL_DECISION, "date", "date of" },
        { SYMBOL_DECISION, "start", "start of" },
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (functions[i].kind == kind && strcmp(functions[i].name, name) == 0)
            return functions[i].use;
    return NULL;
}

/* What is the language's own cannot be declared; false after the complaint. */
static bool may_be_declared(struct policy_check *within, const struct symbol *symbol)
{
    struct diags *diags = within->checker->diags;
    struct span span = symbol->item->name.span;
    const char *use = built_in_use(symbol->kind, symbol->name);
    struct diag *diag = NULL;
    if (is_type(symbol->kind) && type_kind_named(symbol->name) != TYPE_UNKNOWN)
        diag = diag_error(diags, span, "built-in-type", "`%s` is a type of the language",
                          symbol->name);
    else if (use)
        diag = diag_error(diags, span, "built-in-function", "`%s` is the language's own `%s`",
                          symbol->name, use);
    if (diag)
        diag_hint(diags, diag, "choose another name");
    return !diag;
}

static void scope_declare(struct policy_check *within, struct symbol *symbol)
{
    struct diags *diags = within->checker->diags;
    struct span span = symbol->item->name.span;
    if (!may_be_declared(within, symbol) || scope_add(&within->scope, symbol))
        return;
    const struct symbol *first = scope_find(&within->scope, symbol->name);
    struct diag *diag =
        diag_error(diags, span, "declared-twice", "`%s` is declared twice", symbol->name);
    diag_other(diags, diag, first->item->name.span, "first here");
    diag_hint(diags, diag,
              first->module == symbol->module
                  ? "rename one of them, or leave it out"
                  : "a policy and the files that it uses share one name space: "
                    "rename one of them");
}

/* What CHECK's module declares, into WITHIN's scope. */
void scope_module(struct policy_check *within, const struct module_check *check)
{
    uint32_t number = 0;
    for (const struct item *item = check->module->ast.items; item; item = item->next, number++) {
        if (!declares_name(item))
            continue;
        struct symbol *symbol = check->symbols[number];
        if (!symbol)
            symbol = symbol_new(within->checker, check->module, item);
        scope_declare(within, symbol);
    }
}

void *room_for_one(struct arena *arena, void *items, uint32_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    return arena_grow(arena, items, count * size, (count ? 2 * (size_t)count : 1) * size);
}

/* ---- documents ---- */

/* The sources of MODULE and of what it uses, but for modules that were SEEN. */
static void add_documents(struct policy_check *within, const struct module *module, bool *seen)
{
    const struct load *load = within->checker->load;
    const struct scope *scope = &within->scope;
    struct policy *policy = within->policy;
    uint32_t index = module_index(load, module);
    if (seen[index])
        return;
    seen[index] = true;
    for (uint32_t i = 0; i < scope->count; i++)
        if (scope->items[i]->kind == SYMBOL_SOURCE && scope->items[i]->module == module)
            policy->documents[policy->document_count++] = scope->items[i]->document;
    for (uint32_t i = 0; i < module->use_count; i++)
        add_documents(within, module->uses[i], seen);
}

void list_documents(struct policy_check *within)
{
    struct arena *arena = within->checker->arena;
    bool *seen = arena_array(arena, bool, within->checker->load->module_count + 1);
    within->policy->documents = arena_array(arena, const struct document *, within->scope.count);
    add_documents(within, within->module, seen);
}
