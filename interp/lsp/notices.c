/* notices.c - what the editor tells and nobody answers: texts opened, changed, saved, closed. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/lsp/kept.h"
#include "interp/lsp/server.h"
#include "interp/lsp/uri.h"
#include "interp/path.h"

/* Tell the editor's log that a notice was not understood. */
__attribute__((format(printf, 2, 3))) static void log_problem(struct server *server,
                                                              const char *format, ...)
{
    enum { WARNING = 2 };
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    kept(length < 0 ? NULL : text);
    letter_notify(&server->wire, "window/logMessage",
                  json_pack("{s:i, s:s}", "type", WARNING, "message", text));
    free(text);
}

static struct draft *named_draft(struct server *server, const json_t *parameters)
{
    const char *uri = json_text_of(json_object_get(parameters, "textDocument"), "uri");
    struct draft *draft = drafts_at_uri(&server->desk.drafts, uri);
    if (!draft)
        log_problem(server, "%s is not open", uri ? uri : "a text without a URI");
    return draft;
}

/* ---- texts ---- */

/* Outside of the editor's folders, the one of the text is as good. */
static void know_folder(struct server *server, const char *path)
{
    enum { DEPTH = 2 };
    struct arena arena = { 0 };
    if (*path == '/')
        folder_add(&server->desk.folder, path_folder(&arena, path), DEPTH);
    arena_free(&arena);
}

/* A new draft of the text at URI, or NULL after a message in the editor's log. */
static struct draft *new_draft(struct server *server, const char *uri, const struct change *text)
{
    struct arena arena = { 0 };
    const char *named = uri_path(&arena, uri);
    const char *path = named ? path_canonical(&arena, named) : NULL;
    struct draft *draft = path ? drafts_open(&server->desk.drafts, uri, path) : NULL;
    arena_free(&arena);
    if (!draft)
        log_problem(server, "%s cannot be opened: it is open, or no file, or one too many", uri);
    if (!draft || draft_change(draft, text, server->desk.encoding))
        return draft;
    log_problem(server, "%s is too large", uri);
    drafts_close(&server->desk.drafts, draft);
    return NULL;
}

static void did_open(struct server *server, const json_t *parameters)
{
    const json_t *document = json_object_get(parameters, "textDocument");
    const json_t *text = json_object_get(document, "text");
    const char *uri = json_text_of(document, "uri");
    struct change change = { .whole = true,
                             .text = json_string_value(text),
                             .length = json_string_length(text) };
    if (!uri || !change.text) {
        log_problem(server, "didOpen without uri or text");
        return;
    }
    struct draft *draft = new_draft(server, uri, &change);
    if (!draft)
        return;
    draft->version = json_integer_value(json_object_get(document, "version"));
    know_folder(server, draft->path);
    desk_doubt(&server->desk);
    desk_touch(&server->desk, draft->path);
    server_changed(server);
}

static bool read_change(const json_t *from, struct change *change)
{
    const json_t *text = json_object_get(from, "text"), *range = json_object_get(from, "range");
    *change = (struct change){ .whole = !range,
                               .text = json_string_value(text),
                               .length = json_string_length(text) };
    return change->text &&
           (change->whole || (json_position(json_object_get(range, "start"), &change->start) &&
                              json_position(json_object_get(range, "end"), &change->end)));
}

static void did_change(struct server *server, const json_t *parameters)
{
    struct draft *draft = named_draft(server, parameters);
    const json_t *changes = json_object_get(parameters, "contentChanges");
    const json_t *version = json_member(parameters, "textDocument", "version", (const char *)NULL);
    if (!draft)
        return;
    for (size_t i = 0; i < json_array_size(changes); i++) {
        struct change change;
        if (!read_change(json_array_get(changes, i), &change) ||
            !draft_change(draft, &change, server->desk.encoding))
            log_problem(server, "%s: a change that cannot be made", draft->uri);
    }
    draft->version = json_integer_value(version);
    desk_touch(&server->desk, draft->path);
    server_changed(server);
}

static void did_close(struct server *server, const json_t *parameters)
{
    struct draft *draft = named_draft(server, parameters);
    if (!draft)
        return;
    desk_doubt(&server->desk);
    desk_touch(&server->desk, draft->path);
    drafts_close(&server->desk.drafts, draft);
    server_changed(server);
}

/* ---- files ---- */

static void refresh_lenses(struct server *server)
{
    examples_forget(&server->examples);
    if (server->client.refreshes_lenses)
        letter_ask(&server->wire, ++server->asked, "workspace/codeLens/refresh", NULL);
    server_resume(server);
}

static void did_save(struct server *server, const json_t *parameters)
{
    (void)parameters;
    refresh_lenses(server);
}

static void did_change_files(struct server *server, const json_t *parameters)
{
    (void)parameters;
    desk_touch_all(&server->desk);
    server_changed(server);
    refresh_lenses(server);
}

static void did_change_folders(struct server *server, const json_t *parameters)
{
    enum { DEPTH = 12 };
    struct arena arena = { 0 };
    const json_t *event = json_object_get(parameters, "event");
    const json_t *added = json_object_get(event, "added");
    const json_t *removed = json_object_get(event, "removed");
    for (size_t i = 0; i < json_array_size(removed); i++) {
        const char *uri = json_text_of(json_array_get(removed, i), "uri");
        const char *path = uri ? uri_path(&arena, uri) : NULL;
        if (path)
            folder_remove(&server->desk.folder, path_canonical(&arena, path));
    }
    for (size_t i = 0; i < json_array_size(added); i++) {
        const char *uri = json_text_of(json_array_get(added, i), "uri");
        const char *path = uri ? uri_path(&arena, uri) : NULL;
        if (path && *path == '/')
            folder_add(&server->desk.folder, path_canonical(&arena, path), DEPTH);
    }
    arena_free(&arena);
    desk_touch_all(&server->desk);
    server_changed(server);
}

/* ---- others ---- */

static void initialized(struct server *server, const json_t *parameters)
{
    (void)parameters;
    server_greeted(server);
}

static bool is_request_of(const json_t *held, const json_t *id)
{
    return json_equal(json_object_get(held, "id"), id);
}

/* Requests that wait in line are found by server_answer; these are those that wait for numbers. */
static void cancel(struct server *server, const json_t *parameters)
{
    const json_t *id = json_object_get(parameters, "id");
    for (size_t i = json_array_size(server->held); id && i-- > 0;)
        if (is_request_of(json_array_get(server->held, i), id)) {
            letter_refuse(&server->wire, id, LETTER_CANCELLED, "cancelled");
            json_array_remove(server->held, i);
        }
}

static const struct {
    const char *method;
    void (*take)(struct server *server, const json_t *parameters);
} notices[] = {
    { "initialized", initialized },
    { "textDocument/didOpen", did_open },
    { "textDocument/didChange", did_change },
    { "textDocument/didClose", did_close },
    { "textDocument/didSave", did_save },
    { "workspace/didChangeWatchedFiles", did_change_files },
    { "workspace/didChangeWorkspaceFolders", did_change_folders },
    { "$/cancelRequest", cancel },
};

bool server_notice(struct server *server, const struct letter *letter)
{
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        if (strcmp(notices[i].method, letter->method) == 0) {
            notices[i].take(server, letter->parameters);
            return true;
        }
    return false;
}
