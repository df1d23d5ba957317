/* parse.c - the one entry, and the words as bison asks for them. */
#include "grammar/parse.h"

#include "grammar/parser.h"
#include "grammar/parsing.h"

/* Comments, and strays that have been reported, are nothing to the grammar. */
static bool is_skipped(int kind)
{
    return kind == TOKEN_COMMENT || kind == TOKEN_DOC || kind == TOKEN_STRAY;
}

/* The bracket that complain_syntax has found missing: it stands before the next word. */
static int bracket_owed(struct parser *parser, struct span *span)
{
    uint32_t start = parser->tokens.items[parser->next].span.start;
    int kind = parser->owed;
    parser->owed = 0;
    *span = (struct span){ start, start };
    return kind;
}

/* What the scanner could not guess puts the parser into recovery without a second complaint. */
int certpol_lex(CERTPOL_STYPE *value, struct span *span, struct parser *parser)
{
    (void)value; /* words carry no value: constructors read the text */
    if (parser->complaints > DIAG_MAX)
        parser->next = parser->tokens.count - 1;
    else if (parser->owed)
        return bracket_owed(parser, span);
    while (is_skipped(parser->tokens.items[parser->next].kind))
        parser->next++;
    const struct token *token = &parser->tokens.items[parser->next];
    parser->last = parser->next;
    if (token->kind == TOK_EOF && parser->behind && !parser->asked) {
        parser->asked = true;
        *span = token->span;
        return TOK_CERTPOL_UNDEF;
    }
    if (token->kind != TOK_EOF)
        parser->next++;
    if (token->kind == TOK_LBRACE)
        parser->block = token->span.start;
    *span = token->span;
    if (token->kind != TOKEN_INVALID)
        return token->kind;
    recover_invalid(parser);
    return TOK_CERTPOL_error;
}

struct ast parse(const struct source *source, struct ast_context *context)
{
    struct parser parser = { .tokens = tokens_scan(source, context->diags) };
    parser.builder = (struct builder){ source, &parser.tokens, context };
    certpol_parse(&parser);
    tokens_free(&parser.tokens);
    return (struct ast){ source, parser.items.first };
}

/* A word that can stand nowhere makes the parser say what could. */
struct expected parse_expected(const struct source *source, struct ast_context *context)
{
    struct expected expected = { 0 };
    struct parser parser = { .tokens = tokens_scan(source, context->diags), .behind = &expected };
    parser.builder = (struct builder){ source, &parser.tokens, context };
    certpol_parse(&parser);
    tokens_free(&parser.tokens);
    return expected;
}
