/* complete_words.c - words of the language, settings, units, and files' names. */
#include "interp/lsp/complete.h"

#include <string.h>

#include "grammar/token.h"
#include "interp/path.h"

enum { ITEM_KEYWORD = 14, ITEM_UNIT = 11, ITEM_PROPERTY = 10, ITEM_FILE = 17 };

void complete_add(struct completion *completion, const char *word, int kind, const char *detail)
{
    const struct draft *draft = completion->caret.draft;
    json_t *range =
        desk_range(completion->request->desk, &draft->lines, completion->from, completion->end);
    json_t *item = json_pack("{s:s, s:i, s:s, s:{s:o, s:s}}", "label", word, "kind", kind,
                             "sortText", arena_format(&completion->request->arena, "2%s", word),
                             "textEdit", "range", range, "newText", word);
    if (detail)
        json_object_set_new(item, "detail", json_string(detail));
    json_array_append_new(completion->items, item);
}

void complete_expect(struct completion *completion)
{
    struct arena *arena = &completion->request->arena;
    const struct draft *draft = completion->caret.draft;
    struct sources sources = { 0 };
    struct names names = { .arena = arena };
    struct diags *diags = arena_new(arena, struct diags);
    *diags = (struct diags){ .arena = arena, .sources = &sources };
    const struct source *source =
        sources_add(&sources, arena, draft->path, draft->text, completion->start);
    struct ast_context context = { arena, &names, diags };
    completion->expected = parse_expected(source, &context);
}

static bool may(const struct expected *expected, int kind)
{
    return expected->may[kind - TOK_AND];
}

/* Behind these stands a name that is made there. */
static bool is_naming(int kind)
{
    switch (kind) {
    case TOK_LET:
    case TOK_RULE:
    case TOK_OTHERWISE:
    case TOK_EACH:
    case TOK_AS:
        return true;
    default:
        return kind >= TOK_POLICY && kind <= TOK_DECIDE && kind != TOK_USE && kind != TOK_MESSAGES;
    }
}

bool complete_takes_names(const struct completion *completion)
{
    bool known = false;
    for (int kind = TOK_AND; kind <= TOK_PART; kind++)
        known |= may(&completion->expected, kind);
    return !known || (may(&completion->expected, TOK_NAME) && !is_naming(completion->before));
}

/* Where any word may stand as a name, keywords are names too and not worth offering. */
static bool is_name_place(const struct expected *expected)
{
    return may(expected, TOK_THEN) && may(expected, TOK_AND) && may(expected, TOK_ABSENT);
}

static void add_words(struct completion *completion, const char *const *words, int kind,
                      const char *detail)
{
    for (; *words; words++)
        complete_add(completion, *words, kind, detail);
}

/* In a policy's header. */
static bool add_settings(struct completion *completion, const struct expected *expected)
{
    static const char *const settings[] = { "title",     "effective", "timezone", "rounding",
                                            "languages", "language",  NULL };
    if (!may(expected, TOK_EFFECTIVE) || !may(expected, TOK_NAME) || !may(expected, TOK_RBRACE) ||
        is_name_place(expected))
        return false;
    add_words(completion, settings, ITEM_PROPERTY, "a setting of the policy");
    return true;
}

static bool add_units(struct completion *completion, const struct expected *expected)
{
    static const char *const units[] = { "years",   "months",  "days", "hours",
                                         "minutes", "seconds", NULL };
    if (completion->before != TOK_INTEGER || !may(expected, TOK_NAME) || may(expected, TOK_INTEGER))
        return false;
    add_words(completion, units, ITEM_UNIT, "a unit of time");
    return true;
}

/* Words that are reserved nowhere are offered where no name may stand; the others wherever they
 * may. */
static bool is_offered(const struct expected *expected, int kind)
{
    if (!may(expected, kind))
        return false;
    return kind <= TOK_OTHERWISE ? !is_name_place(expected)
                                 : !may(expected, TOK_NAME) || kind == TOK_UP;
}

void complete_keywords(struct completion *completion)
{
    const struct expected *expected = &completion->expected;
    if (completion->before == TOK_DOT || add_settings(completion, expected))
        return;
    bool units = add_units(completion, expected);
    for (int kind = TOK_AND; kind <= TOK_UP; kind++) {
        bool soft = kind > TOK_OTHERWISE;
        if (is_offered(expected, kind) ||
            (units && soft && may(expected, kind) && kind >= TOK_AS && kind <= TOK_ON))
            complete_add(completion, token_name(kind), ITEM_KEYWORD, NULL);
    }
}

/* ---- files ---- */

/* PATH as the file at FROM would write it; in ARENA. */
static const char *relative(struct arena *arena, const char *from, const char *path)
{
    const char *folder = path_folder(arena, from), *up = "";
    while (!path_is_within(path, folder)) {
        folder = path_folder(arena, folder);
        up = arena_format(arena, "../%s", up);
    }
    size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return arena_format(arena, "%s%s", up, path + length + 1);
}

/* The text that the caret is in, without its quotes. */
static void find_text(struct completion *completion)
{
    const struct draft *draft = completion->caret.draft;
    while (completion->from && draft->text[completion->from - 1] != '"' &&
           draft->text[completion->from - 1] != '\n')
        completion->from--;
    while (completion->end < draft->length && !strchr("\"\n", draft->text[completion->end]))
        completion->end++;
}

void complete_paths(struct completion *completion)
{
    const struct folder *folder = &completion->request->desk->folder;
    struct arena *arena = &completion->request->arena;
    const char *own = completion->caret.draft->path;
    if (completion->before != TOK_USE)
        return;
    find_text(completion);
    for (size_t i = 0; i < folder->count; i++)
        if (!folder->files[i]->is_policy && strcmp(folder->files[i]->path, own) != 0)
            complete_add(completion, relative(arena, own, folder->files[i]->path), ITEM_FILE, NULL);
}
