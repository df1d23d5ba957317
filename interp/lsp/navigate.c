/* navigate.c - definition, references, highlights. */
#include <string.h>

#include "interp/lsp/naming.h"
#include "interp/lsp/uri.h"
#include "interp/path.h"
#include "interp/read.h"

/* ---- places in files, also in such as are not open ---- */

/* The lines of a file, found once for stretches that follow each other. */
struct file_lines {
    const char *path;
    struct lines lines;
};

static void open_lines(struct request *request, struct file_lines *file, const char *path)
{
    const struct draft *draft = drafts_at_path(&request->desk->drafts, path);
    struct file_text text = { draft ? draft->text : NULL, draft ? draft->length : 0, NULL };
    if (file->path && strcmp(file->path, path) == 0)
        return;
    if (!draft)
        text = read_file(&request->arena, path, LOAD_TABLE_MAX);
    file->path = path;
    lines_find(&file->lines, text.text ? text.text : "", (uint32_t)text.length);
}

static json_t *range_of(struct request *request, struct file_lines *file, struct stretch stretch)
{
    open_lines(request, file, stretch.path);
    return desk_range(request->desk, &file->lines, stretch.start, stretch.end);
}

static json_t *location_of(struct request *request, struct file_lines *file, struct stretch stretch)
{
    json_t *range = range_of(request, file, stretch);
    return json_pack("{s:s, s:o}", "uri", desk_uri(request->desk, &request->arena, stretch.path),
                     "range", range);
}

/* ---- definition ---- */

/* The file that the text at OFFSET names, in `use` or `from`: its path in ARENA, or NULL. */
static const char *named_file(struct request *request, const struct caret *caret)
{
    struct roots roots;
    desk_roots(request->desk, caret->draft->path, &roots);
    struct view view = request_view(request, roots.paths[0], caret->draft->path);
    if (!view.part || !view.part->module)
        return NULL;
    uint32_t at = view.part->source->base + caret->offset;
    const struct item *item = view.part->module->ast.items;
    for (; item; item = item->next) {
        bool names = item->kind == ITEM_USE || item->kind == ITEM_TABLE;
        if (names && item->text.text && item->text.span.start <= at && at <= item->text.span.end)
            return path_canonical(&request->arena,
                                  path_beside(&request->arena, view.part->path, item->text.text));
    }
    return NULL;
}

json_t *answer_definition(struct request *request)
{
    struct caret caret;
    struct naming naming;
    struct file_lines file = { 0 };
    if (!request_caret(request, &caret))
        return NULL;
    json_t *locations = json_array();
    const char *named = named_file(request, &caret);
    if (named)
        json_array_append_new(locations,
                              location_of(request, &file, (struct stretch){ named, 0, 0 }));
    naming_at(request, &caret, &naming);
    for (size_t i = 0; i < naming.count; i++)
        json_array_append_new(locations, location_of(request, &file, naming.declared[i]));
    lines_free(&file.lines);
    return locations;
}

/* ---- references ---- */

json_t *answer_references(struct request *request)
{
    struct caret caret;
    struct naming naming;
    struct file_lines file = { 0 };
    if (!request_caret(request, &caret))
        return NULL;
    bool all = json_is_true(
        json_member(request->parameters, "context", "includeDeclaration", (const char *)NULL));
    json_t *locations = json_array();
    naming_at(request, &caret, &naming);
    struct stretches words = naming_words(request, &naming);
    for (size_t i = 0; i < words.count; i++)
        if (all || !naming_declares(&naming, words.items[i]))
            json_array_append_new(locations, location_of(request, &file, words.items[i]));
    lines_free(&file.lines);
    return locations;
}

json_t *answer_highlights(struct request *request)
{
    enum { READ = 2, WRITE = 3 };
    struct caret caret;
    struct naming naming;
    if (!request_caret(request, &caret))
        return NULL;
    json_t *highlights = json_array();
    naming_at(request, &caret, &naming);
    struct stretches words = naming_words(request, &naming);
    for (size_t i = 0; i < words.count; i++) {
        struct stretch word = words.items[i];
        if (strcmp(word.path, caret.draft->path) == 0)
            json_array_append_new(highlights,
                                  json_pack("{s:o, s:i}", "range",
                                            desk_range(request->desk, &caret.draft->lines,
                                                       word.start, word.end),
                                            "kind", naming_declares(&naming, word) ? WRITE : READ));
    }
    return highlights;
}
