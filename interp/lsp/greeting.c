/* greeting.c - what the editor can do, and what the server can. */
#include "interp/lsp/server.h"

#include <string.h>

#include "interp/lsp/uri.h"
#include "interp/path.h"

enum { FOLDER_DEPTH = 12 };

static bool can(const json_t *capabilities, const char *part, const char *feature,
                const char *ability)
{
    return json_is_true(json_member(capabilities, part, feature, ability, (const char *)NULL));
}

static void read_client(struct client *client, const json_t *capabilities)
{
    const json_t *item = json_member(capabilities, "textDocument", "completion", "completionItem",
                                     (const char *)NULL);
    client->snippets = json_is_true(json_object_get(item, "snippetSupport"));
    client->literal_actions = json_member(capabilities, "textDocument", "codeAction",
                                          "codeActionLiteralSupport", (const char *)NULL);
    client->document_changes = can(capabilities, "workspace", "workspaceEdit", "documentChanges");
    client->refreshes_lenses = can(capabilities, "workspace", "codeLens", "refreshSupport");
    client->watches_files =
        can(capabilities, "workspace", "didChangeWatchedFiles", "dynamicRegistration");
    client->nests_symbols =
        can(capabilities, "textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport");
}

static enum encoding choose_encoding(const json_t *capabilities)
{
    const json_t *offered =
        json_member(capabilities, "general", "positionEncodings", (const char *)NULL);
    for (size_t i = 0; i < json_array_size(offered); i++) {
        const char *name = json_string_value(json_array_get(offered, i));
        if (name && strcmp(name, "utf-8") == 0)
            return ENCODING_UTF8;
    }
    return ENCODING_UTF16;
}

static void add_folder(struct server *server, const char *uri)
{
    struct arena arena = { 0 };
    const char *path = uri ? uri_path(&arena, uri) : NULL;
    if (path && *path == '/')
        folder_add(&server->desk.folder, path_canonical(&arena, path), FOLDER_DEPTH);
    arena_free(&arena);
}

static void add_folders(struct server *server, const json_t *parameters)
{
    const json_t *folders = json_object_get(parameters, "workspaceFolders");
    for (size_t i = 0; i < json_array_size(folders); i++)
        add_folder(server, json_text_of(json_array_get(folders, i), "uri"));
    if (!json_array_size(folders))
        add_folder(server, json_text_of(parameters, "rootUri"));
}

static json_t *abilities(const struct server *server)
{
    json_t *abilities =
        json_pack("{s:s, s:{s:b, s:i, s:{s:b}}, s:b, s:b, s:b, s:b, s:b, s:b, s:b}",
                  "positionEncoding", server->desk.encoding == ENCODING_UTF8 ? "utf-8" : "utf-16",
                  "textDocumentSync", "openClose", 1, "change", 2, "save", "includeText", 0,
                  "hoverProvider", 1, "definitionProvider", 1, "referencesProvider", 1,
                  "documentHighlightProvider", 1, "documentSymbolProvider", 1,
                  "workspaceSymbolProvider", 1, "documentFormattingProvider", 1);
    json_object_update_new(
        abilities,
        json_pack("{s:{s:[sss]}, s:{s:[s]}, s:{s:b}, s:{s:o, s:b}, s:{s:{s:b, s:b}}}",
                  "completionProvider", "triggerCharacters", ".", "{", "\"", "codeActionProvider",
                  "codeActionKinds", "quickfix", "renameProvider", "prepareProvider", 1,
                  "semanticTokensProvider", "legend", colours_legend(), "full", 1, "workspace",
                  "workspaceFolders", "supported", 1, "changeNotifications", 1));
    if (server->examples.helpers->exercise)
        json_object_set_new(abilities, "codeLensProvider",
                            json_pack("{s:b}", "resolveProvider", 0));
    return abilities;
}

json_t *greet(struct server *server, const json_t *parameters)
{
    const json_t *capabilities = json_object_get(parameters, "capabilities");
    read_client(&server->client, capabilities);
    server->desk.encoding = choose_encoding(capabilities);
    add_folders(server, parameters);
    return json_pack("{s:o, s:{s:s, s:s}}", "capabilities", abilities(server), "serverInfo", "name",
                     "certpol", "version", CERTPOL_VERSION);
}

/* Files that change outside of the editor. */
void server_greeted(struct server *server)
{
    if (!server->client.watches_files)
        return;
    letter_ask(&server->wire, ++server->asked, "client/registerCapability",
               json_pack("{s:[{s:s, s:s, s:{s:[{s:s}, {s:s}, {s:s}]}}]}", "registrations", "id",
                         "files", "method", "workspace/didChangeWatchedFiles", "registerOptions",
                         "watchers", "globPattern", "**/*.pol", "globPattern", "**/*.csv",
                         "globPattern", "**/*.golden"));
}
