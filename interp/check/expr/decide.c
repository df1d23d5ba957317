/* decide.c - the insides of defines and decisions: their steps, in order, and what each gives. */
#include "interp/check/declare/declare.h"
#include "interp/check/expr/expr.h"
#include "interp/check/refer.h"

/* ---- defines ---- */

static void check_define(struct policy_check *within, struct symbol *symbol)
{
    struct frame frame = { .within = within, .checker = within->checker };
    struct arena *arena = within->checker->arena;
    const struct item *item = symbol->item;
    struct define *define = symbol->define;
    const struct local **arguments = arena_array(arena, const struct local *, define->count + 1);
    for (uint32_t i = 0; i < define->count; i++) {
        const struct local *declared = define->arguments[i];
        arguments[i] =
            frame_bind(&frame, BINDING_ARGUMENT, declared->name, declared->type, declared->span)
                ->local;
    }
    define->arguments = arguments;
    define->body = check_as(&frame, item->value, define->type,
                            define->type.optional ? USE_OPTIONAL : USE_VALUE);
    define->locals = frame.locals;
}

void check_defines(struct policy_check *within)
{
    for (uint32_t i = 0; i < within->scope.count; i++)
        if (within->scope.items[i]->kind == SYMBOL_DEFINE)
            check_define(within, within->scope.items[i]);
}

/* ---- what a rule gives ---- */

static const struct argument *find_argument(const struct outcome_expr *outcome, const char *name)
{
    const struct argument *argument = outcome->arguments;
    while (argument && argument->name.text != name)
        argument = argument->next;
    return argument;
}

static void complain_argument(struct frame *frame, const struct argument *argument,
                              const struct outcome_case *outcome_case)
{
    const char *names[CASES_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < outcome_case->count && count < CASES_MAX; i++)
        names[count++] = outcome_case->payload[i].name;
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, argument->name.span, "unknown-field", "`%s` has no `%s`",
                                   outcome_case->name, argument->name.text);
    diag_other(diags, diag, outcome_case->span, "declared here");
    const char *closest = meant(frame->checker, argument->name.text, names, count);
    if (closest)
        diag_meant(diags, diag, closest);
}

/* Arguments that the case does not have, or that are given twice. */
static void check_argument_names(struct frame *frame, const struct outcome_expr *outcome,
                                 const struct outcome_case *outcome_case)
{
    for (const struct argument *argument = outcome->arguments; argument;
         argument = argument->next) {
        bool known = false;
        offer_payloads(frame->checker, argument->name.span, outcome_case);
        for (uint32_t i = 0; i < outcome_case->count; i++) {
            const struct payload *payload = &outcome_case->payload[i];
            if (payload->name != argument->name.text)
                continue;
            known = true;
            refer(frame->checker, argument->name.span, reference_of_payload(outcome_case, payload));
        }
        const struct argument *first = find_argument(outcome, argument->name.text);
        if (!known) {
            complain_argument(frame, argument, outcome_case);
        } else if (first != argument) {
            struct diag *diag =
                diag_error(frame->checker->diags, argument->name.span, "given-twice",
                           "`%s` is given twice", argument->name.text);
            diag_other(frame->checker->diags, diag, first->name.span, "first here");
        }
    }
}

static const struct node *check_argument(struct frame *frame, const struct outcome_expr *outcome,
                                         const struct payload *payload)
{
    const struct argument *argument = find_argument(outcome, payload->name);
    if (argument)
        return check_as(frame, argument->value, payload->type,
                        payload->type.optional ? USE_OPTIONAL : USE_VALUE);
    struct diag *diag = diag_error(frame->checker->diags, outcome->span, "missing-field",
                                   "`%s` also needs `%s`", outcome->name.text, payload->name);
    diag_other(frame->checker->diags, diag, payload->span, "declared here");
    diag_hint(frame->checker->diags, diag, "add `%s: …`, %s", payload->name,
              type_name(frame->checker, payload->type));
    return node_bad(frame, outcome->span);
}

static const struct outcome_case *find_outcome_case(struct frame *frame,
                                                    const struct outcome *outcome, struct name name)
{
    const char *names[CASES_MAX];
    uint32_t count = 0;
    offer_cases(frame->checker, name.span, outcome);
    for (uint32_t i = 0; i < outcome->count; i++) {
        if (outcome->cases[i].name == name.text) {
            refer(frame->checker, name.span, reference_of_case(outcome, &outcome->cases[i]));
            return &outcome->cases[i];
        }
        if (count < CASES_MAX)
            names[count++] = outcome->cases[i].name;
    }
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, name.span, "unknown-case", "%s has no case `%s`",
                                   outcome->name, name.text);
    diag_other(diags, diag, outcome->span, "its cases");
    const char *closest = meant(frame->checker, name.text, names, count);
    if (closest)
        diag_meant(diags, diag, closest);
    else
        diag_hint(diags, diag, "add it there, or give one of its cases");
    return NULL;
}

static void check_outcome(struct frame *frame, const struct outcome *outcome,
                          const struct outcome_expr *given, struct rule *rule)
{
    const struct outcome_case *outcome_case = find_outcome_case(frame, outcome, given->name);
    if (!outcome_case)
        return;
    rule->outcome_case = (uint32_t)(outcome_case - outcome->cases);
    check_argument_names(frame, given, outcome_case);
    const struct node **arguments =
        arena_array(frame->checker->arena, const struct node *, outcome_case->count + 1);
    for (uint32_t i = 0; i < outcome_case->count; i++)
        arguments[i] = check_argument(frame, given, &outcome_case->payload[i]);
    rule->arguments = arguments;
}

/* ---- the steps of a decision ---- */

static void check_let(struct frame *frame, const struct step *step, struct rule *rule)
{
    struct type any = type_plain(TYPE_UNKNOWN);
    const struct node *value = check_use(frame, check_expr(frame, step->value, any), USE_OPTIONAL);
    struct binding *binding =
        frame_bind(frame, BINDING_LET, step->name.text, value->type, step->name.span);
    binding->value = value;
    *rule = (struct rule){ .kind = RULE_LET,
                           .name = step->name.text,
                           .span = step->span,
                           .local = binding->local,
                           .value = value };
}

/* A rule's condition and outcome; below it, FRAME knows that the condition was false. */
static void check_rule(struct frame *frame, const struct decision *decision,
                       const struct step *step, struct rule *rule)
{
    const struct fact *before = frame->facts;
    struct flow flow = { before, before };
    *rule = (struct rule){ .kind = step->kind == STEP_RULE ? RULE_WHEN : RULE_OTHERWISE,
                           .name = step->name.text,
                           .span = step->span };
    if (step->condition)
        rule->condition = check_condition(frame, step->condition, &flow);
    rule->cites = citations_resolve(frame->within, &step->cites);
    frame->facts = flow.yes;
    if (decision->outcome)
        check_outcome(frame, decision->outcome, &step->outcome, rule);
    frame->facts = decision->all ? before : flow.no;
}

/* Could what stands behind the LAST step of ITEM not be read?  Then `otherwise` may only be
 * misspelt. */
static bool has_unread_end(const struct diags *diags, const struct item *item,
                           const struct step *last)
{
    uint32_t start = last ? last->span.end : item->span.start;
    for (unsigned i = 0; i < diags->count; i++) {
        struct span span = diags->items[i]->span;
        if (span.start >= start && span.end <= item->span.end)
            return true;
    }
    return false;
}

/* A decision of the first rule ends with `otherwise`, and nothing stands behind it; one of all has
 * none. */
static void check_end(struct frame *frame, const struct item *item)
{
    struct diags *diags = frame->checker->diags;
    const struct step *last = NULL;
    for (const struct step *step = item->steps; step; step = step->next) {
        if (last && last->kind == STEP_OTHERWISE && !item->all) {
            struct diag *diag = diag_error(diags, step->span, "after-otherwise",
                                           "nothing below `otherwise` is ever reached");
            diag_hint(diags, diag, "put it above `otherwise %s`", last->name.text);
            return;
        }
        if (step->kind == STEP_OTHERWISE && item->all) {
            struct diag *diag = diag_error(
                diags, step->span, "otherwise-in-all",
                "`decide all` has no `otherwise`: where no rule applies it gives nothing");
            diag_hint(diags, diag, "make it a rule, or leave it out");
            return;
        }
        last = step;
    }
    if (item->all || (last && last->kind == STEP_OTHERWISE) || has_unread_end(diags, item, last))
        return;
    struct diag *diag = diag_error(diags, item->name.span, "no-otherwise",
                                   "`%s` decides nothing where no rule applies", item->name.text);
    diag_hint(diags, diag, "end it with `otherwise NAME then …`");
}

static void check_steps(struct frame *frame, struct symbol *symbol)
{
    struct decision *decision = symbol->decision;
    struct arena *arena = frame->checker->arena;
    uint32_t count = 0;
    for (const struct step *step = symbol->item->steps; step; step = step->next)
        count++;
    decision->steps = arena_array(arena, struct rule, count + 1);
    decision->rules = arena_array(arena, const struct rule *, count + 1);
    for (const struct step *step = symbol->item->steps; step; step = step->next) {
        struct rule *rule = &decision->steps[decision->count++];
        if (step->kind == STEP_LET) {
            check_let(frame, step, rule);
            continue;
        }
        check_rule(frame, decision, step, rule);
        rule->index = decision->rule_count;
        decision->rules[decision->rule_count++] = rule;
    }
    check_end(frame, symbol->item);
}

/* ---- for each ---- */

static const struct node *complain_path(struct frame *frame, const struct expr *path,
                                        const struct node *list)
{
    struct diag *diag =
        diag_error(frame->checker->diags, path->span, "not-elements",
                   "%s is %s; `for each` goes through a list of records with a key",
                   quoted(frame, path->span), type_name(frame->checker, list->type));
    if (list->type.kind == TYPE_LIST && list->type.element->kind == TYPE_RECORD)
        diag_hint(frame->checker->diags, diag, "declare `record %s key …`",
                  list->type.element->record->name);
    return NULL;
}

/* The list that PATH names: a field of the input whose elements have a key.  NULL after a
 * complaint. */
static const struct node *check_path(struct frame *frame, const struct expr *path)
{
    const struct node *list = check_as(frame, path, type_plain(TYPE_UNKNOWN), USE_VALUE);
    if (node_is_bad(list))
        return NULL;
    if (list->type.kind != TYPE_LIST || list->type.element->kind != TYPE_RECORD ||
        list->type.element->record->key_count == 0)
        return complain_path(frame, path, list);
    if (list->kind == NODE_FIELD && list->first->type.kind == TYPE_RECORD &&
        !list->first->type.record->table)
        return list;
    struct diag *diag = diag_error(frame->checker->diags, path->span, "not-elements",
                                   "`for each` goes through a list that stands in the record");
    diag_hint(frame->checker->diags, diag, "name the field, and say which elements with `where`");
    return NULL;
}

static void check_each(struct frame *frame, struct symbol *symbol)
{
    const struct item *item = symbol->item;
    struct decision *decision = symbol->decision;
    const struct node *list = check_path(frame, item->path);
    struct type type = list ? *list->type.element : type_plain(TYPE_UNKNOWN);
    struct binding *element =
        frame_bind(frame, BINDING_ELEMENT, item->element.text, type, item->element.span);
    decision->element = element->local;
    decision->elements = list;
    decision->list = list ? list->field : NULL;
    element->list = list;
    if (!item->filter)
        return;
    struct flow flow;
    decision->filter = check_condition(frame, item->filter, &flow);
    check_mentions(frame, decision->filter, element->local);
    frame->facts = flow.yes;
}

static void check_decision(struct policy_check *within, struct symbol *symbol)
{
    struct frame frame = { .within = within, .checker = within->checker };
    if (symbol->item->path)
        check_each(&frame, symbol);
    check_steps(&frame, symbol);
    symbol->decision->locals = frame.locals;
}

void check_decisions(struct policy_check *within)
{
    for (uint32_t i = 0; i < within->scope.count; i++)
        if (within->scope.items[i]->kind == SYMBOL_DECISION)
            check_decision(within, within->scope.items[i]);
}
