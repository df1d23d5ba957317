/* shrink.c - see shrink.h. */
#include "tests/oracle/shrink.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/oracle/model.h"

enum { APART_SECONDS = 20, SHRINK_SECONDS = 60, TOLD_MAX = 8000 };

/* What the process tells. */
struct told {
    int record, now;
    uint32_t length;
    char text[TOLD_MAX];
};

static void judge_and_leave(const struct given *given, struct judged which, struct told *told)
{
    struct arena arena = { 0 };
    struct tally tally = { 0 };
    struct difference difference = { .record = -1 };
    alarm(APART_SECONDS);
    enum verdict verdict = judge(&arena, given, which, &tally, &difference);
    told->record = difference.record;
    told->now = difference.now;
    told->length =
        (uint32_t)(difference.text.length < TOLD_MAX ? difference.text.length : TOLD_MAX);
    if (told->length)
        memcpy(told->text, difference.text.at, told->length);
    _exit((int)verdict);
}

enum verdict judge_apart(const struct given *given, struct judged which,
                         struct difference *difference)
{
    struct told *told =
        mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status = 0;
    fflush(stdout);
    pid_t process = fork();
    if (process == 0)
        judge_and_leave(given, which, told);
    waitpid(process, &status, 0);
    difference->record = told->record;
    difference->now = told->now;
    difference->text.length = 0;
    buffer_add(&difference->text, told->text, told->length);
    munmap(told, sizeof *told);
    return WIFEXITED(status) && WEXITSTATUS(status) < VERDICT_CRASHED
               ? (enum verdict)WEXITSTATUS(status)
               : VERDICT_CRASHED;
}

/* ---- smaller ---- */

struct shrinking {
    struct arena *arena;
    struct given *given;
    struct judged which;
    enum verdict verdict;
    time_t end;
    bool progress;
};

static bool still_differs(struct shrinking *shrinking)
{
    struct difference difference = { .record = -1 };
    if (time(NULL) > shrinking->end)
        return false;
    enum verdict verdict = judge_apart(shrinking->given, shrinking->which, &difference);
    buffer_free(&difference.text);
    shrinking->progress |= verdict == shrinking->verdict;
    return verdict == shrinking->verdict;
}

static void try_drop(struct shrinking *shrinking, struct scrap *scrap)
{
    scrap->dropped = true;
    if (!still_differs(shrinking))
        scrap->dropped = false;
}

/* Let a scrap in WITHIN that has SCRAP's tag stand for it. */
static bool try_parts(struct shrinking *shrinking, struct scrap *scrap, const struct scrap *within)
{
    for (const struct scrap *part = within->first; part; part = part->next) {
        if (part->dropped)
            continue;
        if (part->tag == scrap->tag) {
            scrap->instead = part;
            if (still_differs(shrinking))
                return true;
            scrap->instead = NULL;
        }
        if (try_parts(shrinking, scrap, part))
            return true;
    }
    return false;
}

static const char *simple_text(unsigned tag)
{
    static const char *const texts[] = {
        [TYPE_TEXT] = "\"\"",       [TYPE_INTEGER] = "0",
        [TYPE_DECIMAL] = "0.5",     [TYPE_BOOL] = "true",
        [TYPE_DATE] = "2021-01-01", [TYPE_INSTANT] = "2021-01-01T00:00:00Z",
        [TYPE_PERIOD] = "1 days",   [TYPE_DURATION] = "1 hours"
    };
    unsigned kind = (tag - 1) / 64;
    bool list = (tag - 1) & 1;
    return tag && !list && kind < sizeof texts / sizeof *texts ? texts[kind] : NULL;
}

static bool try_simple(struct shrinking *shrinking, struct scrap *scrap)
{
    scrap->simple = simple_text(scrap->tag);
    scrap->simplified = scrap->simple && !scrap_is(scrap, scrap->simple);
    if (scrap->simplified && !still_differs(shrinking))
        scrap->simplified = false;
    return scrap->simplified;
}

static void shrink_scrap(struct shrinking *shrinking, struct scrap *scrap)
{
    if (scrap->dropped || scrap->simplified)
        return;
    if (scrap->instead) {
        shrink_scrap(shrinking, (struct scrap *)scrap->instead);
        return;
    }
    if (scrap->droppable)
        try_drop(shrinking, scrap);
    if (scrap->dropped || !scrap->tag) {
        for (struct scrap *part = scrap->first; part && !scrap->dropped; part = part->next)
            shrink_scrap(shrinking, part);
        return;
    }
    if (try_simple(shrinking, scrap) || try_parts(shrinking, scrap, scrap))
        return;
    for (struct scrap *part = scrap->first; part; part = part->next)
        shrink_scrap(shrinking, part);
}

void shrink(struct arena *arena, struct given *given, struct judged which, enum verdict verdict)
{
    struct shrinking shrinking = {
        arena, given, which, verdict, time(NULL) + SHRINK_SECONDS, true
    };
    while (shrinking.progress) {
        shrinking.progress = false;
        for (uint32_t i = 0; i < given->file_count; i++)
            shrink_scrap(&shrinking, given->files[i].text);
        if (which.record >= 0)
            shrink_scrap(&shrinking, given->records[which.record].json);
    }
}

/* ---- for people ---- */

static void print_scrap(const struct scrap *scrap)
{
    struct buffer out = { 0 };
    scrap_write(scrap, &out);
    if (out.length)
        fwrite(out.at, 1, out.length, stdout);
    buffer_free(&out);
}

void print_case(const struct given *given, struct judged which, enum verdict verdict,
                const struct difference *difference)
{
    struct arena arena = { 0 };
    for (uint32_t i = 0; i < given->file_count; i++) {
        printf("---- %s\n", given->files[i].path);
        print_scrap(given->files[i].text);
    }
    if (which.record >= 0) {
        printf("---- record\n");
        print_scrap(given->records[which.record].json);
        printf("\n");
        if (which.now >= 0)
            printf("---- as of %s\n",
                   instant_text(&arena, given->records[which.record].now[which.now]));
    }
    printf("---- %s\n%.*s\n", verdict_text(verdict), (int)difference->text.length,
           difference->text.length ? difference->text.at : "");
    arena_free(&arena);
}
