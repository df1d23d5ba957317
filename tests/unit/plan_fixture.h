/* plan_fixture.h - a policy from a text, a record from a text, and what the plan decides, as a
 * text.
 *
 * Policies stand behind a prelude that declares one schema; unless a test says otherwise the record
 * is the one below and the clock stands at noon of 2021-03-01. */
#ifndef CERTPOL_TESTS_PLAN_FIXTURE_H
#define CERTPOL_TESTS_PLAN_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/data/reader.h"
#include "interp/eval/machine.h"
#include "interp/eval/native.h"
#include "interp/load.h"
#include "interp/value/decimal.h"

static const char *const PLAN_TYPES =
    "enum Level ordered { low middle high }\n"
    "enum Colour { red green blue }\n"
    "record Part key name { name: text  size: integer 0 .. 9  weight: decimal 0.0 .. 10.0 }\n"
    "record Try key id {\n"
    "  id: text  on: date  due: date?  ended: instant  points: integer 0 .. 100  passed: bool\n"
    "  level: Level  colour: Colour?  parts: [Part] up to 5\n"
    "}\n"
    "record Other key id { id: text  on: date  points: integer 0 .. 100  passed: bool  "
    "parts: [Part] up to 5 }\n"
    "record Home { city: text  floor: integer? -9 .. 99 }\n"
    "input Holder key id {\n"
    "  id: text  name: text?  age: integer 0 .. 150  weight: decimal 0.0 .. 99.0\n"
    "  born: date  left: date?  seen: instant  gone: instant?  level: Level  colour: Colour?\n"
    "  member: bool  work: Home  home: Home?  tries: [Try] up to 10  others: [Other] up to 10\n"
    "  labels: [text]? up to 9  ratio: decimal? 0.0 .. 1.0\n"
    "}\n"
    "table rates from \"rates.csv\" key level, size {\n"
    "  level: Level  size: integer 0 .. 9  days: integer 0 .. 60\n"
    "}\n"
    "table names from \"names.csv\" key id { id: text  rank: integer 0 .. 50 }\n";

static const char *const PLAN_RATES = "level,size,days\nlow,1,10\nlow,2,20\nhigh,1,30\n";
static const char *const PLAN_NAMES = "id,rank\na,1\nb,2\nH-1,7\n";

static const char *const PLAN_RECORD =
    "{\"id\":\"H-1\",\"name\":\"  Ann\",\"age\":40,\"weight\":12.5,\"born\":\"2000-02-29\","
    "\"seen\":\"2021-03-01T10:30:00Z\",\"level\":\"middle\",\"colour\":\"green\",\"member\":true,"
    "\"work\":{\"city\":\"Seoul\"},\"labels\":[\"x\",\"y\",\"x\"],\"others\":[],\"tries\":["
    "{\"id\":\"a\",\"on\":\"2021-01-31\",\"ended\":\"2021-01-31T23:00:00Z\",\"points\":10,"
    "\"passed\":true,\"level\":\"low\",\"colour\":\"red\",\"parts\":["
    "{\"name\":\"p\",\"size\":1,\"weight\":0.5},{\"name\":\"q\",\"size\":2,\"weight\":1.25}]},"
    "{\"id\":\"b\",\"on\":\"2020-02-29\",\"due\":\"2020-03-31\",\"ended\":\"2020-02-29T00:00:00Z\","
    "\"points\":30,\"passed\":false,\"level\":\"high\",\"parts\":[]},"
    "{\"id\":\"c\",\"on\":\"2021-06-30\",\"due\":\"2021-07-01\",\"ended\":\"2021-06-30T12:00:00Z\","
    "\"points\":20,\"passed\":true,\"level\":\"middle\",\"colour\":\"blue\",\"parts\":["
    "{\"name\":\"r\",\"size\":9,\"weight\":10}]}]}";

struct plan_fixture {
    struct load *load;
    const struct program *program;
    struct arena arena;
    const struct plan *plan;
    struct session *session;
    struct reader *reader;
    char record[8192]; /* the reader wants room behind it */
    char seen[8192];   /* what was decided */
};

/* Are plans machine code, where there is any? */
static bool plans_are_native;

static inline int make_plans_native(void **state)
{
    (void)state;
    plans_are_native = true;
    return 0;
}

/* Run TESTS with plans as they are compiled, then with machine code. */
#define RUN_PLAN_TESTS(tests)                                          \
    (cmocka_run_group_tests_name("as compiled", (tests), NULL, NULL) + \
     cmocka_run_group_tests_name("as machine code", (tests), make_plans_native, NULL))

static inline void plan_clear(struct plan_fixture *given)
{
    session_free(given->session);
    native_free(given->plan);
    reader_free(given->reader);
    load_free(given->load);
    arena_free(&given->arena);
    memset(given, 0, sizeof *given);
}

static inline int plan_begin(void **state)
{
    *state = calloc(1, sizeof(struct plan_fixture));
    return 0;
}

static inline int plan_end(void **state)
{
    plan_clear((struct plan_fixture *)*state);
    free(*state);
    return 0;
}

static inline void as_of(struct plan_fixture *given, const char *instant)
{
    int64_t now;
    assert_true(instant_parse(text_of(instant), &now));
    session_as_of(given->session, now);
}

static inline void record_is(struct plan_fixture *given, const char *json)
{
    struct reject reject = { 0 };
    snprintf(given->record, sizeof given->record, "%s", json);
    const union value *row =
        reader_json(given->reader, given->record, strlen(given->record), &reject);
    if (!row)
        fail_msg("%s: %s", reject.path, reject.message);
    session_begin(given->session, row);
}

/* The policy in TEXT, complete but for the types. */
static inline void whole_policy_is(struct plan_fixture *given, const char *text)
{
    plan_clear(given);
    struct load_text texts[] = {
        { "sample.pol", text, strlen(text) },
        { "types.pol", PLAN_TYPES, strlen(PLAN_TYPES) },
        { "rates.csv", PLAN_RATES, strlen(PLAN_RATES) },
        { "names.csv", PLAN_NAMES, strlen(PLAN_NAMES) },
    };
    const char *paths[] = { "sample.pol" };
    given->load = load_files(paths, 1, (struct load_options){ .texts = texts, .text_count = 4 });
    given->program = check(given->load, (struct check_options){ 0 });
    if (given->load->diags.errors) {
        diag_print(&given->load->diags, stderr, false);
        fail_msg("the policy does not check:\n%s", text);
    }
    given->plan = compile(given->program, &given->arena);
    if (plans_are_native)
        native_make(given->plan);
    given->session = session_new(given->plan);
    given->reader = reader_new(given->program->input->shape, (struct reader_options){ false });
    as_of(given, "2021-03-01T12:00:00Z");
    record_is(given, PLAN_RECORD);
}

/* BODY behind a usual header. */
static inline void policy_is(struct plan_fixture *given, const char *body)
{
    static char text[1 << 20];
    int length = snprintf(text, sizeof text,
                          "policy sample { timezone \"UTC\" rounding down }\n"
                          "use \"types.pol\"\noutcome Answer { yes no }\n%s",
                          body);
    assert_true(length > 0 && (size_t)length < sizeof text);
    whole_policy_is(given, text);
}

/* How many instructions of the plan are OP. */
__attribute__((unused)) static inline uint32_t uses_of(const struct plan_fixture *given,
                                                       enum opcode op)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < given->plan->code_count; i++)
        count += given->plan->code[i].op == op;
    return count;
}

/* ---- results as text ---- */

static inline size_t write_value(char *out, size_t size, struct type type, union value value);

static inline size_t write_list(char *out, size_t size, struct type type, struct list list)
{
    size_t length = (size_t)snprintf(out, size, "[");
    for (uint32_t i = 0; i < list.count; i++) {
        length += (size_t)snprintf(out + length, size - length, "%s", i ? ", " : "");
        length += write_value(out + length, size - length, *type.element, *list_at(list, i));
    }
    return length + (size_t)snprintf(out + length, size - length, "]");
}

static inline size_t write_value(char *out, size_t size, struct type type, union value value)
{
    char number[64] = "?";
    switch (type.kind) {
    case TYPE_TEXT:
        return (size_t)snprintf(out, size, "%.*s", (int)value.text.length, value.text.at);
    case TYPE_INTEGER:
        integer_format(value.integer, number);
        break;
    case TYPE_DECIMAL:
        decimal_format(value.decimal, type.places, number);
        break;
    case TYPE_BOOL:
        snprintf(number, sizeof number, "%s", value.integer ? "true" : "false");
        break;
    case TYPE_DATE:
        date_format(value.integer, number);
        break;
    case TYPE_INSTANT:
        instant_format(value.integer, number);
        break;
    case TYPE_PERIOD:
        period_format(value.period, number);
        break;
    case TYPE_DURATION:
        duration_format(value.integer, number);
        break;
    case TYPE_ENUM:
        return (size_t)snprintf(out, size, "%s", type.enumeration->members[value.integer].name);
    case TYPE_LIST:
        return write_list(out, size, type, value.list);
    default:
        break;
    }
    return (size_t)snprintf(out, size, "%s", number);
}

/* case(field: value) by rule */
static inline size_t write_row(char *out, size_t size, const struct decision *decision,
                               const union value *row)
{
    const struct outcome_case *given = &decision->outcome->cases[row[OUTCOME_CASE].integer];
    size_t length = (size_t)snprintf(out, size, "%s", given->name);
    for (uint32_t i = 0; i < given->count; i++) {
        const struct payload *payload = &given->payload[i];
        length +=
            (size_t)snprintf(out + length, size - length, "%s%s: ", i ? ", " : "(", payload->name);
        length += write_value(out + length, size - length, payload->type, row[payload->slot]);
    }
    const char *rule = decision->rules[row[OUTCOME_RULE].integer]->name;
    return length +
           (size_t)snprintf(out + length, size - length, "%s by %s", given->count ? ")" : "", rule);
}

static inline size_t write_result(char *out, size_t size, const struct decision *decision,
                                  union value result)
{
    if (!decision->all)
        return write_row(out, size, decision, result.row);
    size_t length = (size_t)snprintf(out, size, "[");
    for (uint32_t i = 0; i < result.list.count; i++) {
        length += (size_t)snprintf(out + length, size - length, "%s", i ? ", " : "");
        length += write_row(out + length, size - length, decision, list_at(result.list, i));
    }
    return length + (size_t)snprintf(out + length, size - length, "]");
}

static inline const struct decision *decision_named(const struct plan_fixture *given,
                                                    const char *name)
{
    const struct policy *policy = given->program->policies[0];
    for (uint32_t i = 0; i < policy->decision_count; i++)
        if (strcmp(policy->decisions[i]->name, name) == 0)
            return policy->decisions[i];
    fail_msg("no decision %s", name);
    return NULL;
}

/* What decision NAME gives: one line for each element, "-" where it is left out. */
static inline const char *decided(struct plan_fixture *given, const char *name)
{
    const struct decision *decision = decision_named(given, name);
    uint32_t count = decision->element ? session_elements(given->session, decision).count : 1;
    size_t length = 0;
    given->seen[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        union value result;
        char *out = given->seen + length;
        size_t size = sizeof given->seen - length;
        if (i)
            length += (size_t)snprintf(out, size, "\n");
        out = given->seen + length;
        size = sizeof given->seen - length;
        if (session_decide(given->session, decision, i, &result))
            length += write_result(out, size, decision, result);
        else
            length += (size_t)snprintf(out, size, "-");
    }
    return given->seen;
}

/* A plan that explains decides NAME as EXPECTED, too. */
static inline void expect_explained(struct plan_fixture *given, const char *name,
                                    const char *expected)
{
    struct arena arena = { 0 };
    struct session *plain = given->session;
    given->session = session_new(compile_explaining(given->program, &arena));
    session_as_of(given->session, plain->slots[SLOT_NOW].integer);
    session_begin(given->session, plain->slots[SLOT_INPUT].row);
    assert_string_equal(decided(given, name), expected);
    session_free(given->session);
    arena_free(&arena);
    given->session = plain;
}

__attribute__((unused)) static inline void expect_decided(struct plan_fixture *given,
                                                          const char *name, const char *expected)
{
    assert_string_equal(decided(given, name), expected);
    expect_explained(given, name, expected);
}

/* EXPRESSION, of TYPE, is EXPECTED in the record. */
__attribute__((unused)) static inline void expect_computed(struct plan_fixture *given,
                                                           const char *type, const char *expression,
                                                           const char *expected)
{
    char body[4096], wanted[4096];
    snprintf(body, sizeof body,
             "outcome Value { it(v: %s) }\ndecide value: Value { otherwise a then it(v: %s) }\n",
             type, expression);
    snprintf(wanted, sizeof wanted, "it(v: %s) by a", expected);
    policy_is(given, body);
    expect_decided(given, "value", wanted);
}

__attribute__((unused)) static inline void expect_condition(struct plan_fixture *given,
                                                            const char *condition, bool expected)
{
    char body[4096];
    snprintf(body, sizeof body,
             "define held: bool = %s\n"
             "decide it: Answer { rule a when %s then yes otherwise b then no }\n"
             "decide not_it: Answer { rule a when not (%s) then no otherwise b then yes }\n"
             "decide kept: Answer { rule a when held then yes otherwise b then no }\n",
             condition, condition, condition);
    policy_is(given, body);
    expect_decided(given, "it", expected ? "yes by a" : "no by b");
    expect_decided(given, "not_it", expected ? "yes by b" : "no by a");
    expect_decided(given, "kept", expected ? "yes by a" : "no by b");
}

__attribute__((unused)) static inline void expect_true(struct plan_fixture *given,
                                                       const char *condition)
{
    expect_condition(given, condition, true);
}

__attribute__((unused)) static inline void expect_false(struct plan_fixture *given,
                                                        const char *condition)
{
    expect_condition(given, condition, false);
}

#endif
