/* as_text.c - an explanation as a page for people. */
#include "interp/explain/as_text.h"

static const struct certpol_explanation *explanation_of(const struct page *page)
{
    return page->account->explanation;
}

static const struct decided *decided_of(const struct page *page)
{
    return &page->account->told->decided;
}

/* ---- the outcome ---- */

static void say_title(struct page *page)
{
    const struct certpol_decision *decision = explanation_of(page)->decision;
    const char *name = decision->decision;
    if (decision->subject.length)
        name = arena_format(&page->words, "%s %s", name, decision->subject.at);
    struct text record = { decision->record.at, (uint32_t)decision->record.length };
    page_say(page, PHRASE_TITLE,
             (struct text[]){ text_of(name), record,
                              page_instant(page, page->account->session->as_of) });
    page_blank(page);
}

static void say_message(struct page *page, size_t outcome)
{
    struct account *account = page->account;
    struct certpol_text message;
    char problem[CERTPOL_PROBLEM];
    if (!certpol_message(account->session, account->index, outcome, page->language, &message,
                         problem) ||
        !message.at)
        return;
    page_say(page, PHRASE_MESSAGE, (struct text[]){ { message.at, (uint32_t)message.length } });
}

static const struct certpol_rule *find_rule(const struct page *page, const char *name)
{
    const struct certpol_explanation *explanation = explanation_of(page);
    for (size_t i = 0; i < explanation->rule_count; i++)
        if (explanation->rules[i].name == name)
            return &explanation->rules[i];
    return NULL;
}

static struct text place_text(struct page *page, const struct certpol_rule *rule)
{
    return text_of(arena_format(&page->words, "%s:%u", rule->file ? rule->file : "", rule->line));
}

static void say_clause(struct page *page, const struct certpol_clause *clause)
{
    buffer_format(page->out, "  %s  %s\n", clause->id, clause->statement);
    page->indent += 2;
    if (clause->disputed)
        page_say(page, PHRASE_DISPUTED, (struct text[]){ text_of(clause->disputed) });
    page->indent -= 2;
}

static void say_cites(struct page *page, const struct certpol_rule *rule)
{
    page_say(page, rule->cite_count ? PHRASE_CITES : PHRASE_CITES_NOTHING,
             (struct text[]){ text_of(rule->name), place_text(page, rule) });
    for (size_t i = 0; i < rule->cite_count; i++)
        say_clause(page, &rule->cites[i]);
}

static void say_outcomes(struct page *page)
{
    const struct decided *decided = decided_of(page);
    const struct outcome *outcome = decided->decision->outcome;
    uint32_t count = decided_count(decided);
    if (!count)
        page_say(page, PHRASE_NO_OUTCOME, NULL);
    for (uint32_t i = 0; i < count; i++) {
        const union value *row = decided_row(decided, i);
        const struct rule *rule = decided->decision->rules[row[OUTCOME_RULE].integer];
        page_say(page, PHRASE_OUTCOME,
                 (struct text[]){ page_outcome(page, outcome, row), text_of(rule->name) });
        say_message(page, i);
        say_cites(page, find_rule(page, rule->name));
    }
    page_blank(page);
}

/* ---- the rules ---- */

static enum phrase phrase_of(const struct page *page, const struct certpol_rule *rule)
{
    static const enum phrase phrases[] = { [CERTPOL_FAILED] = PHRASE_FAILED,
                                           [CERTPOL_APPLIES] = PHRASE_APPLIES,
                                           [CERTPOL_ALSO] = PHRASE_ALSO,
                                           [CERTPOL_NEITHER] = PHRASE_NEITHER,
                                           [CERTPOL_UNASKED] = PHRASE_UNASKED };
    if (rule->fate == CERTPOL_APPLIES && explanation_of(page)->decision->all)
        return PHRASE_ADDS;
    if (rule->fate == CERTPOL_APPLIES && rule->otherwise)
        return PHRASE_OTHERWISE;
    return phrases[rule->fate];
}

/* What the rule gives, or would give: told by the language, where it was computed. */
static struct text given_text(struct page *page, size_t index)
{
    const struct certpol_rule *rule = &explanation_of(page)->rules[index];
    const struct decision *decision = decided_of(page)->decision;
    const struct sight *sight =
        session_sight(page->account->session->evaluation, decision, decided_of(page)->position);
    for (const struct sight *below = sight->first; below; below = below->next)
        if (below->kind == SIGHT_RULE && below->rule->index == index && below->value.row)
            return page_outcome(page, decision->outcome, below->value.row);
    return text_of(rule->outcome);
}

static void say_rule(struct page *page, size_t index)
{
    const struct certpol_rule *rule = &explanation_of(page)->rules[index];
    struct text fills[] = { text_of(arena_format(&page->words, "%zu", index + 1)),
                            text_of(rule->name), given_text(page, index) };
    if (rule->fate == CERTPOL_UNASKED)
        fills[2] = page_missing(page, rule->missing);
    page_say(page, phrase_of(page, rule), fills);
    page->indent += 2;
    if (rule->condition && rule->fate != CERTPOL_UNASKED)
        page_look(page, rule->condition, false);
    if (rule->fate == CERTPOL_APPLIES)
        page_values(page, rule->values, rule->value_count);
    page->indent -= 2;
}

static bool is_below(const struct certpol_rule *rule)
{
    return rule->fate == CERTPOL_ALSO || rule->fate == CERTPOL_NEITHER ||
           rule->fate == CERTPOL_UNASKED;
}

/* That `otherwise` would have applied says nothing. */
static bool is_worth_it(const struct certpol_rule *rule)
{
    return !(rule->otherwise && is_below(rule));
}

static void say_rules(struct page *page)
{
    const struct certpol_explanation *explanation = explanation_of(page);
    bool below = false;
    page_say(page, PHRASE_ORDER, NULL);
    page->indent++;
    for (size_t i = 0; i < explanation->rule_count; i++) {
        const struct certpol_rule *rule = &explanation->rules[i];
        if (!is_worth_it(rule))
            continue;
        if (is_below(rule) && !below) {
            page->indent--;
            page_blank(page);
            page_say(page, PHRASE_BELOW, NULL);
            page->indent++;
            below = true;
        }
        say_rule(page, i);
    }
    page->indent--;
}

static void say_filter(struct page *page)
{
    if (!explanation_of(page)->filter)
        return;
    page_say(page, PHRASE_FILTER, NULL);
    page->indent++;
    page_look(page, explanation_of(page)->filter, false);
    page->indent--;
    page_blank(page);
}

static void say_not_in_force(struct page *page)
{
    const struct certpol_explanation *explanation = explanation_of(page);
    page_say(page, PHRASE_NOT_IN_FORCE,
             (struct text[]){ text_of(explanation->decision->policy),
                              text_of(explanation->effective) });
    for (size_t i = 0; i < explanation->cite_count; i++)
        say_clause(page, &explanation->cites[i]);
}

void page_explanation(struct page *page)
{
    say_title(page);
    if (explanation_of(page)->effective) {
        say_not_in_force(page);
        return;
    }
    say_outcomes(page);
    say_filter(page);
    say_rules(page);
}
