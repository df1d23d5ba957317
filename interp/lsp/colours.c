/* colours.c - what each word is, for an editor that shows it in colours ("semantic tokens").
 *
 * A word means what the checker found; where it found nothing, as in a broken rule, it is what the
 * scanner says. */
#include <string.h>

#include "grammar/parser.h"
#include "grammar/token.h"
#include "interp/lsp/request.h"

enum colour {
    COLOUR_NAMESPACE,
    COLOUR_TYPE,
    COLOUR_ENUM,
    COLOUR_STRUCT,
    COLOUR_PARAMETER,
    COLOUR_VARIABLE,
    COLOUR_PROPERTY,
    COLOUR_MEMBER,
    COLOUR_FUNCTION,
    COLOUR_METHOD,
    COLOUR_KEYWORD,
    COLOUR_COMMENT,
    COLOUR_TEXT,
    COLOUR_NUMBER,
    COLOUR_OPERATOR,
    COLOUR_NONE
};

enum { DECLARES = 1, CONSTANT = 2, DOCUMENTS = 4, BUILT_IN = 8 };

json_t *colours_legend(void)
{
    return json_pack("{s:[sssssssssssssss], s:[ssss]}", "tokenTypes", "namespace", "type", "enum",
                     "struct", "parameter", "variable", "property", "enumMember", "function",
                     "method", "keyword", "comment", "string", "number", "operator",
                     "tokenModifiers", "declaration", "readonly", "documentation",
                     "defaultLibrary");
}

static enum colour colour_of_thing(const struct reference *reference)
{
    static const enum colour colours[] = {
        [THING_ENUM] = COLOUR_ENUM,          [THING_RECORD] = COLOUR_STRUCT,
        [THING_TABLE] = COLOUR_VARIABLE,     [THING_OUTCOME] = COLOUR_ENUM,
        [THING_SOURCE] = COLOUR_NAMESPACE,   [THING_CLAUSE] = COLOUR_NAMESPACE,
        [THING_PARAMETER] = COLOUR_VARIABLE, [THING_DEFINE] = COLOUR_FUNCTION,
        [THING_DECISION] = COLOUR_FUNCTION,  [THING_POLICY] = COLOUR_NAMESPACE,
        [THING_FIELD] = COLOUR_PROPERTY,     [THING_MEMBER] = COLOUR_MEMBER,
        [THING_CASE] = COLOUR_MEMBER,        [THING_LABEL] = COLOUR_PROPERTY,
        [THING_RULE] = COLOUR_METHOD,        [THING_LOCAL] = COLOUR_VARIABLE,
        [THING_BUILT_IN] = COLOUR_TYPE,
    };
    if (reference->thing == THING_LOCAL && strcmp(reference->of, "argument") == 0)
        return COLOUR_PARAMETER;
    bool clock = reference->thing == THING_BUILT_IN &&
                 (strcmp(reference->name, "today") == 0 || strcmp(reference->name, "now") == 0);
    return clock ? COLOUR_VARIABLE : colours[reference->thing];
}

static unsigned modifiers_of(const struct reference *reference)
{
    unsigned modifiers = reference->span.start == reference->declared.start ? DECLARES : 0;
    if (reference->thing == THING_PARAMETER || reference->thing == THING_MEMBER)
        modifiers |= CONSTANT;
    return reference->thing == THING_BUILT_IN ? BUILT_IN : modifiers;
}

static enum colour colour_of_token(int kind)
{
    switch (kind) {
    case TOKEN_COMMENT:
    case TOKEN_DOC:
        return COLOUR_COMMENT;
    case TOK_STRING:
        return COLOUR_TEXT;
    case TOK_INTEGER:
    case TOK_DECIMAL:
    case TOK_DATE:
    case TOK_INSTANT:
        return COLOUR_NUMBER;
    case TOK_PART:
        return COLOUR_NAMESPACE;
    default:
        if (kind >= TOK_AND && kind <= TOK_UP)
            return COLOUR_KEYWORD;
        return kind >= TOK_RANGE && kind <= TOK_TIMES && kind != TOK_QUESTION ? COLOUR_OPERATOR
                                                                              : COLOUR_NONE;
    }
}

/* ---- one after the other ---- */

struct colouring {
    const struct lines *lines;
    enum encoding encoding;
    struct position last;
    json_t *data;
};

struct paint {
    enum colour colour;
    unsigned modifiers;
};

/* The five numbers of a stretch within one line. */
static void colour_piece(struct colouring *colouring, struct span span, struct paint paint)
{
    struct position from = lines_position(colouring->lines, span.start, colouring->encoding);
    struct position to = lines_position(colouring->lines, span.end, colouring->encoding);
    bool same = from.line == colouring->last.line;
    const uint32_t numbers[] = { from.line - colouring->last.line,
                                 same ? from.character - colouring->last.character : from.character,
                                 to.character - from.character, (uint32_t)paint.colour,
                                 paint.modifiers };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        json_array_append_new(colouring->data, json_integer((json_int_t)numbers[i]));
    colouring->last = from;
}

/* A stretch, in offsets, may go over several lines; each gets its piece. */
static void colour_stretch(struct colouring *colouring, struct span span, struct paint paint)
{
    while (span.start < span.end) {
        const char *text = colouring->lines->text;
        const char *newline = memchr(text + span.start, '\n', span.end - span.start);
        uint32_t stop = newline ? (uint32_t)(newline - text) : span.end;
        if (stop > span.start)
            colour_piece(colouring, (struct span){ span.start, stop }, paint);
        span.start = newline ? stop + 1 : span.end;
    }
}

/* ---- words ---- */

/* The words that mean something, beside the tokens of the same text. */
struct meant {
    struct reference *const *words;
    uint32_t index, count;
};

/* The word that TOKEN is, or NULL: it begins there, and may go on over more tokens, as a clause
 * does. */
static const struct reference *word_at(struct meant *meant, const struct token *token)
{
    while (meant->index < meant->count && meant->words[meant->index]->span.end <= token->span.start)
        meant->index++;
    const struct reference *word = meant->index < meant->count ? meant->words[meant->index] : NULL;
    bool within =
        word && word->span.start <= token->span.start && token->span.end <= word->span.end;
    return within ? word : NULL;
}

static void colour_token(struct colouring *colouring, const struct token *token, uint32_t base,
                         struct meant *meant)
{
    const struct reference *word = word_at(meant, token);
    bool named = word && token->kind != TOK_STRING && token->kind != TOK_DOT;
    struct paint paint = { colour_of_token(token->kind), token->kind == TOKEN_DOC ? DOCUMENTS : 0 };
    if (named)
        paint = (struct paint){ colour_of_thing(word), modifiers_of(word) };
    if (paint.colour != COLOUR_NONE)
        colour_stretch(colouring, (struct span){ token->span.start - base, token->span.end - base },
                       paint);
}

json_t *answer_colours(struct request *request)
{
    struct roots roots;
    const struct draft *draft = request_draft(request);
    if (!draft)
        return NULL;
    struct colouring colouring = { .lines = &draft->lines,
                                   .encoding = request->desk->encoding,
                                   .data = json_array() };
    desk_roots(request->desk, draft->path, &roots);
    struct view view = request_view(request, roots.paths[0], draft->path);
    if (view.part) {
        struct diags *diags = arena_new(&request->arena, struct diags);
        *diags =
            (struct diags){ .arena = &request->arena, .sources = &view.analysis->load->sources };
        struct tokens tokens = tokens_scan(view.part->source, diags);
        struct meant meant = { analysis_words(view.analysis), 0,
                               view.analysis->references.words.count };
        for (uint32_t i = 0; i + 1 < tokens.count; i++)
            colour_token(&colouring, &tokens.items[i], view.part->source->base, &meant);
        tokens_free(&tokens);
    }
    return json_pack("{s:o}", "data", colouring.data);
}
