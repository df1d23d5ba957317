/* complete.c - what could be written at a place.
 *
 * A word is put there, with what may be missing behind it, until the checker meets it; the checker
 * then tells all that could stand in its place.  Keywords are what the parser would take. */
#include "interp/lsp/complete.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/token.h"
#include "interp/lsp/describe.h"

static const char word[] = "certpol_word_asked_about";

/* ---- the words around the caret ---- */

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || (unsigned char)byte >= 0x80;
}

static void find_word(struct completion *completion)
{
    const struct draft *draft = completion->caret.draft;
    completion->start = completion->end = completion->caret.offset;
    while (completion->start && is_word_byte(draft->text[completion->start - 1]))
        completion->start--;
    while (completion->end < draft->length && is_word_byte(draft->text[completion->end]))
        completion->end++;
}

/* TOKEN stands before the word. */
static void pass(struct completion *completion, const struct token *token)
{
    int kind = token->kind;
    completion->earlier = completion->before;
    completion->before = kind;
    if (kind == TOK_LBRACE || kind == TOK_RBRACE)
        completion->brackets = 0;
    else if (kind == TOK_LPAREN || kind == TOK_LBRACKET)
        completion->brackets++;
    else if (completion->brackets && (kind == TOK_RPAREN || kind == TOK_RBRACKET))
        completion->brackets--;
}

/* The words around the place: in what it is, what is open before it, and whether a brace closes
 * behind it. */
static void find_surroundings(struct completion *completion)
{
    const struct draft *draft = completion->caret.draft;
    struct arena *arena = &completion->request->arena;
    struct sources *sources = arena_new(arena, struct sources);
    struct diags *diags = arena_new(arena, struct diags);
    *diags = (struct diags){ .arena = arena, .sources = sources };
    const struct source *source =
        sources_add(sources, arena, draft->path, draft->text, draft->length);
    struct tokens tokens = tokens_scan(source, diags);
    uint32_t at = source->base + completion->start;
    completion->before = completion->earlier = TOK_EOF;
    uint32_t i = 0;
    for (; i < tokens.count && tokens.items[i].span.start < at; i++) {
        const struct token *token = &tokens.items[i];
        bool comment = token->kind == TOKEN_COMMENT || token->kind == TOKEN_DOC;
        completion->in_text = token->kind == TOK_STRING && at < token->span.end;
        completion->in_comment = comment && at <= token->span.end;
        if (!comment && !completion->in_text)
            pass(completion, token);
    }
    for (; i < tokens.count; i++)
        completion->closes |= tokens.items[i].kind == TOK_RBRACE;
    tokens_free(&tokens);
}

/* ---- asking the checker ---- */

/* The text with the word in place, and BEHIND it what may be missing. */
static struct load_text asking_text(struct completion *completion, const char *behind)
{
    const struct draft *draft = completion->caret.draft;
    const char *text =
        arena_format(&completion->request->arena, "%.*s%s%s%s", (int)completion->start, draft->text,
                     word, behind, draft->text + completion->end);
    return (struct load_text){ draft->path, text, strlen(text) };
}

static struct load_options asking_texts(struct completion *completion, const char *behind)
{
    struct load_options options =
        desk_texts(completion->request->desk, &completion->request->arena);
    struct load_text *texts =
        arena_array(&completion->request->arena, struct load_text, options.text_count);
    for (uint32_t i = 0; i < options.text_count; i++) {
        bool asking = strcmp(options.texts[i].path, completion->caret.draft->path) == 0;
        texts[i] = asking ? asking_text(completion, behind) : options.texts[i];
    }
    options.texts = texts;
    return options;
}

/* An analysis of ROOT in which the checker met the word, or NULL. */
static struct analysis *ask_with(struct completion *completion, const char *root,
                                 const char *behind)
{
    struct probe probe = { completion->caret.draft->path, completion->start };
    struct analysis *analysis = analysis_new(root, asking_texts(completion, behind), probe);
    if (analysis->references.probed.end)
        return analysis;
    analysis_free(analysis);
    return NULL;
}

/* Where what may be missing behind a word may be missing at all. */
enum missing {
    ANYWHERE,
    IN_TEXT,
    IN_BRACKETS,
    IN_LABELS,
    BETWEEN_ENTRIES,
    AFTER_COLON,
    AT_THE_END
};

static const struct {
    enum missing where;
    const char *text;
} endings[] = {
    { IN_TEXT, "}" },
    { ANYWHERE, "" },
    { ANYWHERE, " then x" },
    { IN_LABELS, ": x)" },
    { IN_BRACKETS, ")" },
    { IN_BRACKETS, ") then x" },
    { IN_BRACKETS, "] then x" },
    { BETWEEN_ENTRIES, " \"\"" },
    { AFTER_COLON, " = 0" },
    { AFTER_COLON, " { }" },
    { ANYWHERE, " where true then x" },
    { ANYWHERE, " has true then x" },
    { ANYWHERE, " of x then x" },
    { AT_THE_END, " then x }" },
    { AT_THE_END, ") then x }" },
    { AT_THE_END, " }" },
};

static bool may_miss(const struct completion *completion, enum missing where)
{
    int before = completion->before;
    if (completion->in_text)
        return where == IN_TEXT;
    switch (where) {
    case IN_TEXT:
        return false;
    case IN_BRACKETS:
        return completion->brackets > 0;
    case IN_LABELS:
        return completion->brackets > 0 && (before == TOK_LPAREN || before == TOK_COMMA);
    case BETWEEN_ENTRIES:
        return !completion->brackets && completion->expected.may[TOK_RBRACE - TOK_AND];
    case AFTER_COLON:
        return before == TOK_COLON || before == TOK_FOR || before == TOK_LBRACKET;
    case AT_THE_END:
        return !completion->closes;
    default:
        return true;
    }
}

/* What stands behind the word is tried as it is, and with the rest of a rule, of an outcome, of a
 * message, of a declaration before it, until the checker meets the word. */
static struct analysis *ask(struct completion *completion, const char *root)
{
    struct analysis *analysis = completion->in_text ? ask_with(completion, root, "") : NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !analysis; i++)
        if (may_miss(completion, endings[i].where))
            analysis = ask_with(completion, root, endings[i].text);
    return analysis;
}

/* ---- items ---- */

static int kind_of(const struct reference *reference)
{
    enum {
        METHOD = 2,
        FUNCTION = 3,
        FIELD = 5,
        VARIABLE = 6,
        MODULE = 9,
        ENUM = 13,
        MEMBER = 20,
        REFERENCE = 18,
        CONSTANT = 21,
        STRUCT = 22,
        KEYWORD = 14
    };
    switch (reference->thing) {
    case THING_ENUM:
    case THING_OUTCOME:
        return ENUM;
    case THING_RECORD:
        return STRUCT;
    case THING_SOURCE:
    case THING_POLICY:
        return MODULE;
    case THING_CLAUSE:
        return REFERENCE;
    case THING_PARAMETER:
        return CONSTANT;
    case THING_DEFINE:
    case THING_DECISION:
        return FUNCTION;
    case THING_RULE:
        return METHOD;
    case THING_MEMBER:
    case THING_CASE:
        return MEMBER;
    case THING_FIELD:
    case THING_LABEL:
        return FIELD;
    case THING_TABLE:
    case THING_LOCAL:
        return VARIABLE;
    default:
        return KEYWORD;
    }
}

static bool same_type(struct type a, struct type b)
{
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case TYPE_ENUM:
        return a.enumeration == b.enumeration;
    case TYPE_RECORD:
        return a.record == b.record;
    case TYPE_LIST:
        return same_type(*a.element, *b.element);
    default:
        return true;
    }
}

/* How a name is put there: an outcome's case, behind `then`, with what it carries. */
static const char *inserted(struct completion *completion, const struct reference *reference,
                            bool *snippet)
{
    bool outcome = reference->thing == THING_CASE && completion->before == TOK_THEN;
    *snippet = outcome && completion->request->client->snippets && reference->outcome_case->count;
    if (!*snippet)
        return reference->name;
    struct arena *arena = &completion->request->arena;
    const char *text = arena_format(arena, "%s(", reference->name);
    for (uint32_t i = 0; i < reference->outcome_case->count; i++)
        text = arena_format(arena, "%s%s%s: ${%u}", text, i ? ", " : "",
                            reference->outcome_case->payload[i].name, i + 1);
    return arena_format(arena, "%s)", text);
}

static const char *briefly(struct request *request, const struct reference *reference)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return "";
    describe_briefly(request, reference, out);
    fclose(out);
    const char *copy = arena_copy(&request->arena, text, size);
    free(text);
    return copy;
}

static json_t *edit_of(struct completion *completion, const char *text)
{
    const struct draft *draft = completion->caret.draft;
    return json_pack("{s:o, s:s}", "range",
                     desk_range(completion->request->desk, &draft->lines, completion->from,
                                completion->end),
                     "newText", text);
}

/* Better ones first: what has the type that is expected, then what is near. */
static const char *rank(struct completion *completion, const struct analysis *analysis,
                        const struct reference *reference, uint32_t index)
{
    struct type expected = analysis->references.expected;
    bool fits = expected.kind != TYPE_UNKNOWN && same_type(expected, reference->type);
    return arena_format(&completion->request->arena, "%d%05u", fits ? 0 : 1, index);
}

static void document(struct completion *completion, struct analysis *analysis,
                     const struct reference *reference, json_t *item)
{
    const char *doc = described_doc(completion->request, analysis, reference);
    if (reference->thing == THING_CLAUSE) {
        const struct clause *clause = reference->clause;
        json_object_set_new(item, "detail", json_string(clause->statement));
        doc = clause->disputed ? clause->disputed : doc;
    }
    if (doc)
        json_object_set_new(item, "documentation", json_string(doc));
}

static void add_reference(struct completion *completion, struct analysis *analysis, uint32_t index)
{
    const struct reference *reference = &analysis->references.offered.items[index];
    for (uint32_t i = 0; i < index; i++)
        if (analysis->references.offered.items[i].name == reference->name)
            return;
    bool snippet;
    const char *text = inserted(completion, reference, &snippet);
    json_t *item = json_pack("{s:s, s:i, s:s, s:s, s:o}", "label", reference->name, "kind",
                             kind_of(reference), "detail", briefly(completion->request, reference),
                             "sortText", rank(completion, analysis, reference, index), "textEdit",
                             edit_of(completion, text));
    if (snippet)
        json_object_set_new(item, "insertTextFormat", json_integer(2));
    document(completion, analysis, reference, item);
    json_array_append_new(completion->items, item);
}

static void add_references(struct completion *completion)
{
    struct roots roots;
    struct analysis *analysis = NULL;
    desk_roots(completion->request->desk, completion->caret.draft->path, &roots);
    for (size_t i = 0; i < roots.count && i < 4 && !analysis; i++)
        analysis = ask(completion, roots.paths[i]);
    if (!analysis)
        return;
    const struct reference_list *offered = &analysis->references.offered;
    if (offered->count && offered->items[0].thing == THING_CLAUSE)
        completion->from = analysis_stretch(analysis, analysis->references.probed).start;
    for (uint32_t i = 0; i < offered->count; i++)
        add_reference(completion, analysis, i);
    completion->from = completion->start;
    analysis_free(analysis);
}

json_t *answer_completion(struct request *request)
{
    struct completion completion = { .request = request };
    if (!request_caret(request, &completion.caret))
        return NULL;
    completion.items = json_array();
    find_word(&completion);
    find_surroundings(&completion);
    completion.from = completion.start;
    if (!completion.in_comment && !completion.in_text)
        complete_expect(&completion);
    if (!completion.in_comment && complete_takes_names(&completion))
        add_references(&completion);
    if (completion.in_text)
        complete_paths(&completion);
    else if (!completion.in_comment)
        complete_keywords(&completion);
    return json_pack("{s:b, s:o}", "isIncomplete", 0, "items", completion.items);
}
