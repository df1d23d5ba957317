/* complaint.c - "expected this or that, found another": syntax errors in the author's words.
 *
 * Knows which tokens the grammar would take, and where the text has lines and braces; nothing of
 * the grammar's rules. */
#include "grammar/parsing.h"

#include <string.h>

#include "grammar/parser.h"
#include "grammar/utf8.h"

bool may_stand(const struct situation *situation, int kind)
{
    return situation->expected->may[kind - TOK_AND];
}

const char *token_quoted(const struct parser *parser, struct token token)
{
    enum { SHOWN = 40 };
    const struct source *source = parser->builder.source;
    const char *text = source->text + (token.span.start - source->base);
    size_t length = token.span.end - token.span.start, at = 0;
    while (at < length && at < SHOWN && text[at] != '\n')
        at += utf8_decode(text + at, length - at).length;
    return arena_format(parser->builder.context->arena, "'%.*s%s'", (int)at, text,
                        at < length ? "\xE2\x80\xA6" : "");
}

/* ---- what may stand there ---- */

static bool is_word(int kind) /* the words come first in the token list */
{
    return kind >= TOK_AND && kind <= TOK_UP;
}
static bool is_class(int kind) /* these are called by what they are, not by how they are spelt */
{
    return kind >= TOK_NAME;
}

/* What goes on after a value, but for the words that end a clause of a rule. */
static bool continues_value(int kind)
{
    switch (kind) {
    case TOK_AND:
    case TOK_OR:
    case TOK_IN:
    case TOK_IS:
    case TOK_ELSE:
    case TOK_OF:
    case TOK_ON:
    case TOK_FROM:
    case TOK_AS:
    case TOK_WHERE:
    case TOK_DOT:
    case TOK_LBRACKET:
    case TOK_LPAREN:
        return true;
    default:
        return kind >= TOK_LT && kind <= TOK_TIMES;
    }
}

static bool begins_value(int kind)
{
    return kind == TOK_MINUS || kind == TOK_LPAREN || kind == TOK_LBRACKET || is_word(kind) ||
           (kind >= TOK_NAME && kind <= TOK_INSTANT);
}

static bool continues_list(int kind)
{
    return kind == TOK_LPAREN || kind == TOK_LBRACKET || kind == TOK_DOT || kind == TOK_AS ||
           kind == TOK_OF;
}

static bool begins_bound(int kind)
{
    return kind == TOK_MINUS || kind == TOK_INTEGER || kind == TOK_DECIMAL || kind == TOK_DATE ||
           kind == TOK_INSTANT || kind == TOK_UP;
}

/* What may stand there, told in classes where single words would make a long list. */
enum choice {
    CHOICE_VALUE,
    CHOICE_NAME,
    CHOICE_TYPE,
    CHOICE_UNIT,
    CHOICE_RANGE,
    CHOICE_BOUND,
    CHOICE_FILTER,
    CHOICE_OPERATOR,
    CHOICE_DECLARATION,
    CHOICES
};

static const char *const choice_names[CHOICES] = { [CHOICE_VALUE] = "a value",
                                                   [CHOICE_NAME] = "a name",
                                                   [CHOICE_TYPE] = "a type",
                                                   [CHOICE_UNIT] = "a unit",
                                                   [CHOICE_RANGE] = "a range",
                                                   [CHOICE_BOUND] = "a number, day or instant",
                                                   [CHOICE_FILTER] = NULL,
                                                   [CHOICE_OPERATOR] = "an operator",
                                                   [CHOICE_DECLARATION] = "a declaration" };

struct choices {
    bool are[CHOICES];
};

static struct choices choices_of(const struct situation *situation)
{
    bool value = may_stand(situation, TOK_INTEGER) && may_stand(situation, TOK_LBRACKET);
    bool operators = may_stand(situation, TOK_PLUS);
    bool name = may_stand(situation, TOK_NAME) && !value;
    bool type = name && may_stand(situation, TOK_LBRACKET) && !operators;
    bool unit = name && operators;
    struct choices choices = { 0 };
    choices.are[CHOICE_VALUE] = value;
    choices.are[CHOICE_NAME] = name && !unit && !type;
    choices.are[CHOICE_TYPE] = type;
    choices.are[CHOICE_UNIT] = unit;
    bool bound = may_stand(situation, TOK_DECIMAL) && may_stand(situation, TOK_MINUS) && !value &&
                 !operators;
    choices.are[CHOICE_RANGE] = bound && may_stand(situation, TOK_RBRACE);
    choices.are[CHOICE_BOUND] = bound && !may_stand(situation, TOK_RBRACE);
    choices.are[CHOICE_FILTER] =
        (may_stand(situation, TOK_WHERE) || may_stand(situation, TOK_HAS)) && !operators;
    choices.are[CHOICE_OPERATOR] = operators;
    choices.are[CHOICE_DECLARATION] =
        may_stand(situation, TOK_USE) && !may_stand(situation, TOK_KEY);
    return choices;
}

/* Whether KIND is told by one of the classes. */
static bool is_covered(const struct situation *situation, const struct choices *choices, int kind)
{
    bool any_word = choices->are[CHOICE_TYPE] ||
                    (choices->are[CHOICE_NAME] && may_stand(situation, TOK_POLICY));
    bool stray = kind == TOK_COMMA && may_stand(situation, TOK_RBRACE);
    return kind == TOK_NAME || stray || (choices->are[CHOICE_TYPE] && kind == TOK_LBRACKET) ||
           (choices->are[CHOICE_VALUE] && begins_value(kind)) || (any_word && is_word(kind)) ||
           ((choices->are[CHOICE_RANGE] || choices->are[CHOICE_BOUND]) && begins_bound(kind)) ||
           (choices->are[CHOICE_FILTER] && continues_list(kind)) ||
           (choices->are[CHOICE_OPERATOR] && continues_value(kind)) ||
           (choices->are[CHOICE_DECLARATION] && token_is_declaration(kind));
}

enum { LIST_SIZE = 1024 };

/* "'then' or an operator": the names so far, and room for the next. */
struct list {
    char text[LIST_SIZE];
    const char *last; /* not written yet, since "or" comes before it */
    bool quoted;
};

static void list_write(struct list *list, const char *separator)
{
    size_t used = strlen(list->text);
    const char *quote = list->quoted ? "'" : "";
    if (list->last)
        snprintf(list->text + used, sizeof list->text - used, "%s%s%s%s", used ? separator : "",
                 quote, list->last, quote);
}

static void list_add(struct list *list, const char *name, bool quoted)
{
    list_write(list, ", ");
    list->last = name;
    list->quoted = quoted;
}

static const char *class_name(const struct situation *situation, int kind)
{
    return arena_format(situation->parser->builder.context->arena, "a %s", token_name(kind));
}

static struct list list_expected(const struct situation *situation)
{
    struct choices choices = choices_of(situation);
    struct list list = { 0 };
    for (int kind = TOK_AND; kind <= TOK_PART; kind++)
        if (may_stand(situation, kind) && !is_covered(situation, &choices, kind))
            list_add(&list, is_class(kind) ? class_name(situation, kind) : token_name(kind),
                     !is_class(kind));
    for (int choice = 0; choice < CHOICES; choice++)
        if (choices.are[choice] && choice_names[choice])
            list_add(&list, choice_names[choice], false);
    list_write(&list, " or ");
    return list;
}

/* ---- where ---- */

static bool has_newline(const struct parser *parser, uint32_t start, uint32_t end)
{
    const struct source *source = parser->builder.source;
    return end > start && memchr(source->text + (start - source->base), '\n', end - start);
}

/* Where something is missing at a line's end, point there and not at the next line's first word;
 * but not where what stands before is complete. */
static struct span place_of(const struct situation *situation)
{
    struct span found = situation->found.span, before = situation->before.span;
    bool word = may_stand(situation, TOK_KEY);
    bool complete = may_stand(situation, TOK_RBRACE) ||
                    (!word && (may_stand(situation, TOK_RULE) || may_stand(situation, TOK_USE)));
    if (situation->found.kind == TOK_EOF)
        return (struct span){ before.end, before.end };
    if (!complete && before.end <= found.start &&
        has_newline(situation->parser, before.end, found.start))
        return (struct span){ before.end, before.end };
    return found;
}

/* ---- saying it ---- */

static struct diag *report(const struct parser *parser, const struct complaint *complaint)
{
    struct diags *diags = parser->builder.context->diags;
    struct diag *diag =
        diag_error(diags, complaint->span, complaint->code, "%s", complaint->message);
    if (complaint->hint)
        diag_hint(diags, diag, "%s", complaint->hint);
    if (complaint->mend)
        diag_mend(diags, diag, complaint->mended, "%s", complaint->mend);
    return diag;
}

static struct situation situation_of(const struct parser *parser, const struct expected *expected)
{
    const struct tokens *tokens = &parser->tokens;
    uint32_t before = word_before(tokens, parser->last);
    uint32_t earlier = word_before(tokens, before);
    return (struct situation){ .parser = parser,
                               .expected = expected,
                               .found = tokens->items[parser->last],
                               .before = tokens->items[before],
                               .earlier = tokens->items[earlier] };
}

/* A word that the language has taken, where a name should stand. */
static const char *hint_on_reserved(const struct situation *situation, struct span place)
{
    struct choices choices = choices_of(situation);
    int kind = situation->found.kind;
    bool reserved = kind >= TOK_AND && kind <= TOK_OTHERWISE;
    bool name = choices.are[CHOICE_NAME] || choices.are[CHOICE_TYPE];
    if (!reserved || !name || place.start != situation->found.span.start)
        return NULL;
    return arena_format(situation->parser->builder.context->arena,
                        "%s is a word of the language: choose another name",
                        token_quoted(situation->parser, situation->found));
}

static struct complaint general_complaint(const struct situation *situation)
{
    struct arena *arena = situation->parser->builder.context->arena;
    struct list list = list_expected(situation);
    struct complaint complaint = { .code = "syntax", .span = place_of(situation) };
    if (situation->found.kind == TOK_EOF)
        complaint.message = arena_format(arena, "expected %s, but the text ends here", list.text);
    else
        complaint.message = arena_format(arena, "expected %s, found %s", list.text,
                                         token_quoted(situation->parser, situation->found));
    complaint.hint = hint_on_reserved(situation, complaint.span);
    return complaint;
}

void complain_syntax(struct parser *parser, const struct expected *expected)
{
    if (parser->asked) {
        *parser->behind = *expected;
        return;
    }
    if (++parser->complaints > DIAG_MAX || recover_declaration(parser))
        return;
    struct situation situation = situation_of(parser, expected);
    struct complaint complaint = advice_on(&situation);
    if (!complaint.message) {
        struct complaint advice = complaint;
        complaint = general_complaint(&situation);
        complaint.hint = advice.hint ? advice.hint : complaint.hint;
        complaint.mended = advice.mended;
        complaint.mend = advice.mend;
    }
    recover(parser, &situation, report(parser, &complaint));
}

void complain_comma(struct parser *parser, struct span span)
{
    if (parser->comma_in == parser->block)
        return;
    parser->comma_in = parser->block;
    struct complaint complaint = { .code = "stray-sign",
                                   .span = span,
                                   .message = "in braces nothing stands between the entries",
                                   .hint = "leave out the commas; a line for each entry reads best",
                                   .mended = span,
                                   .mend = "" };
    report(parser, &complaint);
}

void complain_depth(struct parser *parser, struct span span)
{
    struct complaint complaint = { .code = "nested-too-deeply",
                                   .span = span,
                                   .message = "this is nested too deeply to be read",
                                   .hint = "name its parts with 'let' or 'define'" };
    report(parser, &complaint);
}
