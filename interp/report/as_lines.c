/* as_lines.c - decisions in the form in which golden examples are written:
 *
 *     renew az-104: not_yet(opens: 2021-02-28) by too_early
 *     notices az-104: [remind(day: 2021-05-31) by first, remind(day: 2021-08-01) by second]
 *     duties az-104: none
 *
 * The cells of a line are parted by tabs, which nothing else in it contains: lines.c lays them out.
 */
#include "interp/report/layout.h"

static struct text lead(struct template_builder *builder, const struct decision_layout *layout)
{
    template_add(builder, layout->label);
    if (layout->decision->element)
        template_add(builder, " ");
    return template_text(builder);
}

static void add_outcome(struct template_builder *builder, const struct outcome_case *given)
{
    template_add(builder, given->name);
    for (uint32_t i = 0; i < given->count; i++) {
        template_add(builder, i ? ", " : "(");
        template_add(builder, given->payload[i].name);
        template_add(builder, ": ");
        template_value(builder, FORM_LINES, &given->payload[i]);
    }
    if (given->count)
        template_add(builder, ")");
}

/* WORD behind the lead. */
static const struct template *line(struct template_builder *builder, const char *word)
{
    template_add(builder, ":\t");
    template_add(builder, word);
    return template_end(builder);
}

static const struct template *fixed(struct template_builder *builder, const char *text)
{
    template_add(builder, text);
    return template_end(builder);
}

static const struct template *message_line(struct template_builder *builder)
{
    template_add(builder, " message ");
    template_hole(builder, HOLE_LANGUAGE);
    template_add(builder, ":\t");
    template_hole(builder, HOLE_MESSAGES);
    template_add(builder, "\n");
    return template_end(builder);
}

void lines_decision(struct template_builder *builder, const struct layout *layout,
                    struct decision_layout *decision)
{
    const struct decision *of = decision->decision;
    decision->lead = lead(builder, decision);
    decision->open = line(builder, of->all ? "[" : "");
    decision->between = fixed(builder, ", ");
    decision->close = fixed(builder, of->all ? "]\n" : "\n");
    decision->none = line(builder, "none\n");
    decision->not_in_force = line(builder, "not_in_force\n");
    if (layout->options.messages != MESSAGES_NONE)
        decision->message = message_line(builder);
    for (uint32_t i = 0; i < of->rule_count; i++) {
        add_outcome(builder, case_of(of, of->rules[i]));
        decision->outcome[i] = template_end(builder);
        template_add(builder, of->all ? " by " : "\tby ");
        template_add(builder, of->rules[i]->name);
        decision->reason[i] = template_end(builder);
    }
}
