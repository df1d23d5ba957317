/* lint_conditions.c - conditions that are settled where they stand: the largest part is told, once.
 */
#include "interp/check/lint/lint_conditions.h"

static struct answer look(struct knowledge *knowledge, const struct node *node)
{
    knowledge_refuel(knowledge);
    return truth_of(knowledge, node);
}

struct span rule_name(const struct judging *judging, uint32_t index)
{
    const struct step *step = judging->item->steps;
    for (; step; step = step->next)
        if (step->kind != STEP_LET && index-- == 0)
            return step->name.span;
    return judging->item->name.span;
}

/* ---- telling ---- */

static struct checker *checker_of(const struct judging *judging)
{
    return judging->knowledge->within->checker;
}

/* What RULE is, of cause.rule, and where. */
static void show_rule(const struct judging *judging, struct diag *diag, uint32_t rule)
{
    struct diags *diags = checker_of(judging)->diags;
    if (rule == RULE_FILTER)
        diag_other(diags, diag, judging->decision->filter->span, "here");
    else
        diag_other(diags, diag, rule_name(judging, rule - RULE_FIRST),
                   "what this rule takes does not get further");
}

static const char *above_text(const struct judging *judging, uint32_t rule)
{
    if (rule == RULE_FILTER)
        return "the `where` of the decision";
    const struct rule *above = judging->decision->rules[rule - RULE_FIRST];
    return arena_format(checker_of(judging)->arena, "rule `%s`", above->name);
}

static void tell_above(const struct judging *judging, const struct node *node, struct answer answer)
{
    struct checker *checker = checker_of(judging);
    bool always = answer.truth == TRUTH_ALWAYS;
    struct diag *diag =
        diag_warning(checker->diags, node->span, "settled-above",
                     "%s is %s true here: %s has settled it", lint_text(checker, node->span),
                     always ? "always" : "never", above_text(judging, answer.cause.rule));
    show_rule(judging, diag, answer.cause.rule);
    if (always)
        diag_hint(checker->diags, diag, "leave this part out");
    else
        diag_hint(checker->diags, diag, "leave out what it guards, or put this rule further up");
}

/* When the policy is in force, which is why a comparison with today is settled. */
static const char *in_force_text(const struct judging *judging)
{
    const struct policy *policy = judging->knowledge->within->policy;
    struct arena *arena = checker_of(judging)->arena;
    char from[CALENDAR_TEXT] = "", to[CALENDAR_TEXT] = "";
    from[date_format(policy->from, from)] = 0;
    to[date_format(policy->to, to)] = 0;
    bool begins = policy->from > DATE_MIN, ends = policy->to < DATE_MAX;
    if (!begins && !ends)
        return NULL;
    return arena_format(arena, "the policy is in force%s%s%s%s%s", begins ? " from " : "",
                        begins ? from : "", begins && ends ? "," : "", ends ? " until " : "",
                        ends ? to : "");
}

/* Why a comparison with a constant is settled by nature, where that is easily said. */
static const char *why_text(const struct judging *judging, const struct node *node)
{
    struct knowledge *knowledge = judging->knowledge;
    struct arena *arena = checker_of(judging)->arena;
    const struct node *value = node->first;
    bool compares = node->kind >= NODE_EQUAL && node->kind <= NODE_IN_LIST;
    if (compares && value->kind == NODE_CASE && value->first->kind == NODE_DECISION)
        return arena_format(arena, "see what the rules of `%s` give", value->first->decision->name);
    if (compares && value->kind == NODE_CONSTANT)
        value = node->second;
    if (!compares || value->kind == NODE_CONSTANT || value->kind == NODE_CASE)
        return NULL;
    if (value->kind == NODE_TODAY)
        return in_force_text(judging);
    uint32_t term = term_of(knowledge, value);
    struct domain natural = *domain_natural(knowledge, term);
    if (term_at(knowledge, term)->discrete || natural.high > INT64_MAX ||
        natural.low == natural.high || value->type.kind == TYPE_TEXT ||
        term == term_of(knowledge, node->second))
        return NULL;
    return arena_format(arena, "%s is within %s", lint_text(checker_of(judging), value->span),
                        range_text(arena, value->type,
                                   (struct interval){ natural.low, natural.high }));
}

static void tell_nature(const struct judging *judging, const struct node *node,
                        struct answer answer)
{
    struct checker *checker = checker_of(judging);
    bool always = answer.truth == TRUTH_ALWAYS;
    const char *beside = answer.cause.here ? ", after what stands before it" : "";
    struct diag *diag =
        diag_warning(checker->diags, node->span, always ? "always-true" : "always-false",
                     "%s is %s true%s", lint_text(checker, node->span), always ? "always" : "never",
                     beside);
    const char *why = answer.cause.here ? NULL : why_text(judging, node);
    if (why)
        diag_hint(checker->diags, diag, "%s", why);
}

/* NODE is what is absent. */
static void tell_absent(const struct judging *judging, const struct node *asked,
                        const struct node *node, struct answer answer)
{
    struct checker *checker = checker_of(judging);
    struct diag *diag = diag_warning(checker->diags, asked->span, "known-absent",
                                     "%s is always absent here", lint_text(checker, node->span));
    if (answer.cause.rule && !answer.cause.here)
        show_rule(judging, diag, answer.cause.rule);
    diag_hint(checker->diags, diag,
              asked->kind == NODE_ELSE ? "say only what stands behind `else`"
                                       : "leave this condition out, or what it guards");
}

static bool is_few(enum type_kind kind)
{
    return kind == TYPE_ENUM || kind == TYPE_INTEGER;
}

/* `kind is c` below rules for a and b: said so that the next member is no c. */
static bool names_the_rest(const struct node *node, struct answer answer)
{
    bool tells = node->kind == NODE_EQUAL || node->kind == NODE_IN_LIST;
    return answer.truth == TRUTH_ALWAYS && answer.cause.rule && tells &&
           (node->first->kind == NODE_CASE || node->first->type.kind == TYPE_ENUM) &&
           is_few(node->first->type.kind);
}

/* The checker itself warns where something is known to be there. */
static bool was_told(const struct node *node)
{
    bool presence = node->kind == NODE_PRESENT || node->kind == NODE_ABSENT;
    return presence && !node->first->type.optional;
}

static void tell(const struct judging *judging, const struct node *node, struct answer answer)
{
    bool presence = node->kind == NODE_PRESENT || node->kind == NODE_ABSENT;
    bool named = knowledge_meaning(judging->knowledge, node) != NULL;
    if (!lint_judges(checker_of(judging), node->span) || names_the_rest(node, answer) ||
        was_told(node))
        return;
    if (presence && (node->kind == NODE_PRESENT) == (answer.truth == TRUTH_NEVER))
        tell_absent(judging, node, node->first, answer);
    else if (answer.cause.rule && !answer.cause.here)
        tell_above(judging, node, answer);
    else if (!named || answer.cause.here)
        tell_nature(judging, node, answer);
}

/* ---- looking ---- */

static void judge_second(const struct judging *judging, const struct node *node,
                         void (*judge)(const struct judging *, const struct node *))
{
    struct knowledge *knowledge = judging->knowledge;
    uint32_t mark = knowledge_mark(knowledge);
    struct cause cause = knowledge->cause;
    knowledge->cause.here = true;
    knowledge_refuel(knowledge);
    if (assume(knowledge, node->first, node->kind == NODE_AND))
        judge(judging, node->second);
    knowledge->cause = cause;
    knowledge_return(knowledge, mark);
}

static void judge_settled_second(const struct judging *judging, const struct node *node)
{
    if (look(judging->knowledge, node).truth != TRUTH_OPEN)
        judge_condition(judging, node);
}

/* NODE, `and` or `or`, is settled: by one of its parts, or as a whole. */
static void judge_settled(const struct judging *judging, const struct node *node,
                          struct answer answer)
{
    bool by_part = (node->kind == NODE_AND) == (answer.truth == TRUTH_NEVER);
    if (!by_part)
        tell(judging, node, answer);
    else if (look(judging->knowledge, node->first).truth != TRUTH_OPEN)
        judge_condition(judging, node->first);
    else
        judge_second(judging, node, judge_settled_second);
}

/* The elements of a list, with what stands around known of them, too. */
static void judge_elements(const struct judging *judging, const struct node *node)
{
    struct knowledge *knowledge = judging->knowledge;
    bool asks = node->kind == NODE_WHERE || node->kind == NODE_ANY || node->kind == NODE_EVERY;
    term_of(knowledge, node);
    extent_of_node(&knowledge->walk, node);
    judge_value(judging, node->first);
    knowledge->depth++;
    if (asks)
        judge_condition(judging, node->second);
    else if (node->second)
        judge_value(judging, node->second);
    knowledge->depth--;
}

static void judge_else(const struct judging *judging, const struct node *node)
{
    struct answer there = presence_of(judging->knowledge, node->first);
    if (there.truth == TRUTH_NEVER && lint_judges(checker_of(judging), node->span))
        tell_absent(judging, node, node->first, there);
}

static void judge_parts(const struct judging *judging, const struct node *node)
{
    if (node->kind >= NODE_SUM && node->kind <= NODE_EVERY) {
        judge_elements(judging, node);
        return;
    }
    if (node->kind == NODE_ELSE)
        judge_else(judging, node);
    const struct node *const operands[] = { node->first, node->second, node->third };
    for (int i = 0; i < 3; i++)
        if (operands[i])
            judge_value(judging, operands[i]);
    for (uint32_t i = 0; i < node->count; i++)
        judge_value(judging, node->items[i]);
}

/* Is NODE more than one question? */
static bool joins(const struct node *node)
{
    while (node->kind == NODE_NOT)
        node = node->first;
    return node->kind == NODE_AND || node->kind == NODE_OR;
}

void judge_condition(const struct judging *judging, const struct node *node)
{
    struct answer answer = look(judging->knowledge, node);
    bool both = node->kind == NODE_AND || node->kind == NODE_OR;
    if (node->kind == NODE_NOT && (answer.truth == TRUTH_OPEN || joins(node->first))) {
        judge_condition(judging, node->first);
    } else if (answer.truth != TRUTH_OPEN) {
        if (both)
            judge_settled(judging, node, answer);
        else
            tell(judging, node, answer);
    } else if (both) {
        judge_condition(judging, node->first);
        judge_second(judging, node, judge_condition);
    } else {
        judge_parts(judging, node);
    }
}

void judge_value(const struct judging *judging, const struct node *node)
{
    bool asks = (node->kind >= NODE_NOT && node->kind <= NODE_ABSENT) || node->kind == NODE_ANY ||
                node->kind == NODE_EVERY;
    if (asks)
        judge_condition(judging, node);
    else
        judge_parts(judging, node);
}
