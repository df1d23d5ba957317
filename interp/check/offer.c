/* offer.c - what could stand in the place of the word that an editor asks about. */
#include "interp/check/refer.h"

bool is_probed(const struct checker *checker, struct span word)
{
    return reference_is_probed(checker->options.references, word);
}

void offer(const struct checker *checker, struct reference reference)
{
    if (reference.name)
        reference_offer(checker->options.references, reference);
}

void offer_symbols(struct policy_check *within, struct span word,
                   bool (*fits)(const struct symbol *))
{
    struct checker *checker = within->checker;
    if (!is_probed(checker, word))
        return;
    for (uint32_t i = 0; i < within->scope.count; i++)
        if (fits(within->scope.items[i]))
            offer(checker, reference_of_symbol(checker, within->scope.items[i]));
}

void offer_fields(struct checker *checker, struct span word, const struct record *record)
{
    for (uint32_t i = 0; record && is_probed(checker, word) && i < record->count; i++)
        offer(checker, reference_of_field(&record->fields[i]));
}

void offer_members(struct checker *checker, struct span word, const struct enumeration *enumeration)
{
    for (uint32_t i = 0; is_probed(checker, word) && i < enumeration->count; i++)
        offer(checker, reference_of_member(enumeration, &enumeration->members[i]));
}

void offer_cases(struct checker *checker, struct span word, const struct outcome *outcome)
{
    for (uint32_t i = 0; is_probed(checker, word) && i < outcome->count; i++)
        offer(checker, reference_of_case(outcome, &outcome->cases[i]));
}

void offer_payloads(struct checker *checker, struct span word, const struct outcome_case *of)
{
    for (uint32_t i = 0; is_probed(checker, word) && i < of->count; i++)
        offer(checker, reference_of_payload(of, &of->payload[i]));
}

void offer_clauses(struct policy_check *within, struct span word)
{
    struct checker *checker = within->checker;
    if (!is_probed(checker, word))
        return;
    for (uint32_t i = 0; i < within->scope.count; i++) {
        const struct symbol *symbol = within->scope.items[i];
        uint32_t count = symbol->kind == SYMBOL_SOURCE ? symbol->document->count : 0;
        for (uint32_t k = 0; k < count; k++)
            offer(checker, reference_of_clause(&symbol->document->clauses[k]));
    }
}

/* A step of DECISION and its place in the tree; they are in the same order. */
void each_rule(struct checker *checker, const struct symbol *symbol,
               void (*take)(struct checker *, struct reference))
{
    const struct decision *decision = symbol->decision;
    const struct step *step = symbol->item->steps;
    for (uint32_t i = 0; i < decision->count && step; i++, step = step->next)
        if (decision->steps[i].kind != RULE_LET && step->name.text)
            take(checker, reference_of_rule(decision, &decision->steps[i], step->name.span));
}

static void take_offer(struct checker *checker, struct reference reference)
{
    offer(checker, reference);
}

void offer_parts(struct checker *checker, struct span word, const struct symbol *symbol)
{
    if (!is_probed(checker, word))
        return;
    if (symbol->kind == SYMBOL_ENUM)
        offer_members(checker, word, symbol->enumeration);
    else
        each_rule(checker, symbol, take_offer);
}
