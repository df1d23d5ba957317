/* layout.c - which decisions are written, under which names, and where they are counted. */
#include "interp/report/layout.h"

#include "interp/report/language.h"

bool decision_is_called(const struct decision *decision, const char *name)
{
    const char *policy = decision->policy->name;
    size_t length = strlen(policy);
    if (strncmp(name, policy, length) == 0 && name[length] == '.')
        return strcmp(name + length + 1, decision->name) == 0;
    return strcmp(name, decision->name) == 0;
}

static bool is_wanted(const struct layout *layout, const struct decision *decision)
{
    if (!layout->options.decision_count)
        return true;
    for (size_t i = 0; i < layout->options.decision_count; i++)
        if (decision_is_called(decision, layout->options.decisions[i]))
            return true;
    return false;
}

/* Whether a policy of another name has a decision of the same. */
static bool name_is_shared(const struct program *program, const struct decision *decision)
{
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        if (strcmp(policy->name, decision->policy->name) == 0)
            continue;
        for (uint32_t k = 0; k < policy->decision_count; k++)
            if (strcmp(policy->decisions[k]->name, decision->name) == 0)
                return true;
    }
    return false;
}

static struct decision_layout *place_decision(struct layout *layout,
                                              const struct decision *decision, struct arena *arena)
{
    struct decision_layout *placed = arena_new(arena, struct decision_layout);
    placed->decision = decision;
    placed->label = decision->name;
    if (decision->element && decision->element->type.kind == TYPE_RECORD)
        placed->subject = key_text(decision->element->type.record);
    if (name_is_shared(layout->program, decision))
        placed->label = arena_format(arena, "%s.%s", decision->policy->name, decision->name);
    if (layout->options.messages == MESSAGES_IN)
        placed->language = language_of(decision->policy, text_of(layout->options.language));
    placed->outcome = arena_array(arena, const struct template *, decision->rule_count);
    placed->reason = arena_array(arena, const struct template *, decision->rule_count);
    placed->counts = layout->counters;
    layout->counters = counter_none(placed) + 1;
    return placed;
}

static void place_decisions(struct layout *layout, struct policy_layout *into,
                            const struct policy *policy, struct arena *arena)
{
    into->decisions =
        arena_grow(arena, into->decisions, into->decision_count * sizeof *into->decisions,
                   (into->decision_count + policy->decision_count) * sizeof *into->decisions);
    for (uint32_t i = 0; i < policy->decision_count; i++)
        if (is_wanted(layout, policy->decisions[i])) {
            struct decision_layout *placed = place_decision(layout, policy->decisions[i], arena);
            placed->policy = (uint32_t)(into - layout->policies);
            into->decisions[into->decision_count++] = placed;
        }
}

/* The place of the policies called like POLICY. */
static struct policy_layout *place_policy(struct layout *layout, const struct policy *policy,
                                          struct arena *arena)
{
    for (uint32_t i = 0; i < layout->policy_count; i++)
        if (strcmp(layout->policies[i].name, policy->name) == 0)
            return &layout->policies[i];
    struct policy_layout *placed = &layout->policies[layout->policy_count++];
    placed->name = policy->name;
    placed->versions = arena_array(arena, const struct policy *, layout->program->policy_count);
    return placed;
}

static size_t longer(size_t longest, const struct template *template)
{
    return template && template->length > longest ? template->length : longest;
}

static size_t longest_line(const struct decision_layout *decision)
{
    size_t longest = longer(0, decision->none);
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        longest = longer(longest, decision->outcome[i]);
        longest = decision->alone ? longer(longest, decision->alone[i]) : longest;
    }
    return decision->lead.length + longest + PIECE_BLOCK;
}

static void write_decision(struct template_builder *builder, const struct layout *layout,
                           const struct columns *columns, struct decision_layout *decision)
{
    if (layout->options.form == LAYOUT_JSON)
        json_decision(builder, layout, decision);
    else if (layout->options.form == LAYOUT_CSV)
        csv_decision(builder, layout, columns, decision);
    else
        lines_decision(builder, layout, decision);
    decision->plain = !decision->open;
    decision->length = longest_line(decision);
}

static void write_policy(struct template_builder *builder, const struct layout *layout,
                         const struct columns *columns, struct policy_layout *policy)
{
    if (layout->options.form == LAYOUT_JSON)
        json_head(builder, policy);
    else if (layout->options.form == LAYOUT_CSV)
        csv_head(builder, policy);
    for (uint32_t i = 0; i < policy->decision_count; i++)
        write_decision(builder, layout, columns, policy->decisions[i]);
}

static void write_templates(struct layout *layout, struct arena *arena)
{
    struct template_builder builder = { .arena = arena };
    const struct columns *columns = columns_of(&builder, layout);
    if (layout->options.form == LAYOUT_CSV)
        layout->header = csv_header(&builder, layout, columns);
    for (uint32_t i = 0; i < layout->policy_count; i++)
        write_policy(&builder, layout, columns, &layout->policies[i]);
    template_builder_free(&builder);
}

const struct layout *layout_new(const struct program *program, struct layout_options options,
                                struct arena *arena)
{
    struct layout *layout = arena_new(arena, struct layout);
    layout->options = options;
    layout->program = program;
    layout->policies = arena_array(arena, struct policy_layout, program->policy_count);
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        if (!policy->decision_count)
            continue;
        struct policy_layout *placed = place_policy(layout, policy, arena);
        placed->versions[placed->version_count++] = policy;
        place_decisions(layout, placed, policy, arena);
    }
    write_templates(layout, arena);
    return layout;
}
