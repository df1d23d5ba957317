/* declare_parameter.c - parameters: their types, their values, and that there is one for every day.
 *
 * A parameter may be made from others.  Their values are found when they are asked for; the chain
 * of those that wait for each other is short, or told. */
#include "interp/check/declare/declare.h"

#include <stdlib.h>

static bool fits_parameter(const struct type_ref *ref, struct type type)
{
    if (type.kind == TYPE_LIST)
        return !ref->optional && type.element->kind != TYPE_RECORD &&
               type.element->kind != TYPE_PERIOD && type.element->kind != TYPE_DURATION;
    return !type.optional && type.kind != TYPE_RECORD;
}

static void complain_type(struct checker *checker, const struct type_ref *ref, struct type type)
{
    struct type plain = type.kind == TYPE_LIST ? *type.element : type;
    bool optional = ref->optional;
    plain.optional = false;
    struct diag *diag =
        diag_error(checker->diags, ref->span, "parameter-type",
                   optional ? "a parameter is never absent" : "a parameter cannot be %s",
                   type_name(checker, type));
    if (optional) {
        diag_hint(checker->diags, diag, "leave out the `?`");
        diag_mend(checker->diags, diag, ref->span, ref->list ? "[%s]" : "%s", ref->name.text);
    } else if (plain.kind == TYPE_RECORD)
        diag_hint(checker->diags, diag, "put such data into a `table`");
    else
        diag_hint(checker->diags, diag, "declare one parameter for each");
}

void declare_parameter(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    struct policy *policy = within->policy;
    const struct item *item = symbol->item;
    struct parameter *parameter = arena_new(checker->arena, struct parameter);
    struct type type = type_resolve(within, &item->type);
    if (!fits_parameter(&item->type, type)) {
        complain_type(checker, &item->type, type);
        type = (struct type){ .kind = TYPE_UNKNOWN };
    }
    symbol->parameter = parameter;
    *parameter = (struct parameter){
        .name = symbol->name,
        .type = type,
        .cites = citations_resolve(within, &item->cites),
        .count = item->value ? 1 : 0,
        .span = item->name.span,
    };
    if (!item->value)
        for (const struct version_decl *decl = item->versions; decl; decl = decl->next)
            parameter->count++;
    parameter->versions = arena_array(checker->arena, struct version, parameter->count);
    policy->parameters = room_for_one(checker->arena, policy->parameters, policy->parameter_count,
                                      sizeof *policy->parameters);
    policy->parameters[policy->parameter_count++] = parameter;
}

/* ---- days ---- */

static int by_day(const void *a, const void *b)
{
    const struct version *first = a, *second = b;
    if (first->from != second->from)
        return first->from < second->from ? -1 : 1;
    return first->span.start < second->span.start ? -1 : first->span.start > second->span.start;
}

static const char *days_shown(struct checker *checker, int64_t from, int64_t to)
{
    if (from == to)
        return arena_format(checker->arena, "on %s", day_shown(checker, from));
    if (from == DATE_MIN)
        return arena_format(checker->arena, "up to %s", day_shown(checker, to));
    if (to == DATE_MAX)
        return arena_format(checker->arena, "from %s on", day_shown(checker, from));
    return arena_format(checker->arena, "from %s to %s", day_shown(checker, from),
                        day_shown(checker, to));
}

static void complain_gap(struct checker *checker, const struct parameter *parameter,
                         struct span span, int64_t days[2])
{
    struct diag *diag =
        diag_error(checker->diags, span, "days-without-value", "`%s` has no value %s",
                   parameter->name, days_shown(checker, days[0], days[1]));
    const struct version *first = parameter->versions, *last = first + parameter->count - 1;
    if (days[0] == DATE_MIN && first->to == DATE_MAX)
        diag_hint(checker->diags, diag, "add the value of the days before: `.. %s = …`",
                  day_shown(checker, days[1]));
    else if (days[0] == DATE_MIN)
        diag_hint(checker->diags, diag, "let the first days be open: `.. %s`",
                  day_shown(checker, first->to));
    else if (days[1] == DATE_MAX && last->from == DATE_MIN)
        diag_hint(checker->diags, diag, "add the value of the days after: `%s .. = …`",
                  day_shown(checker, days[0]));
    else if (days[1] == DATE_MAX)
        diag_hint(checker->diags, diag, "let the last days be open: `%s ..`",
                  day_shown(checker, last->from));
    else
        diag_hint(checker->diags, diag, "each day has one value: let these begin on %s",
                  day_shown(checker, days[0]));
}

static void complain_overlap(struct checker *checker, const struct parameter *parameter,
                             const struct version *first, const struct version *second)
{
    int64_t to = first->to < second->to ? first->to : second->to;
    struct diag *diag =
        diag_error(checker->diags, second->span, "days-with-two-values", "`%s` has two values %s",
                   parameter->name, days_shown(checker, second->from, to));
    diag_other(checker->diags, diag, first->span, "the other days");
    if (second->from > first->from)
        diag_hint(checker->diags, diag, "let those end on %s",
                  day_shown(checker, second->from - 1));
    else
        diag_hint(checker->diags, diag, "each day has one value");
}

/* The part of VERSION's days before or behind the `..`. */
static struct span end_span(struct checker *checker, const struct version *version, bool last)
{
    struct span span = version->span;
    const char *text = sources_text(&checker->load->sources, span);
    const char *dots = memmem(text, span.end - span.start, "..", 2);
    if (!dots)
        return span;
    uint32_t middle = span.start + (uint32_t)(dots - text);
    if (last)
        return (struct span){ middle, span.end };
    return (struct span){ span.start, middle + 2 };
}

/* Each version begins on the day after the one before it. */
static void check_days(struct checker *checker, const struct parameter *parameter)
{
    const struct version *versions = parameter->versions;
    uint32_t count = parameter->count, last = 0;
    if (versions[0].from > DATE_MIN)
        complain_gap(checker, parameter, end_span(checker, &versions[0], false),
                     (int64_t[]){ DATE_MIN, versions[0].from - 1 });
    for (uint32_t i = 1; i < count; i++) {
        int64_t free = versions[last].to + 1;
        if (versions[i].from > free)
            complain_gap(checker, parameter, versions[i].span,
                         (int64_t[]){ free, versions[i].from - 1 });
        else if (versions[i].from < free)
            complain_overlap(checker, parameter, &versions[last], &versions[i]);
        if (versions[i].to > versions[last].to)
            last = i;
    }
    if (versions[last].to < DATE_MAX)
        complain_gap(checker, parameter, end_span(checker, &versions[last], true),
                     (int64_t[]){ versions[last].to + 1, DATE_MAX });
}

/* ---- values ---- */

/* Parameters that wait for each other's values. */
struct waiting {
    struct policy_check *within;
    struct symbol *symbols[PARAMETER_DEPTH_MAX];
    uint32_t count;
};

static void resolve(struct waiting *waiting, struct symbol *symbol, struct span used);

static void resolve_names(struct waiting *waiting, const struct expr *expr, bool members);

static void resolve_name(struct waiting *waiting, const struct expr *expr, bool members)
{
    if (members && !expr->parenthesised)
        return;
    struct symbol *symbol = scope_find(&waiting->within->scope, expr->name.text);
    if (symbol && symbol->kind == SYMBOL_PARAMETER)
        resolve(waiting, symbol, expr->span);
}

/* Find the values of the parameters in EXPR; bare names are MEMBERS where an enumeration is
 * expected. */
static void resolve_names(struct waiting *waiting, const struct expr *expr, bool members)
{
    if (!expr)
        return;
    if (expr->kind == EXPR_NAME && expr->name.text)
        resolve_name(waiting, expr, members);
    resolve_names(waiting, expr->first, members);
    resolve_names(waiting, expr->second, members);
    resolve_names(waiting, expr->third, members);
    for (const struct expr *item = expr->items; item; item = item->next)
        resolve_names(waiting, item, members);
}

static void resolve_value(struct waiting *waiting, const struct expr *expr, struct type type,
                          struct version *version)
{
    struct type plain = type.kind == TYPE_LIST ? *type.element : type;
    if (!expr || type.kind == TYPE_UNKNOWN)
        return;
    resolve_names(waiting, expr, plain.kind == TYPE_ENUM);
    expr_constant(waiting->within, expr, type, &version->value);
}

static void resolve_versions(struct waiting *waiting, struct symbol *symbol)
{
    struct checker *checker = waiting->within->checker;
    struct parameter *parameter = symbol->parameter;
    bool sound = true;
    uint32_t count = 0;
    for (const struct version_decl *decl = symbol->item->versions; decl; decl = decl->next) {
        struct version *version = &parameter->versions[count++];
        version->span = decl->days.span;
        sound &= days_resolve(checker, &decl->days, &version->from, &version->to);
        resolve_value(waiting, decl->value, parameter->type, version);
    }
    if (!sound || !count)
        return;
    qsort(parameter->versions, count, sizeof *parameter->versions, by_day);
    check_days(checker, parameter);
}

static void complain_no_value(struct checker *checker, const struct symbol *symbol)
{
    if (checker->load->incomplete)
        return;
    struct diag *diag = diag_error(checker->diags, symbol->item->name.span, "no-value",
                                   "parameter `%s` has no value", symbol->name);
    diag_hint(checker->diags, diag, "give it one with `=`, or one for each of its days");
}

static void complain_waiting(struct waiting *waiting, const struct symbol *symbol, struct span used)
{
    struct checker *checker = waiting->within->checker;
    const char *chain = "";
    uint32_t first = 0;
    while (first < waiting->count && waiting->symbols[first] != symbol)
        first++;
    if (first == waiting->count) {
        struct diag *diag = diag_error(checker->diags, used, "parameters-too-deep",
                                       "more than %d parameters are made from each other here",
                                       PARAMETER_DEPTH_MAX);
        diag_hint(checker->diags, diag, "write some of them out");
        return;
    }
    for (uint32_t i = first; i < waiting->count; i++)
        chain = arena_format(checker->arena, "%s%s -> ", chain, waiting->symbols[i]->name);
    struct diag *diag =
        diag_error(checker->diags, used, "parameter-cycle", "`%s` is made from itself: %s%s",
                   symbol->name, chain, symbol->name);
    diag_other(checker->diags, diag, symbol->item->name.span, "declared here");
    diag_hint(checker->diags, diag, "write one of them out");
}

/* Find the value of SYMBOL, a parameter, which is USED there. */
static void resolve(struct waiting *waiting, struct symbol *symbol, struct span used)
{
    struct parameter *parameter = symbol->parameter;
    const struct item *item = symbol->item;
    if (symbol->state == SYMBOL_DONE)
        return;
    if (symbol->state == SYMBOL_BUSY || waiting->count == PARAMETER_DEPTH_MAX) {
        complain_waiting(waiting, symbol, used);
        return;
    }
    symbol->state = SYMBOL_BUSY;
    waiting->symbols[waiting->count++] = symbol;
    if (!parameter->count)
        complain_no_value(waiting->within->checker, symbol);
    else if (!item->value)
        resolve_versions(waiting, symbol);
    else {
        parameter->versions[0] = (struct version){ DATE_MIN, DATE_MAX, { 0 }, item->name.span };
        resolve_value(waiting, item->value, parameter->type, &parameter->versions[0]);
    }
    waiting->count--;
    symbol->state = SYMBOL_DONE;
}

void declare_parameters(struct policy_check *within)
{
    struct waiting waiting = { .within = within };
    for (uint32_t i = 0; i < within->scope.count; i++) {
        struct symbol *symbol = within->scope.items[i];
        if (symbol->kind == SYMBOL_PARAMETER)
            resolve(&waiting, symbol, symbol->item->name.span);
    }
}
