/* test_run.c - runs over many records: order, rejects, and sinks that say no. */
#include "interp/certpol.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char POLICY[] = "policy p { }\n"
                             "input R key id { id: text  n: integer 0 .. 1000000 }\n"
                             "outcome O { small  big(n: integer) }\n"
                             "decide size: O {\n"
                             "  rule low when n < 500000 then small\n"
                             "  otherwise high then big(n: n)\n"
                             "}\n";

enum { RECORDS = 60000 };

struct given {
    certpol_policy *policy;
    char path[40];
};

/* Everything that came out of a run. */
struct taken {
    char *bytes;
    size_t length, writes, rejects, limit;
    uint64_t last_line;
    bool in_order;
};

/* Records of some 60 bytes, so that they make several batches; every thousandth is bad. */
static void write_records(FILE *out)
{
    for (int i = 0; i < RECORDS; i++) {
        if (i % 1000 == 999)
            fprintf(out, "{\"id\":\"r-%d\",\"n\":-1}\n", i);
        else
            fprintf(out, "{\"id\":\"r-%d\",\"filler\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"n\":%d}\n",
                    i, i * 16);
    }
}

static int prepare(void **state)
{
    static struct given given = { .path = "/tmp/certpol-run-XXXXXX" };
    certpol_report *report = certpol_report_new();
    given.policy = certpol_policy_load_text("p.pol", POLICY, strlen(POLICY),
                                            (struct certpol_load_options){ 0 }, report);
    certpol_report_free(report);
    int descriptor = mkstemp(given.path);
    FILE *out = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    *state = &given;
    if (!given.policy || !out)
        return -1;
    write_records(out);
    return fclose(out);
}

static int release(void **state)
{
    struct given *given = *state;
    certpol_policy_free(given->policy);
    return unlink(given->path);
}

static bool take(void *context, const char *bytes, size_t length)
{
    struct taken *taken = context;
    if (++taken->writes > taken->limit)
        return false;
    assert_int_equal(bytes[length - 1], '\n');
    taken->bytes = realloc(taken->bytes, taken->length + length);
    memcpy(taken->bytes + taken->length, bytes, length);
    taken->length += length;
    return true;
}

static bool note_reject(void *context, const struct certpol_rejection *rejection)
{
    struct taken *taken = context;
    taken->rejects++;
    taken->in_order &= rejection->line > taken->last_line;
    taken->last_line = rejection->line;
    return true;
}

/* A run with THREADS of which the sink takes LIMIT writes. */
static enum certpol_result run(const struct given *given, unsigned threads, size_t limit,
                               struct taken *taken, struct certpol_summary *summary)
{
    const char *path = given->path;
    char problem[CERTPOL_PROBLEM];
    struct certpol_run_options options = {
        .records = &path, .record_count = 1, .input = CERTPOL_INPUT_JSONL, .threads = threads
    };
    *taken = (struct taken){ .limit = limit, .in_order = true };
    struct certpol_sink sink = { .context = taken, .write = take, .reject = note_reject };
    return certpol_run(given->policy, &options, &sink, summary, problem);
}

static void every_record_is_decided_or_rejected(void **state)
{
    struct taken taken;
    struct certpol_summary summary;
    assert_int_equal(run(*state, 1, SIZE_MAX, &taken, &summary), CERTPOL_DONE);
    assert_int_equal(summary.records, RECORDS);
    assert_int_equal(summary.rejected, RECORDS / 1000);
    assert_int_equal(taken.rejects, RECORDS / 1000);
    assert_int_equal(summary.unknown_fields, RECORDS - RECORDS / 1000);
    certpol_summary_free(&summary);
    free(taken.bytes);
}

/* i * 16 < 500000 holds up to 31249: of those 31250 the 31 with i % 1000 == 999 are bad. */
static void outcomes_are_counted(void **state)
{
    struct taken taken;
    struct certpol_summary summary;
    run(*state, 2, SIZE_MAX, &taken, &summary);
    assert_string_equal(summary.counts[0].outcome, "small");
    assert_int_equal(summary.counts[0].count, 31250 - 31);
    assert_string_equal(summary.counts[1].outcome, "big");
    assert_int_equal(summary.counts[1].count, RECORDS - 31250 - 29);
    certpol_summary_free(&summary);
    free(taken.bytes);
}

static void threads_keep_the_order(void **state)
{
    struct taken one, many;
    struct certpol_summary summary;
    run(*state, 1, SIZE_MAX, &one, &summary);
    certpol_summary_free(&summary);
    assert_true(one.writes > 2); /* else there was nothing to put in order */
    for (unsigned threads = 2; threads <= 5; threads++) {
        run(*state, threads, SIZE_MAX, &many, &summary);
        assert_int_equal(many.length, one.length);
        assert_memory_equal(many.bytes, one.bytes, one.length);
        assert_true(many.in_order);
        assert_int_equal(many.rejects, one.rejects);
        certpol_summary_free(&summary);
        free(many.bytes);
    }
    free(one.bytes);
}

static void a_sink_that_says_no_ends_the_run(void **state)
{
    struct taken taken;
    struct certpol_summary summary;
    for (unsigned threads = 1; threads <= 3; threads++) {
        assert_int_equal(run(*state, threads, 1, &taken, &summary), CERTPOL_UNWRITABLE);
        assert_int_equal(taken.writes, 2);
        certpol_summary_free(&summary);
        free(taken.bytes);
    }
}

static void a_run_can_be_stopped(void **state)
{
    const struct given *given = *state;
    volatile sig_atomic_t stop = 1;
    const char *path = given->path;
    char problem[CERTPOL_PROBLEM];
    struct taken taken = { .limit = SIZE_MAX };
    struct certpol_summary summary;
    struct certpol_run_options options = { .records = &path, .record_count = 1, .stop = &stop };
    struct certpol_sink sink = { .context = &taken, .write = take };
    assert_int_equal(certpol_run(given->policy, &options, &sink, &summary, problem),
                     CERTPOL_INTERRUPTED);
    assert_int_equal(summary.records, 0);
    certpol_summary_free(&summary);
}

static void a_file_that_is_not_there_is_named(void **state)
{
    const struct given *given = *state;
    const char *paths[] = { given->path, "nowhere/nothing.jsonl" };
    char problem[CERTPOL_PROBLEM] = "";
    struct taken taken = { .limit = SIZE_MAX, .in_order = true };
    struct certpol_summary summary;
    struct certpol_run_options options = {
        .records = paths, .record_count = 2, .threads = 2, .input = CERTPOL_INPUT_JSONL
    };
    struct certpol_sink sink = { .context = &taken, .write = take };
    assert_int_equal(certpol_run(given->policy, &options, &sink, &summary, problem),
                     CERTPOL_UNREADABLE);
    assert_non_null(strstr(problem, "nowhere/nothing.jsonl"));
    assert_int_equal(summary.records, RECORDS); /* what came before it was decided */
    certpol_summary_free(&summary);
    free(taken.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_is_decided_or_rejected),
        cmocka_unit_test(outcomes_are_counted),
        cmocka_unit_test(threads_keep_the_order),
        cmocka_unit_test(a_sink_that_says_no_ends_the_run),
        cmocka_unit_test(a_run_can_be_stopped),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
    };
    return cmocka_run_group_tests(tests, prepare, release);
}
