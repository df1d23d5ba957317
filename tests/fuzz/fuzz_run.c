/* fuzz_run.c - a policy and its records, from end to end, through the public header.
 *
 * The first byte chooses formats and options, then comes the policy, then the records.  Whatever
 * they are: the output is whole lines, and the same with one thread and with three; a record is
 * decided or rejected; a session decides what a run decides. */
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "interp/certpol.h"

struct taken {
    char *text;
    size_t length, rejects;
};

static bool take(void *context, const char *bytes, size_t length)
{
    struct taken *taken = context;
    require(length > 0 && bytes[length - 1] == '\n');
    taken->text = realloc(taken->text, taken->length + length);
    require(taken->text != NULL);
    memcpy(taken->text + taken->length, bytes, length);
    taken->length += length;
    return true;
}

static bool note_reject(void *context, const struct certpol_rejection *rejection)
{
    struct taken *taken = context;
    require(rejection->file && rejection->line && rejection->column && rejection->path &&
            rejection->message && *rejection->message);
    taken->rejects++;
    return true;
}

static struct taken run(const certpol_policy *policy, struct certpol_run_options options)
{
    struct taken taken = { 0 };
    struct certpol_sink sink = { .context = &taken, .write = take, .reject = note_reject };
    struct certpol_summary summary;
    char problem[CERTPOL_PROBLEM] = "";
    enum certpol_result result = certpol_run(policy, &options, &sink, &summary, problem);
    require(result == CERTPOL_DONE ||
            ((result == CERTPOL_UNREADABLE || result == CERTPOL_UNABLE) && *problem));
    require(summary.rejected == taken.rejects && summary.rejected <= summary.records);
    certpol_summary_free(&summary);
    return taken;
}

static void run_twice(const certpol_policy *policy, uint8_t choice, struct piece records)
{
    char path[40];
    int file = memfd_create("records", MFD_CLOEXEC);
    require(file >= 0 && write(file, records.at, records.length) == (ssize_t)records.length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    const char *paths[] = { path, path };
    struct certpol_run_options options = {
        .records = paths,
        .record_count = 1 + (choice >> 7),
        .input = (enum certpol_input)(choice & 3),
        .format = (enum certpol_format)((choice >> 2) % 3),
        .strict = choice & 32,
        .messages = choice & 64 ? "record" : NULL,
        .max_record_bytes = 5000,
        .max_list = choice & 16 ? 3 : 0,
        .as_of = 1614556800000000, /* 2021-03-01 */
        .threads = 1,
    };
    struct taken alone = run(policy, options);
    options.threads = 3;
    struct taken together = run(policy, options);
    require(alone.length == together.length && alone.rejects == together.rejects);
    require(!alone.length || memcmp(alone.text, together.text, alone.length) == 0);
    free(alone.text);
    free(together.text);
    close(file);
}

/* The records are JSON Lines: one by one. */
static void evaluate_each(const certpol_policy *policy, struct piece records)
{
    struct certpol_session_options options = { .as_of = 1614556800000000 };
    certpol_session *session = certpol_session_new(policy, options);
    while (session && records.length) {
        const char *end = memchr(records.at, '\n', records.length);
        size_t length = end ? (size_t)(end - records.at) : records.length;
        struct certpol_rejection rejection;
        bool decided = certpol_evaluate(session, records.at, length, &rejection);
        require(decided || *rejection.message);
        require(decided || !certpol_decision(session, 0));
        for (size_t i = 0; certpol_decision(session, i); i++)
            require(certpol_decision(session, i)->line.length > 0);
        length += end != NULL;
        records = (struct piece){ records.at + length, records.length - length };
    }
    certpol_session_free(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct piece rest = { (const char *)data + 1, size - 1 };
    struct piece text = next_piece(&rest);
    struct certpol_load_options options = { .max_steps = 100000 };
    certpol_report *report = certpol_report_new();
    certpol_policy *policy =
        certpol_policy_load_text("/nowhere/a.pol", text.at, text.length, options, report);
    require(policy || certpol_report_errors(report));
    if (policy) {
        run_twice(policy, data[0], rest);
        evaluate_each(policy, rest);
    }
    certpol_policy_free(policy);
    certpol_report_free(report);
    return 0;
}
