/* end_to_end.c - the program itself: the same bytes by all ways, and the oracle's rules in them.
 *
 * Files and pipe, one thread and more, small batches and large ones, JSON Lines, JSON and CSV. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interp/eval/plan.h"
#include "interp/data/reader.h"
#include "interp/stream/stream.h"
#include "tests/oracle/errand.h"
#include "tests/oracle/model.h"
#include "tests/oracle/oracle.h"

enum { COPIES = 300, ARGUMENTS = 24 };

/* What came out of a run. */
struct outcome_bytes {
    struct buffer bytes, rejects;
    int status;
};

/* ---- runs of the program ---- */

struct way {
    const char *records, *format, *threads;
    bool pipe; /* the records come by a pipe, in scraps of odd sizes */
};

static void become_program(const struct errand *errand, struct way way, int input)
{
    char *arguments[ARGUMENTS] = { NULL };
    int count = 0, out = open(errand_path(errand, "out"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int err = open(errand_path(errand, "err"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const char *fixed[] = {
        errand->path,   "run",      "--as-of",   errand->as_of,
        "--format",     way.format, "--threads", way.threads,
        "--no-summary", "--quiet",  "--rejects", errand_path(errand, "rejects")
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        arguments[count++] = arena_format(errand->arena, "%s", fixed[i]);
    for (uint32_t i = 0; i < errand->given->file_count; i++)
        if (errand->given->files[i].policy)
            arguments[count++] = arena_format(errand->arena, "%s",
                                              errand_path(errand, errand->given->files[i].path));
    arguments[count++] =
        arena_format(errand->arena, "%s", way.pipe ? "-" : errand_path(errand, way.records));
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (input >= 0)
        dup2(input, STDIN_FILENO);
    execv(errand->path, arguments);
    _exit(127);
}

static void write_in_scraps(const struct buffer *bytes, int to)
{
    size_t size = 1;
    for (size_t at = 0; at < bytes->length; at += size) {
        size = (size * 7 + 13) % 70001;
        if (size > bytes->length - at)
            size = bytes->length - at;
        if (write(to, bytes->at + at, size) != (ssize_t)size)
            _exit(1);
    }
    _exit(0);
}

static pid_t feed(const struct errand *errand, struct way way, int ends[2])
{
    struct buffer bytes = errand_bytes(errand, way.records);
    pid_t writer = -1;
    if (pipe(ends) == 0 && (writer = fork()) == 0) {
        close(ends[0]);
        write_in_scraps(&bytes, ends[1]);
    }
    close(ends[1]);
    buffer_free(&bytes);
    return writer;
}

/* The rejects of a run, without the name of the file that each begins with. */
static struct buffer rejects_kept(const struct errand *errand)
{
    static const char mark[] = ",\"line\":";
    struct buffer whole = errand_bytes(errand, "rejects"), out = { 0 };
    const char *at = whole.at, *end = whole.at + whole.length;
    while (at && at < end) {
        const char *behind = memchr(at, '\n', (size_t)(end - at));
        behind = behind ? behind + 1 : end;
        const char *from = memmem(at, (size_t)(behind - at), mark, strlen(mark));
        buffer_add(&out, from ? from : at, (size_t)(behind - (from ? from : at)));
        at = behind;
    }
    buffer_free(&whole);
    unlink(errand_path(errand, "rejects"));
    return out;
}

static struct outcome_bytes run_program(struct errand *errand, struct way way)
{
    int ends[2] = { -1, -1 }, status = 0;
    pid_t writer = way.pipe ? feed(errand, way, ends) : -1;
    pid_t process = fork();
    if (process == 0)
        become_program(errand, way, ends[0]);
    if (way.pipe)
        close(ends[0]);
    waitpid(process, &status, 0);
    if (writer > 0)
        waitpid(writer, NULL, 0);
    errand->tally->runs++;
    return (struct outcome_bytes){ .bytes = errand_bytes(errand, "out"),
                                   .rejects = rejects_kept(errand),
                                   .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 };
}

/* ---- the same in this process, batches of any size ---- */

static bool keep_bytes(void *context, const char *bytes, size_t length)
{
    struct outcome_bytes *out = context;
    buffer_add(&out->bytes, bytes, length);
    return true;
}

static bool keep_reject(void *context, const struct stream_reject *reject)
{
    struct outcome_bytes *out = context;
    buffer_format(&out->rejects, "%llu:%u: %s: %s\n", (unsigned long long)reject->line,
                  reject->column, reject->path, reject->message);
    buffer_add(&out->rejects, reject->record.at, reject->record.length);
    return true;
}

static bool begin_at_once(void *context)
{
    (void)context;
    return true;
}

static struct outcome_bytes run_stream(const struct errand *errand, const char *records,
                                       size_t batch, unsigned threads)
{
    struct outcome_bytes out = { 0 };
    struct arena arena = { 0 };
    char problem[512];
    const char *path = errand_path(errand, records);
    const struct layout *layout =
        layout_new(errand->program, (struct layout_options){ .form = LAYOUT_JSON }, &arena);
    struct stream_options options = { .plan = compile(errand->program, &arena),
                                      .layout = layout,
                                      .paths = &path,
                                      .path_count = 1,
                                      .input = { .format = INPUT_JSONL, .batch_bytes = batch },
                                      .now = errand->now,
                                      .threads = threads };
    struct stream_sink sink = {
        .context = &out, .write = keep_bytes, .reject = keep_reject, .begin = begin_at_once
    };
    struct stream_totals totals = { .counts = arena_array(&arena, uint64_t, layout->counters + 1) };
    out.status = (int)stream_run(&options, &sink, &totals, problem, sizeof problem);
    arena_free(&arena);
    return out;
}

/* ---- what the oracle says ---- */

static void add_rules(struct buffer *out, const struct decision *decision, union value result)
{
    uint32_t count = decision->all ? result.list.count : 1;
    for (uint32_t i = 0; i < count; i++) {
        const union value *row = decision->all ? list_at(result.list, i) : result.row;
        buffer_format(out, "%s\n", decision->rules[row[OUTCOME_RULE].integer]->name);
    }
}

static void add_decision(struct buffer *out, struct oracle *oracle, const struct decision *decision)
{
    struct list elements = { NULL, 1, 1 };
    if (decision->element)
        elements = oracle_elements(oracle, decision);
    for (uint32_t i = 0; i < elements.count; i++) {
        union value result;
        const union value *row = decision->element ? list_at(elements, i) : NULL;
        if (oracle_decide(oracle, decision, row, &result))
            add_rules(out, decision, result);
    }
}

/* The names of the rules that decide, of all good records, a line each. */
static struct buffer rules_due(const struct errand *errand)
{
    struct buffer out = { 0 };
    struct arena scratch = { 0 };
    struct oracle oracle = { .arena = &scratch };
    struct reject reject;
    struct reader *reader = reader_new(errand->program->input->shape, (struct reader_options){ 0 });
    for (uint32_t i = 0; i < errand->given->record_count; i++) {
        if (errand->given->records[i].spoiled)
            continue;
        struct text json = scrap_text(errand->arena, errand->given->records[i].json);
        const union value *row = reader_json(reader, json.at, json.length, &reject);
        if (!row)
            continue;
        arena_reset(&scratch);
        oracle_begin(&oracle, row, errand->now);
        for (uint32_t k = 0; k < errand->program->policy_count; k++) {
            const struct policy *policy = errand->program->policies[k];
            for (uint32_t n = 0; oracle_in_force(&oracle, policy) && n < policy->decision_count;
                 n++)
                add_decision(&out, &oracle, policy->decisions[n]);
        }
        reader_reset(reader);
    }
    reader_free(reader);
    arena_free(&scratch);
    return out;
}

/* The names of the rules in JSON Lines.  A quote in a text wears a backslash, so this finds no
 * others. */
static struct buffer rules_in(const struct buffer *lines)
{
    static const char mark[] = "\"rule\":\"";
    struct buffer out = { 0 };
    const char *at = lines->at, *end = lines->at + lines->length;
    while (at && (at = memmem(at, (size_t)(end - at), mark, strlen(mark)))) {
        at += strlen(mark);
        const char *close = memchr(at, '"', (size_t)(end - at));
        buffer_add(&out, at, (size_t)(close - at));
        buffer_string(&out, "\n");
    }
    return out;
}

/* ---- comparing ---- */

static bool same_bytes(const struct buffer *a, const struct buffer *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->at, b->at, a->length) == 0);
}

/* Is BYTES what it should be?  Releases BYTES. */
static bool agrees(struct errand *errand, const char *way, const struct buffer *due,
                   struct buffer *bytes)
{
    bool same = same_bytes(due, bytes);
    if (!same)
        buffer_format(errand->told, "%s: %zu bytes, not the same %zu\n", way, bytes->length,
                      due->length);
    buffer_free(bytes);
    return same;
}

/* Is SEEN, of the way NAME, what DUE is?  Releases SEEN. */
static bool outcomes_agree(struct errand *errand, const char *name, const struct outcome_bytes *due,
                           struct outcome_bytes *seen)
{
    bool same = seen->status == due->status;
    if (!same)
        buffer_format(errand->told, "%s: exit status %d, not %d\n", name, seen->status,
                      due->status);
    same &= agrees(errand, name, &due->bytes, &seen->bytes);
    return agrees(errand, arena_format(errand->arena, "%s, the rejects", name), &due->rejects,
                  &seen->rejects) &&
           same;
}

static bool run_agrees(struct errand *errand, const char *name, struct way way,
                       const struct outcome_bytes *due)
{
    struct outcome_bytes seen = run_program(errand, way);
    return outcomes_agree(errand, name, due, &seen);
}

static void release(struct outcome_bytes *outcome)
{
    buffer_free(&outcome->bytes);
    buffer_free(&outcome->rejects);
}

/* Batches of one record, of an odd size and of another one each time, by several threads. */
static bool all_batches_agree(struct errand *errand, const struct outcome_bytes *due)
{
    size_t any = 2 + errand->tally->runs * 997 % 30000;
    struct outcome_bytes large = run_stream(errand, "all.jsonl", 1 << 20, 1);
    struct outcome_bytes small = run_stream(errand, "all.jsonl", 1, 2);
    struct outcome_bytes odd = run_stream(errand, "all.jsonl", 7001, 3);
    struct outcome_bytes other = run_stream(errand, "all.jsonl", any, 4);
    bool same = same_bytes(&due->bytes, &large.bytes);
    if (!same)
        buffer_string(errand->told, "in one process: other bytes than the program's\n");
    same &= outcomes_agree(errand, "small batches", &large, &small);
    same &= outcomes_agree(errand, "odd batches", &large, &odd);
    same &= outcomes_agree(errand, arena_format(errand->arena, "batches of %zu bytes", any), &large,
                           &other);
    release(&large);
    return same;
}

static bool all_ways_agree(struct errand *errand, const char *format)
{
    struct outcome_bytes due = run_program(errand, (struct way){ "all.jsonl", format, "1", false });
    bool same =
        run_agrees(errand, "two threads", (struct way){ "all.jsonl", format, "2", false }, &due) &&
        run_agrees(errand, "a pipe", (struct way){ "all.jsonl", format, "3", true }, &due);
    if (same && strcmp(format, "jsonl") == 0)
        same = all_batches_agree(errand, &due);
    release(&due);
    return same;
}

static bool all_inputs_agree(struct errand *errand)
{
    struct outcome_bytes due =
        run_program(errand, (struct way){ "good.jsonl", "jsonl", "1", false });
    struct buffer rules = rules_in(&due.bytes), rules_owed = rules_due(errand);
    bool same =
        agrees(errand, "the oracle's rules", &rules_owed, &rules) &&
        run_agrees(errand, "a JSON array", (struct way){ "good.json", "jsonl", "1", false }, &due);
    if (same && errand->given->csv_header)
        same = run_agrees(errand, "CSV", (struct way){ "good.csv", "jsonl", "2", false }, &due);
    buffer_free(&rules_owed);
    release(&due);
    return same;
}

enum verdict judge_program(struct arena *arena, const struct given *given,
                           const struct program *program, const char *path, struct tally *tally,
                           struct difference *difference)
{
    const char *root = getenv("TMPDIR");
    int64_t now = given->records[0].now[0];
    struct errand errand = { .arena = arena,
                             .given = given,
                             .program = program,
                             .path = path,
                             .as_of = instant_text(arena, now),
                             .now = now,
                             .tally = tally,
                             .told = &difference->text };
    snprintf(errand.folder, sizeof errand.folder, "%s/certpol-soak-XXXXXX", root ? root : "/tmp");
    if (!mkdtemp(errand.folder))
        return VERDICT_AGREED;
    errand_policies(&errand);
    errand_records(&errand, "all.jsonl",
                   (struct record_form){ "", "\n", "\n", false, COPIES, true });
    errand_records(&errand, "good.jsonl", (struct record_form){ "", "\n", "", false, 1, false });
    errand_records(&errand, "good.json",
                   (struct record_form){ " [", ",\n", "]\n", false, 1, false });
    if (given->csv_header)
        errand_records(&errand, "good.csv", (struct record_form){ "", "", "", true, 1, false });
    bool same = all_inputs_agree(&errand) && all_ways_agree(&errand, "jsonl") &&
                all_ways_agree(&errand, "csv") && all_ways_agree(&errand, "text");
    errand_end(&errand);
    return same ? VERDICT_AGREED : VERDICT_PROGRAM;
}
