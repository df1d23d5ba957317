/* as_json.c - an explanation as one JSON object.  Its form is described in the manual of `certpol
 * explain`. */
#include "interp/explain/explanation.h"

static const char *const look_kinds[] = { "all", "some", "not", "test", "any", "every", "value" };
static const char *const fates[] = { "failed", "applies", "also", "neither", "unasked" };

/* "NAME": before a member, with a comma unless it is the first of its object. */
static void add_name(struct buffer *out, const char *name)
{
    if (out->length && out->at[out->length - 1] != '{')
        buffer_add(out, ",", 1);
    buffer_format(out, "\"%s\":", name);
}

static void add_text(struct buffer *out, const char *name, const char *text)
{
    if (!text)
        return;
    add_name(out, name);
    spell_text(out, FORM_JSON, text_of(text));
}

static void add_long_text(struct buffer *out, const char *name, struct certpol_text text)
{
    if (!text.at)
        return;
    add_name(out, name);
    spell_text(out, FORM_JSON, (struct text){ text.at, (uint32_t)text.length });
}

static void add_truth(struct buffer *out, const char *name, bool truth)
{
    add_name(out, name);
    buffer_string(out, truth ? "true" : "false");
}

static void add_number(struct buffer *out, const char *name, uint64_t number)
{
    add_name(out, name);
    buffer_format(out, "%llu", (unsigned long long)number);
}

/* A comma between the elements of an array. */
static void add_comma(struct buffer *out, size_t index)
{
    if (index)
        buffer_add(out, ",", 1);
}

static bool is_written_bare(enum certpol_type type)
{
    return type == CERTPOL_INTEGER || type == CERTPOL_DECIMAL || type == CERTPOL_BOOL ||
           type == CERTPOL_LIST;
}

static void add_value(struct buffer *out, const struct certpol_value *value)
{
    if (value->absent) {
        buffer_string(out, "null");
        return;
    }
    struct text text = { value->text.at, (uint32_t)value->text.length };
    if (is_written_bare(value->type) && value->text.length && !strstr(value->text.at, ",..."))
        buffer_text(out, text);
    else
        spell_text(out, FORM_JSON, text);
}

static void add_look(struct buffer *out, const struct certpol_look *look);

static void add_looks(struct buffer *out, const char *name, const struct certpol_look *looks,
                      size_t count)
{
    if (!count)
        return;
    add_name(out, name);
    buffer_add(out, "[", 1);
    for (size_t i = 0; i < count; i++) {
        add_comma(out, i);
        add_look(out, &looks[i]);
    }
    buffer_add(out, "]", 1);
}

static void add_element(struct buffer *out, const struct certpol_look *look)
{
    if (look->elements)
        add_number(out, "looked_at", look->elements);
    add_text(out, "element", look->element);
    if (!look->asked)
        return;
    add_name(out, "asked");
    add_look(out, look->asked);
}

static void add_look(struct buffer *out, const struct certpol_look *look)
{
    buffer_add(out, "{", 1);
    add_text(out, "kind", look_kinds[look->kind]);
    add_text(out, "text", look->text);
    if (look->condition && !look->missing)
        add_truth(out, "holds", look->holds);
    if (look->aside)
        add_truth(out, "aside", true);
    if (look->missing)
        add_text(out, "missing", look->missing->text);
    if (look->kind == CERTPOL_LOOK_VALUE && !look->condition) {
        add_name(out, "value");
        add_value(out, &look->value);
    }
    add_text(out, "means", look->means);
    add_text(out, "decision", look->decision);
    add_long_text(out, "subject", look->subject);
    if (look->told_before)
        add_truth(out, "told_before", true);
    if (!look->missing) {
        add_element(out, look);
        add_looks(out, "parts", look->parts, look->part_count);
    }
    if (look->cut)
        add_truth(out, "cut", true);
    buffer_add(out, "}", 1);
}

static void add_clauses(struct buffer *out, const struct certpol_clause *cites, size_t count)
{
    add_name(out, "cites");
    buffer_add(out, "[", 1);
    for (size_t i = 0; i < count; i++) {
        add_comma(out, i);
        buffer_add(out, "{", 1);
        add_text(out, "clause", cites[i].id);
        add_text(out, "statement", cites[i].statement);
        add_text(out, "disputed", cites[i].disputed);
        buffer_add(out, "}", 1);
    }
    buffer_add(out, "]", 1);
}

static void add_rule(struct buffer *out, const struct certpol_rule *rule)
{
    buffer_add(out, "{", 1);
    add_text(out, "rule", rule->name);
    add_text(out, "fate", fates[rule->fate]);
    add_text(out, "file", rule->file);
    add_number(out, "line", rule->line);
    add_text(out, "outcome", rule->outcome);
    add_long_text(out, "gives", rule->gives);
    if (rule->missing) {
        add_name(out, "missing");
        add_look(out, rule->missing);
    }
    if (rule->condition) {
        add_name(out, "condition");
        add_look(out, rule->condition);
    }
    add_looks(out, "values", rule->values, rule->value_count);
    add_clauses(out, rule->cites, rule->cite_count);
    buffer_add(out, "}", 1);
}

static void add_message(struct buffer *out, struct account *account, size_t outcome)
{
    struct certpol_text message;
    char problem[CERTPOL_PROBLEM];
    if (certpol_message(account->session, account->index, outcome, account->language, &message,
                        problem))
        add_long_text(out, "message", message);
}

static void add_outcomes(struct buffer *out, struct account *account)
{
    const struct certpol_decision *decision = account->explanation->decision;
    add_name(out, "outcomes");
    buffer_add(out, "[", 1);
    for (size_t i = 0; i < decision->outcome_count; i++) {
        const struct certpol_outcome *outcome = &decision->outcomes[i];
        add_comma(out, i);
        buffer_add(out, "{", 1);
        add_text(out, "outcome", outcome->name);
        if (outcome->with_count)
            add_name(out, "with");
        for (size_t k = 0; k < outcome->with_count; k++) {
            buffer_string(out, k ? "" : "{");
            add_name(out, outcome->with[k].name);
            add_value(out, &outcome->with[k]);
        }
        buffer_string(out, outcome->with_count ? "}" : "");
        add_text(out, "rule", outcome->rule);
        add_message(out, account, i);
        buffer_add(out, "}", 1);
    }
    buffer_add(out, "]", 1);
}

void explanation_json(struct buffer *out, struct account *account)
{
    const struct certpol_explanation *explanation = account->explanation;
    const struct certpol_decision *decision = explanation->decision;
    char as_of[CERTPOL_INSTANT_TEXT];
    certpol_instant_text(account->session->as_of, as_of);
    buffer_add(out, "{", 1);
    add_text(out, "policy", decision->policy);
    add_long_text(out, "record", decision->record);
    add_text(out, "decision", decision->decision);
    add_long_text(out, "subject", decision->subject);
    add_text(out, "as_of", as_of);
    if (explanation->effective) {
        add_text(out, "outcome", "not_in_force");
        add_text(out, "effective", explanation->effective);
        add_clauses(out, explanation->cites, explanation->cite_count);
        buffer_string(out, ",\"rules\":[]}\n");
        return;
    }
    add_outcomes(out, account);
    if (explanation->filter) {
        add_name(out, "filter");
        add_look(out, explanation->filter);
    }
    add_name(out, "rules");
    buffer_add(out, "[", 1);
    for (size_t i = 0; i < explanation->rule_count; i++) {
        add_comma(out, i);
        add_rule(out, &explanation->rules[i]);
    }
    buffer_string(out, "]}\n");
}
