/* actions.c - the mends that complaints offer, for an editor to make. */
#include <string.h>

#include "interp/lsp/problems.h"

/* What is asked for: problems that touch [START, END) of a file. */
struct asked {
    struct request *request;
    const struct draft *draft;
    uint32_t start, end;
    json_t *actions;
};

static const char *title_of(struct asked *asked, struct analysis *analysis, const struct diag *diag)
{
    struct arena *arena = &asked->request->arena;
    struct span span = diag->mended;
    const char *old = sources_text(&analysis->load->sources, span);
    int length = (int)(span.end - span.start);
    if (strchr(diag->mend, '\n'))
        return arena_format(arena, "Add what is missing");
    if (!*diag->mend)
        return arena_format(arena, "Leave out `%.*s`", length, old);
    if (!length)
        return arena_format(arena, "Insert `%s`", diag->mend);
    return arena_format(arena, "Change `%.*s` to `%s`", length, old, diag->mend);
}

static json_t *edit_of(struct asked *asked, struct analysis *analysis, const struct diag *diag)
{
    const struct desk *desk = asked->request->desk;
    struct stretch stretch = analysis_stretch(analysis, diag->mended);
    const struct draft *draft = drafts_at_path(&desk->drafts, stretch.path);
    const char *uri = desk_uri(desk, &asked->request->arena, stretch.path);
    json_t *edits = json_pack("[{s:o, s:s}]", "range",
                              desk_span_range(desk, analysis, diag->mended), "newText", diag->mend);
    json_t *version = draft ? json_integer(draft->version) : json_null();
    if (asked->request->client->document_changes)
        return json_pack("{s:[{s:{s:s, s:o}, s:o}]}", "documentChanges", "textDocument", "uri", uri,
                         "version", version, "edits", edits);
    json_decref(version);
    json_t *changes = json_object();
    json_object_set_new(changes, uri, edits);
    return json_pack("{s:o}", "changes", changes);
}

static void offer(struct asked *asked, struct analysis *analysis, const struct diag *diag)
{
    json_t *action = json_pack("{s:s, s:s, s:b, s:[o], s:o}", "title",
                               title_of(asked, analysis, diag), "kind", "quickfix", "isPreferred",
                               1, "diagnostics", problem_of(asked->request->desk, analysis, diag),
                               "edit", edit_of(asked, analysis, diag));
    for (size_t i = 0; i < json_array_size(asked->actions); i++)
        if (json_equal(json_array_get(asked->actions, i), action)) {
            json_decref(action);
            return;
        }
    json_array_append_new(asked->actions, action);
}

static bool touches(const struct asked *asked, struct analysis *analysis, struct span span)
{
    struct stretch stretch = analysis_stretch(analysis, span);
    return stretch.path && strcmp(stretch.path, asked->draft->path) == 0 &&
           stretch.start <= asked->end && asked->start <= stretch.end;
}

static void offer_all(struct asked *asked, struct analysis *analysis)
{
    const struct diags *diags = &analysis->load->diags;
    for (unsigned i = 0; i < diags->count; i++)
        if (diags->items[i]->mend && (touches(asked, analysis, diags->items[i]->span) ||
                                      touches(asked, analysis, diags->items[i]->mended)))
            offer(asked, analysis, diags->items[i]);
}

/* Whether fixes are among what the editor wants. */
static bool wants_fixes(const struct request *request)
{
    const json_t *only = json_member(request->parameters, "context", "only", (const char *)NULL);
    bool wanted = !json_is_array(only);
    for (size_t i = 0; i < json_array_size(only); i++) {
        const char *kind = json_string_value(json_array_get(only, i));
        wanted |= kind && (!*kind || strcmp(kind, "quickfix") == 0);
    }
    return wanted && request->client->literal_actions;
}

json_t *answer_actions(struct request *request)
{
    struct position start, end;
    struct roots roots;
    const json_t *range = json_object_get(request->parameters, "range");
    struct asked asked = { .request = request, .draft = request_draft(request) };
    if (!asked.draft)
        return NULL;
    if (!json_position(json_object_get(range, "start"), &start) ||
        !json_position(json_object_get(range, "end"), &end))
        return request_refuse(request, LETTER_PARAMETERS, "range is missing or malformed");
    asked.start = lines_offset(&asked.draft->lines, start, request->desk->encoding);
    asked.end = lines_offset(&asked.draft->lines, end, request->desk->encoding);
    asked.actions = json_array();
    desk_roots(request->desk, asked.draft->path, &roots);
    for (size_t i = 0; wants_fixes(request) && i < roots.count; i++)
        offer_all(&asked, desk_analysis(request->desk, roots.paths[i]));
    return asked.actions;
}
