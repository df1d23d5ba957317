/* server.c - the talk: letters come, are put in line, and are answered; problems are told when the
 * editor pauses. */
#include "interp/lsp/server.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "interp/lsp/kept.h"

enum {
    LETTERS_MAX = 1000, /* in line; what comes then waits outside */
    PAUSE_MIN = 3,      /* milliseconds without an edit before problems are told */
    PAUSE_MAX = 100,
    PATIENCE = 250 /* milliseconds after which they are told while edits go on */
};

int64_t server_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

void server_changed(struct server *server)
{
    server->edited = server_clock();
    if (!server->changed)
        server->changed = server->edited;
}

/* ---- letters ---- */

static void take_letter(struct server *server, const char *text, size_t length)
{
    struct letter letter;
    switch (letter_read(&letter, text, length)) {
    case LETTER_SOUND:
        server->letters = kept_room(server->letters, server->letter_count, sizeof *server->letters);
        server->letters[server->letter_count++] = letter;
        return;
    case LETTER_NO_JSON:
        letter_refuse(&server->wire, NULL, LETTER_UNPARSED, "this is no JSON");
        break;
    case LETTER_NO_MESSAGE:
        letter_refuse(&server->wire, letter.id, LETTER_INVALID, "this is no JSON-RPC message");
        break;
    case LETTER_BAD_PARAMETERS:
        if (letter.id)
            letter_refuse(&server->wire, letter.id, LETTER_PARAMETERS, "params is no object");
        break;
    }
    letter_free(&letter);
}

/* Put in line what was read. */
static void take_letters(struct server *server)
{
    enum wire_state state = WIRE_MESSAGE;
    while (state != WIRE_NONE && server->letter_count < LETTERS_MAX) {
        const char *text = NULL;
        size_t length = 0;
        state = wire_next(&server->wire, &text, &length);
        if (state == WIRE_MESSAGE)
            take_letter(server, text, length);
        else if (state != WIRE_NONE)
            letter_refuse(&server->wire, NULL,
                          state == WIRE_LONG ? LETTER_INVALID : LETTER_UNPARSED,
                          state == WIRE_LONG ? "this message is too long"
                                             : "this is no message with a Content-Length");
    }
}

static void leave(struct server *server)
{
    server->polite = server->state == SERVER_LEFT;
    server->state = SERVER_GONE;
}

static void obey(struct server *server, const struct letter *letter)
{
    if (!letter->method) /* an answer to a request of ours: all of them are courtesies */
        return;
    if (letter->id)
        server_answer(server, letter);
    else if (strcmp(letter->method, "exit") == 0)
        leave(server);
    else if (server->state == SERVER_READY)
        server_notice(server, letter);
}

static void obey_first(struct server *server)
{
    struct letter letter = server->letters[0];
    server->letter_count--;
    memmove(server->letters, server->letters + 1, server->letter_count * sizeof letter);
    obey(server, &letter);
    letter_free(&letter);
}

/* ---- problems ---- */

/* For how long nothing need be told: -1, nothing is to be told. */
static int pause_left(const struct server *server)
{
    if (!server->changed)
        return -1;
    int64_t now = server_clock();
    int64_t pause = server->telling / 4;
    pause = pause < PAUSE_MIN ? PAUSE_MIN : pause > PAUSE_MAX ? PAUSE_MAX : pause;
    int64_t quiet = server->edited + pause, last = server->changed + PATIENCE;
    int64_t due = quiet < last ? quiet : last;
    return due > now ? (int)(due - now) : 0;
}

static void tell(struct server *server)
{
    int64_t before = server_clock();
    problems_tell(&server->problems, &server->desk, &server->wire);
    server->telling = server_clock() - before;
    server->changed = 0;
}

/* ---- the talk ---- */

/* Wait, WAITING milliseconds at most, for something to read, and read it. */
static void listen(struct server *server, int waiting)
{
    struct pollfd inputs[] = {
        { .fd = server->wire.input, .events = POLLIN },
        { .fd = server->examples.root ? server->examples.input : -1, .events = POLLIN },
    };
    if (poll(inputs, 2, waiting) <= 0)
        return;
    if (inputs[0].revents)
        wire_fill(&server->wire);
    if (inputs[1].revents && examples_read(&server->examples))
        server_resume(server);
}

static void talk(struct server *server)
{
    while (server->state != SERVER_GONE && !server->wire.ended && !server->wire.unheard) {
        take_letters(server);
        if (server->letter_count) {
            if (server->letter_count < LETTERS_MAX)
                listen(server, 0);
            take_letters(server);
            obey_first(server);
            continue;
        }
        int pause = pause_left(server);
        if (pause == 0)
            tell(server);
        else
            listen(server, pause);
    }
}

/* What came before the input ended is still obeyed. */
static void finish(struct server *server)
{
    take_letters(server);
    while (server->state != SERVER_GONE && server->letter_count) {
        obey_first(server);
        take_letters(server);
    }
}

bool lsp_serve(int input, int output, const struct lsp_helpers *helpers)
{
    struct server server = { .wire = { .input = input, .output = output },
                             .examples = { .helpers = helpers } };
    signal(SIGPIPE, SIG_IGN);
    talk(&server);
    finish(&server);
    for (size_t i = 0; i < server.letter_count; i++)
        letter_free(&server.letters[i]);
    free(server.letters);
    json_decref(server.held);
    problems_free(&server.problems);
    examples_free(&server.examples);
    desk_free(&server.desk);
    wire_free(&server.wire);
    return server.polite;
}
