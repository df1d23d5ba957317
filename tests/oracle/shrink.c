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
    told->length = (uint32_t)(difference.text.length < TOLD_MAX ? difference.text.length : TOLD_MAX);
    if (told->length)
        memcpy(told->text, difference.text.at, told->length);
    _exit((int)verdict);
}

enum verdict judge_apart(const struct given *given, struct judged which,
                         struct difference *difference)
{
    struct told *told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
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

static void try_drop(struct shrinking *shrinking, struct piece *piece)
{
    piece->dropped = true;
    if (!still_differs(shrinking))
        piece->dropped = false;
}

/* Let a piece in WITHIN that has PIECE's tag stand for it. */
static bool try_parts(struct shrinking *shrinking, struct piece *piece, const struct piece *within)
{
    for (const struct piece *part = within->first; part; part = part->next) {
        if (part->dropped)
            continue;
        if (part->tag == piece->tag) {
            piece->instead = part;
            if (still_differs(shrinking))
                return true;
            piece->instead = NULL;
        }
        if (try_parts(shrinking, piece, part))
            return true;
    }
    return false;
}

static const char *simple_text(unsigned tag)
{
    static const char *const texts[] = { [TYPE_TEXT] = "\"\"", [TYPE_INTEGER] = "0",
                                         [TYPE_DECIMAL] = "0.5", [TYPE_BOOL] = "true",
                                         [TYPE_DATE] = "2021-01-01",
                                         [TYPE_INSTANT] = "2021-01-01T00:00:00Z",
                                         [TYPE_PERIOD] = "1 days", [TYPE_DURATION] = "1 hours" };
    unsigned kind = (tag - 1) / 64;
    bool list = (tag - 1) & 1;
    return tag && !list && kind < sizeof texts / sizeof *texts ? texts[kind] : NULL;
}

static bool try_simple(struct shrinking *shrinking, struct piece *piece)
{
    piece->simple = simple_text(piece->tag);
    piece->simplified = piece->simple && !piece_is(piece, piece->simple);
    if (piece->simplified && !still_differs(shrinking))
        piece->simplified = false;
    return piece->simplified;
}

static void shrink_piece(struct shrinking *shrinking, struct piece *piece)
{
    if (piece->dropped || piece->simplified)
        return;
    if (piece->instead) {
        shrink_piece(shrinking, (struct piece *)piece->instead);
        return;
    }
    if (piece->droppable)
        try_drop(shrinking, piece);
    if (piece->dropped || !piece->tag) {
        for (struct piece *part = piece->first; part && !piece->dropped; part = part->next)
            shrink_piece(shrinking, part);
        return;
    }
    if (try_simple(shrinking, piece) || try_parts(shrinking, piece, piece))
        return;
    for (struct piece *part = piece->first; part; part = part->next)
        shrink_piece(shrinking, part);
}

void shrink(struct arena *arena, struct given *given, struct judged which, enum verdict verdict)
{
    struct shrinking shrinking = { arena, given, which, verdict, time(NULL) + SHRINK_SECONDS, true };
    while (shrinking.progress) {
        shrinking.progress = false;
        for (uint32_t i = 0; i < given->file_count; i++)
            shrink_piece(&shrinking, given->files[i].text);
        if (which.record >= 0)
            shrink_piece(&shrinking, given->records[which.record].json);
    }
}

/* ---- for people ---- */

static void print_piece(const struct piece *piece)
{
    struct buffer out = { 0 };
    piece_write(piece, &out);
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
        print_piece(given->files[i].text);
    }
    if (which.record >= 0) {
        printf("---- record\n");
        print_piece(given->records[which.record].json);
        printf("\n");
        if (which.now >= 0)
            printf("---- as of %s\n",
                   instant_text(&arena, given->records[which.record].now[which.now]));
    }
    printf("---- %s\n%.*s\n", verdict_text(verdict), (int)difference->text.length,
           difference->text.length ? difference->text.at : "");
    arena_free(&arena);
}
