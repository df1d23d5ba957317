/* why_not.c - what stands between a record and an outcome that it did not get. */
#include "interp/explain/as_text.h"

static const struct certpol_explanation *explanation_of(const struct page *page)
{
    return page->account->explanation;
}

static const struct decision *decision_of(const struct page *page)
{
    return page->account->told->decided.decision;
}

/* ---- conditions ---- */

/* When time alone changes LOOK, if the clock is in it. */
static void say_time(struct page *page, const struct certpol_look *look)
{
    int64_t instant;
    if (!look_changes(look, decision_of(page)->policy, page->account->session->as_of, &instant))
        return;
    page->indent++;
    if (instant > AS_OF_MAX)
        page_say(page, PHRASE_TIME_NOT, NULL);
    else
        page_say(page, look->holds ? PHRASE_TIME_ENDS : PHRASE_TIME,
                 (struct text[]){ page_instant(page, instant) });
    page->indent--;
}

/* The conditions that LOOK joins and that do not hold; with HOLDING, those that do. */
static void say_conditions(struct page *page, const struct certpol_look *look, bool holding)
{
    if (look->kind == CERTPOL_LOOK_ALL && !look->missing) {
        for (size_t i = 0; i < look->part_count; i++)
            say_conditions(page, &look->parts[i], holding);
        return;
    }
    if (look->holds != holding)
        return;
    page_look(page, look, true);
    say_time(page, look);
}

/* ---- rules ---- */

static bool rule_holds(const struct certpol_rule *rule)
{
    return rule->fate == CERTPOL_APPLIES || rule->fate == CERTPOL_ALSO;
}

static void say_preceding(struct page *page, size_t index)
{
    for (size_t i = 0; i < index && !decision_of(page)->all; i++) {
        const struct certpol_rule *rule = &explanation_of(page)->rules[i];
        if (!rule_holds(rule))
            continue;
        page_say(page, PHRASE_PRECEDED, (struct text[]){ text_of(rule->name) });
        page->indent++;
        if (rule->condition)
            say_conditions(page, rule->condition, true);
        page->indent--;
    }
}

static void say_own(struct page *page, const struct certpol_rule *rule)
{
    if (rule->fate == CERTPOL_UNASKED) {
        page_say(page, PHRASE_RESTS, (struct text[]){ page_missing(page, rule->missing) });
    } else if (rule->otherwise) {
        page_say(page, PHRASE_LEFT_OVER, NULL);
    } else if (rule->condition && !rule_holds(rule)) {
        page_say(page, PHRASE_IN_THE_WAY, NULL);
        page->indent++;
        say_conditions(page, rule->condition, false);
        page->indent--;
    }
}

static void say_rule(struct page *page, size_t index)
{
    const struct certpol_rule *rule = &explanation_of(page)->rules[index];
    const char *place =
        arena_format(&page->words, "%s:%u", rule->file ? rule->file : "", rule->line);
    page_say(page, PHRASE_WOULD, (struct text[]){ text_of(rule->name), text_of(place) });
    page->indent++;
    say_preceding(page, index);
    say_own(page, rule);
    page->indent--;
}

/* ---- the whole ---- */

static bool was_given(const struct page *page, const char *name)
{
    const struct certpol_decision *decision = explanation_of(page)->decision;
    for (size_t i = 0; i < decision->outcome_count; i++)
        if (strcmp(decision->outcomes[i].name, name) == 0)
            return true;
    return false;
}

static void say_reached(struct page *page, int64_t wanted)
{
    struct reached reached = case_is_reached(page->account, wanted);
    if (reached.instant <= AS_OF_MAX)
        page_say(page, PHRASE_REACHED,
                 (struct text[]){ page_instant(page, reached.instant),
                                  page_outcome(page, decision_of(page)->outcome, reached.row) });
    else
        page_say(page, reached.unclear ? PHRASE_UNCLEAR : PHRASE_NOT_REACHED, NULL);
    session_free(reached.session);
}

void page_why_not(struct page *page, int64_t wanted)
{
    const char *name = decision_of(page)->outcome->cases[wanted].name;
    const struct certpol_explanation *explanation = explanation_of(page);
    size_t rules = 0;
    page->brief = true;
    page_say(page, PHRASE_WHY_NOT, (struct text[]){ text_of(name) });
    page->indent++;
    if (was_given(page, name)) {
        page_say(page, PHRASE_BECAUSE_IT_IS, NULL);
        page->indent--;
        return;
    }
    for (size_t i = 0; i < explanation->rule_count; i++) {
        if (strcmp(explanation->rules[i].outcome, name) != 0)
            continue;
        rules++;
        say_rule(page, i);
    }
    if (rules)
        say_reached(page, wanted);
    else
        page_say(page, PHRASE_NO_RULE, (struct text[]){ text_of(name) });
    page->indent--;
}
