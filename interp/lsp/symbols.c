/* symbols.c - what a file declares, and what all files do. */
#include <string.h>
#include <strings.h>

#include "grammar/parse.h"
#include "interp/lsp/outline.h"
#include "interp/lsp/request.h"
#include "interp/read.h"

/* The protocol's kinds of symbols. */
enum protocol_kind {
    KIND_MODULE = 2,
    KIND_CLASS = 5,
    KIND_METHOD = 6,
    KIND_FIELD = 8,
    KIND_ENUM = 10,
    KIND_INTERFACE = 11,
    KIND_FUNCTION = 12,
    KIND_VARIABLE = 13,
    KIND_CONSTANT = 14,
    KIND_STRING = 15,
    KIND_ARRAY = 18,
    KIND_KEY = 20,
    KIND_ENUM_MEMBER = 22,
    KIND_STRUCT = 23
};

static int symbol_kind_of(enum thing thing)
{
    static const enum protocol_kind kinds[] = {
        [THING_ENUM] = KIND_ENUM,          [THING_RECORD] = KIND_STRUCT,
        [THING_TABLE] = KIND_ARRAY,        [THING_OUTCOME] = KIND_INTERFACE,
        [THING_SOURCE] = KIND_CLASS,       [THING_CLAUSE] = KIND_STRING,
        [THING_PARAMETER] = KIND_CONSTANT, [THING_DEFINE] = KIND_FUNCTION,
        [THING_DECISION] = KIND_FUNCTION,  [THING_POLICY] = KIND_MODULE,
        [THING_FIELD] = KIND_FIELD,        [THING_MEMBER] = KIND_ENUM_MEMBER,
        [THING_CASE] = KIND_ENUM_MEMBER,   [THING_LABEL] = KIND_FIELD,
        [THING_RULE] = KIND_METHOD,        [THING_LOCAL] = KIND_VARIABLE,
        [THING_BUILT_IN] = KIND_KEY,
    };
    return (int)kinds[thing];
}

/* A file that is parsed for its outline alone; all of it lives in the request's arena. */
struct reading {
    struct sources sources;
    const struct source *source;
    struct outline outline;
    struct lines lines;
};

static void read_outline(struct request *request, struct reading *reading, const char *path,
                         struct file_text text)
{
    struct arena *arena = &request->arena;
    struct names names = { .arena = arena };
    struct diags *diags = arena_new(arena, struct diags);
    *reading = (struct reading){ 0 };
    *diags = (struct diags){ .arena = arena, .sources = &reading->sources };
    reading->source = sources_add(&reading->sources, arena, path, text.text, text.length);
    struct ast_context context = { arena, &names, diags };
    struct ast ast = parse(reading->source, &context);
    reading->outline = outline_of(arena, &ast);
    lines_find(&reading->lines, text.text, (uint32_t)text.length);
}

static json_t *range_of(struct request *request, const struct reading *reading, struct span span)
{
    uint32_t base = reading->source->base;
    return desk_range(request->desk, &reading->lines, span.start - base, span.end - base);
}

/* ---- one file ---- */

static json_t *symbol_of(struct request *request, const struct reading *reading,
                         const struct entry *entry)
{
    return json_pack("{s:s, s:i, s:o, s:o}", "name", entry->name.text, "kind",
                     symbol_kind_of(entry->thing), "range", range_of(request, reading, entry->span),
                     "selectionRange", range_of(request, reading, entry->name.span));
}

static json_t *nested_symbols(struct request *request, const struct reading *reading)
{
    json_t *symbols = json_array(), *parts = NULL;
    for (uint32_t i = 0; i < reading->outline.count; i++) {
        const struct entry *entry = &reading->outline.entries[i];
        json_t *symbol = symbol_of(request, reading, entry);
        if (entry->is_part && parts) {
            json_array_append_new(parts, symbol);
            continue;
        }
        parts = json_array();
        json_object_set_new(symbol, "children", parts);
        json_array_append_new(symbols, symbol);
    }
    return symbols;
}

/* ENTRY for those who do not nest: with its location, and IN what it stands. */
static json_t *flat_symbol(struct request *request, const struct reading *reading,
                           const struct entry *entry)
{
    const char *uri = desk_uri(request->desk, &request->arena, reading->source->name);
    json_t *symbol = json_pack("{s:s, s:i, s:{s:s, s:o}}", "name", entry->name.text, "kind",
                               symbol_kind_of(entry->thing), "location", "uri", uri, "range",
                               range_of(request, reading, entry->name.span));
    if (entry->is_part)
        json_object_set_new(symbol, "containerName", json_string(entry->item->name.text));
    return symbol;
}

json_t *answer_symbols(struct request *request)
{
    struct reading reading;
    const struct draft *draft = request_draft(request);
    if (!draft)
        return NULL;
    read_outline(request, &reading, draft->path,
                 (struct file_text){ draft->text, draft->length, NULL });
    json_t *symbols;
    if (request->client->nests_symbols) {
        symbols = nested_symbols(request, &reading);
    } else {
        symbols = json_array();
        for (uint32_t i = 0; i < reading.outline.count; i++)
            json_array_append_new(symbols,
                                  flat_symbol(request, &reading, &reading.outline.entries[i]));
    }
    lines_free(&reading.lines);
    return symbols;
}

/* ---- all files ---- */

/* Whether the letters of WANTED are in NAME in that order, case put aside. */
static bool matches(const char *name, const char *wanted)
{
    for (; *wanted && *name; name++)
        if (strncasecmp(name, wanted, 1) == 0)
            wanted++;
    return !*wanted;
}

static void add_matches(struct request *request, const struct reading *reading, const char *wanted,
                        json_t *symbols)
{
    enum { SYMBOLS_MAX = 1000 };
    for (uint32_t i = 0; i < reading->outline.count; i++) {
        const struct entry *entry = &reading->outline.entries[i];
        bool local = entry->thing == THING_LOCAL;
        if (!local && matches(entry->name.text, wanted) && json_array_size(symbols) < SYMBOLS_MAX)
            json_array_append_new(symbols, flat_symbol(request, reading, entry));
    }
}

json_t *answer_all_symbols(struct request *request)
{
    const struct desk *desk = request->desk;
    const char *wanted = json_text_of(request->parameters, "query");
    json_t *symbols = json_array();
    for (size_t i = 0; i < desk->folder.count; i++) {
        const char *path = desk->folder.files[i]->path;
        const struct draft *draft = drafts_at_path(&desk->drafts, path);
        struct file_text text = draft ? (struct file_text){ draft->text, draft->length, NULL }
                                      : read_file(&request->arena, path, LOAD_TEXT_MAX);
        struct reading reading;
        if (!text.text)
            continue;
        read_outline(request, &reading, path, text);
        add_matches(request, &reading, wanted ? wanted : "", symbols);
        lines_free(&reading.lines);
    }
    return symbols;
}
