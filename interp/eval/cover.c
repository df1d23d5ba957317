/* cover.c - finds the points of a program, and makes the code that counts them. */
#include "interp/eval/cover.h"

#include "interp/eval/compiler.h"

/* ---- finding ---- */

/* The points so far. */
struct finder {
    struct compiler *compiler;
    struct point *items;
    uint32_t count, capacity;
    struct point here; /* policy, decision, define */
};

static void add_point(struct finder *finder, const void *key, struct point point)
{
    struct compiler *compiler = finder->compiler;
    size_t size = sizeof *finder->items;
    if (pointer_map_get(&compiler->points, key))
        return;
    if (finder->count == finder->capacity) {
        uint32_t capacity = finder->capacity ? 2 * finder->capacity : 64;
        finder->items = (struct point *)arena_grow(compiler->arena, finder->items,
                                                   finder->count * size, capacity * size);
        finder->capacity = capacity;
    }
    finder->items[finder->count++] = point;
    pointer_map_set(&compiler->working, &compiler->points, key, (void *)(uintptr_t)finder->count);
}

static void find_in_value(struct finder *finder, const struct node *node);

static void find_in_parts(struct finder *finder, const struct node *node)
{
    const struct node *const operands[] = { node->first, node->second, node->third };
    for (int i = 0; i < 3; i++)
        if (operands[i])
            find_in_value(finder, operands[i]);
    for (uint32_t i = 0; i < node->count; i++)
        find_in_value(finder, node->items[i]);
}

static void find_in_condition(struct finder *finder, const struct node *node);

/* A filter asks its elements, which is a condition even if it is no comparison. */
static void find_in_list(struct finder *finder, const struct node *node)
{
    find_in_value(finder, node->first);
    find_in_condition(finder, node->second);
}

static void find_in_condition(struct finder *finder, const struct node *node)
{
    if (node->kind == NODE_AND || node->kind == NODE_OR) {
        find_in_condition(finder, node->first);
        find_in_condition(finder, node->second);
    } else if (node->kind == NODE_NOT) {
        find_in_condition(finder, node->first);
    } else if (node->kind != NODE_CONSTANT) {
        struct point point = finder->here;
        point.node = node;
        add_point(finder, node, point);
        if (node->kind == NODE_ANY || node->kind == NODE_EVERY)
            find_in_list(finder, node);
        else
            find_in_parts(finder, node);
    }
}

static void find_in_value(struct finder *finder, const struct node *node)
{
    if (node_is_condition(node))
        find_in_condition(finder, node);
    else if (node->kind == NODE_WHERE)
        find_in_list(finder, node);
    else
        find_in_parts(finder, node);
}

static void find_in_step(struct finder *finder, const struct rule *step)
{
    const struct outcome *outcome = finder->here.decision->outcome;
    if (step->kind == RULE_LET) {
        find_in_value(finder, step->value);
        return;
    }
    if (step->condition)
        find_in_condition(finder, step->condition);
    for (uint32_t i = 0; i < outcome->cases[step->outcome_case].count; i++)
        find_in_value(finder, step->arguments[i]);
}

static void find_in_decision(struct finder *finder, const struct decision *decision)
{
    finder->here = (struct point){ .policy = decision->policy, .decision = decision };
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        struct point point = finder->here;
        point.rule = decision->rules[i];
        add_point(finder, point.rule, point);
    }
    if (decision->filter)
        find_in_condition(finder, decision->filter);
    for (uint32_t i = 0; i < decision->count; i++)
        find_in_step(finder, &decision->steps[i]);
}

static void find_in_policy(struct finder *finder, const struct policy *policy)
{
    for (uint32_t i = 0; i < policy->define_count; i++) {
        finder->here = (struct point){ .policy = policy, .define = policy->defines[i] };
        find_in_value(finder, policy->defines[i]->body);
    }
    for (uint32_t i = 0; i < policy->decision_count; i++)
        find_in_decision(finder, policy->decisions[i]);
}

static struct points find_points(struct compiler *compiler)
{
    struct finder finder = { .compiler = compiler };
    for (uint32_t i = 0; i < compiler->program->policy_count; i++)
        find_in_policy(&finder, compiler->program->policies[i]);
    return (struct points){ finder.items, finder.count };
}

/* ---- code ---- */

static void emit_reached(struct compiler *compiler, uint32_t point, bool yes)
{
    struct code *code = emit(compiler, OP_REACHED);
    code->target = point;
    code->detail = yes;
}

/* The number of the point of KEY, a node or a rule, and 1; 0 where it is none. */
static uint32_t point_of(const struct compiler *compiler, const void *key)
{
    return (uint32_t)(uintptr_t)pointer_map_get(&compiler->points, key);
}

void cover_condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label)
{
    uint32_t point = point_of(compiler, node);
    if (!point) {
        plain_condition(compiler, node, sense, label);
        return;
    }
    uint32_t yes = label_new(compiler), past = label_new(compiler);
    plain_condition(compiler, node, true, yes);
    emit_reached(compiler, point - 1, false);
    emit_jump(compiler, OP_JUMP, sense ? past : label);
    label_bind(compiler, yes);
    emit_reached(compiler, point - 1, true);
    if (sense)
        emit_jump(compiler, OP_JUMP, label);
    label_bind(compiler, past);
}

void cover_rule(struct compiler *compiler, const struct rule *rule)
{
    uint32_t point = compiler->covers ? point_of(compiler, rule) : 0;
    if (point)
        emit_reached(compiler, point - 1, true);
}

/* ---- plans and sessions ---- */

const struct plan *compile_covering(const struct program *program, struct arena *arena)
{
    struct compiler compiler = { .program = program,
                                 .arena = arena,
                                 .plan = arena_new(arena, struct plan),
                                 .no_switches = true,
                                 .explains = true,
                                 .covers = true };
    struct points *points = arena_new(arena, struct points);
    *points = find_points(&compiler);
    compiler.plan->points = points;
    return compile_all(&compiler);
}

struct points plan_points(const struct plan *plan)
{
    return plan->points ? *plan->points : (struct points){ NULL, 0 };
}

struct reached session_reached(const struct session *session, uint32_t point)
{
    return session->reached[point];
}
