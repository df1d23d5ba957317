/* answers.c - from a method to what answers it. */
#include <string.h>

#include "interp/lsp/server.h"

static const struct {
    const char *method;
    json_t *(*answer)(struct request *request);
} answers[] = {
    { "textDocument/hover", answer_hover },
    { "textDocument/completion", answer_completion },
    { "textDocument/definition", answer_definition },
    { "textDocument/references", answer_references },
    { "textDocument/documentHighlight", answer_highlights },
    { "textDocument/prepareRename", answer_prepare_rename },
    { "textDocument/rename", answer_rename },
    { "textDocument/documentSymbol", answer_symbols },
    { "workspace/symbol", answer_all_symbols },
    { "textDocument/semanticTokens/full", answer_colours },
    { "textDocument/formatting", answer_format },
    { "textDocument/codeAction", answer_actions },
};

static void send(struct server *server, const json_t *id, struct request *request, json_t *result)
{
    if (request->error)
        letter_refuse(&server->wire, id, request->error, "%s", request->problem);
    else
        letter_answer(&server->wire, id, result);
    arena_free(&request->arena);
}

static struct request request_of(struct server *server, const json_t *parameters)
{
    return (struct request){ .desk = &server->desk,
                             .client = &server->client,
                             .parameters = parameters };
}

/* ---- lenses, which may have to wait ---- */

/* False where it has to be asked again later. */
static bool answer_lens(struct server *server, const json_t *id, const json_t *parameters)
{
    struct request request = request_of(server, parameters);
    bool wait;
    json_t *lenses = answer_lenses(&request, &server->examples, &wait);
    if (wait)
        arena_free(&request.arena);
    else
        send(server, id, &request, lenses);
    return !wait;
}

static void hold(struct server *server, const struct letter *letter)
{
    enum { HELD_MAX = 100 };
    if (!server->held)
        server->held = json_array();
    if (json_array_size(server->held) == HELD_MAX)
        letter_refuse(&server->wire, letter->id, LETTER_FAILED, "too many requests wait");
    else
        json_array_append(server->held, letter->body);
}

void server_resume(struct server *server)
{
    json_t *held = server->held;
    server->held = NULL;
    for (size_t i = 0; i < json_array_size(held); i++) {
        json_t *body = json_array_get(held, i);
        struct letter letter = { .body = body,
                                 .id = json_object_get(body, "id"),
                                 .parameters = json_object_get(body, "params") };
        if (!answer_lens(server, letter.id, letter.parameters))
            hold(server, &letter);
    }
    json_decref(held);
}

/* ---- all ---- */

/* Was the request of ID taken back in a letter that came behind it? */
static bool is_cancelled(const struct server *server, const json_t *id)
{
    for (size_t i = 0; i < server->letter_count; i++) {
        const struct letter *letter = &server->letters[i];
        if (letter->method && strcmp(letter->method, "$/cancelRequest") == 0 &&
            json_equal(json_object_get(letter->parameters, "id"), id))
            return true;
    }
    return false;
}

/* Requests about the talk itself; false where LETTER is none. */
static bool answer_life(struct server *server, const struct letter *letter)
{
    bool hello = strcmp(letter->method, "initialize") == 0;
    if (hello && server->state == SERVER_NEW) {
        letter_answer(&server->wire, letter->id, greet(server, letter->parameters));
        server->state = SERVER_READY;
    } else if (server->state == SERVER_NEW) {
        letter_refuse(&server->wire, letter->id, LETTER_UNREADY, "`initialize` comes first");
    } else if (hello || server->state != SERVER_READY) {
        letter_refuse(&server->wire, letter->id, LETTER_INVALID,
                      hello ? "`initialize` comes once" : "`shutdown` came before");
    } else if (strcmp(letter->method, "shutdown") == 0) {
        server->state = SERVER_LEFT;
        letter_answer(&server->wire, letter->id, NULL);
    } else {
        return false;
    }
    return true;
}

void server_answer(struct server *server, const struct letter *letter)
{
    if (answer_life(server, letter))
        return;
    if (is_cancelled(server, letter->id)) {
        letter_refuse(&server->wire, letter->id, LETTER_CANCELLED, "cancelled");
        return;
    }
    if (strcmp(letter->method, "textDocument/codeLens") == 0 &&
        server->examples.helpers->exercise) {
        if (!answer_lens(server, letter->id, letter->parameters))
            hold(server, letter);
        return;
    }
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strcmp(answers[i].method, letter->method) == 0) {
            struct request request = request_of(server, letter->parameters);
            json_t *result = answers[i].answer(&request);
            send(server, letter->id, &request, result);
            return;
        }
    letter_refuse(&server->wire, letter->id, LETTER_UNKNOWN, "there is no method %s",
                  letter->method);
}
