/* as_json.c - decisions as JSON Lines. */
#include "interp/report/layout.h"

static void add_member(struct template_builder *builder, const char *before, const char *text)
{
    template_add(builder, before);
    template_spell(builder, FORM_JSON, text);
}

void json_head(struct template_builder *builder, struct policy_layout *into)
{
    add_member(builder, "{\"policy\":", into->name);
    template_add(builder, ",\"record\":");
    into->before = template_text(builder);
    template_add(builder, ",\"decision\":");
    into->after = template_text(builder);
}

/* Behind the head. */
static struct text lead(struct template_builder *builder, const struct decision *decision)
{
    template_spell(builder, FORM_JSON, decision->name);
    if (decision->element)
        template_add(builder, ",\"subject\":");
    return template_text(builder);
}

static void add_payload(struct template_builder *builder, const struct outcome_case *given)
{
    for (uint32_t i = 0; i < given->count; i++) {
        template_add(builder, i ? "," : ",\"with\":{");
        template_spell(builder, FORM_JSON, given->payload[i].name);
        template_add(builder, ":");
        template_value(builder, FORM_JSON, &given->payload[i]);
    }
    if (given->count)
        template_add(builder, "}");
}

static void add_reasons(struct template_builder *builder, const struct rule *rule)
{
    add_member(builder, ",\"rule\":", rule->name);
    template_add(builder, ",\"cites\":[");
    for (uint32_t i = 0; i < rule->cites.count; i++)
        add_member(builder, i ? "," : "", rule->cites.items[i]->id);
    template_add(builder, "]");
}

static void add_message(struct template_builder *builder, const struct layout *layout)
{
    if (layout->options.messages == MESSAGES_NONE)
        return;
    template_add(builder, ",\"message\":");
    template_hole(builder, HOLE_MESSAGE);
    if (layout->options.messages == MESSAGES_RECORD) {
        template_add(builder, ",\"language\":");
        template_hole(builder, HOLE_LANGUAGE);
    }
}

/* What RULE of DECISION gives, and why, without the brackets around it. */
static void add_outcome(struct template_builder *builder, const struct layout *layout,
                        const struct decision *decision, const struct rule *rule)
{
    add_member(builder, "\"outcome\":", case_of(decision, rule)->name);
    add_payload(builder, case_of(decision, rule));
    add_reasons(builder, rule);
    add_message(builder, layout);
}

/* The template that ends with TEXT. */
static const struct template *ended_by(struct template_builder *builder, const char *text)
{
    template_add(builder, text);
    return template_end(builder);
}

/* The outcomes of `decide all`, and what stands around them. */
static void json_list(struct template_builder *builder, const struct layout *layout,
                      struct decision_layout *decision)
{
    uint32_t count = decision->decision->rule_count;
    decision->none = ended_by(builder, ",\"outcomes\":[]}\n");
    decision->open = ended_by(builder, ",\"outcomes\":[");
    decision->between = ended_by(builder, ",");
    decision->close = ended_by(builder, "]}\n");
    decision->alone = arena_array(builder->arena, const struct template *, count);
    for (uint32_t i = 0; i < count; i++) {
        template_add(builder, "{");
        add_outcome(builder, layout, decision->decision, decision->decision->rules[i]);
        decision->outcome[i] = ended_by(builder, "}");
        template_add(builder, ",\"outcomes\":[{");
        add_outcome(builder, layout, decision->decision, decision->decision->rules[i]);
        decision->alone[i] = ended_by(builder, "}]}\n");
    }
}

void json_decision(struct template_builder *builder, const struct layout *layout,
                   struct decision_layout *decision)
{
    decision->lead = lead(builder, decision->decision);
    decision->not_in_force = ended_by(builder, ",\"outcome\":\"not_in_force\"}\n");
    if (decision->decision->all) {
        json_list(builder, layout, decision);
        return;
    }
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        template_add(builder, ",");
        add_outcome(builder, layout, decision->decision, decision->decision->rules[i]);
        decision->outcome[i] = ended_by(builder, "}\n");
    }
}
