/* rename.c - another name for a thing, wherever it is named.
 *
 * Whether the new name clashes is for the checker to say: the texts are changed on trial, and
 * checked again.  Data keep their spelling: a field or member that was spelt as it was called now
 * says so. */
#include <stdlib.h>
#include <string.h>

#include "grammar/parser.h"
#include "grammar/token.h"
#include "interp/lsp/naming.h"
#include "interp/lsp/outline.h"
#include "interp/read.h"

struct edit {
    struct stretch stretch;
    const char *text;
};

/* A renaming at its making. */
struct renaming {
    struct request *request;
    struct naming naming;
    const char *name; /* the new one */
    struct edit *edits;
    size_t count;
};

/* ---- what may be renamed ---- */

static bool is_nameable(const struct naming *naming)
{
    return naming->count && naming->thing != THING_POLICY && naming->thing != THING_BUILT_IN;
}

json_t *answer_prepare_rename(struct request *request)
{
    struct caret caret;
    struct naming naming;
    if (!request_caret(request, &caret))
        return NULL;
    naming_at(request, &caret, &naming);
    if (!is_nameable(&naming))
        return request_refuse(request, LETTER_FAILED, "nothing that can be renamed stands here");
    struct stretch word = naming.word;
    return json_pack("{s:o, s:s%}", "range",
                     desk_range(request->desk, &caret.draft->lines, word.start, word.end),
                     "placeholder", caret.draft->text + word.start,
                     (size_t)(word.end - word.start));
}

/* Whether NAME is one word of the language, or for a clause words and numbers with dots between. */
static bool is_name(struct request *request, const char *name, bool clause)
{
    struct arena *arena = &request->arena;
    struct sources sources = { 0 };
    struct diags *diags = arena_new(arena, struct diags);
    *diags = (struct diags){ .arena = arena, .sources = &sources };
    const struct source *source = sources_add(&sources, arena, "", name, strlen(name));
    struct tokens tokens = tokens_scan(source, diags);
    bool sound = !diags->count && tokens.count > 1;
    uint32_t end = source->base;
    for (uint32_t i = 0; i + 1 < tokens.count; i++) {
        int kind = tokens.items[i].kind;
        bool word = kind == TOK_NAME || (kind >= TOK_AND && kind <= TOK_UP);
        bool part = i > 0 && (kind == TOK_DOT || kind == TOK_PART || kind == TOK_INTEGER ||
                              kind == TOK_DECIMAL);
        sound &= (word || part) && tokens.items[i].span.start == end;
        end = tokens.items[i].span.end;
    }
    sound &= clause || tokens.count == 2;
    tokens_free(&tokens);
    return sound && end == source->base + source->length;
}

/* ---- edits ---- */

static void add_edit(struct renaming *renaming, struct stretch stretch, const char *text)
{
    size_t size = sizeof *renaming->edits, count = renaming->count;
    if ((count & (count - 1)) == 0)
        renaming->edits = arena_grow(&renaming->request->arena, renaming->edits, count * size,
                                     (count ? 2 * count : 1) * size);
    renaming->edits[renaming->count++] = (struct edit){ stretch, text };
}

static struct file_text text_at(struct request *request, const char *path)
{
    const struct draft *draft = drafts_at_path(&request->desk->drafts, path);
    return draft ? (struct file_text){ draft->text, draft->length, NULL }
                 : read_file(&request->arena, path, LOAD_TEXT_MAX);
}

/* A text with escapes, in which a hole has no place of its own: each `{old}` in it. */
static void edit_holes(struct renaming *renaming, struct stretch text, const char *bytes)
{
    const char *hole = arena_format(&renaming->request->arena, "{%s}", renaming->naming.name);
    uint32_t length = (uint32_t)strlen(hole);
    for (uint32_t at = text.start; at + length <= text.end; at++)
        if (memcmp(bytes + at, hole, length) == 0)
            add_edit(renaming, (struct stretch){ text.path, at + 1, at + length - 1 },
                     renaming->name);
}

static void edit_word(struct renaming *renaming, struct stretch word)
{
    struct file_text text = text_at(renaming->request, word.path);
    if (!text.text || word.end > text.length)
        return;
    if (text.text[word.start] == '"')
        edit_holes(renaming, word, text.text);
    else
        add_edit(renaming, word, renaming->name);
}

/* Where the spelling in data belongs of a field or member that has none; else 0. */
static uint32_t spelling_place(const struct entry *entry)
{
    if (entry->thing == THING_FIELD && !entry->field->spelling.text)
        return entry->field->span.end;
    if (entry->thing == THING_MEMBER && !entry->member->spelling.text)
        return entry->name.span.end;
    return 0;
}

static void keep_spelling(struct renaming *renaming, struct analysis *analysis,
                          struct stretch declared)
{
    struct arena *arena = &renaming->request->arena;
    const struct part *part = analysis_part(analysis, declared.path);
    if (!part || !part->module)
        return;
    uint32_t base = part->source->base;
    struct outline outline = outline_of(arena, &part->module->ast);
    const struct entry *entry = outline_find(&outline, base + declared.start);
    uint32_t place = entry ? spelling_place(entry) : 0;
    if (place)
        add_edit(renaming, (struct stretch){ declared.path, place - base, place - base },
                 arena_format(arena, " \"%s\"", entry->name.text));
}

static void make_edits(struct renaming *renaming)
{
    struct request *request = renaming->request;
    struct stretches words = naming_words(request, &renaming->naming);
    for (size_t i = 0; i < words.count; i++)
        edit_word(renaming, words.items[i]);
    for (size_t i = 0; i < renaming->naming.count; i++) {
        struct stretch declared = renaming->naming.declared[i];
        struct roots roots;
        desk_roots(request->desk, declared.path, &roots);
        keep_spelling(renaming, desk_analysis(request->desk, roots.paths[0]), declared);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct stretch *first = &((const struct edit *)a)->stretch;
    const struct stretch *second = &((const struct edit *)b)->stretch;
    int order = strcmp(first->path, second->path);
    return order ? order : (first->start > second->start) - (first->start < second->start);
}

/* ---- the trial ---- */

/* The text at EDIT's path as EDIT and those behind it make it. */
static struct load_text edited_text(const struct renaming *renaming, const struct edit *edit)
{
    const char *path = edit->stretch.path;
    struct file_text text = text_at(renaming->request, path);
    const struct edit *end = renaming->edits + renaming->count;
    size_t size = text.length, at = 0;
    for (const struct edit *next = edit; next < end && strcmp(next->stretch.path, path) == 0;
         next++)
        size += strlen(next->text);
    char *edited = arena_alloc(&renaming->request->arena, size + 1), *to = edited;
    for (; edit < end && strcmp(edit->stretch.path, path) == 0; edit++) {
        to = mempcpy(to, text.text + at, edit->stretch.start - at);
        to = stpcpy(to, edit->text);
        at = edit->stretch.end;
    }
    to = mempcpy(to, text.text + at, text.length - at);
    return (struct load_text){ path, edited, (size_t)(to - edited) };
}

/* The edited texts, and those that are open and not edited. */
static struct load_options edited_texts(const struct renaming *renaming)
{
    struct arena *arena = &renaming->request->arena;
    struct load_options open = desk_texts(renaming->request->desk, arena);
    struct load_text *texts =
        arena_array(arena, struct load_text, renaming->count + open.text_count);
    uint32_t count = 0, edited;
    for (size_t i = 0; i < renaming->count; i++)
        if (!count || strcmp(texts[count - 1].path, renaming->edits[i].stretch.path) != 0)
            texts[count++] = edited_text(renaming, &renaming->edits[i]);
    edited = count;
    for (uint32_t i = 0; i < open.text_count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < edited; k++)
            known |= strcmp(texts[k].path, open.texts[i].path) == 0;
        if (!known)
            texts[count++] = open.texts[i];
    }
    return (struct load_options){ .texts = texts, .text_count = count };
}

static bool is_known(const struct diags *diags, const struct diag *diag)
{
    for (unsigned i = 0; i < diags->count; i++)
        if (strcmp(diags->items[i]->code, diag->code) == 0 &&
            strcmp(diags->items[i]->message, diag->message) == 0)
            return true;
    return false;
}

/* Whether DIAG says that two things have one name. */
static bool is_clash(const struct diag *diag)
{
    return strcmp(diag->code, "declared-twice") == 0 || strcmp(diag->code, "two-meanings") == 0;
}

/* An error that AFTER has and BEFORE has not, rather one about names; or NULL. */
static const struct diag *new_error(const struct diags *before, const struct diags *after)
{
    const struct diag *first = NULL;
    for (unsigned i = 0; i < after->count; i++) {
        const struct diag *diag = after->items[i];
        if (diag->severity != DIAG_ERROR || is_known(before, diag))
            continue;
        if (is_clash(diag))
            return diag;
        first = first ? first : diag;
    }
    return first;
}

/* `language` is looked for by its name where no header says otherwise. */
static bool is_usual_language(const struct renaming *renaming, struct analysis *analysis)
{
    for (uint32_t i = 0; i < analysis->program->policy_count; i++) {
        const struct field *field = analysis->program->policies[i]->language;
        if (field && strcmp(field->name, "language") == 0 &&
            naming_declares(&renaming->naming, analysis_stretch(analysis, field->span)))
            return true;
    }
    return false;
}

/* Whether BEFORE is as sound with the new name; else the request is refused. */
static bool try_root(struct renaming *renaming, struct analysis *before, const char *root,
                     struct load_options texts)
{
    struct request *request = renaming->request;
    if (before->load->incomplete) {
        request_refuse(request, LETTER_FAILED,
                       "%s cannot be read in full; mend that first, or a name might be missed",
                       root);
        return false;
    }
    if (is_usual_language(renaming, before)) {
        request_refuse(request, LETTER_FAILED,
                       "the reader's language is looked for in `language`; write `language %s` "
                       "in the policy's header if you rename it by hand",
                       renaming->name);
        return false;
    }
    struct analysis *after = analysis_new(root, texts, (struct probe){ 0 });
    const struct diag *error = new_error(&before->load->diags, &after->load->diags);
    bool more = after->load->diags.errors > before->load->diags.errors;
    bool lost = after->references.words.count != before->references.words.count;
    if (more || lost)
        request_refuse(request, LETTER_FAILED, "`%s` would clash: %s", renaming->name,
                       more && error ? error->message : "a word would mean something else");
    analysis_free(after);
    return !more && !lost;
}

static bool try_all(struct renaming *renaming)
{
    struct load_options texts = edited_texts(renaming);
    struct roots roots;
    naming_roots(renaming->request, &renaming->naming, &roots);
    for (size_t i = 0; i < roots.count; i++) {
        struct analysis *before = desk_analysis(renaming->request->desk, roots.paths[i]);
        if (!try_root(renaming, before, roots.paths[i], texts))
            return false;
    }
    return true;
}

/* ---- the answer ---- */

/* The edits of one file, from EDIT on; how many they are is in COUNT. */
static json_t *file_edits(struct renaming *renaming, const struct edit *edit, size_t *count)
{
    const char *path = edit->stretch.path;
    const struct edit *end = renaming->edits + renaming->count;
    struct file_text text = text_at(renaming->request, path);
    struct lines lines = { 0 };
    json_t *edits = json_array();
    lines_find(&lines, text.text ? text.text : "", (uint32_t)text.length);
    for (*count = 0; edit < end && strcmp(edit->stretch.path, path) == 0; edit++, ++*count)
        json_array_append_new(edits, json_pack("{s:o, s:s}", "range",
                                               desk_range(renaming->request->desk, &lines,
                                                          edit->stretch.start, edit->stretch.end),
                                               "newText", edit->text));
    lines_free(&lines);
    return edits;
}

static json_t *all_edits(struct renaming *renaming)
{
    struct request *request = renaming->request;
    bool versioned = request->client->document_changes;
    json_t *changes = versioned ? json_array() : json_object();
    size_t count;
    for (size_t i = 0; i < renaming->count; i += count) {
        const char *path = renaming->edits[i].stretch.path;
        const struct draft *draft = drafts_at_path(&request->desk->drafts, path);
        const char *uri = desk_uri(request->desk, &request->arena, path);
        json_t *edits = file_edits(renaming, &renaming->edits[i], &count);
        json_t *version = draft ? json_integer(draft->version) : json_null();
        if (versioned)
            json_array_append_new(changes, json_pack("{s:{s:s, s:o}, s:o}", "textDocument", "uri",
                                                     uri, "version", version, "edits", edits));
        else
            json_object_set_new(changes, uri, edits);
        if (!versioned)
            json_decref(version);
    }
    return json_pack("{s:o}", versioned ? "documentChanges" : "changes", changes);
}

json_t *answer_rename(struct request *request)
{
    struct caret caret;
    struct renaming renaming = { .request = request };
    renaming.name = json_text_of(request->parameters, "newName");
    if (!request_caret(request, &caret))
        return NULL;
    if (!renaming.name)
        return request_refuse(request, LETTER_PARAMETERS, "newName is missing");
    naming_at(request, &caret, &renaming.naming);
    if (!is_nameable(&renaming.naming))
        return request_refuse(request, LETTER_FAILED, "nothing that can be renamed stands here");
    if (!is_name(request, renaming.name, renaming.naming.thing == THING_CLAUSE))
        return request_refuse(request, LETTER_FAILED, "`%s` is no name", renaming.name);
    naming_close(request, &renaming.naming);
    make_edits(&renaming);
    if (!renaming.count)
        return NULL;
    qsort(renaming.edits, renaming.count, sizeof *renaming.edits, by_place);
    return try_all(&renaming) ? all_edits(&renaming) : NULL;
}
