/* node_builder.h - programs made by hand, for tests of what works on finished programs.
 *
 * A fixture is one policy with an empty record; everything is in its arena. */
#ifndef CERTPOL_TESTS_NODE_BUILDER_H
#define CERTPOL_TESTS_NODE_BUILDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "interp/check/checker.h"

struct fixture {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct program program;
    struct policy policy;
    struct checker checker;
    struct policy_check check, *checks[1];
};

static const char fixture_text[] = "0123456789";

static inline int fixture_new(void **state)
{
    struct fixture *given = calloc(1, sizeof *given);
    given->diags = (struct diags){ .arena = &given->arena, .sources = &given->sources };
    given->policy = (struct policy){ .name = "test", .zone_name = "UTC" };
    given->checker = (struct checker){ .arena = &given->arena,
                                       .diags = &given->diags,
                                       .program = &given->program };
    given->check = (struct policy_check){ .checker = &given->checker, .policy = &given->policy };
    given->checks[0] = &given->check;
    given->checker.policies = given->checks;
    given->checker.policy_count = 1;
    sources_add(&given->sources, &given->arena, "test.pol", fixture_text, sizeof fixture_text - 1);
    *state = given;
    return 0;
}

static inline int fixture_free(void **state)
{
    struct fixture *given = *state;
    arena_free(&given->arena);
    free(given);
    return 0;
}

/* ---- nodes ---- */

static inline struct type plain(enum type_kind kind)
{
    return (struct type){ .kind = kind };
}

/* A new node at the Nth letter of the text. */
static inline struct node *node_at(struct fixture *given, enum node_kind kind, struct type type,
                                   uint32_t place)
{
    struct node *node = arena_new(&given->arena, struct node);
    *node = (struct node){ .kind = kind, .type = type, .span = { place, place + 1 } };
    return node;
}

static inline struct node *pair(struct fixture *given, enum node_kind kind, enum type_kind type,
                                const struct node *first, const struct node *second)
{
    struct node *node = node_at(given, kind, plain(type), 1);
    node->first = first;
    node->second = second;
    return node;
}

static inline struct node *number(struct fixture *given, enum type_kind type, int64_t value)
{
    struct node *node = node_at(given, NODE_CONSTANT, plain(type), 2);
    node->constant.integer = value;
    return node;
}

static inline struct node *months_days(struct fixture *given, int32_t months, int32_t days)
{
    struct node *node = node_at(given, NODE_CONSTANT, plain(TYPE_PERIOD), 3);
    node->constant.period = (struct period){ months, days };
    return node;
}

/* A field of the record with a range. */
static inline struct node *field_of(struct fixture *given, const char *name, enum type_kind type,
                                    int64_t low, int64_t high)
{
    struct field *field = arena_new(&given->arena, struct field);
    *field = (struct field){
        .name = name, .type = plain(type), .low.integer = low, .high.integer = high
    };
    struct node *row = node_at(given, NODE_INPUT, plain(TYPE_RECORD), 4);
    struct node *node = node_at(given, NODE_FIELD, plain(type), 5);
    node->first = row;
    node->field = field;
    return node;
}

static inline struct type list_of(struct fixture *given, struct type element)
{
    struct type *kept = arena_new(&given->arena, struct type);
    *kept = element;
    return (struct type){ .kind = TYPE_LIST, .element = kept };
}

/* A list field of up to UP_TO records. */
static inline struct node *list_field(struct fixture *given, const char *name, uint32_t up_to)
{
    struct node *node = field_of(given, name, TYPE_RECORD, 0, 0);
    struct field *field = arena_new(&given->arena, struct field);
    *field =
        (struct field){ .name = name, .type = list_of(given, plain(TYPE_RECORD)), .up_to = up_to };
    node->field = field;
    node->type = field->type;
    return node;
}

static inline struct local *local_new(struct fixture *given, const char *name, enum type_kind type,
                                      uint32_t id)
{
    struct local *local = arena_new(&given->arena, struct local);
    *local = (struct local){ .name = name, .type = plain(type), .id = id };
    return local;
}

static inline struct node *use_of(struct fixture *given, const struct local *local)
{
    struct node *node = node_at(given, NODE_LOCAL, local->type, 6);
    node->local = local;
    return node;
}

/* KIND over LIST of PART, whose local has ID. */
static inline struct node *fold_of(struct fixture *given, enum node_kind kind, struct type type,
                                   const struct node *list, const struct node *part)
{
    struct node *node = node_at(given, kind, type, 7);
    node->first = list;
    node->second = part;
    node->local = local_new(given, "each", TYPE_RECORD, 0);
    return node;
}

static inline struct node *node_of_items(struct fixture *given, enum node_kind kind,
                                         struct type type, uint32_t count,
                                         const struct node *const *items)
{
    struct node *node = node_at(given, kind, type, 8);
    const struct node **kept = arena_array(&given->arena, const struct node *, count);
    for (uint32_t i = 0; i < count; i++)
        kept[i] = items[i];
    node->items = kept;
    node->count = count;
    return node;
}

/* ---- defines and decisions ---- */

static inline struct define *define_new(struct fixture *given, const char *name,
                                        const struct node *body)
{
    struct policy *policy = &given->policy;
    struct define *define = arena_new(&given->arena, struct define);
    *define = (struct define){ .name = name,
                               .type = body->type,
                               .body = body,
                               .locals = 4,
                               .index = policy->define_count,
                               .span = { 9, 10 } };
    policy->defines =
        arena_grow(&given->arena, policy->defines, policy->define_count * sizeof(struct define *),
                   (policy->define_count + 1) * sizeof(struct define *));
    policy->defines[policy->define_count++] = define;
    return define;
}

/* With one argument; the body names it as local 0. */
static inline struct define *define_with(struct fixture *given, const char *name,
                                         const struct local *argument, const struct node *body)
{
    struct define *define = define_new(given, name, body);
    const struct local **arguments = arena_new(&given->arena, const struct local *);
    arguments[0] = argument;
    define->arguments = arguments;
    define->count = 1;
    define->has_arguments = true;
    return define;
}

static inline struct node *call_of(struct fixture *given, const struct define *define,
                                   const struct node *argument)
{
    struct node *node = node_of_items(given, NODE_CALL, define->type, 1, &argument);
    node->define = define;
    return node;
}

static inline struct node *fact_of(struct fixture *given, const struct define *define)
{
    struct node *node = node_at(given, NODE_FACT, define->type, 1);
    node->define = define;
    return node;
}

/* A decision with one case, whose payload is `value`, given by one rule. */
static inline struct decision *decision_giving(struct fixture *given, const char *name,
                                               const struct node *value)
{
    struct arena *arena = &given->arena;
    struct payload *payload = arena_new(arena, struct payload);
    *payload = (struct payload){ .name = "value", .type = value->type, .slot = OUTCOME_PAYLOAD };
    struct outcome_case *one = arena_new(arena, struct outcome_case);
    *one = (struct outcome_case){ .name = "given", .payload = payload, .count = 1 };
    struct outcome *outcome = arena_new(arena, struct outcome);
    *outcome = (struct outcome){ .name = "Given", .cases = one, .count = 1, .slots = 3 };
    const struct node **arguments = arena_new(arena, const struct node *);
    arguments[0] = value;
    struct rule *rule = arena_new(arena, struct rule);
    *rule = (struct rule){ .kind = RULE_OTHERWISE, .name = "always", .arguments = arguments };
    struct decision *decision = arena_new(arena, struct decision);
    struct policy *policy = &given->policy;
    *decision = (struct decision){ .name = name,
                                   .policy = policy,
                                   .outcome = outcome,
                                   .steps = rule,
                                   .count = 1,
                                   .rule_count = 1,
                                   .locals = 4,
                                   .index = policy->decision_count,
                                   .span = { 1, 2 } };
    uint32_t count = policy->decision_count++;
    policy->decisions = arena_grow(arena, policy->decisions, count * sizeof(struct decision *),
                                   (count + 1) * sizeof(struct decision *));
    policy->order =
        arena_grow(arena, policy->order, count * sizeof(uint32_t), (count + 1) * sizeof(uint32_t));
    policy->decisions[count] = decision;
    policy->order[count] = count;
    return decision;
}

/* What DECISION gives, as a row. */
static inline struct node *decided_by(struct fixture *given, const struct decision *decision)
{
    struct type type = { .kind = TYPE_OUTCOME, .outcome = decision->outcome };
    struct node *node = node_at(given, NODE_DECISION, type, 1);
    node->decision = decision;
    return node;
}

/* The payload `value` of ROW. */
static inline struct node *payload_of(struct fixture *given, const struct node *row)
{
    const struct payload *payload = row->type.outcome->cases[0].payload;
    struct node *node = node_at(given, NODE_FIELD, payload->type, 1);
    node->first = row;
    node->payload = payload;
    node->slot = payload->slot;
    return node;
}

/* ---- complaints ---- */

/* The one complaint: "message [code] hint". */
static inline void complains(struct fixture *given, const char *expected)
{
    assert_int_equal(given->diags.count, 1);
    const struct diag *diag = given->diags.items[0];
    assert_string_equal(arena_format(&given->arena, "%s [%s] %s", diag->message, diag->code,
                                     diag->hint ? diag->hint : ""),
                        expected);
}

static inline void is_content(struct fixture *given)
{
    if (given->diags.count)
        fail_msg("%s", given->diags.items[0]->message);
}

#endif
