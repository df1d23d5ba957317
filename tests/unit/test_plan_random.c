/* test_plan_random.c - the plan decides as the oracle does, for policies and records made up by chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "interp/data/reader.h"
#include "interp/eval/machine.h"
#include "interp/load.h"
#include "tests/oracle/oracle.h"
#include "tests/unit/random_policy.h"

enum { POLICIES = 400, RECORDS = 12 };

static struct random_text policy_text, record_text;

static struct load *load_policy(const char *text)
{
    struct load_text texts[] = {
        { "sample.pol", text, strlen(text) },
        { "types.pol", RANDOM_TYPES, strlen(RANDOM_TYPES) },
        { "rates.csv", RANDOM_RATES, strlen(RANDOM_RATES) },
        { "names.csv", RANDOM_NAMES_TABLE, strlen(RANDOM_NAMES_TABLE) },
    };
    const char *paths[] = { "sample.pol" };
    return load_files(paths, 1, (struct load_options){ .texts = texts, .text_count = 4 });
}

/* ---- are two results the same? ---- */

static bool same_value(struct type type, union value a, union value b)
{
    if (type.kind == TYPE_TEXT)
        return text_equal(a.text, b.text);
    return type.kind == TYPE_DECIMAL ? a.decimal == b.decimal : a.integer == b.integer;
}

static bool same_row(const struct outcome *outcome, const union value *a, const union value *b)
{
    if (a[OUTCOME_CASE].integer != b[OUTCOME_CASE].integer ||
        a[OUTCOME_RULE].integer != b[OUTCOME_RULE].integer)
        return false;
    const struct outcome_case *given = &outcome->cases[a[OUTCOME_CASE].integer];
    for (uint32_t i = 0; i < given->count; i++) {
        uint32_t slot = given->payload[i].slot;
        if (!same_value(given->payload[i].type, a[slot], b[slot]))
            return false;
    }
    return true;
}

static bool same_result(const struct decision *decision, union value a, union value b)
{
    if (!decision->all)
        return same_row(decision->outcome, a.row, b.row);
    if (a.list.count != b.list.count)
        return false;
    for (uint32_t i = 0; i < a.list.count; i++)
        if (!same_row(decision->outcome, list_at(a.list, i), list_at(b.list, i)))
            return false;
    return true;
}

/* ---- one record ---- */

struct run {
    struct session *sessions[2]; /* with switches and without */
    struct oracle oracle;
    uint64_t seed;
};

static void expect_same(struct run *given, const struct decision *decision, uint32_t index,
                        const union value *element)
{
    union value expected, result;
    bool decided = oracle_decide(&given->oracle, decision, element, &expected);
    for (int i = 0; i < 2; i++) {
        bool in = session_decide(given->sessions[i], decision, index, &result);
        if (in == decided && (!in || same_result(decision, expected, result)))
            continue;
        fail_msg("seed %llu, %s of element %u, plan %d:\n%s\n%s\n", (unsigned long long)given->seed,
                 decision->name, index, i, policy_text.text, record_text.text);
    }
}

static void decide_all(struct run *given, const struct policy *policy)
{
    for (uint32_t i = 0; i < policy->decision_count; i++) {
        uint32_t number = given->seed % 2 ? i : policy->decision_count - 1 - i;
        const struct decision *decision = policy->decisions[number];
        if (!decision->element) {
            expect_same(given, decision, 0, NULL);
            continue;
        }
        struct list list = session_elements(given->sessions[0], decision);
        assert_int_equal(list.count, oracle_elements(&given->oracle, decision).count);
        for (uint32_t k = 0; k < list.count; k++)
            expect_same(given, decision, k, list_at(list, k));
    }
}

static void decide_records(struct run *given, const struct program *program)
{
    static const int64_t days[] = { 18262, 18321, 18779, 17000, 19782 };
    struct reader *reader = reader_new(program->input->shape, (struct reader_options){ false });
    struct reject reject;
    for (uint64_t i = 0; i < RECORDS; i++) {
        struct arena arena = { 0 };
        random_record(&record_text, given->seed * 1000 + i);
        const union value *row =
            reader_json(reader, record_text.text, record_text.length, &reject);
        assert_non_null(row);
        given->oracle.record = row;
        given->oracle.arena = &arena;
        given->oracle.now = days[i % 5] * DAY_MICROSECONDS + (int64_t)i * 7200000000;
        for (int k = 0; k < 2; k++) {
            session_as_of(given->sessions[k], given->oracle.now);
            session_begin(given->sessions[k], row);
        }
        decide_all(given, program->policies[0]);
        reader_reset(reader);
        arena_free(&arena);
    }
    reader_free(reader);
}

/* Returns whether the policy checked. */
static bool policy_decides_alike(uint64_t seed)
{
    struct run given = { .seed = seed };
    random_policy(&policy_text, seed);
    struct load *load = load_policy(policy_text.text);
    const struct program *program = check(load, (struct check_options){ 0 });
    bool checked = load->diags.errors == 0;
    if (!checked && getenv("SHOW"))
        diag_print(&load->diags, stderr, false);
    if (checked) {
        struct arena arena = { 0 };
        given.sessions[0] = session_new(compile(program, &arena));
        given.sessions[1] = session_new(compile_without_switches(program, &arena));
        decide_records(&given, program);
        session_free(given.sessions[0]);
        session_free(given.sessions[1]);
        arena_free(&arena);
    }
    load_free(load);
    return checked;
}

static void the_plan_decides_as_the_oracle_does(void **state)
{
    (void)state;
    const char *only = getenv("SEED"), *count = getenv("COUNT");
    uint64_t first = only ? strtoull(only, NULL, 10) : 1;
    uint64_t wanted = count ? strtoull(count, NULL, 10) : only ? 1 : POLICIES;
    uint64_t checked = 0;
    for (uint64_t seed = first; seed < first + wanted; seed++)
        checked += policy_decides_alike(seed);
    if (only || count)
        printf("%llu of %llu policies checked\n", (unsigned long long)checked,
               (unsigned long long)wanted);
    assert_true(only || checked * 3 > wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_decides_as_the_oracle_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
