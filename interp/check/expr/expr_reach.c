/* expr_reach.c - what is reached through something else: fields, calls, `of` and `on`. */
#include "interp/check/declare/declare.h"
#include "interp/check/expr/expr.h"
#include "interp/check/refer.h"

static const struct node *complain_field(struct frame *frame, const struct node *row,
                                         struct name name, const char *const *names, uint32_t count)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, name.span, "unknown-field", "%s has no field `%s`",
                                   type_name(frame->checker, row->type), name.text);
    const char *closest = meant(frame->checker, name.text, names, count);
    if (closest)
        diag_meant(diags, diag, closest);
    return node_bad(frame, name.span);
}

static void refer_field(struct frame *frame, struct name name, const struct node *node)
{
    struct reference reference = reference_of_field(node->field);
    reference.type = node->type;
    refer(frame->checker, name.span, reference);
}

static const struct node *record_field_node(struct frame *frame, const struct node *row,
                                            struct name name)
{
    const struct record *record = row->type.record;
    for (uint32_t i = 0; i < record->count; i++) {
        struct field *field = &record->fields[i];
        if (field->name != name.text)
            continue;
        field->used = true;
        struct node *node =
            node_new(frame, NODE_FIELD, field->type, span_join(row->span, name.span));
        node->first = row;
        node->field = field;
        node->slot = field->slot;
        if (node->type.optional && fact_present(frame, node))
            node->type.optional = false;
        refer_field(frame, name, node);
        return node;
    }
    uint32_t count = worth_gathering(frame->checker, record->count);
    const char **names = arena_array(frame->checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = record->fields[i].name;
    return complain_field(frame, row, name, names, count);
}

static const struct payload *case_payload(const struct outcome_case *outcome_case, const char *name)
{
    for (uint32_t i = 0; i < outcome_case->count; i++)
        if (outcome_case->payload[i].name == name)
            return &outcome_case->payload[i];
    return NULL;
}

/* ROW may be a case that lacks the field, or whose field is of another type. */
static const struct node *complain_case(struct frame *frame, const struct node *row,
                                        struct name name, const struct outcome_case *lacking)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag =
        diag_error(diags, name.span, "not-in-every-case", "%s may be `%s` here, which has no `%s`",
                   quoted(frame, row->span), lacking->name, name.text);
    diag_hint(diags, diag, "ask first: `%s is …`",
              row->kind == NODE_LOCAL && row->local->name ? row->local->name : "x");
    return node_bad(frame, name.span);
}

static const struct node *complain_no_payload(struct frame *frame, const struct node *row,
                                              struct name name)
{
    const struct outcome *outcome = row->type.outcome;
    const char *names[CASES_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < outcome->count; i++)
        for (uint32_t j = 0; j < outcome->cases[i].count && count < CASES_MAX; j++)
            names[count++] = outcome->cases[i].payload[j].name;
    return complain_field(frame, row, name, names, count);
}

static const struct node *complain_no_case(struct frame *frame, const struct node *row,
                                           struct name name)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, name.span, "no-case-left",
                                   "%s can be no case any more here: all are decided above",
                                   quoted(frame, row->span));
    diag_hint(diags, diag, "nothing reaches this: leave it out, or leave a case to it");
    return node_bad(frame, name.span);
}

static const struct node *payload_node(struct frame *frame, const struct node *row,
                                       struct name name)
{
    const struct outcome *outcome = row->type.outcome;
    uint64_t cases = possible_cases(frame, row);
    const struct payload *found = NULL;
    const struct outcome_case *lacking = NULL;
    bool somewhere = false;
    for (uint32_t i = 0; i < outcome->count; i++) {
        const struct payload *payload = case_payload(&outcome->cases[i], name.text);
        somewhere |= payload != NULL;
        if (i < CASES_MAX && !(cases >> i & 1))
            continue;
        if (payload)
            refer(frame->checker, name.span, reference_of_payload(&outcome->cases[i], payload));
        if (!payload || (found && found->slot != payload->slot))
            lacking = &outcome->cases[i];
        else
            found = payload;
    }
    if (!somewhere)
        return complain_no_payload(frame, row, name);
    if (lacking)
        return complain_case(frame, row, name, lacking);
    if (!found)
        return complain_no_case(frame, row, name);
    struct node *node = node_new(frame, NODE_FIELD, found->type, span_join(row->span, name.span));
    node->first = row;
    node->payload = found;
    node->slot = found->slot;
    if (node->type.optional && fact_present(frame, node))
        node->type.optional = false;
    return node;
}

/* The fields that ROW may have. */
static void offer_fields_of(struct frame *frame, const struct node *row, struct name name)
{
    if (row->type.kind == TYPE_RECORD)
        offer_fields(frame->checker, name.span, row->type.record);
    for (uint32_t i = 0; row->type.kind == TYPE_OUTCOME && i < row->type.outcome->count; i++)
        if (possible_cases(frame, row) >> i & 1)
            offer_payloads(frame->checker, name.span, &row->type.outcome->cases[i]);
}

const struct node *node_field(struct frame *frame, const struct node *row, struct name name)
{
    offer_fields_of(frame, row, name);
    row = check_use(frame, row, USE_VALUE);
    if (node_is_bad(row))
        return row;
    if (row->type.kind == TYPE_RECORD)
        return record_field_node(frame, row, name);
    if (row->type.kind == TYPE_OUTCOME)
        return payload_node(frame, row, name);
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, name.span, "no-fields", "%s is %s, which has no fields",
                                   quoted(frame, row->span), type_name(frame->checker, row->type));
    if (row->type.kind == TYPE_LIST)
        diag_hint(diags, diag, "of all elements: `all %s of …`; of some: `any … where …`",
                  name.text);
    return node_bad(frame, name.span);
}

const struct node *check_field(struct frame *frame, const struct expr *expr)
{
    const struct node *row = check_expr(frame, expr->first, type_plain(TYPE_UNKNOWN));
    return node_field(frame, row, expr->name);
}

static uint32_t count_items(const struct expr *items)
{
    uint32_t count = 0;
    for (; items; items = items->next)
        count++;
    return count;
}

static const struct node *call_define(struct frame *frame, const struct expr *expr,
                                      const struct define *define)
{
    uint32_t given = count_items(expr->items);
    if (given != define->count) {
        struct diag *diag = diag_error(frame->checker->diags, expr->span, "argument-count",
                                       "`%s` takes %u argument%s, not %u", define->name,
                                       define->count, define->count == 1 ? "" : "s", given);
        diag_other(frame->checker->diags, diag, define->span, "defined here");
        return node_bad(frame, expr->span);
    }
    const struct node **items = arena_array(frame->checker->arena, const struct node *, given + 1);
    uint32_t i = 0;
    for (const struct expr *item = expr->items; item; item = item->next, i++) {
        struct type type = define->arguments[i]->type;
        items[i] = check_as(frame, item, type, type.optional ? USE_OPTIONAL : USE_VALUE);
    }
    struct node *node = node_new(frame, NODE_CALL, define->type, expr->span);
    node->define = define;
    return node_list(frame, node, items, given);
}

static const struct node *call_folded(struct frame *frame, const struct expr *expr)
{
    if (count_items(expr->items) != 1) {
        diag_error(frame->checker->diags, expr->span, "argument-count", "`folded` takes one text");
        return node_bad(frame, expr->span);
    }
    struct node *node = node_new(frame, NODE_FOLDED, type_plain(TYPE_TEXT), expr->span);
    node->first = check_as(frame, expr->items, type_plain(TYPE_TEXT), USE_VALUE);
    return node;
}

/* The name of a WANTED declaration that WORD was probably meant to be, or NULL. */
static const char *closest_symbol(struct frame *frame, const char *word,
                                  bool (*wanted)(const struct symbol *))
{
    const struct scope *scope = &frame->within->scope;
    uint32_t room = worth_gathering(frame->checker, scope->count), count = 0;
    const char **names = arena_array(frame->checker->arena, const char *, room);
    for (uint32_t i = 0; i < room; i++)
        if (wanted(scope->items[i]))
            names[count++] = scope->items[i]->name;
    return meant(frame->checker, word, names, count);
}

static bool is_formula(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_DEFINE && symbol->define->has_arguments;
}

/* SYMBOL is a fact or a parameter, and EXPR gives it arguments. */
static const struct node *complain_arguments(struct frame *frame, const struct expr *expr,
                                             const struct symbol *symbol)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag =
        diag_error(diags, expr->span, "argument-count", "`%s` is a %s, which takes no arguments",
                   symbol->name, symbol->kind == SYMBOL_DEFINE ? "fact" : "parameter");
    diag_other(diags, diag, symbol->item->name.span, "declared here");
    diag_hint(diags, diag, "write `%s`", symbol->name);
    diag_mend(diags, diag, expr->span, "%s", symbol->name);
    return node_bad(frame, expr->span);
}

static const struct node *complain_formula(struct frame *frame, const struct expr *expr)
{
    static const char *const built_in[] = { "min", "max", "folded" };
    struct diags *diags = frame->checker->diags;
    const char *word = expr->name.text;
    const struct symbol *symbol = scope_find(&frame->within->scope, word);
    if (symbol && (symbol->kind == SYMBOL_DEFINE || symbol->kind == SYMBOL_PARAMETER))
        return complain_arguments(frame, expr, symbol);
    struct diag *diag =
        diag_error(diags, expr->name.span, "unknown-formula", "there is no formula `%s(…)`", word);
    const char *closest = closest_symbol(frame, word, is_formula);
    if (!closest)
        closest = closest_name(word, built_in, 3);
    if (closest) {
        diag_hint(diags, diag, "did you mean `%s(…)`?", closest);
        diag_mend(diags, diag, expr->name.span, "%s", closest);
    } else {
        diag_hint(diags, diag, "declare it with `define`; built in are min, max, folded");
    }
    return node_bad(frame, expr->span);
}

/* What is of the language: NAME, in place of the word at SPAN, or meant by it. */
static void tell_built_in(struct frame *frame, const struct expr *expr, const char *name,
                          enum type_kind kind)
{
    struct reference reference = reference_of_built_in(name, type_plain(kind));
    if (is_probed(frame->checker, expr->name.span))
        offer(frame->checker, reference);
    if (strcmp(expr->name.text, name) == 0)
        refer(frame->checker, expr->name.span, reference);
}

static void tell_formulas(struct frame *frame, const struct expr *expr)
{
    offer_symbols(frame->within, expr->name.span, is_formula);
    tell_built_in(frame, expr, "min", TYPE_UNKNOWN);
    tell_built_in(frame, expr, "max", TYPE_UNKNOWN);
    tell_built_in(frame, expr, "folded", TYPE_TEXT);
}

const struct node *check_call(struct frame *frame, const struct expr *expr, struct type expected)
{
    (void)expected;
    struct symbol *symbol = scope_find(&frame->within->scope, expr->name.text);
    if (symbol && is_formula(symbol)) {
        symbol->used = true;
        offer_symbols(frame->within, expr->name.span, is_formula);
        refer(frame->checker, expr->name.span, reference_of_symbol(frame->checker, symbol));
        return call_define(frame, expr, symbol->define);
    }
    tell_formulas(frame, expr);
    if (strcmp(expr->name.text, "min") == 0)
        return check_extreme(frame, expr, NODE_MIN);
    if (strcmp(expr->name.text, "max") == 0)
        return check_extreme(frame, expr, NODE_MAX);
    if (strcmp(expr->name.text, "folded") == 0)
        return call_folded(frame, expr);
    return complain_formula(frame, expr);
}

/* ---- of ---- */

static const struct node *clock_conversion(struct frame *frame, const struct expr *expr,
                                           enum node_kind kind)
{
    bool date = kind == NODE_DATE_OF;
    struct node *node =
        node_new(frame, kind, type_plain(date ? TYPE_DATE : TYPE_INSTANT), expr->span);
    node->first =
        check_as(frame, expr->first, type_plain(date ? TYPE_INSTANT : TYPE_DATE), USE_VALUE);
    return node;
}

/* What was counted below a record; so each is looked into once, and a cycle (an error elsewhere)
 * ends. */
struct counted {
    const struct record *record;
    uint32_t places;
    struct counted *next;
};

/* In how many places below WITHIN a RECORD can stand, a list being one place: none, one, or more,
 * which is 2. */
static uint32_t count_places(struct arena *arena, const struct record *within,
                             const struct record *record, struct counted **counted)
{
    for (const struct counted *before = *counted; before; before = before->next)
        if (before->record == within)
            return before->places;
    struct counted *now = arena_new(arena, struct counted);
    *now = (struct counted){ .record = within, .next = *counted };
    *counted = now;
    for (uint32_t i = 0; within && i < within->count && now->places < 2; i++) {
        struct type type = within->fields[i].type;
        if (type.kind == TYPE_LIST)
            type = *type.element;
        if (type.kind == TYPE_RECORD)
            now->places +=
                (type.record == record) + count_places(arena, type.record, record, counted);
    }
    now->places = now->places > 2 ? 2 : now->places;
    return now->places;
}

static const struct record *element_record(struct frame *frame, const struct symbol *symbol)
{
    /* The path of `for each` is fields of the input, which stand before any expression is checked.
     */
    const struct expr *path = symbol->item->path;
    const struct record *record = frame->checker->program->input;
    const char *names[EXPR_DEPTH_MAX];
    uint32_t depth = 0;
    for (; path && depth < EXPR_DEPTH_MAX; path = path->kind == EXPR_FIELD ? path->first : NULL)
        names[depth++] = path->name.text;
    struct type type = { .kind = TYPE_RECORD, .record = record };
    while (depth-- > 0) {
        bool found = false;
        for (uint32_t i = 0; type.kind == TYPE_RECORD && record && i < record->count && !found; i++)
            if (record->fields[i].name == names[depth]) {
                type = record->fields[i].type;
                found = true;
            }
        if (!found)
            return NULL;
        record = type.kind == TYPE_RECORD ? type.record : NULL;
    }
    bool records = type.kind == TYPE_LIST && type.element->kind == TYPE_RECORD;
    return records ? type.element->record : NULL;
}

static const struct node *decision_of_element(struct frame *frame, const struct expr *expr,
                                              struct symbol *symbol)
{
    struct diags *diags = frame->checker->diags;
    const struct decision *decision = symbol->decision;
    const struct node *element = check_expr(frame, expr->first, type_plain(TYPE_UNKNOWN));
    element = check_use(frame, element, USE_VALUE);
    const struct record *wanted = element_record(frame, symbol);
    symbol->used = true;
    if (node_is_bad(element) || !decision->outcome)
        return node_bad(frame, expr->span);
    if (!symbol->item->path || !wanted || element->type.kind != TYPE_RECORD ||
        element->type.record != wanted) {
        struct diag *diag =
            diag_error(diags, expr->first->span, "wrong-element", "`%s` decides %s, not %s",
                       symbol->name, wanted ? wanted->name : "once for the whole record",
                       type_name(frame->checker, element->type));
        if (!symbol->item->path) {
            diag_hint(diags, diag, "say just `%s`", symbol->name);
            diag_mend(diags, diag, expr->span, "%s", symbol->name);
        }
        return node_bad(frame, expr->span);
    }
    struct counted *counted = NULL;
    if (count_places(frame->checker->arena, frame->checker->program->input, wanted, &counted) !=
        1) {
        struct diag *diag = diag_error(diags, expr->span, "element-of-several-lists",
                                       "%s stands in several places of the record, but `%s` "
                                       "decides for those of one list",
                                       wanted->name, symbol->name);
        diag_hint(diags, diag, "declare a record type for that list alone");
        return node_bad(frame, expr->span);
    }
    struct type type = { .kind = TYPE_OUTCOME, .outcome = decision->outcome };
    type = decision->all ? type_list_of(frame, type) : type;
    type.optional = !decision->all && symbol->item->filter;
    struct node *node = node_new(frame, NODE_DECISION, type, expr->span);
    node->first = element;
    node->decision = decision;
    if (type.optional && fact_present(frame, node))
        node->type.optional = false;
    return node;
}

static bool is_decision_of_elements(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_DECISION && symbol->item->path;
}

const struct node *check_of(struct frame *frame, const struct expr *expr)
{
    struct symbol *symbol = scope_find(&frame->within->scope, expr->name.text);
    offer_symbols(frame->within, expr->name.span, is_decision_of_elements);
    if (symbol && symbol->kind == SYMBOL_DECISION) {
        refer(frame->checker, expr->name.span, reference_of_symbol(frame->checker, symbol));
        return decision_of_element(frame, expr, symbol);
    }
    tell_built_in(frame, expr, "date", TYPE_DATE);
    tell_built_in(frame, expr, "start", TYPE_INSTANT);
    if (strcmp(expr->name.text, "date") == 0)
        return clock_conversion(frame, expr, NODE_DATE_OF);
    if (strcmp(expr->name.text, "start") == 0)
        return clock_conversion(frame, expr, NODE_START_OF);
    struct diag *diag = diag_error(frame->checker->diags, expr->name.span, "unknown-of",
                                   "`%s of` means nothing here", expr->name.text);
    const char *known[] = { "date", "start" };
    const char *closest = closest_name(expr->name.text, known, 2);
    if (closest) {
        diag_hint(frame->checker->diags, diag, "did you mean `%s of`?", closest);
        diag_mend(frame->checker->diags, diag, expr->name.span, "%s", closest);
    } else {
        diag_hint(frame->checker->diags, diag,
                  "`of` follows a decision, `date`, `start`, or a fold such as `latest ended of`");
    }
    return node_bad(frame, expr->span);
}

/* ---- on ---- */

static bool is_parameter(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_PARAMETER;
}

const struct node *check_on(struct frame *frame, const struct expr *expr)
{
    offer_symbols(frame->within, expr->name.span, is_parameter);
    struct symbol *symbol = scope_find(&frame->within->scope, expr->name.text);
    const struct node *day = check_as(frame, expr->first, type_plain(TYPE_DATE), USE_MOVING);
    if (!symbol || symbol->kind != SYMBOL_PARAMETER) {
        struct diag *diag = diag_error(frame->checker->diags, expr->name.span, "unknown-parameter",
                                       "there is no parameter `%s`", expr->name.text);
        const char *closest = closest_symbol(frame, expr->name.text, is_parameter);
        if (closest)
            diag_meant(frame->checker->diags, diag, closest);
        else
            diag_hint(frame->checker->diags, diag, "`on` asks for a parameter's value on a day");
        return node_bad(frame, expr->span);
    }
    symbol->used = true;
    refer(frame->checker, expr->name.span, reference_of_symbol(frame->checker, symbol));
    if (node_is_bad(day) || symbol->parameter->count == 0)
        return node_bad(frame, expr->span);
    struct node *node = node_new(frame, NODE_PARAMETER, symbol->parameter->type, expr->span);
    node->parameter = symbol->parameter;
    node->first = day;
    return node;
}
