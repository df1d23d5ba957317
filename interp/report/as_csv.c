/* as_csv.c - decisions as CSV: a row an outcome, a column for each payload name of any of them. */
#include "interp/report/layout.h"

static const char *const head[] = { "policy",  "record", "decision", "subject",
                                    "outcome", "rule",   "cites" };

enum { HEAD_COUNT = sizeof head / sizeof *head };

struct columns {
    const char **names;
    uint32_t count;
};

static bool has_column(const struct columns *columns, const char *name)
{
    for (uint32_t i = 0; i < columns->count; i++)
        if (strcmp(columns->names[i], name) == 0)
            return true;
    return false;
}

static void add_columns(struct template_builder *builder, struct columns *columns,
                        const struct outcome *outcome)
{
    for (uint32_t i = 0; i < outcome->count; i++) {
        for (uint32_t k = 0; k < outcome->cases[i].count; k++) {
            const char *name = outcome->cases[i].payload[k].name;
            if (has_column(columns, name))
                continue;
            columns->names =
                arena_grow(builder->arena, columns->names, columns->count * sizeof *columns->names,
                           (columns->count + 1) * sizeof *columns->names);
            columns->names[columns->count++] = name;
        }
    }
}

const struct columns *columns_of(struct template_builder *builder, const struct layout *layout)
{
    struct columns *columns = arena_new(builder->arena, struct columns);
    for (uint32_t i = 0; i < layout->policy_count; i++)
        for (uint32_t k = 0; k < layout->policies[i].decision_count; k++)
            add_columns(builder, columns, layout->policies[i].decisions[k]->decision->outcome);
    return columns;
}

/* A payload field may be called like one of the columns before it; then its column says which it
 * is. */
static bool name_is_taken(const char *name)
{
    for (uint32_t i = 0; i < HEAD_COUNT; i++)
        if (strcmp(head[i], name) == 0)
            return true;
    return strcmp(name, "message") == 0 || strcmp(name, "language") == 0;
}

struct text csv_header(struct template_builder *builder, const struct layout *layout,
                       const struct columns *columns)
{
    for (uint32_t i = 0; i < HEAD_COUNT; i++) {
        template_add(builder, i ? "," : "");
        template_add(builder, head[i]);
    }
    for (uint32_t i = 0; i < columns->count; i++) {
        template_add(builder, name_is_taken(columns->names[i]) ? ",with." : ",");
        template_add(builder, columns->names[i]);
    }
    if (layout->options.messages != MESSAGES_NONE)
        template_add(builder, ",message");
    if (layout->options.messages == MESSAGES_RECORD)
        template_add(builder, ",language");
    template_add(builder, "\n");
    return template_text(builder);
}

void csv_head(struct template_builder *builder, struct policy_layout *into)
{
    template_spell(builder, FORM_CSV, into->name);
    template_add(builder, ",");
    into->before = template_text(builder);
    template_add(builder, ",");
    into->after = template_text(builder);
}

/* Behind the head. */
static struct text lead(struct template_builder *builder, const struct decision *decision)
{
    template_spell(builder, FORM_CSV, decision->name);
    template_add(builder, ",");
    return template_text(builder);
}

static void add_reasons(struct template_builder *builder, const struct rule *rule)
{
    template_add(builder, ",");
    template_spell(builder, FORM_CSV, rule->name);
    template_add(builder, ",");
    for (uint32_t i = 0; i < rule->cites.count; i++) {
        template_add(builder, i ? " " : "");
        template_add(builder, rule->cites.items[i]->id);
    }
}

static const struct payload *payload_called(const struct outcome_case *given, const char *name)
{
    for (uint32_t i = 0; i < given->count; i++)
        if (strcmp(given->payload[i].name, name) == 0)
            return &given->payload[i];
    return NULL;
}

static void add_cells(struct template_builder *builder, const struct columns *columns,
                      const struct outcome_case *given)
{
    for (uint32_t i = 0; i < columns->count; i++) {
        const struct payload *payload = payload_called(given, columns->names[i]);
        template_add(builder, ",");
        if (payload)
            template_value(builder, FORM_CSV, payload);
    }
}

static void add_message(struct template_builder *builder, const struct layout *layout)
{
    if (layout->options.messages != MESSAGES_NONE) {
        template_add(builder, ",");
        template_hole(builder, HOLE_MESSAGE);
    }
    if (layout->options.messages == MESSAGES_RECORD) {
        template_add(builder, ",");
        template_hole(builder, HOLE_LANGUAGE);
    }
}

/* A row without a rule: OUTCOME is a word, or nothing. */
static const struct template *bare_row(struct template_builder *builder,
                                       const struct layout *layout, const struct columns *columns,
                                       const char *outcome)
{
    template_add(builder, ",");
    template_add(builder, outcome);
    template_add(builder, ",,");
    for (uint32_t i = 0; i < columns->count; i++)
        template_add(builder, ",");
    if (layout->options.messages != MESSAGES_NONE)
        template_add(builder, ",");
    if (layout->options.messages == MESSAGES_RECORD)
        template_add(builder, ",");
    template_add(builder, "\n");
    return template_end(builder);
}

void csv_decision(struct template_builder *builder, const struct layout *layout,
                  const struct columns *columns, struct decision_layout *decision)
{
    const struct decision *of = decision->decision;
    decision->lead = lead(builder, of);
    decision->none = bare_row(builder, layout, columns, "");
    decision->not_in_force = bare_row(builder, layout, columns, "not_in_force");
    for (uint32_t i = 0; i < of->rule_count; i++) {
        const struct outcome_case *given = case_of(of, of->rules[i]);
        template_add(builder, ",");
        template_spell(builder, FORM_CSV, given->name);
        add_reasons(builder, of->rules[i]);
        add_cells(builder, columns, given);
        add_message(builder, layout);
        template_add(builder, "\n");
        decision->outcome[i] = template_end(builder);
    }
}
