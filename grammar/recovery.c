/* recovery.c - where to go on after a word that could not stand where it stood.
 *
 * Bison drops words until one fits.  Here it is told of brackets: those inside what is dropped
 * belong together, and a missing one is handed out as if it were there.  Lines are believed: a
 * declaration begins at the start of one. */
#include "grammar/parsing.h"

#include "grammar/parser.h"

bool token_is_declaration(int kind)
{
    return kind >= TOK_POLICY && kind <= TOK_DECIDE;
}

static bool is_comment(int kind)
{
    return kind == TOKEN_COMMENT || kind == TOKEN_DOC || kind == TOKEN_STRAY;
}

uint32_t word_before(const struct tokens *tokens, uint32_t index)
{
    for (uint32_t i = index; i-- > 0;)
        if (!is_comment(tokens->items[i].kind))
            return i;
    return index;
}

static bool opens(int kind)
{
    return kind == TOK_LBRACE || kind == TOK_LPAREN || kind == TOK_LBRACKET;
}

static bool closes(int kind)
{
    return kind == TOK_RBRACE || kind == TOK_RPAREN || kind == TOK_RBRACKET;
}

static bool begins_line(const struct parser *parser, struct span span)
{
    const struct source *source = parser->builder.source;
    uint32_t offset = span.start - source->base;
    return offset == 0 || source->text[offset - 1] == '\n';
}

/* The same with blanks before it. */
static bool is_first_in_line(const struct parser *parser, struct span span)
{
    const char *text = parser->builder.source->text;
    uint32_t offset = span.start - parser->builder.source->base;
    while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t'))
        offset--;
    return offset == 0 || text[offset - 1] == '\n';
}

/* Whether TOKEN is the first word of a declaration, and stands where one begins. */
static bool begins_declaration(const struct parser *parser, const struct token *token)
{
    return token_is_declaration(token->kind) && begins_line(parser, token->span);
}

bool begins_entry(const struct parser *parser, struct span span)
{
    const struct token *token = &parser->tokens.items[parser->last];
    bool is_it = token->span.start == span.start;
    return is_it && (token_is_declaration(token->kind) ? begins_line(parser, span)
                                                       : is_first_in_line(parser, span));
}

/* Whether the word at INDEX, in its first sense, cannot stand in parentheses. */
static bool ends_brackets(const struct parser *parser, uint32_t index)
{
    const struct token *token = &parser->tokens.items[index];
    switch (token->kind) {
    case TOK_EOF:
    case TOK_LBRACE:
    case TOK_RBRACE:
        return true;
    case TOK_THEN:
        return parser->tokens.items[word_before(&parser->tokens, index)].kind != TOK_DOT &&
               token[1].kind != TOK_COLON;
    case TOK_RULE:
    case TOK_LET:
    case TOK_OTHERWISE:
        return is_first_in_line(parser, token->span);
    default:
        return begins_declaration(parser, token);
    }
}

/* The innermost bracket that is open before INDEX, or NULL.  What was left open before the step or
 * the declaration at hand is not open any more. */
static const struct token *open_bracket(const struct parser *parser, uint32_t index)
{
    unsigned closed = 0;
    bool near = true;
    for (uint32_t i = index; i-- > 0;) {
        const struct token *token = &parser->tokens.items[i];
        near = near && !ends_brackets(parser, i);
        if (token->kind == TOK_LBRACE || (near && opens(token->kind) && !closed))
            return token;
        if (token->kind == TOK_RBRACE || begins_declaration(parser, token))
            break;
        closed += near && closes(token->kind);
        closed -= near && opens(token->kind);
    }
    return NULL;
}

/* ---- braces ---- */

/* The declaration that begins, at the start of a line, shortly before the word at which the parser
 * is or with it.  NULL if there is none. */
static const struct token *declaration_at(const struct parser *parser)
{
    enum { NEAR = 8 };
    uint32_t at = parser->last;
    for (int i = 0; i < NEAR; i++) {
        const struct token *token = &parser->tokens.items[at];
        bool brace = token->kind == TOK_LBRACE || token->kind == TOK_RBRACE;
        if (begins_declaration(parser, token))
            return token;
        if (brace && at != parser->last)
            break;
        at = word_before(&parser->tokens, at);
    }
    return NULL;
}

bool recover_declaration(struct parser *parser)
{
    const struct token *declaration = declaration_at(parser);
    if (!declaration)
        return false;
    uint32_t index = (uint32_t)(declaration - parser->tokens.items);
    const struct token *brace = open_bracket(parser, index);
    if (!brace || brace->kind != TOK_LBRACE)
        return false;
    struct diags *diags = parser->builder.context->diags;
    struct diag *diag = diag_error(diags, declaration->span, "unclosed-brace",
                                   "'}' is missing before this declaration");
    diag_other(diags, diag, brace->span, "this '{' is not closed");
    parser->next = index;
    parser->owed = TOK_RBRACE;
    return true;
}

/* Between declarations: go on at the next one, if the parser is not there already. */
static void skip_to_declaration(struct parser *parser)
{
    const struct token *items = parser->tokens.items;
    if (begins_declaration(parser, &items[parser->last]))
        return;
    while (items[parser->next].kind != TOK_EOF && !begins_declaration(parser, &items[parser->next]))
        parser->next++;
}

/* A step whose first word was taken for an outcome is read anew. */
static void step_back(struct parser *parser)
{
    uint32_t step = word_before(&parser->tokens, parser->last);
    if (step > parser->rewound)
        parser->next = parser->rewound = step;
}

/* ---- parentheses and brackets ---- */

static int closing(const struct token *open)
{
    return open->kind == TOK_LPAREN ? TOK_RPAREN : TOK_RBRACKET;
}

/* What closes the bracket around OPEN; what closes OPEN if there is none. */
static int closing_outer(const struct parser *parser, const struct token *open)
{
    const struct token *outer = open_bracket(parser, (uint32_t)(open - parser->tokens.items));
    return closing(outer && outer->kind != TOK_LBRACE ? outer : open);
}

/* The index, from INDEX on, of what closes OPEN, or of what ends it unclosed. */
static uint32_t end_of_bracket(const struct parser *parser, const struct token *open,
                               uint32_t index)
{
    int own = closing(open), outer = closing_outer(parser, open);
    unsigned inner = 0;
    for (uint32_t i = index;; i++) {
        int kind = parser->tokens.items[i].kind;
        if (ends_brackets(parser, i) || (!inner && (kind == own || kind == outer)))
            return i;
        inner += opens(kind);
        inner -= inner && closes(kind);
    }
}

/* Go on at END, with the bracket that closes OPEN: the one that is there, or one that is owed. */
static void resume(struct parser *parser, const struct token *open, uint32_t end)
{
    int found = parser->tokens.items[end].kind;
    bool is_there = found == closing(open);
    if (found == TOK_EOF || (is_there && end == parser->last))
        return;
    parser->next = end;
    parser->owed = is_there ? 0 : closing(open);
}

/* Types go on in the next line only behind a comma. */
static bool ends_types(const struct situation *situation)
{
    return may_stand(situation, TOK_RPAREN) && may_stand(situation, TOK_COMMA) &&
           !may_stand(situation, TOK_PLUS) &&
           is_first_in_line(situation->parser, situation->found.span);
}

/* The brackets of a type have no error of their own: what closes the outer ones is enough. */
static bool is_bracketed_type(const struct situation *situation)
{
    return closes(situation->found.kind) && !may_stand(situation, TOK_COMMA) &&
           !may_stand(situation, TOK_INTEGER);
}

static void recover_bracket(struct parser *parser, const struct situation *situation,
                            struct diag *diag, const struct token *open)
{
    bool here = ends_types(situation) || ends_brackets(parser, parser->last);
    if (here)
        diag_other(parser->builder.context->diags, diag, open->span, "this %s is not closed",
                   token_quoted(parser, *open));
    if (!is_bracketed_type(situation))
        resume(parser, open, here ? parser->last : end_of_bracket(parser, open, parser->last));
}

void recover(struct parser *parser, const struct situation *situation, struct diag *diag)
{
    const struct token *open = open_bracket(parser, parser->last);
    if (!open)
        skip_to_declaration(parser);
    else if (open->kind != TOK_LBRACE || situation->found.kind == TOK_EOF)
        recover_bracket(parser, situation, diag, open);
    else if (is_missing_outcome(situation))
        step_back(parser);
}

void recover_invalid(struct parser *parser)
{
    if (++parser->complaints > DIAG_MAX)
        return;
    const struct token *open = open_bracket(parser, parser->last);
    if (!open)
        skip_to_declaration(parser);
    else if (open->kind != TOK_LBRACE)
        resume(parser, open, end_of_bracket(parser, open, parser->next));
}
