/* refer_declarations.c - every declaration that a policy sees, as a reference to itself; but for
 * locals, which are remembered where they are bound. */
#include "interp/check/refer.h"

static void take_declaration(struct checker *checker, struct reference reference)
{
    refer(checker, reference.declared, reference);
}

static void declare_parts(struct checker *checker, const struct symbol *symbol)
{
    switch (symbol->kind) {
    case SYMBOL_ENUM:
        for (uint32_t i = 0; i < symbol->enumeration->count; i++)
            take_declaration(checker, reference_of_member(symbol->enumeration,
                                                          &symbol->enumeration->members[i]));
        break;
    case SYMBOL_RECORD:
    case SYMBOL_INPUT:
        for (uint32_t i = 0; i < symbol->record->count; i++)
            take_declaration(checker, reference_of_field(&symbol->record->fields[i]));
        break;
    case SYMBOL_TABLE:
        for (uint32_t i = 0; i < symbol->table->record->count; i++)
            take_declaration(checker, reference_of_field(&symbol->table->record->fields[i]));
        break;
    case SYMBOL_SOURCE:
        for (uint32_t i = 0; i < symbol->document->count; i++)
            take_declaration(checker, reference_of_clause(&symbol->document->clauses[i]));
        break;
    case SYMBOL_DECISION:
        each_rule(checker, symbol, take_declaration);
        break;
    default:
        break;
    }
}

static void declare_cases(struct checker *checker, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->count; i++) {
        const struct outcome_case *outcome_case = &outcome->cases[i];
        take_declaration(checker, reference_of_case(outcome, outcome_case));
        for (uint32_t k = 0; k < outcome_case->count; k++)
            take_declaration(checker,
                             reference_of_payload(outcome_case, &outcome_case->payload[k]));
    }
}

static void declare_header(struct checker *checker, const struct policy *policy)
{
    if (policy->span.end)
        take_declaration(checker, (struct reference){ .thing = THING_POLICY,
                                                      .declared = policy->span,
                                                      .name = policy->name,
                                                      .policy = policy });
}

void refer_declarations(struct checker *checker)
{
    for (uint32_t i = 0; checker->options.references && i < checker->policy_count; i++) {
        const struct scope *scope = &checker->policies[i]->scope;
        declare_header(checker, checker->policies[i]->policy);
        for (uint32_t k = 0; k < scope->count; k++) {
            const struct symbol *symbol = scope->items[k];
            take_declaration(checker, reference_of_symbol(checker, symbol));
            declare_parts(checker, symbol);
            if (symbol->kind == SYMBOL_OUTCOME)
                declare_cases(checker, symbol->outcome);
        }
    }
}
