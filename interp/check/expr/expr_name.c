/* expr_name.c - what a name means where it stands, and what is reached through it.
 *
 * A bare name has one meaning.  Where it could have two, that is an error that shows both. */
#include "interp/check/declare/declare.h"
#include "interp/check/expr/expr.h"
#include "interp/check/refer.h"

/* What a bare name may mean. */
struct meaning {
    const struct binding *binding; /* a let, an argument, an element */
    const struct binding *element; /* a field of this element */
    const struct field *field;     /* of that element, or of the input */
    struct symbol *symbol;
    const char *what; /* for messages: "a field of the record" */
    struct span span; /* where it is declared */
};

struct meanings {
    struct meaning items[3]; /* more than two need not be told */
    uint32_t count;
};

static void meanings_add(struct meanings *meanings, struct meaning meaning)
{
    if (meanings->count < 3)
        meanings->items[meanings->count++] = meaning;
}

static const struct field *record_field(const struct record *record, const char *name)
{
    for (uint32_t i = 0; record && i < record->count; i++)
        if (record->fields[i].name == name)
            return &record->fields[i];
    return NULL;
}

static const char *symbol_kind_name(enum symbol_kind kind)
{
    static const char *const names[] = {
        [SYMBOL_ENUM] = "an enumeration",    [SYMBOL_RECORD] = "a record type",
        [SYMBOL_INPUT] = "the input's type", [SYMBOL_TABLE] = "a table",
        [SYMBOL_OUTCOME] = "an outcome",     [SYMBOL_SOURCE] = "a source",
        [SYMBOL_PARAMETER] = "a parameter",  [SYMBOL_DEFINE] = "a define",
        [SYMBOL_DECISION] = "a decision"
    };
    return names[kind];
}

/* Types and sources have names of their own places; they are no values. */
static bool symbol_is_value(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_TABLE || symbol->kind == SYMBOL_PARAMETER ||
           symbol->kind == SYMBOL_DEFINE || symbol->kind == SYMBOL_DECISION;
}

static void find_bindings(const struct frame *frame, const char *name, struct meanings *meanings)
{
    bool let = false;
    const struct binding *binding = pointer_map_get(&frame->named, name);
    for (; binding; binding = binding->same) {
        static const char *const what[] = { "a let", "an argument", "an element" };
        if (binding->kind == BINDING_LET && let)
            continue; /* which is complained about elsewhere */
        meanings_add(meanings, (struct meaning){ .binding = binding,
                                                 .what = what[binding->kind],
                                                 .span = binding->local->span });
        let |= binding->kind == BINDING_LET;
    }
    for (binding = frame->bare; binding; binding = binding->bare) {
        const struct field *field = record_field(binding->local->type.record, name);
        if (field)
            meanings_add(meanings, (struct meaning){ .element = binding,
                                                     .field = field,
                                                     .what = "a field of the list's element",
                                                     .span = field->span });
    }
}

static struct meanings find_meanings(struct frame *frame, const char *name)
{
    struct meanings meanings = { .count = 0 };
    find_bindings(frame, name, &meanings);
    const struct field *field = record_field(frame->checker->program->input, name);
    if (field)
        meanings_add(&meanings, (struct meaning){ .field = field,
                                                  .what = "a field of the record",
                                                  .span = field->span });
    struct symbol *symbol = scope_find(&frame->within->scope, name);
    if (symbol && symbol_is_value(symbol))
        meanings_add(&meanings, (struct meaning){ .symbol = symbol,
                                                  .what = symbol_kind_name(symbol->kind),
                                                  .span = symbol->item->name.span });
    return meanings;
}

static const struct node *complain_ambiguous(struct frame *frame, struct name name,
                                             const struct meanings *meanings)
{
    struct diags *diags = frame->checker->diags;
    const struct meaning *first = &meanings->items[0], *second = &meanings->items[1];
    struct diag *diag = diag_error(diags, name.span, "two-meanings", "`%s` is both %s and %s",
                                   name.text, first->what, second->what);
    diag_other(diags, diag, second->span, "%s", second->what);
    if (first->element)
        diag_hint(diags, diag, "name the element, as in `xs as t where t.%s …`", name.text);
    else
        diag_hint(diags, diag, "give one of them another name");
    return node_bad(frame, name.span);
}

enum { CANDIDATES_MAX = 512 };

struct candidates {
    const char *items[CANDIDATES_MAX];
    uint32_t count;
};

static void candidates_add(struct candidates *candidates, const char *name)
{
    if (name && candidates->count < CANDIDATES_MAX)
        candidates->items[candidates->count++] = name;
}

static void candidates_fields(struct candidates *candidates, const struct record *record)
{
    for (uint32_t i = 0; record && i < record->count; i++)
        candidates_add(candidates, record->fields[i].name);
}

static const struct node *complain_unknown(struct frame *frame, struct name name)
{
    struct candidates candidates = { .count = 0 };
    for (const struct binding *binding = frame->bindings; binding; binding = binding->next) {
        candidates_add(&candidates, binding->local->name);
        if (binding->bare_fields)
            candidates_fields(&candidates, binding->local->type.record);
    }
    candidates_fields(&candidates, frame->checker->program->input);
    candidates_add(&candidates, "today");
    candidates_add(&candidates, "now");
    const struct scope *scope = &frame->within->scope;
    struct diags *diags = frame->checker->diags;
    uint32_t count = worth_gathering(frame->checker, scope->count);
    for (uint32_t i = 0; i < count; i++)
        if (symbol_is_value(scope->items[i]))
            candidates_add(&candidates, scope->items[i]->name);
    const struct symbol *symbol = scope_find(scope, name.text);
    if (symbol) {
        diag_error(diags, name.span, "not-a-value", "`%s` is %s, not a value", name.text,
                   symbol_kind_name(symbol->kind));
        return node_bad(frame, name.span);
    }
    const char *closest = meant(frame->checker, name.text, candidates.items, candidates.count);
    if (frame->checker->load->incomplete && !closest)
        return node_bad(frame, name.span); /* it may stand in what could not be read */
    struct diag *diag =
        diag_error(diags, name.span, "unknown-name", "nothing here is called `%s`", name.text);
    if (closest)
        diag_meant(diags, diag, closest);
    return node_bad(frame, name.span);
}

static const struct node *local_node(struct frame *frame, const struct binding *binding,
                                     struct span span)
{
    struct node *node = node_new(frame, NODE_LOCAL, binding->local->type, span);
    node->local = binding->local;
    if (node->type.optional && fact_present(frame, node))
        node->type.optional = false;
    return node;
}

static const struct node *parameter_node(struct frame *frame, struct symbol *symbol,
                                         struct span span)
{
    const struct parameter *parameter = symbol->parameter;
    if (parameter->count > 1) {
        struct diag *diag =
            diag_error(frame->checker->diags, span, "parameter-without-day",
                       "`%s` has several values, each for its days", parameter->name);
        diag_hint(frame->checker->diags, diag, "say on which day: `%s on today`", parameter->name);
        diag_mend(frame->checker->diags, diag, span, "%s on today", parameter->name);
        return node_bad(frame, span);
    }
    if (parameter->count == 0)
        return node_bad(frame, span);
    struct node *node = node_new(frame, NODE_PARAMETER, parameter->type, span);
    node->parameter = parameter;
    return node;
}

static const struct node *define_node(struct frame *frame, struct symbol *symbol, struct span span)
{
    if (symbol->define->has_arguments) {
        diag_error(frame->checker->diags, span, "define-without-arguments",
                   "`%s` needs its arguments: `%s(…)`", symbol->name, symbol->name);
        return node_bad(frame, span);
    }
    struct node *node = node_new(frame, NODE_FACT, symbol->define->type, span);
    node->define = symbol->define;
    if (node->type.optional && fact_present(frame, node))
        node->type.optional = false;
    return node;
}

static struct type decision_type(struct frame *frame, const struct decision *decision)
{
    if (!decision->outcome)
        return type_plain(TYPE_UNKNOWN);
    struct type type = { .kind = TYPE_OUTCOME, .outcome = decision->outcome };
    return decision->all ? type_list_of(frame, type) : type;
}

static const struct node *decision_node(struct frame *frame, struct symbol *symbol,
                                        struct span span)
{
    if (symbol->item->path) {
        struct diag *diag =
            diag_error(frame->checker->diags, span, "decision-without-element",
                       "`%s` is decided for each `%s`", symbol->name,
                       symbol->item->element.text ? symbol->item->element.text : "element");
        diag_hint(frame->checker->diags, diag, "say of which: `%s of …`", symbol->name);
        return node_bad(frame, span);
    }
    struct node *node =
        node_new(frame, NODE_DECISION, decision_type(frame, symbol->decision), span);
    node->decision = symbol->decision;
    return node;
}

static const struct node *symbol_node(struct frame *frame, struct symbol *symbol, struct span span)
{
    symbol->used = true;
    refer(frame->checker, span, reference_of_symbol(frame->checker, symbol));
    switch (symbol->kind) {
    case SYMBOL_PARAMETER:
        return parameter_node(frame, symbol, span);
    case SYMBOL_DEFINE:
        return define_node(frame, symbol, span);
    case SYMBOL_DECISION:
        return decision_node(frame, symbol, span);
    default: {
        struct type row = { .kind = TYPE_RECORD, .record = symbol->table->record };
        struct node *node = node_new(frame, NODE_TABLE, type_list_of(frame, row), span);
        node->table = symbol->table;
        return node;
    }
    }
}

/* `now` and `today`, where nothing else has that name. */
static const struct node *clock_node(struct frame *frame, struct name name)
{
    bool now = strcmp(name.text, "now") == 0;
    if (!now && strcmp(name.text, "today") != 0)
        return NULL;
    struct node *node = node_new(frame, now ? NODE_NOW : NODE_TODAY,
                                 type_plain(now ? TYPE_INSTANT : TYPE_DATE), name.span);
    node->moves = true;
    refer(frame->checker, name.span, reference_of_built_in(name.text, node->type));
    return node;
}

static const struct node *complain_clock(struct frame *frame, struct name name,
                                         const struct meaning *meaning)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, name.span, "two-meanings",
                                   "`%s` is both the clock and %s", name.text, meaning->what);
    diag_other(diags, diag, meaning->span, "%s", meaning->what);
    diag_hint(diags, diag, "give this one another name");
    return node_bad(frame, name.span);
}

static const struct node *input_node(struct frame *frame, struct span span)
{
    struct type type = { .kind = TYPE_RECORD, .record = frame->checker->program->input };
    return node_new(frame, NODE_INPUT, type, span);
}

/* A bound name means that binding, of the type that it has where it stands. */
static const struct node *binding_node(struct frame *frame, const struct binding *binding,
                                       struct span span)
{
    const struct node *node = local_node(frame, binding, span);
    struct reference reference = reference_of_local(binding->local, binding_word(binding->kind));
    reference.type = node->type;
    refer(frame->checker, span, reference);
    return node;
}

/* All that a bare name may mean. */
static void offer_names(struct frame *frame, struct span word)
{
    struct checker *checker = frame->checker;
    if (!is_probed(checker, word))
        return;
    for (const struct binding *binding = frame->bindings; binding; binding = binding->next) {
        offer(checker, reference_of_local(binding->local, binding_word(binding->kind)));
        if (binding->bare_fields)
            offer_fields(checker, word, binding->local->type.record);
    }
    offer_fields(checker, word, checker->program->input);
    offer_symbols(frame->within, word, symbol_is_value);
    offer(checker, reference_of_built_in("today", type_plain(TYPE_DATE)));
    offer(checker, reference_of_built_in("now", type_plain(TYPE_INSTANT)));
}

const struct node *check_name(struct frame *frame, const struct expr *expr)
{
    offer_names(frame, expr->span);
    struct meanings meanings = find_meanings(frame, expr->name.text);
    if (meanings.count > 1)
        return complain_ambiguous(frame, expr->name, &meanings);
    const struct node *clock = clock_node(frame, expr->name);
    if (meanings.count == 0)
        return clock ? clock : complain_unknown(frame, expr->name);
    if (clock)
        return complain_clock(frame, expr->name, &meanings.items[0]);
    const struct meaning *meaning = &meanings.items[0];
    if (meaning->binding)
        return binding_node(frame, meaning->binding, expr->span);
    if (meaning->symbol)
        return symbol_node(frame, meaning->symbol, expr->span);
    const struct node *row = meaning->element ? local_node(frame, meaning->element, expr->span)
                                              : input_node(frame, expr->span);
    return node_field(frame, row, expr->name);
}

/* Which of ENUMERATION's members is called NAME; their count where none is. */
static uint32_t member_place(const struct enumeration *enumeration, const char *name)
{
    uint32_t place = 0;
    while (place < enumeration->count && enumeration->members[place].name != name)
        place++;
    return place;
}

static const struct node *no_member(struct frame *frame, const struct expr *expr,
                                    const struct enumeration *enumeration)
{
    struct candidates candidates = { .count = 0 };
    for (uint32_t i = 0; i < enumeration->count; i++)
        candidates_add(&candidates, enumeration->members[i].name);
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, expr->span, "unknown-member", "%s has no member `%s`",
                                   enumeration->name, expr->name.text);
    diag_other(diags, diag, enumeration->span, "its members");
    const char *closest =
        meant(frame->checker, expr->name.text, candidates.items, candidates.count);
    struct meanings variables = find_meanings(frame, expr->name.text);
    if (closest)
        diag_meant(diags, diag, closest);
    else if (variables.count)
        diag_hint(diags, diag, "to use the value of that name, put it in parentheses: `(%s)`",
                  expr->name.text);
    return node_bad(frame, expr->span);
}

const struct node *check_member(struct frame *frame, const struct expr *expr, struct type expected)
{
    if (expr->kind != EXPR_NAME || expr->parenthesised || expected.kind != TYPE_ENUM)
        return NULL;
    const struct enumeration *enumeration = expected.enumeration;
    uint32_t place = member_place(enumeration, expr->name.text);
    offer_members(frame->checker, expr->span, enumeration);
    if (place == enumeration->count)
        return no_member(frame, expr, enumeration);
    refer(frame->checker, expr->span,
          reference_of_member(enumeration, &enumeration->members[place]));
    expected.optional = false;
    struct node *node = node_new(frame, NODE_CONSTANT, expected, expr->span);
    node->constant.integer = place;
    return node;
}
