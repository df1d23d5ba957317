/* problems.c - diagnostics of all that is open. */
#include "interp/lsp/problems.h"

#include <string.h>

/* TEXT as JSON; what is no UTF-8, from a table's cell, is shown by its ASCII. */
static json_t *safe_string(struct arena *arena, const char *text)
{
    json_t *string = json_string(text);
    if (string)
        return string;
    char *copy = arena_copy(arena, text, strlen(text));
    for (char *byte = copy; *byte; byte++)
        if ((unsigned char)*byte >= 0x80)
            *byte = '?';
    return json_string(copy);
}

json_t *problem_of(const struct desk *desk, struct analysis *analysis, const struct diag *diag)
{
    enum { ERROR = 1, WARNING = 2 };
    struct arena *arena = analysis->load->arena;
    const char *text =
        diag->hint ? arena_format(arena, "%s\n%s", diag->message, diag->hint) : diag->message;
    json_t *problem =
        json_pack("{s:o, s:i, s:s, s:s, s:o}", "range", desk_span_range(desk, analysis, diag->span),
                  "severity", diag->severity == DIAG_ERROR ? ERROR : WARNING, "code", diag->code,
                  "source", "certpol", "message", safe_string(arena, text));
    if (diag->other.start)
        json_object_set_new(problem, "relatedInformation",
                            json_pack("[{s:o, s:o}]", "location",
                                      desk_location(desk, analysis, diag->other), "message",
                                      safe_string(arena, diag->other_message)));
    return problem;
}

/* ---- collecting ---- */

/* A diagnostic at its telling. */
struct telling {
    struct problems *problems;
    struct desk *desk;
    json_t *now;   /* by path */
    json_t *roots; /* that were looked at, as keys */
};

static bool is_in(const json_t *array, const json_t *problem)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (json_equal(json_array_get(array, i), problem))
            return true;
    return false;
}

static json_t *array_at(json_t *object, const char *path)
{
    json_t *array = json_object_get(object, path);
    if (!array) {
        array = json_array();
        json_object_set_new(object, path, array);
    }
    return array;
}

/* A problem of a shared file is one problem, whoever has it. */
static void collect(struct telling *telling, const char *root)
{
    if (json_object_get(telling->roots, root))
        return;
    json_object_set_new(telling->roots, root, json_true());
    struct analysis *analysis = desk_analysis(telling->desk, root);
    const struct diags *diags = &analysis->load->diags;
    for (unsigned i = 0; i < diags->count; i++) {
        struct part *part = analysis_part_of(analysis, diags->items[i]->span.start);
        json_t *array = array_at(telling->now, part ? part->path : root);
        json_t *problem = problem_of(telling->desk, analysis, diags->items[i]);
        if (!is_in(array, problem))
            json_array_append(array, problem);
        json_decref(problem);
    }
}

static void collect_all(struct telling *telling)
{
    for (size_t i = 0; i < telling->desk->drafts.count; i++) {
        const char *path = telling->desk->drafts.items[i]->path;
        size_t length = strlen(path);
        struct roots roots;
        if (length > 4 && strcmp(path + length - 4, ".csv") == 0)
            continue;
        array_at(telling->now, path);
        desk_roots(telling->desk, path, &roots);
        for (size_t k = 0; k < roots.count; k++)
            collect(telling, roots.paths[k]);
    }
}

/* ---- telling ---- */

static json_t *version_of(const struct desk *desk, const char *path)
{
    const struct draft *draft = drafts_at_path(&desk->drafts, path);
    return draft ? json_integer(draft->version) : NULL;
}

static void tell(struct telling *telling, struct wire *wire, const char *path, json_t *array)
{
    struct arena arena = { 0 };
    json_t *version = version_of(telling->desk, path);
    json_t *parameters =
        json_pack("{s:s, s:O}", "uri", desk_uri(telling->desk, &arena, path), "diagnostics", array);
    if (version)
        json_object_set_new(parameters, "version", version);
    letter_notify(wire, "textDocument/publishDiagnostics", parameters);
    arena_free(&arena);
}

/* Whether ARRAY was told of PATH, in the version that it has now. */
static bool was_told(const struct telling *telling, const char *path, const json_t *array)
{
    json_t *version = version_of(telling->desk, path);
    bool same =
        json_equal(array, json_object_get(telling->problems->told, path)) &&
        (!version || json_equal(version, json_object_get(telling->problems->versions, path)));
    json_decref(version);
    return same;
}

static json_t *versions_of(const struct desk *desk)
{
    json_t *versions = json_object();
    for (size_t i = 0; i < desk->drafts.count; i++)
        json_object_set_new(versions, desk->drafts.items[i]->path,
                            json_integer(desk->drafts.items[i]->version));
    return versions;
}

void problems_tell(struct problems *problems, struct desk *desk, struct wire *wire)
{
    struct telling telling = { problems, desk, json_object(), json_object() };
    const char *path;
    json_t *array, *nothing = json_array();
    collect_all(&telling);
    json_object_foreach(telling.now, path, array) if (!was_told(&telling, path, array))
        tell(&telling, wire, path, array);
    json_object_foreach(problems->told, path,
                        array) if (!json_object_get(telling.now, path) && json_array_size(array))
        tell(&telling, wire, path, nothing);
    json_decref(nothing);
    json_decref(telling.roots);
    problems_free(problems);
    *problems = (struct problems){ telling.now, versions_of(desk) };
}

void problems_free(struct problems *problems)
{
    json_decref(problems->told);
    json_decref(problems->versions);
    *problems = (struct problems){ 0 };
}
