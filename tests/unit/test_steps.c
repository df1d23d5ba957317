/* The evaluator never takes more steps than the checker announced: records as long as the schema
 * lets them be, conditions that are asked to the end, and the example holders. */
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
#include "interp/load.h"

/* ---- running ---- */

struct bench {
    struct load *load;
    const struct program *program;
    struct arena arena;
    struct session *session;
    struct reader *reader;
};

static void bench_open(struct bench *bench, struct load *load)
{
    *bench = (struct bench){ .load = load };
    bench->program = check(load, (struct check_options){ 0 });
    if (load->diags.errors)
        fail_msg("%s", load->diags.items[0]->message);
    bench->session = session_new(compile(bench->program, &bench->arena));
    session_count_steps(bench->session);
    session_as_of(bench->session,
                  date_from_civil((struct civil){ 2021, 10, 1 }) * DAY_MICROSECONDS);
    bench->reader = reader_new(bench->program->input->shape, (struct reader_options){ 0 });
}

static void bench_close(struct bench *bench)
{
    reader_free(bench->reader);
    session_free(bench->session);
    arena_free(&bench->arena);
    load_free(bench->load);
}

static void decide_all(struct bench *bench)
{
    const struct policy *policy = bench->program->policies[0];
    for (uint32_t i = 0; i < policy->decision_count; i++) {
        const struct decision *decision = policy->decisions[i];
        uint32_t count = 1;
        if (decision->element)
            count = session_elements(bench->session, decision).count;
        union value result;
        for (uint32_t at = 0; at < count; at++)
            session_decide(bench->session, decision, at, &result);
    }
}

/* The steps that RECORD took; READER_PADDING bytes behind it are readable. */
static uint64_t steps_of(struct bench *bench, const char *record, size_t length)
{
    struct reject reject;
    const union value *row = reader_json(bench->reader, record, length, &reject);
    if (!row)
        fail_msg("%s: %s", reject.path, reject.message);
    uint64_t before = session_steps(bench->session);
    session_begin(bench->session, row);
    decide_all(bench);
    reader_reset(bench->reader);
    return session_steps(bench->session) - before;
}

/* ---- small policies, records as long as they may be ---- */

enum { ITEMS = 7, PARTS = 5, RECORD_MAX = 1 << 16 };

static const char schema[] =
    "record Part { weight: integer 0 .. 100  on: date  kind: text }\n"
    "record Item key id, sort { id: text  sort: integer 0 .. 9  on: date  parts: [Part] up to 5 }\n"
    "input Box key id { id: text  size: integer 0 .. 1000  items: [Item] up to 7  names: [text] up "
    "to 7\n"
    "  lid: Lid }\n"
    "record Lid { hinge: Hinge }  record Hinge { pin: Pin }  record Pin { length: integer 0 .. 9 "
    "}\n"
    "outcome Answer { yes  no  many(count: integer) }\n";

/* A box with ITEMS items of PARTS parts. */
static size_t full_box(char *out)
{
    FILE *file = fmemopen(out, RECORD_MAX, "w");
    fprintf(file,
            "{\"id\":\"box\",\"size\":10,\"lid\":{\"hinge\":{\"pin\":{\"length\":3}}},\"names\":[");
    for (int i = 0; i < ITEMS; i++)
        fprintf(file, "%s\"name %d\"", i ? "," : "", i);
    fprintf(file, "],\"items\":[");
    for (int i = 0; i < ITEMS; i++) {
        fprintf(file, "%s{\"id\":\"item %d\",\"sort\":%d,\"on\":\"2021-0%d-01\",\"parts\":[",
                i ? "," : "", i, i, i + 1);
        for (int j = 0; j < PARTS; j++)
            fprintf(file, "%s{\"weight\":%d,\"on\":\"2020-0%d-02\",\"kind\":\"x\"}", j ? "," : "",
                    j, j + 1);
        fprintf(file, "]}");
    }
    fprintf(file, "]}");
    long length = ftell(file);
    fclose(file);
    return (size_t)length;
}

static void keeps_its_promise(const char *decisions)
{
    static char text[8192], record[RECORD_MAX + READER_PADDING];
    snprintf(text, sizeof text, "policy steps { rounding down }\n%s%s", schema, decisions);
    struct load_text file = { "steps.pol", text, strlen(text) };
    const char *paths[] = { file.path };
    struct bench bench;
    bench_open(&bench,
               load_files(paths, 1, (struct load_options){ .texts = &file, .text_count = 1 }));
    uint64_t steps = steps_of(&bench, record, full_box(record));
    if (steps > bench.program->steps_at_worst)
        fail_msg("took %llu steps of %llu", (unsigned long long)steps,
                 (unsigned long long)bench.program->steps_at_worst);
    assert_true(steps > 0);
    bench_close(&bench);
}

static void nested_quantifiers_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise("decide a: Answer for each item in items {\n"
                      "  rule r when any items as x where (any x.parts as p where p.weight * 2 > "
                      "900 or p.on > item.on)\n"
                      "    then yes\n"
                      "  rule s when every items as x has (every x.parts as p has p.weight + "
                      "x.sort < 900) then no\n"
                      "  otherwise o then many(count: count items)\n"
                      "}\n");
}

static void counted_filters_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise(
        "decide a: Answer {\n"
        "  rule r when count (items where sort >= 0) > 100 then yes\n"
        "  rule s when count (items where sort < 0) > 100 then yes\n"
        "  otherwise o then many(count: count ((all parts of items) where weight >= 0))\n"
        "}\n");
}

static void folds_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise(
        "decide a: Answer {\n"
        "  rule r when sum (sort * 2 + 1) of items > 5000 then yes\n"
        "  rule s when (latest on of items else 2020-01-01) < 2019-01-01 then yes\n"
        "  rule t when (earliest on of (all parts of items) else 2020-01-01) < 2019-01-01 then "
        "yes\n"
        "  rule u when (highest (sort + 1) of (items where sort > 2) else 3) > 50 then yes\n"
        "  otherwise o then many(count: sum (count parts) of items)\n"
        "}\n");
}

static void searches_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise(
        "decide a: Answer for each item in items {\n"
        "  rule r when items[\"item 6\", item.sort + 1] is present and item.id in names then yes\n"
        "  rule s when item.id in all id of items and \"zzz\" in names then yes\n"
        "  rule t when \"y\" in all kind of (all parts of items) then yes\n"
        "  otherwise o then no\n"
        "}\n");
}

static void lets_and_long_paths_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise(
        "decide a: Answer for each item in items {\n"
        "  let length = lid.hinge.pin.length\n"
        "  let parts = item.parts\n"
        "  let heavy = parts where weight > length\n"
        "  rule r when length > 8 or length + 1 > 9 or length * 2 > 17 then yes\n"
        "  rule s when count heavy > 4 and (any heavy where weight is length) then yes\n"
        "  otherwise o then many(count: count heavy + length)\n"
        "}\n");
}

static void defines_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise(
        "define total: integer = sum sort of items\n"
        "define weight_of(xs: [Part]): integer = sum weight of xs\n"
        "define more(n: integer): integer = n + total + weight_of(all parts of items)\n"
        "decide a: Answer for each item in items {\n"
        "  rule r when more(item.sort) > 10000 or more(more(size)) > 100000 then yes\n"
        "  otherwise o then many(count: weight_of(item.parts) + total)\n"
        "}\n");
}

static void decisions_that_use_decisions_keep_within_their_steps(void **state)
{
    (void)state;
    keeps_its_promise("decide a: Answer for each item in items {\n"
                      "  rule r when sum weight of item.parts > 1000 then yes\n"
                      "  otherwise o then many(count: item.sort + 1)\n"
                      "}\n"
                      "decide all b: Answer for each item in items {\n"
                      "  let first = a of item\n"
                      "  rule r when first is many and first.count >= 0 then no\n"
                      "  rule s when any items as x where a of x is yes then yes\n"
                      "  rule t when any items as x where a of x is many then yes\n"
                      "}\n"
                      "decide c: Answer {\n"
                      "  rule r when every items as x has count b of x > 5 then yes\n"
                      "  rule s when any items as x where count b of x > 5 then yes\n"
                      "  otherwise o then no\n"
                      "}\n");
}

/* ---- the example holders ---- */

static void the_example_holders_keep_within_their_steps(void **state)
{
    (void)state;
    FILE *holders = fopen("examples/holders.jsonl", "r");
    if (!holders)
        skip();
    const char *paths[] = { "policies/renewal.pol" };
    struct bench bench;
    bench_open(&bench, load_files(paths, 1, (struct load_options){ 0 }));
    static char line[RECORD_MAX + READER_PADDING];
    while (fgets(line, RECORD_MAX, holders)) {
        uint64_t steps = steps_of(&bench, line, strlen(line));
        assert_true(steps > 0 && steps <= bench.program->steps_at_worst);
    }
    fclose(holders);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_quantifiers_keep_within_their_steps),
        cmocka_unit_test(counted_filters_keep_within_their_steps),
        cmocka_unit_test(folds_keep_within_their_steps),
        cmocka_unit_test(searches_keep_within_their_steps),
        cmocka_unit_test(lets_and_long_paths_keep_within_their_steps),
        cmocka_unit_test(defines_keep_within_their_steps),
        cmocka_unit_test(decisions_that_use_decisions_keep_within_their_steps),
        cmocka_unit_test(the_example_holders_keep_within_their_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
