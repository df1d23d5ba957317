/* soak.c - cases by the thousand: product against oracle, until the time is over.
 *
 *   soak [--seconds N] [--seed N] [--case N] [--program PATH] [--verbose] [--first]
 *
 * Deterministic by seed.  A case that differs is made small and printed; the exit status is 1. With
 * --first the first one ends it, and is only named. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/oracle/shrink.h"

enum {
    CASE_SECONDS = 30,
    FAILURES_MAX = 5,
    PROGRAM_EVERY = 500, /* cases are put to the program too */
    REFUSED_PERCENT =
        8, /* of the policies without a slip; more, and the checker refuses good ones */
    REFUSED_CASES = 500
};

struct options {
    uint64_t seconds, seed, only;
    bool has_only, verbose, first;
    const char *program; /* NULL: not run */
};

/* What the worker has done; it may crash at any time. */
struct progress {
    uint64_t index; /* of the case at hand */
    int record, now;
    struct tally tally;
};

/* ---- the worker ---- */

static struct judged usual(const struct options *options, uint64_t index)
{
    return (struct judged){ .manner = (enum manner)(index % MANNERS),
                            .record = -1,
                            .now = -1,
                            .path = options->program,
                            .program = options->program && index % PROGRAM_EVERY == 1 };
}

static enum verdict work_on(const struct options *options, struct progress *progress)
{
    struct arena arena = { 0 };
    struct difference difference = { .record = -1 };
    struct given *given = generate(&arena, options->seed, progress->index);
    alarm(CASE_SECONDS);
    if (options->verbose && options->has_only)
        print_case(given, (struct judged){ .record = 0 }, VERDICT_AGREED, &difference);
    enum verdict verdict =
        judge(&arena, given, usual(options, progress->index), &progress->tally, &difference);
    progress->record = difference.record;
    progress->now = difference.now;
    if (verdict == VERDICT_REFUSED && options->verbose && !given->ill)
        printf("case %llu: %.*s", (unsigned long long)progress->index, (int)difference.text.length,
               difference.text.length ? difference.text.at : "\n");
    buffer_free(&difference.text);
    arena_free(&arena);
    return verdict;
}

static int work(const struct options *options, struct progress *progress, time_t end)
{
    for (;; progress->index++) {
        enum verdict verdict = work_on(options, progress);
        if (verdict > VERDICT_REFUSED)
            return (int)verdict;
        if (options->has_only || time(NULL) >= end)
            return 0;
    }
}

/* ---- a case that differs ---- */

static void report(const struct options *options, const struct progress *progress,
                   enum verdict verdict)
{
    printf("case %llu of seed %llu: %s\n", (unsigned long long)progress->index,
           (unsigned long long)options->seed, verdict_text(verdict));
    if (options->first)
        return;
    struct arena arena = { 0 };
    struct difference difference = { .record = -1 };
    struct given *given = generate(&arena, options->seed, progress->index);
    struct judged which = usual(options, progress->index);
    if (verdict != VERDICT_PROGRAM)
        which.program = false;
    if (verdict == VERDICT_DECISION || verdict == VERDICT_PROMISE || verdict == VERDICT_STEPS) {
        which.record = progress->record;
        which.now = progress->now;
        which.changed = true;
    } else if (verdict == VERDICT_READER || verdict == VERDICT_WAYS) {
        which.record = progress->record;
    }
    if (verdict != VERDICT_READER && verdict != VERDICT_WAYS)
        shrink(&arena, given, which, verdict);
    verdict = judge_apart(given, which, &difference);
    print_case(given, which, verdict, &difference);
    buffer_free(&difference.text);
    arena_free(&arena);
}

/* ---- all of it ---- */

static void print_tally(const struct tally *tally, double seconds)
{
    printf("soak: %llu policies (%llu refused, %llu with a slip, of which %llu check), "
           "%llu policy/record pairs, %llu spoiled records rejected, %llu evaluations, "
           "%llu decisions, %llu outcomes, %llu texts read by all ways (%llu rejected by all), "
           "%llu runs of the program, %.0f s\n",
           (unsigned long long)tally->cases, (unsigned long long)tally->refused,
           (unsigned long long)tally->ill, (unsigned long long)tally->ill_accepted,
           (unsigned long long)tally->pairs, (unsigned long long)tally->rejected,
           (unsigned long long)tally->evaluations, (unsigned long long)tally->decisions,
           (unsigned long long)tally->outcomes, (unsigned long long)tally->readings,
           (unsigned long long)tally->unread, (unsigned long long)tally->runs, seconds);
}

static bool refuses_too_much(const struct tally *tally)
{
    bool much = tally->cases >= REFUSED_CASES &&
                tally->refused * 100 > (tally->cases - tally->ill) * REFUSED_PERCENT;
    if (much)
        printf("soak: too many good policies are refused\n");
    return much;
}

static enum verdict run_worker(const struct options *options, struct progress *progress, time_t end)
{
    int status = 0;
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) {
        exit(work(options, progress, end));
    }
    waitpid(process, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) < VERDICT_CRASHED
               ? (enum verdict)WEXITSTATUS(status)
               : VERDICT_CRASHED;
}

static int soak(const struct options *options)
{
    struct progress *progress =
        mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    time_t start = time(NULL), end = start + (time_t)options->seconds;
    int failures = 0;
    progress->index = options->only;
    while (failures < FAILURES_MAX) {
        enum verdict verdict = run_worker(options, progress, end);
        if (verdict == VERDICT_AGREED)
            break;
        failures++;
        report(options, progress, verdict);
        progress->index++;
        if (options->first || options->has_only || time(NULL) >= end)
            break;
    }
    print_tally(&progress->tally, difftime(time(NULL), start));
    return failures > 0 || refuses_too_much(&progress->tally);
}

static bool parse(struct options *options, int count, char **arguments)
{
    for (int i = 1; i < count; i++) {
        const char *name = arguments[i], *next = i + 1 < count ? arguments[i + 1] : "";
        uint64_t number = strtoull(next, NULL, 10);
        if (strcmp(name, "--verbose") == 0 || strcmp(name, "--first") == 0) {
            options->verbose |= name[2] == 'v';
            options->first |= name[2] == 'f';
            continue;
        }
        if (strcmp(name, "--seconds") == 0)
            options->seconds = number;
        else if (strcmp(name, "--seed") == 0)
            options->seed = number;
        else if (strcmp(name, "--program") == 0)
            options->program = next;
        else if (strcmp(name, "--case") == 0)
            options->only = number, options->has_only = true;
        else
            return false;
        i++;
    }
    return true;
}

int main(int count, char **arguments)
{
    struct options options = { .seconds = 60, .seed = 1 };
    if (!parse(&options, count, arguments)) {
        fprintf(stderr,
                "usage: soak [--seconds N] [--seed N] [--case N] [--program PATH] [--verbose] "
                "[--first]\n");
        return 2;
    }
    return soak(&options);
}
