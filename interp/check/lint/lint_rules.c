/* lint_rules.c - decisions from top to bottom: what each rule leaves to the ones below it.
 *
 * A rule is reached by records for which the conditions above were false.  What follows from each
 * of them alone is known at once; conditions of several parts are also kept, and held against what
 * a rule asks for: the last few, so that the work stays in proportion. */
#include "interp/check/lint/lint_conditions.h"

enum { KEPT_MAX = 64 }; /* conditions of several parts */

/* A condition that was false above, without its parts being known. */
struct kept {
    const struct rule *rule;
    const struct node *condition;
};

struct descent {
    const struct judging *judging;
    struct kept kept[KEPT_MAX]; /* a ring */
    uint32_t kept_count;        /* ever */
    const struct rule *taker;   /* leaves nothing to those below it; or NULL */
};

static struct knowledge *knowledge_of(const struct descent *descent)
{
    return descent->judging->knowledge;
}

static const struct kept *kept_at(const struct descent *descent, uint32_t index)
{
    return &descent->kept[index % KEPT_MAX];
}

static uint32_t kept_first(const struct descent *descent)
{
    return descent->kept_count > KEPT_MAX ? descent->kept_count - KEPT_MAX : 0;
}

/* ---- telling ---- */

static void tell_unreachable(const struct descent *descent, const struct rule *rule, uint32_t above)
{
    const struct judging *judging = descent->judging;
    struct checker *checker = judging->knowledge->within->checker;
    struct span name = rule_name(judging, rule->index);
    if (!lint_judges(checker, name))
        return;
    struct diag *diag = diag_warning(checker->diags, name, "unreachable-rule",
                                     "%s `%s` takes nothing: rule `%s` above leaves nothing to it",
                                     rule->kind == RULE_OTHERWISE ? "otherwise" : "rule",
                                     rule->name, judging->decision->rules[above]->name);
    diag_other(checker->diags, diag, rule_name(judging, above),
               "what this rule takes does not get "
               "further");
    if (rule->kind == RULE_OTHERWISE) {
        diag_hint(checker->diags, diag, "let `%s` be the `otherwise`",
                  judging->decision->rules[above]->name);
        return;
    }
    diag_hint(checker->diags, diag, "put it further up, or leave it out");
    diag_mend(checker->diags, diag, rule->span, "%s", "");
}

/* ---- one rule ---- */

static void judge_arguments(const struct descent *descent, const struct rule *rule)
{
    const struct decision *decision = descent->judging->decision;
    const struct outcome_case *given = &decision->outcome->cases[rule->outcome_case];
    for (uint32_t i = 0; rule->arguments && i < given->count; i++)
        judge_value(descent->judging, rule->arguments[i]);
}

/* What was kept is still false; perhaps more follows from it now.  Returns the rule of which that
 * cannot be, or NULL. */
static const struct rule *assume_kept(const struct descent *descent)
{
    struct knowledge *knowledge = knowledge_of(descent);
    for (uint32_t i = kept_first(descent); i < descent->kept_count; i++) {
        const struct kept *kept = kept_at(descent, i);
        knowledge_refuel(knowledge);
        if (!assume(knowledge, kept->condition, false))
            return kept->rule;
    }
    return NULL;
}

/* RULE where its condition holds; false after it was told that it never does. */
static bool judge_taken(const struct descent *descent, const struct rule *rule)
{
    struct knowledge *knowledge = knowledge_of(descent);
    uint32_t mark = knowledge_mark(knowledge);
    struct cause cause = knowledge->cause;
    knowledge->cause.here = true;
    knowledge_refuel(knowledge);
    const struct rule *above = NULL;
    if (assume(knowledge, rule->condition, true)) {
        above = assume_kept(descent);
        if (!above)
            judge_arguments(descent, rule);
    }
    knowledge->cause = cause;
    knowledge_return(knowledge, mark);
    if (above)
        tell_unreachable(descent, rule, above->index);
    return !above;
}

/* Below RULE its condition is false. */
static void descend(struct descent *descent, const struct rule *rule)
{
    struct knowledge *knowledge = knowledge_of(descent);
    knowledge->cause = (struct cause){ .rule = rule->index + RULE_FIRST };
    knowledge_refuel(knowledge);
    bool possible = assume(knowledge, rule->condition, false);
    knowledge_refuel(knowledge);
    if (possible && truth_by_parts(knowledge, rule->condition).truth == TRUTH_OPEN)
        descent->kept[descent->kept_count++ % KEPT_MAX] = (struct kept){ rule, rule->condition };
    if (!possible || assume_kept(descent))
        descent->taker = rule;
}

/* The rule above by which RULE's condition is never true; -1 if it is not by one. */
static int64_t excluder(const struct answer *answer)
{
    bool above = answer->truth == TRUTH_NEVER && answer->cause.rule >= RULE_FIRST;
    return above ? (int64_t)answer->cause.rule - RULE_FIRST : -1;
}

static void judge_rule(struct descent *descent, const struct rule *rule)
{
    struct knowledge *knowledge = knowledge_of(descent);
    bool all = descent->judging->decision->all;
    if (!rule->condition) {
        judge_arguments(descent, rule);
        descent->taker = all ? NULL : rule;
        return;
    }
    knowledge_refuel(knowledge);
    struct answer answer = truth_of(knowledge, rule->condition);
    int64_t above = excluder(&answer);
    if (above >= 0) {
        tell_unreachable(descent, rule, (uint32_t)above);
        return;
    }
    bool rest = answer.truth == TRUTH_ALWAYS && answer.cause.rule >= RULE_FIRST;
    if (!rest)
        judge_condition(descent->judging, rule->condition);
    if (answer.truth == TRUTH_ALWAYS) {
        judge_arguments(descent, rule);
        descent->taker = all ? NULL : rule;
    } else if (answer.truth == TRUTH_OPEN && judge_taken(descent, rule) && !all) {
        descend(descent, rule);
    }
}

/* Nothing gets to RULE.  `otherwise` must be there all the same: only behind a rule that has no
 * condition is that worth a word. */
static void judge_untaken(const struct descent *descent, const struct rule *rule)
{
    if (rule->kind == RULE_WHEN || !descent->taker->condition)
        tell_unreachable(descent, rule, descent->taker->index);
}

/* ---- decisions ---- */

static void judge_step(struct descent *descent, const struct rule *step)
{
    const struct judging *judging = descent->judging;
    if (step->kind == RULE_LET) {
        knowledge_let(judging->knowledge, step->local, step->value);
        judge_value(judging, step->value);
    } else if (step->kind == RULE_WHEN) {
        judge_rule(descent, step);
    } else {
        judge_members(judging, step);
        judge_arguments(descent, step);
    }
}

/* After what takes everything the first rule is told of, and no more. */
static void judge_steps(struct descent *descent)
{
    const struct decision *decision = descent->judging->decision;
    for (uint32_t i = 0; i < decision->count; i++) {
        const struct rule *step = &decision->steps[i];
        if (!descent->taker) {
            judge_step(descent, step);
        } else if (step->kind != RULE_LET) {
            judge_untaken(descent, step);
            return;
        }
    }
}

static void begin_element(struct knowledge *knowledge, const struct decision *decision)
{
    struct extent list = extent_of_node(&knowledge->walk, decision->elements);
    if (list.element && decision->element->id < knowledge->walk.count)
        knowledge->walk.locals[decision->element->id] = *list.element;
}

static void judge_decision(struct knowledge *knowledge, const struct decision *decision)
{
    const struct symbol *symbol = scope_find(&knowledge->within->scope, decision->name);
    struct judging judging = { knowledge, decision, symbol->item };
    struct descent descent = { .judging = &judging };
    knowledge_frame(knowledge, decision->locals);
    if (decision->element && decision->elements)
        begin_element(knowledge, decision);
    if (decision->filter) {
        judge_condition(&judging, decision->filter);
        knowledge->cause.rule = RULE_FILTER;
        knowledge_refuel(knowledge);
        assume(knowledge, decision->filter, true);
    }
    judge_steps(&descent);
}

static void judge_define(struct knowledge *knowledge, const struct define *define)
{
    struct judging judging = { .knowledge = knowledge };
    knowledge_frame(knowledge, define->locals);
    judge_value(&judging, define->body);
}

void lint_rules(struct policy_check *within, uint64_t *fuel)
{
    const struct policy *policy = within->policy;
    struct knowledge knowledge;
    knowledge_begin(&knowledge, within, fuel);
    for (uint32_t i = 0; i < policy->define_count; i++)
        judge_define(&knowledge, policy->defines[i]);
    for (uint32_t i = 0; i < policy->decision_count; i++)
        judge_decision(&knowledge, policy->decisions[i]);
    knowledge_end(&knowledge);
}
