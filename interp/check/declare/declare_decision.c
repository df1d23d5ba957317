/* declare_decision.c - defines and decisions as others see them: names, types, arguments, outcomes.
 */
#include "interp/check/declare/declare.h"
#include "interp/check/refer.h"

/* `[T]?` is for fields, which may be missing; nothing else may. */
void check_list_type(struct checker *checker, const struct type_ref *ref)
{
    if (!ref->list || !ref->optional)
        return;
    struct diag *diag = diag_error(checker->diags, ref->span, "optional-list",
                                   "a list is never absent, only empty");
    diag_hint(checker->diags, diag, "write `[%s]`", ref->name.text);
    diag_mend(checker->diags, diag, ref->span, "[%s]", ref->name.text);
}

static uint32_t label_count(const struct label *label)
{
    uint32_t count = 0;
    for (; label; label = label->next)
        count++;
    return count;
}

static const struct local *argument_new(struct policy_check *within, const struct label *label,
                                        uint32_t id)
{
    struct local *local = arena_new(within->checker->arena, struct local);
    check_list_type(within->checker, &label->type);
    *local = (struct local){
        .name = label->name.text,
        .type = type_resolve(within, &label->type),
        .id = id,
        .span = label->name.span,
    };
    return local;
}

static void declare_arguments(struct policy_check *within, const struct item *item,
                              struct define *define)
{
    struct checker *checker = within->checker;
    struct places names = { .arena = checker->arena };
    const struct local **arguments =
        arena_array(checker->arena, const struct local *, label_count(item->labels));
    define->arguments = arguments;
    for (const struct label *label = item->labels; label; label = label->next)
        if (declare_once(checker, &names, label->name, "argument"))
            arguments[define->count] = argument_new(within, label, define->count), define->count++;
}

void declare_define(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    struct policy *policy = within->policy;
    const struct item *item = symbol->item;
    struct define *define = arena_new(checker->arena, struct define);
    symbol->define = define;
    check_list_type(checker, &item->type);
    *define = (struct define){
        .name = symbol->name,
        .type = type_resolve(within, &item->type),
        .has_arguments = item->has_labels,
        .index = policy->define_count,
        .span = item->name.span,
    };
    declare_arguments(within, item, define);
    policy->defines = room_for_one(checker->arena, policy->defines, policy->define_count,
                                   sizeof *policy->defines);
    policy->defines[policy->define_count++] = define;
}

/* ---- decisions ---- */

static void complain_outcome(struct policy_check *within, const struct item *item,
                             const struct symbol *found)
{
    struct checker *checker = within->checker;
    const struct name *name = &item->type.name;
    const struct scope *scope = &within->scope;
    uint32_t count = worth_gathering(checker, scope->count);
    const char **names = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        if (scope->items[i]->kind == SYMBOL_OUTCOME && scope->items[i] != found)
            names[i] = scope->items[i]->name;
    const char *closest = meant(checker, name->text, names, count);
    if (!found && may_be_elsewhere(checker, closest))
        return;
    struct diag *diag = found ? diag_error(checker->diags, name->span, "not-an-outcome",
                                           "`%s` is no outcome", name->text)
                              : diag_error(checker->diags, name->span, "unknown-outcome",
                                           "there is no outcome `%s`", name->text);
    if (found)
        diag_other(checker->diags, diag, found->item->name.span, "declared here");
    hint_meant(checker, diag, closest,
               "declare what can come out, as `outcome Renewal { granted  refused }`");
}

static bool is_outcome(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_OUTCOME;
}

static const struct outcome *outcome_resolve(struct policy_check *within, const struct item *item)
{
    const struct name *name = &item->type.name;
    if (!name->text)
        return NULL;
    struct symbol *symbol = scope_find(&within->scope, name->text);
    offer_symbols(within, name->span, is_outcome);
    if (symbol && is_outcome(symbol)) {
        symbol->used = true;
        refer(within->checker, name->span, reference_of_symbol(within->checker, symbol));
        return symbol->outcome;
    }
    complain_outcome(within, item, symbol);
    return NULL;
}

/* Rules are told apart by their names, and so are lets; an element is a name too. */
static const struct places *declare_rules(struct checker *checker, const struct item *item)
{
    struct places *rules = arena_new(checker->arena, struct places);
    struct places lets = { .arena = checker->arena };
    uint32_t number = 0;
    *rules = lets;
    if (item->element.text)
        places_add(&lets, (struct place_of){ item->element.text, item->element.span, 0 });
    for (const struct step *step = item->steps; step; step = step->next) {
        struct place_of place = { step->name.text, step->name.span, number++ };
        bool let = step->kind == STEP_LET;
        declare_place(checker, let ? &lets : rules, place, let ? "let" : "rule");
    }
    return rules;
}

void declare_decision(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    struct policy *policy = within->policy;
    const struct item *item = symbol->item;
    struct decision *decision = arena_new(checker->arena, struct decision);
    symbol->decision = decision;
    *decision = (struct decision){
        .name = symbol->name,
        .policy = policy,
        .outcome = outcome_resolve(within, item),
        .all = item->all,
        .index = policy->decision_count,
        .span = item->name.span,
    };
    symbol->parts = declare_rules(checker, item);
    policy->decisions = room_for_one(checker->arena, policy->decisions, policy->decision_count,
                                     sizeof *policy->decisions);
    policy->decisions[policy->decision_count++] = decision;
}
