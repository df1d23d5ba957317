/* expr_compare.c - conditions that compare: is, <, in, ranges, present and absent. */
#include "interp/check/declare/declare.h"
#include "interp/check/expr/expr.h"
#include "interp/check/refer.h"

static struct node *condition_node(struct frame *frame, enum node_kind kind,
                                   const struct expr *expr)
{
    return node_new(frame, kind, type_plain(TYPE_BOOL), expr->span);
}

/* ---- cases of outcomes ---- */

/* The case of OUTCOME that the bare word EXPR names; -1 after a complaint. */
static int find_case(struct frame *frame, const struct expr *expr, const struct outcome *outcome)
{
    const char *names[CASES_MAX];
    uint32_t count = 0;
    if (expr->kind == EXPR_BAD)
        return -1;
    if (expr->kind != EXPR_NAME) {
        struct diag *diag = diag_error(frame->checker->diags, expr->span, "not-a-case",
                                       "an outcome is compared with the names of its cases");
        if (expr->kind == EXPR_CALL)
            diag_hint(frame->checker->diags, diag, "say just `%s`", expr->name.text);
        return -1;
    }
    offer_cases(frame->checker, expr->span, outcome);
    for (uint32_t i = 0; i < outcome->count && i < CASES_MAX; i++) {
        names[count++] = outcome->cases[i].name;
        if (outcome->cases[i].name != expr->name.text)
            continue;
        refer(frame->checker, expr->span, reference_of_case(outcome, &outcome->cases[i]));
        return (int)i;
    }
    struct diag *diag = diag_error(frame->checker->diags, expr->span, "unknown-case",
                                   "%s has no case `%s`", outcome->name, expr->name.text);
    diag_other(frame->checker->diags, diag, outcome->span, "its cases");
    const char *closest = meant(frame->checker, expr->name.text, names, count);
    if (closest)
        diag_meant(frame->checker->diags, diag, closest);
    return -1;
}

/* OUTCOME is one of CASES: what that tells. */
static void tell_cases(struct frame *frame, const struct node *outcome, uint64_t cases,
                       struct flow *flow)
{
    struct fact fact = { .kind = FACT_CASES, .place = outcome, .cases = cases };
    fact_add(frame, &flow->yes, fact);
    fact.cases = ~cases;
    fact_add(frame, &flow->no, fact);
}

static const struct node *case_node(struct frame *frame, const struct node *outcome)
{
    struct node *node = node_new(frame, NODE_CASE, type_plain(TYPE_INTEGER), outcome->span);
    node->first = outcome;
    return node;
}

static const struct node *case_constant(struct frame *frame, const struct expr *expr, int index)
{
    struct node *node = node_new(frame, NODE_CONSTANT, type_plain(TYPE_INTEGER), expr->span);
    node->constant.integer = index;
    return node;
}

static const struct node *compare_case(struct frame *frame, const struct expr *expr,
                                       const struct node *outcome, struct flow *flow)
{
    outcome = check_use(frame, outcome, USE_VALUE);
    if (node_is_bad(outcome))
        return outcome;
    if (expr->op != OP_IS && expr->op != OP_IS_NOT) {
        diag_error(frame->checker->diags, expr->span, "no-order",
                   "outcomes have no order; say `is`");
        return node_bad(frame, expr->span);
    }
    int index = find_case(frame, expr->second, outcome->type.outcome);
    if (index < 0)
        return node_bad(frame, expr->span);
    bool negative = expr->op == OP_IS_NOT;
    tell_cases(frame, outcome, (uint64_t)1 << index, flow);
    if (negative)
        *flow = (struct flow){ flow->no, flow->yes };
    struct node *node = condition_node(frame, negative ? NODE_NOT_EQUAL : NODE_EQUAL, expr);
    node->first = case_node(frame, outcome);
    node->second = case_constant(frame, expr->second, index);
    return node;
}

/* ---- comparisons ---- */

/* What `count xs` compared with a number tells about xs. */
static void tell_count(struct frame *frame, const struct node *node, struct flow *flow)
{
    const struct node *count = node->first, *number = node->second;
    if (count->kind != NODE_COUNT || number->kind != NODE_CONSTANT)
        return;
    int64_t n = number->constant.integer;
    struct fact some = { .kind = FACT_NOT_EMPTY, .place = count->first };
    bool yes = (node->kind == NODE_GREATER_EQUAL && n >= 1) ||
               (node->kind == NODE_GREATER && n >= 0) || (node->kind == NODE_EQUAL && n >= 1) ||
               (node->kind == NODE_NOT_EQUAL && n == 0);
    bool no = (node->kind == NODE_LESS && n >= 1) || (node->kind == NODE_LESS_EQUAL && n >= 0) ||
              (node->kind == NODE_EQUAL && n == 0) || (node->kind == NODE_NOT_EQUAL && n >= 1);
    if (yes)
        fact_add(frame, &flow->yes, some);
    if (no)
        fact_add(frame, &flow->no, some);
}

static enum node_kind comparison_kind(enum expr_op op)
{
    switch (op) {
    case OP_IS:
        return NODE_EQUAL;
    case OP_IS_NOT:
        return NODE_NOT_EQUAL;
    case OP_LESS:
        return NODE_LESS;
    case OP_LESS_EQUAL:
        return NODE_LESS_EQUAL;
    case OP_GREATER:
        return NODE_GREATER;
    default:
        return NODE_GREATER_EQUAL;
    }
}

static bool type_is_equatable(struct type type)
{
    return type.kind == TYPE_TEXT || type.kind == TYPE_BOOL || type.kind == TYPE_ENUM ||
           type_is_ordered(type);
}

static const char *comparison_advice(const struct node *a, const struct node *b)
{
    enum type_kind left = a->type.kind, right = b->type.kind;
    if (left == TYPE_PERIOD || right == TYPE_PERIOD)
        return "a month has no fixed length: add the period to a day and compare days";
    if ((left == TYPE_DATE && right == TYPE_INSTANT) ||
        (left == TYPE_INSTANT && right == TYPE_DATE))
        return "say `date of` the instant, or `start of` the day";
    if (left == TYPE_ENUM && right == TYPE_TEXT)
        return "name the member without quotes";
    if (left == TYPE_LIST || right == TYPE_LIST)
        return "ask `count`, `any … where` or `every … has`";
    if (left == TYPE_RECORD)
        return "compare their keys";
    if (right == TYPE_OUTCOME)
        return "put the outcome on the left";
    return NULL;
}

/* A text that spells a member of A's enumeration can be that member. */
static void mend_member(struct checker *checker, struct diag *diag, const struct node *a,
                        const struct node *b)
{
    bool member =
        a->type.kind == TYPE_ENUM && b->type.kind == TYPE_TEXT && b->kind == NODE_CONSTANT;
    const struct enumeration *enumeration = member ? a->type.enumeration : NULL;
    struct span inside = { b->span.start + 1, b->span.end - 1 };
    const char *text = sources_text(&checker->load->sources, inside);
    size_t length = inside.end - inside.start;
    for (uint32_t i = 0; member && i < enumeration->count; i++) {
        const char *words[] = { enumeration->members[i].name, enumeration->members[i].spelling };
        for (int k = 0; k < 2; k++)
            if (strlen(words[k]) == length && !memcmp(words[k], text, length))
                diag_mend(checker->diags, diag, b->span, "%s", words[0]);
    }
}

static const struct node *complain_comparison(struct frame *frame, const struct expr *expr,
                                              const struct node *a, const struct node *b)
{
    struct checker *checker = frame->checker;
    bool same = type_equal(a->type, b->type);
    bool order = expr->op != OP_IS && expr->op != OP_IS_NOT;
    struct diag *diag;
    if (same && order)
        diag = diag_error(checker->diags, expr->span, "no-order", "%s has no order",
                          type_name(checker, a->type));
    else
        diag = diag_error(checker->diags, expr->span, "wrong-comparison",
                          "%s and %s cannot be compared", type_name(checker, a->type),
                          type_name(checker, b->type));
    const char *advice = comparison_advice(a, b);
    if (advice)
        diag_hint(checker->diags, diag, "%s", advice);
    else if (same && order && a->type.kind == TYPE_ENUM) {
        struct span end = { a->type.enumeration->span.end, a->type.enumeration->span.end };
        diag_hint(checker->diags, diag, "declare it `enum %s ordered { … }`",
                  a->type.enumeration->name);
        diag_mend(checker->diags, diag, end, " ordered");
    }
    mend_member(checker, diag, a, b);
    return node_bad(frame, expr->span);
}

/* Two sides of a comparison: of one type, at most one moving.  False after a complaint. */
static bool comparable(struct frame *frame, const struct expr *expr, const struct node **a,
                       const struct node **b)
{
    if (node_is_bad(*a) || node_is_bad(*b))
        return false;
    node_align(frame, a, b);
    bool order = expr->kind == EXPR_IN_RANGE || (expr->op != OP_IS && expr->op != OP_IS_NOT);
    bool fits = order ? type_is_ordered((*a)->type) : type_is_equatable((*a)->type);
    if (!type_equal((*a)->type, (*b)->type) || !fits) {
        complain_comparison(frame, expr, *a, *b);
        return false;
    }
    if ((*a)->moves && (*b)->moves) {
        diag_error(frame->checker->diags, expr->span, "clock-both-sides",
                   "both sides move with the clock; this comparison says nothing about the record");
        return false;
    }
    return true;
}

/* EXPR beside OTHER, whose type says what a bare word means; after a complaint about OTHER nobody
 * knows. */
static const struct node *check_beside(struct frame *frame, const struct expr *expr,
                                       const struct node *other)
{
    if (node_is_bad(other) && expr->kind == EXPR_NAME)
        return node_bad(frame, expr->span);
    return check_use(frame, check_expr(frame, expr, other->type), USE_MOVING);
}

/* `x is null`, where nothing is called so: other languages' word for absent. */
static bool asks_for_null(const struct frame *frame, const struct expr *expr)
{
    static const char *const words[] = { "null", "nil", "none", "undefined", "NULL", "None" };
    const struct expr *word = expr->second;
    if ((expr->op != OP_IS && expr->op != OP_IS_NOT) || word->kind != EXPR_NAME ||
        scope_find(&frame->within->scope, word->name.text))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word->name.text, words[i]) == 0)
            return true;
    return false;
}

/* The right side of the comparison EXPR, with the `not` before it if there is one. */
static struct span span_with_not(const struct frame *frame, const struct expr *expr)
{
    struct span span = { expr->first->span.end, expr->second->span.end };
    const char *text = sources_text(&frame->checker->load->sources, span);
    const char *word = expr->op == OP_IS_NOT ? memmem(text, span.end - span.start, "not", 3) : NULL;
    return word ? (struct span){ span.start + (uint32_t)(word - text), span.end }
                : expr->second->span;
}

static const struct node *complain_null(struct frame *frame, const struct expr *expr)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag = diag_error(diags, expr->second->span, "no-null", "there is no `%s`",
                                   expr->second->name.text);
    const char *mend = expr->op == OP_IS ? "absent" : "present";
    diag_hint(diags, diag, "say `is %s`", mend);
    diag_mend(diags, diag, span_with_not(frame, expr), "%s", mend);
    return node_bad(frame, expr->span);
}

static bool is_list_of_outcomes(struct type type)
{
    return type.kind == TYPE_LIST && type.element->kind == TYPE_OUTCOME;
}

static const struct node *complain_outcomes(struct frame *frame, const struct expr *expr,
                                            const struct node *list)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag =
        diag_error(diags, expr->span, "wrong-comparison",
                   "%s is a list: all that the decision gave", quoted(frame, list->span));
    diag_hint(diags, diag, "ask `any … as w where w is …`, or `count`");
    return node_bad(frame, expr->span);
}

const struct node *check_comparison(struct frame *frame, const struct expr *expr, struct flow *flow)
{
    struct type any = type_plain(TYPE_UNKNOWN);
    const struct node *a = check_expr(frame, expr->first, any);
    if (a->type.kind == TYPE_OUTCOME)
        return compare_case(frame, expr, a, flow);
    if (is_list_of_outcomes(a->type))
        return complain_outcomes(frame, expr, a);
    if (a->type.optional && asks_for_null(frame, expr))
        return complain_null(frame, expr);
    a = check_use(frame, a, USE_MOVING);
    const struct node *b = check_beside(frame, expr->second, a);
    if (!comparable(frame, expr, &a, &b))
        return node_bad(frame, expr->span);
    struct node *node = condition_node(frame, comparison_kind(expr->op), expr);
    node->first = a;
    node->second = b;
    tell_count(frame, node, flow);
    return node;
}

/* Could NODE be absent but for what the conditions before it found out? */
static bool declared_optional(const struct node *node)
{
    switch (node->kind) {
    case NODE_FIELD:
        return node->first->type.kind == TYPE_RECORD ? node->field->type.optional
                                                     : node->payload->type.optional;
    case NODE_LOCAL:
        return node->local->type.optional;
    case NODE_FACT:
        return node->define->type.optional;
    case NODE_LOOKUP:
    case NODE_INDEX:
    case NODE_DECISION:
        return true;
    default:
        return false;
    }
}

const struct node *check_presence(struct frame *frame, const struct expr *expr, struct flow *flow)
{
    const struct node *operand = check_expr(frame, expr->first, type_plain(TYPE_UNKNOWN));
    if (node_is_bad(operand))
        return operand;
    bool absent = expr->kind == EXPR_ABSENT;
    struct diags *diags = frame->checker->diags;
    if (operand->type.kind == TYPE_LIST) {
        struct diag *diag = diag_error(diags, expr->span, "never-absent",
                                       "a list is never absent: one that is missing is empty");
        diag_hint(diags, diag, absent ? "say `count … is 0`" : "say `count … > 0`");
        if (expr->first->kind == EXPR_NAME || expr->first->kind == EXPR_FIELD)
            diag_mend(diags, diag, expr->span, absent ? "count %.*s is 0" : "count %.*s > 0",
                      (int)(expr->first->span.end - expr->first->span.start),
                      sources_text(&frame->checker->load->sources, expr->first->span));
        return node_bad(frame, expr->span);
    }
    if (!operand->type.optional) {
        const char *text = quoted(frame, operand->span);
        struct diag *diag =
            declared_optional(operand)
                ? diag_warning(diags, expr->span, "never-absent", "%s is known to be there", text)
                : diag_error(diags, expr->span, "never-absent", "%s is never absent", text);
        diag_hint(diags, diag, "leave this condition out");
        if (!declared_optional(operand))
            return node_bad(frame, expr->span);
    }
    struct fact fact = { .kind = FACT_PRESENT, .place = operand };
    fact_add(frame, absent ? &flow->no : &flow->yes, fact);
    struct node *node = condition_node(frame, absent ? NODE_ABSENT : NODE_PRESENT, expr);
    node->first = operand;
    return node;
}

/* ---- in ---- */

static const struct node *in_cases(struct frame *frame, const struct expr *expr,
                                   const struct node *outcome, struct flow *flow)
{
    outcome = check_use(frame, outcome, USE_VALUE);
    if (node_is_bad(outcome))
        return outcome;
    if (expr->second->kind == EXPR_BAD)
        return node_bad(frame, expr->span);
    if (expr->second->kind != EXPR_LIST) {
        diag_error(frame->checker->diags, expr->second->span, "not-a-case",
                   "an outcome is looked for in a list of its cases, as in `[a, b]`");
        return node_bad(frame, expr->span);
    }
    const struct node *items[CASES_MAX];
    uint64_t cases = 0;
    uint32_t count = 0;
    for (const struct expr *item = expr->second->items; item; item = item->next) {
        int index = find_case(frame, item, outcome->type.outcome);
        if (index < 0)
            return node_bad(frame, expr->span);
        if (count < CASES_MAX && !(cases >> index & 1))
            items[count++] = case_constant(frame, item, index);
        cases |= (uint64_t)1 << index;
    }
    tell_cases(frame, outcome, cases, flow);
    struct node *list = node_new(frame, NODE_LIST, type_list_of(frame, type_plain(TYPE_INTEGER)),
                                 expr->second->span);
    struct node *node = condition_node(frame, NODE_IN_LIST, expr);
    node->first = case_node(frame, outcome);
    node->second = node_list(frame, list, items, count);
    return node;
}

const struct node *check_in(struct frame *frame, const struct expr *expr, struct flow *flow)
{
    struct type any = type_plain(TYPE_UNKNOWN);
    const struct node *value = check_expr(frame, expr->first, any);
    if (value->type.kind == TYPE_OUTCOME)
        return in_cases(frame, expr, value, flow);
    value = check_use(frame, value, USE_VALUE);
    if (node_is_bad(value))
        return value;
    struct type wanted = type_list_of(frame, value->type);
    const struct node *list = check_use(frame, check_expr(frame, expr->second, wanted), USE_VALUE);
    if (node_is_bad(list))
        return list;
    if (list->type.kind != TYPE_LIST) {
        struct diag *diag =
            diag_error(frame->checker->diags, list->span, "not-a-list", "this is %s, not a list",
                       type_name(frame->checker, list->type));
        diag_hint(frame->checker->diags, diag, "say `is`, or `in [a, b]`, or `in a .. b`");
        return node_bad(frame, expr->span);
    }
    struct type element = *list->type.element;
    if (element.kind == TYPE_DECIMAL &&
        (value->type.kind == TYPE_INTEGER || value->type.kind == TYPE_DECIMAL))
        value = check_type(frame, value, element);
    if (node_is_bad(value))
        return value;
    if (!type_equal(value->type, element) || !type_is_equatable(element)) {
        diag_error(frame->checker->diags, expr->span, "wrong-comparison",
                   "%s cannot be looked for in %s", type_name(frame->checker, value->type),
                   type_name(frame->checker, list->type));
        return node_bad(frame, expr->span);
    }
    struct node *node = condition_node(frame, NODE_IN_LIST, expr);
    node->first = value;
    node->second = list;
    return node;
}

const struct node *check_in_range(struct frame *frame, const struct expr *expr)
{
    const struct node *value = check_as(frame, expr->first, type_plain(TYPE_UNKNOWN), USE_MOVING);
    const struct node *low = check_beside(frame, expr->second, value);
    const struct node *high = check_beside(frame, expr->third, value);
    /* Twice, so that a place that one end adds to the value reaches the other end too. */
    if (!comparable(frame, expr, &value, &low) || !comparable(frame, expr, &value, &high) ||
        !comparable(frame, expr, &value, &low))
        return node_bad(frame, expr->span);
    struct node *node = condition_node(frame, NODE_IN_RANGE, expr);
    node->first = value;
    node->second = low;
    node->third = high;
    node->half_open = expr->half_open;
    return node;
}
