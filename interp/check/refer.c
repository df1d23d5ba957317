/* refer.c - the things of the checker as references, and what words refer to. */
#include "interp/check/refer.h"

#include <string.h>

static struct type type_none(void)
{
    return (struct type){ .kind = TYPE_UNKNOWN };
}

static enum thing symbol_thing(enum symbol_kind kind)
{
    static const enum thing things[] = {
        [SYMBOL_ENUM] = THING_ENUM,           [SYMBOL_RECORD] = THING_RECORD,
        [SYMBOL_INPUT] = THING_RECORD,        [SYMBOL_TABLE] = THING_TABLE,
        [SYMBOL_OUTCOME] = THING_OUTCOME,     [SYMBOL_SOURCE] = THING_SOURCE,
        [SYMBOL_PARAMETER] = THING_PARAMETER, [SYMBOL_DEFINE] = THING_DEFINE,
        [SYMBOL_DECISION] = THING_DECISION,
    };
    return things[kind];
}

static struct type symbol_type(struct checker *checker, const struct symbol *symbol)
{
    struct type type = type_none();
    if (symbol->kind == SYMBOL_PARAMETER)
        return symbol->parameter->type;
    if (symbol->kind == SYMBOL_DEFINE)
        return symbol->define->type;
    if (symbol->kind == SYMBOL_DECISION && symbol->decision->outcome && !symbol->decision->all) {
        type.kind = TYPE_OUTCOME;
        type.outcome = symbol->decision->outcome;
    }
    if (symbol->kind == SYMBOL_TABLE && checker->options.references) {
        struct type *row = arena_new(checker->arena, struct type);
        *row = (struct type){ .kind = TYPE_RECORD, .record = symbol->table->record };
        type.kind = TYPE_LIST;
        type.element = row;
    }
    return type;
}

struct reference reference_of_symbol(struct checker *checker, const struct symbol *symbol)
{
    struct reference reference = {
        .thing = symbol_thing(symbol->kind),
        .declared = symbol->item->name.span,
        .type = symbol_type(checker, symbol),
        .name = symbol->name,
    };
    switch (symbol->kind) {
    case SYMBOL_ENUM:
        reference.enumeration = symbol->enumeration;
        break;
    case SYMBOL_RECORD:
    case SYMBOL_INPUT:
        reference.record = symbol->record;
        break;
    case SYMBOL_TABLE:
        reference.table = symbol->table;
        break;
    case SYMBOL_OUTCOME:
        reference.outcome = symbol->outcome;
        break;
    case SYMBOL_SOURCE:
        reference.document = symbol->document;
        break;
    case SYMBOL_PARAMETER:
        reference.parameter = symbol->parameter;
        break;
    case SYMBOL_DEFINE:
        reference.define = symbol->define;
        break;
    case SYMBOL_DECISION:
        reference.decision = symbol->decision;
        break;
    }
    return reference;
}

struct reference reference_of_field(const struct field *field)
{
    return (struct reference){ .thing = THING_FIELD,
                               .declared = field->span,
                               .type = field->type,
                               .name = field->name,
                               .of = field->record->name,
                               .field = field };
}

struct reference reference_of_member(const struct enumeration *enumeration,
                                     const struct member *member)
{
    return (struct reference){ .thing = THING_MEMBER,
                               .declared = member->span,
                               .type = { .kind = TYPE_ENUM, .enumeration = enumeration },
                               .name = member->name,
                               .of = enumeration->name,
                               .member = member };
}

struct reference reference_of_case(const struct outcome *outcome,
                                   const struct outcome_case *outcome_case)
{
    return (struct reference){ .thing = THING_CASE,
                               .declared = outcome_case->span,
                               .type = type_none(),
                               .name = outcome_case->name,
                               .of = outcome->name,
                               .outcome_case = outcome_case };
}

struct reference reference_of_payload(const struct outcome_case *of, const struct payload *payload)
{
    return (struct reference){ .thing = THING_LABEL,
                               .declared = payload->span,
                               .type = payload->type,
                               .name = payload->name,
                               .of = of->name,
                               .payload = payload };
}

struct reference reference_of_rule(const struct decision *decision, const struct rule *rule,
                                   struct span declared)
{
    return (struct reference){ .thing = THING_RULE,
                               .declared = declared,
                               .type = type_none(),
                               .name = rule->name,
                               .of = decision->name,
                               .rule = rule };
}

struct reference reference_of_local(const struct local *local, const char *what)
{
    return (struct reference){ .thing = THING_LOCAL,
                               .declared = local->span,
                               .type = local->type,
                               .name = local->name,
                               .of = what,
                               .local = local };
}

struct reference reference_of_clause(const struct clause *clause)
{
    return (struct reference){ .thing = THING_CLAUSE,
                               .declared = clause->span,
                               .type = type_none(),
                               .name = clause->id,
                               .of = clause->document->title,
                               .clause = clause };
}

struct reference reference_of_built_in(const char *name, struct type type)
{
    return (struct reference){ .thing = THING_BUILT_IN, .type = type, .name = name };
}

/* ---- what words mean ---- */

void refer(struct checker *checker, struct span span, struct reference reference)
{
    reference.span = span;
    if (reference.name)
        reference_add(checker->options.references, reference);
}

/* Blanks may stand around the dots of a clause; its source is the first word. */
void refer_clause(struct checker *checker, const struct name *cited, const struct symbol *source,
                  const struct clause *clause)
{
    if (!checker->options.references)
        return;
    const char *text = sources_text(&checker->load->sources, cited->span);
    uint32_t length = cited->span.end - cited->span.start, word = 0;
    while (word < length && !memchr(". \t\r\n", text[word], 5))
        word++;
    uint32_t part = word;
    while (part < length && memchr(". \t\r\n", text[part], 5))
        part++;
    refer(checker, (struct span){ cited->span.start, cited->span.start + word },
          reference_of_symbol(checker, source));
    if (clause)
        refer(checker, (struct span){ cited->span.start + part, cited->span.end },
              reference_of_clause(clause));
}
