/* switch.c - many rules that ask one place for one constant each: only those for its value are
 * asked.
 *
 * Rules for the same value keep their order, each going on to the next one for that value; no rule
 * that could apply is passed over.  Rules that compare one place with a bound each are asked all at
 * once: the first whose bound is exceeded is the first whose bound is below all bounds before it
 * and exceeded. */
#include "interp/eval/compiler.h"

#include <stdlib.h>

enum { WORTH = 4, NONE = -1 };

/* A comparison with a constant: place > ABOVE, or where negated -place > ABOVE. */
struct bound {
    const struct node *place;
    int64_t above;
    bool negated;
};

/* A rule of a group. */
struct candidate {
    const struct rule *rule;
    const struct node *leaf; /* its test for the group's place; NULL where there is no such */
    const union value *key;  /* what that is to be */
    struct bound bound; /* all of its condition but the leaf; place NULL if it is something else */
    uint32_t entry, outcome; /* labels */
    int32_t next;            /* the candidate to ask when it does not apply; NONE */
    bool selected;           /* an earlier candidate jumps straight to its outcome */
};

struct group {
    const struct decision *decision;
    const struct node *place; /* NULL: a group of bounds alone */
    enum kind kind;
    struct candidate *candidates;
    uint32_t count;
    uint32_t steps; /* of the decision, lets included */
    uint32_t end;   /* label */
};

/* ---- what rules ask ---- */

static const struct node *leading_test(const struct node *condition)
{
    while (condition && condition->kind == NODE_AND)
        condition = condition->first;
    return condition;
}

/* The side of LEAF, place is constant, that is no constant. */
static const struct node *tested_place(const struct node *leaf, const union value **key)
{
    if (!leaf || leaf->kind != NODE_EQUAL)
        return NULL;
    bool swapped = leaf->first->kind == NODE_CONSTANT;
    const struct node *place = swapped ? leaf->second : leaf->first;
    const struct node *wanted = swapped ? leaf->first : leaf->second;
    enum kind kind = kind_of(place->type);
    if (wanted->kind != NODE_CONSTANT || place->kind == NODE_CONSTANT ||
        (kind != KIND_INTEGER && kind != KIND_TEXT))
        return NULL;
    *key = &wanted->constant;
    return place;
}

static struct bound bound_of(const struct node *test)
{
    struct bound none = { .place = NULL };
    if (!test || test->kind < NODE_LESS || test->kind > NODE_GREATER_EQUAL ||
        kind_of(test->first->type) != KIND_INTEGER)
        return none;
    bool swapped = test->first->kind == NODE_CONSTANT;
    const struct node *wanted = swapped ? test->first : test->second;
    if (wanted->kind != NODE_CONSTANT)
        return none;
    bool greater = test->kind == NODE_GREATER || test->kind == NODE_GREATER_EQUAL;
    bool or_equal = test->kind == NODE_LESS_EQUAL || test->kind == NODE_GREATER_EQUAL;
    int64_t limit = wanted->constant.integer;
    struct bound bound = { .place = swapped ? test->second : test->first,
                           .negated = greater == swapped };
    bound.above = (bound.negated ? -limit : limit) - or_equal;
    return bound;
}

/* What is left of CONDITION without its leading test, where that is one comparison. */
static struct bound rest_bound(const struct node *condition, const struct node *leaf)
{
    bool pair = condition->kind == NODE_AND && condition->first == leaf;
    return bound_of(pair ? condition->second : NULL);
}

static bool same_bound(const struct bound *a, const struct bound *b)
{
    return a->place && b->place && a->negated == b->negated && same_meaning(a->place, b->place);
}

/* ---- finding a group ---- */

/* STEP as a member of GROUP, which may have none yet; false where it is not one. */
static bool candidate_of(const struct group *group, const struct rule *step,
                         struct candidate *candidate)
{
    if (step->kind != RULE_WHEN || !step->condition)
        return false;
    *candidate = (struct candidate){ .rule = step, .next = NONE };
    if (!group->place) {
        candidate->bound = bound_of(step->condition);
        return candidate->bound.place &&
               (group->count == 0 || same_bound(&candidate->bound, &group->candidates[0].bound));
    }
    const struct node *leaf = leading_test(step->condition);
    const struct node *place = tested_place(leaf, &candidate->key);
    if (!place || place->type.kind != group->place->type.kind || !same_meaning(place, group->place))
        return false;
    candidate->leaf = leaf;
    candidate->bound = rest_bound(step->condition, leaf);
    return true;
}

static bool let_stands_between(const struct compiler *compiler, const struct rule *step)
{
    return step->kind == RULE_LET && !let_needs_anchor(binding_of(compiler, step->local));
}

static void gather(struct compiler *compiler, struct group *group, uint32_t first)
{
    uint32_t capacity = 0;
    struct candidate candidate;
    for (uint32_t i = first; i < group->decision->count; i++) {
        const struct rule *step = &group->decision->steps[i];
        if (let_stands_between(compiler, step))
            continue;
        if (!candidate_of(group, step, &candidate))
            break;
        group->candidates = (struct candidate *)grown(compiler, group->candidates, group->count,
                                                      &capacity, sizeof candidate);
        group->candidates[group->count++] = candidate;
        group->steps = i + 1 - first;
    }
}

/* ---- chains of rules for one value ---- */

struct keyed {
    const union value *key;
    uint32_t index;
};

static int by_index(const struct keyed *a, const struct keyed *b)
{
    return (a->index > b->index) - (a->index < b->index);
}

static int by_integer(const void *left, const void *right)
{
    const struct keyed *a = (const struct keyed *)left, *b = (const struct keyed *)right;
    int64_t x = a->key->integer, y = b->key->integer;
    return x != y ? (x > y) - (x < y) : by_index(a, b);
}

static int by_text(const void *left, const void *right)
{
    const struct keyed *a = (const struct keyed *)left, *b = (const struct keyed *)right;
    struct text x = a->key->text, y = b->key->text;
    if (x.length != y.length)
        return x.length > y.length ? 1 : -1;
    int order = x.length ? memcmp(x.at, y.at, x.length) : 0;
    return order ? order : by_index(a, b);
}

/* The candidates by value, those of one value in their order and linked; *DISTINCT values. */
static struct keyed *sort_candidates(struct compiler *compiler, struct group *group,
                                     uint32_t *distinct)
{
    struct keyed *keyed = arena_array(&compiler->working, struct keyed, group->count);
    for (uint32_t i = 0; i < group->count; i++)
        keyed[i] = (struct keyed){ group->candidates[i].key, i };
    qsort(keyed, group->count, sizeof *keyed, group->kind == KIND_TEXT ? by_text : by_integer);
    *distinct = group->count ? 1 : 0;
    for (uint32_t i = 1; i < group->count; i++) {
        if (value_equal(group->kind, keyed[i - 1].key, keyed[i].key))
            group->candidates[keyed[i - 1].index].next = (int32_t)keyed[i].index;
        else
            keyed[(*distinct)++] = keyed[i];
    }
    return keyed;
}

static uint32_t add_switch(struct compiler *compiler, struct plan_switch table)
{
    compiler->switches =
        (struct plan_switch *)grown(compiler, compiler->switches, compiler->switch_count,
                                    &compiler->switch_capacity, sizeof table);
    compiler->switches[compiler->switch_count] = table;
    return compiler->switch_count++;
}

static uint32_t entry_of(struct compiler *compiler, const struct group *group, uint32_t index)
{
    label_reach(compiler, group->candidates[index].entry);
    return group->candidates[index].entry;
}

/* Targets by place in an array, where the values lie close enough. */
static struct plan_switch dense_switch(struct compiler *compiler, const struct group *group,
                                       const struct keyed *firsts, uint32_t distinct)
{
    int64_t low = firsts[0].key->integer, high = firsts[distinct - 1].key->integer;
    uint32_t count = (uint32_t)(high - low + 1);
    uint32_t *targets = arena_array(compiler->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        targets[i] = group->end;
    for (uint32_t i = 0; i < distinct; i++)
        targets[firsts[i].key->integer - low] = entry_of(compiler, group, firsts[i].index);
    return (struct plan_switch){ .low = low, .count = count, .targets = targets };
}

static struct plan_switch hashed_switch(struct compiler *compiler, const struct group *group,
                                        const struct keyed *firsts, uint32_t distinct)
{
    union value *rows = arena_array(compiler->arena, union value, (size_t)distinct * 2);
    struct key_column *column = arena_new(compiler->arena, struct key_column);
    column->kind = group->kind;
    for (uint32_t i = 0; i < distinct; i++) {
        rows[2 * i] = *firsts[i].key;
        rows[2 * i + 1].integer = entry_of(compiler, group, firsts[i].index);
    }
    struct list list = { rows, distinct, 2 };
    return (struct plan_switch){ .index = index_new(compiler->arena, list, column, 1) };
}

static void emit_switch(struct compiler *compiler, struct group *group)
{
    uint32_t distinct;
    const struct keyed *firsts = sort_candidates(compiler, group, &distinct);
    struct operand at = value(compiler, group->place);
    bool dense = group->kind == KIND_INTEGER &&
                 (uint64_t)firsts[distinct - 1].key->integer - (uint64_t)firsts[0].key->integer <
                     4 * (uint64_t)distinct + 16;
    struct plan_switch table = dense ? dense_switch(compiler, group, firsts, distinct)
                                     : hashed_switch(compiler, group, firsts, distinct);
    table.otherwise = group->end;
    label_reach(compiler, group->end);
    struct code *code = emit(compiler, OP_SWITCH);
    code->a = at;
    code->target = add_switch(compiler, table);
}

/* ---- bounds ---- */

/* How many candidates in a row from FIRST on are bounds on the same place. */
static uint32_t bounds_from(const struct group *group, int32_t first)
{
    uint32_t count = 0;
    const struct bound *bound = &group->candidates[first].bound;
    for (int32_t i = first; i != NONE; i = group->candidates[i].next, count++)
        if (!same_bound(bound, &group->candidates[i].bound))
            break;
    return count;
}

static uint32_t after(struct compiler *compiler, const struct group *group, int32_t next)
{
    uint32_t label = next == NONE ? group->end : group->candidates[next].entry;
    label_reach(compiler, label);
    return label;
}

static uint32_t add_select(struct compiler *compiler, struct plan_select table)
{
    compiler->selects =
        (struct plan_select *)grown(compiler, compiler->selects, compiler->select_count,
                                    &compiler->select_capacity, sizeof table);
    compiler->selects[compiler->select_count] = table;
    return compiler->select_count++;
}

/* One instruction for COUNT candidates from FIRST on. */
static void emit_select(struct compiler *compiler, struct group *group, int32_t first,
                        uint32_t count)
{
    const struct bound *bound = &group->candidates[first].bound;
    int64_t *above = arena_array(compiler->arena, int64_t, count);
    uint32_t *targets = arena_array(compiler->arena, uint32_t, count);
    struct plan_select table = { .negated = bound->negated, .above = above, .targets = targets };
    struct operand at = value(compiler, bound->place);
    for (int32_t i = first; count-- > 0; i = group->candidates[i].next) {
        struct candidate *candidate = &group->candidates[i];
        candidate->selected = true;
        candidate->outcome = label_new(compiler);
        if (table.count == 0 || candidate->bound.above < above[table.count - 1]) {
            label_reach(compiler, candidate->outcome);
            above[table.count] = candidate->bound.above;
            targets[table.count++] = candidate->outcome;
        }
        first = candidate->next;
    }
    table.otherwise = after(compiler, group, first);
    struct code *code = emit(compiler, OP_SELECT);
    code->a = at;
    code->target = add_select(compiler, table);
}

/* ---- code ---- */

/* The part of CONDITION that is not LEAF, its leading test. */
static void rest_condition(struct compiler *compiler, const struct node *node,
                           const struct node *leaf, uint32_t label)
{
    if (node == leaf)
        return;
    rest_condition(compiler, node->first, leaf, label);
    condition(compiler, node->second, false, label);
}

static void emit_candidate(struct compiler *compiler, struct group *group, uint32_t index)
{
    struct candidate *candidate = &group->candidates[index];
    struct operand nothing = { 0, 0 };
    if (!candidate->selected) {
        label_bind(compiler, candidate->entry);
        uint32_t bounds = bounds_from(group, (int32_t)index);
        if (bounds >= WORTH)
            emit_select(compiler, group, (int32_t)index, bounds);
        else
            rest_condition(compiler, candidate->rule->condition, candidate->leaf,
                           after(compiler, group, candidate->next));
    }
    if (candidate->selected)
        label_bind(compiler, candidate->outcome);
    compile_outcome(compiler, group->decision, candidate->rule, nothing);
}

static void emit_group(struct compiler *compiler, struct group *group)
{
    group->end = label_new(compiler);
    for (uint32_t i = 0; i < group->count; i++) {
        group->candidates[i].entry = label_new(compiler);
        if (!group->place && i + 1 < group->count)
            group->candidates[i].next = (int32_t)i + 1;
    }
    if (group->place)
        emit_switch(compiler, group);
    compiler->conditional++;
    for (uint32_t i = 0; i < group->count; i++)
        emit_candidate(compiler, group, i);
    compiler->conditional--;
    label_bind(compiler, group->end);
}

uint32_t compile_switch(struct compiler *compiler, const struct decision *decision, uint32_t step)
{
    const struct rule *first = &decision->steps[step];
    const union value *key;
    if (decision->all || first->kind != RULE_WHEN || compiler->no_switches)
        return 0;
    struct group group = { .decision = decision };
    group.place = tested_place(leading_test(first->condition), &key);
    if (group.place)
        group.kind = kind_of(group.place->type);
    gather(compiler, &group, step);
    if (group.count < WORTH)
        return 0;
    emit_group(compiler, &group);
    return group.steps;
}
