/* parser.y - the grammar, and nothing but the grammar.
 *
 * A word is reserved only where a bare name begins an expression (`name`).  After a dot, before a
 * colon, after `then` or `rule`, in a clause and as a member every word is free (`word`).  An
 * action is one call of a constructor (ast_build.h). */
%require "3.8"
%define api.pure full
%define api.prefix {certpol_}
%define api.token.prefix {TOK_}
%define api.header.include {"grammar/parser.h"}
%define api.location.type {struct span}
%define api.value.type union
%define parse.error custom
%define parse.lac full
%define parse.trace
%locations
%expect 0
%param { struct parser *parser }

%code requires {
#include "grammar/ast_build.h"
struct parser;
}

%code provides {
int certpol_lex(CERTPOL_STYPE *value, struct span *span, struct parser *parser);
}

%code {
#include <string.h>

#include "grammar/parsing.h"

#define BUILDER (&parser->builder)

#define YYLLOC_DEFAULT(Current, Rhs, N)                                    \
    ((Current) = (N) ? span_join(YYRHSLOC(Rhs, 1), YYRHSLOC(Rhs, N))       \
                     : (struct span){ YYRHSLOC(Rhs, 0).end, YYRHSLOC(Rhs, 0).end })

static void certpol_error(const struct span *span, struct parser *parser, const char *message);

/* Items are kept as they come: what was read before the stack is full stays. */
static void add_item(struct parser *parser, struct item *item)
{
    parser->items = chain_add(parser->items, item, &item->next);
}
}

%token EOF 0 "end of file"
/* reserved where an expression may begin or go on */
%token AND "and" OR "or" NOT "not" IN "in" IS "is" ELSE "else" WHERE "where" HAS "has"
%token ANY "any" EVERY "every" COUNT "count" SUM "sum" ALL "all"
%token LATEST "latest" EARLIEST "earliest" HIGHEST "highest" LOWEST "lowest"
%token TRUE "true" FALSE "false" PRESENT "present" ABSENT "absent"
%token LET "let" RULE "rule" WHEN "when" THEN "then" OTHERWISE "otherwise"
/* never reserved: they have a meaning at their own places only */
%token POLICY "policy" USE "use" PARAMETER "parameter" ENUM "enum" RECORD "record"
%token INPUT "input" OUTCOME "outcome" TABLE "table" DEFINE "define" SOURCE "source"
%token MESSAGES "messages" DECIDE "decide"
%token KEY "key" FROM "from" TO "to" FOR "for" EACH "each" ORDERED "ordered"
%token INFO "info" DISPUTED "disputed" REVISED "revised" CITES "cites"
%token EFFECTIVE "effective" AS "as" OF "of" ON "on"
%token UP "up"                          /* only before `to` and a number; elsewhere a name */
%token LPAREN "(" RPAREN ")" LBRACKET "[" RBRACKET "]" LBRACE "{" RBRACE "}"
%token COMMA "," COLON ":" DOT "." RANGE ".." BELOW "..<" QUESTION "?" EQUALS "="
%token LT "<" LE "<=" GT ">" GE ">=" PLUS "+" MINUS "-" TIMES "*"
%token NAME "name" INTEGER "number" DECIMAL "decimal number" STRING "text" DATE "day"
%token INSTANT "instant" PART "clause number"

%type <struct item *>         item
%type <struct chain>          settings clauses members fields cases labels versions steps
%type <struct chain>          arguments texts values
%type <struct setting *>      setting
%type <struct clause_decl *>  source_clause
%type <struct member_decl *>  member
%type <struct field_decl *>   field
%type <struct case_decl *>    case
%type <struct version_decl *> version
%type <struct step *>         step
%type <struct argument *>     argument
%type <struct message_decl *> message
%type <struct label>          label
%type <struct limit>          limit
%type <struct bound>          bound number
%type <struct type_ref>       type
%type <struct each>           each
%type <struct outcome_expr>   outcome
%type <struct days>           days
%type <struct literal>        text day count revised disputed spelling
%type <struct cites>          cites cited
%type <struct names_list>     keys words tags
%type <struct name>           name word tag
%type <struct listed>         list
%type <struct expr *>         expr relation value unary listed element_part term literal when place
%type <enum expr_op>          compare
%type <enum expr_fold>        fold
%type <bool>                  ordered below

%precedence "where" "has"
%left       "or"
%left       "and"
%precedence "not"
%right      "else"
%left       "+" "-"
%left       "*"
%precedence NEGATIVE

%%

file:
    items
  | items error
  ;

items:
    %empty
  | items item                  { add_item(parser, $2); }
  | items error item            { add_item(parser, $3); yyerrok; }
  ;

item:
    "use" begun text
      { $$ = item_new(BUILDER, @$, item_use($text)); }
  | "policy" begun name "{" settings close
      { $$ = item_new(BUILDER, @$, item_policy($name, $settings)); }
  | "source" begun name text revised "{" clauses close
      { $$ = item_new(BUILDER, @$, item_source($name, $text, $revised, $clauses)); }
  | "enum" begun name ordered "{" members close
      { $$ = item_new(BUILDER, @$, item_enum($name, $ordered, $members)); }
  | "record" begun name keys "{" fields close
      { $$ = item_new(BUILDER, @$, item_record($name, $keys, $fields)); }
  | "input" begun name "key" word "{" fields close
      { $$ = item_new(BUILDER, @$, item_input(BUILDER, $name, $word, $fields)); }
  | "table" begun name "from" text keys "{" fields close
      { $$ = item_new(BUILDER, @$, item_table($name, $text, $keys, $fields)); }
  | "outcome" begun name "{" cases close
      { $$ = item_new(BUILDER, @$, item_outcome($name, $cases)); }
  | "parameter" begun name ":" type cites "=" value
      { $$ = item_new(BUILDER, @$, item_parameter($name, $type, $cites, $value)); }
  | "parameter" begun name ":" type cites "{" versions close
      { $$ = item_new(BUILDER, @$, item_versions($name, $type, $cites, $versions)); }
  | "define" begun name ":" type "=" expr
      { $$ = item_new(BUILDER, @$, item_fact($name, $type, $expr)); }
  | "define" begun name "(" labels ")" ":" type "=" expr
      { $$ = item_new(BUILDER, @$, item_formula($name, $labels, $type, $expr)); }
  | "decide" begun name[decision] ":" name[outcome] each "{" steps close
      { $$ = item_new(BUILDER, @$, item_decide($decision, $outcome, $each, $steps)); }
  | "decide" begun "all" name[decision] ":" name[outcome] each "{" steps close
      { $$ = item_new(BUILDER, @$, item_decide_all($decision, $outcome, $each, $steps)); }
  | "messages" begun tag "for" name "{" texts close
      { $$ = item_new(BUILDER, @$, item_messages($tag, $name, $texts)); }
  ;

begun:                          /* a slip in the next declaration or step is told, too */
    %empty                      { if (begins_entry(parser, @0)) yyerrok; }
  ;

close:
    "}"
  | error "}"                   { yyerrok; }
  ;

settings:
    %empty                      { $$ = (struct chain){ 0 }; }
  | settings setting            { $$ = chain_add($1, $2, &$2->next); }
  ;

setting:
    NAME text                   { $$ = setting_text(BUILDER, name_at(BUILDER, @1), $text); }
  | NAME tags                   { $$ = setting_words(BUILDER, name_at(BUILDER, @1), $2, @2); }
  | "effective" days cites      { $$ = setting_days(BUILDER, name_at(BUILDER, @1), $days, $cites); }
  ;

tags:                           /* words, and languages whose names are none; one text is `text` */
    word                        { $$ = names_add(BUILDER, (struct names_list){ 0 }, $word); }
  | text "," tag                { $$ = names_pair(BUILDER, name_of_text(BUILDER, $text), $tag); }
  | tags "," tag                { $$ = names_add(BUILDER, $1, $tag); }
  ;

tag:
    word
  | text                        { $$ = name_of_text(BUILDER, $text); }
  ;

days:                           /* both ends included; one may be missing */
    day ".."                    { $$ = (struct days){ .from = $1, .span = @$ }; }
  | day ".." day                { $$ = (struct days){ .from = $1, .to = $3, .span = @$ }; }
  | ".." day                    { $$ = (struct days){ .to = $2, .span = @$ }; }
  ;

revised:
    %empty                      { $$ = (struct literal){ 0 }; }
  | "revised" day               { $$ = $day; }
  ;

clauses:
    %empty                      { $$ = (struct chain){ 0 }; }
  | clauses source_clause       { $$ = chain_add($1, $2, &$2->next); }
  ;

source_clause:
    clause text disputed        { $$ = clause_new(BUILDER, @clause, $text, $disputed); }
  | "info" clause text disputed { $$ = clause_informational(BUILDER, @clause, $text, $disputed); }
  ;

disputed:
    %empty                      { $$ = (struct literal){ 0 }; }
  | "disputed" text             { $$ = $text; }
  ;

clause:                         /* req.1, faq.5a, renewal.faq.11d */
    NAME
  | soft
  | hard
  | clause "." clause_part
  ;

clause_part:
    word
  | INTEGER
  | DECIMAL
  | PART
  ;

cites:
    %empty                      { $$ = (struct cites){ 0 }; }
  | "cites" cited               { $$ = $cited; }
  ;

cited:
    clause                      { $$ = cites_add(BUILDER, (struct cites){ 0 }, @clause); }
  | cited "," clause            { $$ = cites_add(BUILDER, $1, @clause); }
  ;

ordered:
    %empty                      { $$ = false; }
  | "ordered"                   { $$ = true; }
  ;

members:
    %empty                      { $$ = (struct chain){ 0 }; }
  | members member              { $$ = chain_add($1, $2, &$2->next); }
  | members ","                 { $$ = $1; complain_comma(parser, @2); }
  ;

member:
    word spelling               { $$ = member_new(BUILDER, $word, $spelling); }
  ;

spelling:                       /* how data writes it, where that is not the name */
    %empty                      { $$ = (struct literal){ 0 }; }
  | text                        { $$ = $text; }
  ;

keys:
    %empty                      { $$ = (struct names_list){ 0 }; }
  | "key" words                 { $$ = $words; }
  ;

words:
    word                        { $$ = names_add(BUILDER, (struct names_list){ 0 }, $word); }
  | words "," word              { $$ = names_add(BUILDER, $1, $word); }
  ;

fields:
    %empty                      { $$ = (struct chain){ 0 }; }
  | fields field                { $$ = chain_add($1, $2, &$2->next); }
  | fields ","                  { $$ = $1; complain_comma(parser, @2); }
  ;

field:
    label limit spelling        { $$ = field_new(BUILDER, $label, $limit, $spelling); }
  ;

limit:                          /* what the reader lets through */
    %empty                      { $$ = (struct limit){ .span = @$ }; }
  | bound ".." bound            { $$ = (struct limit){ .low = $1, .high = $3, .span = @$ }; }
  | "up" "to" count             { $$ = (struct limit){ .up_to = $count, .span = @$ }; }
  ;

count:
    INTEGER                     { $$ = literal_at(BUILDER, @$); }
  ;

bound:
    number
  | "-" number                  { $$ = bound_negative($number); }
  | DATE                        { $$ = bound_new(BUILDER, EXPR_DATE, @$); }
  | INSTANT                     { $$ = bound_new(BUILDER, EXPR_INSTANT, @$); }
  ;

number:
    INTEGER                     { $$ = bound_new(BUILDER, EXPR_INTEGER, @$); }
  | DECIMAL                     { $$ = bound_new(BUILDER, EXPR_DECIMAL, @$); }
  ;

type:
    name                        { $$ = (struct type_ref){ $name, false, false, @$ }; }
  | name "?"                    { $$ = (struct type_ref){ $name, false, true, @$ }; }
  | "[" name "]"                { $$ = (struct type_ref){ $name, true, false, @$ }; }
  | "[" name "]" "?"            { $$ = (struct type_ref){ $name, true, true, @$ }; }
  ;

cases:
    %empty                      { $$ = (struct chain){ 0 }; }
  | cases case                  { $$ = chain_add($1, $2, &$2->next); }
  | cases ","                   { $$ = $1; complain_comma(parser, @2); }
  ;

case:
    word                        { $$ = case_new(BUILDER, $word, (struct chain){ 0 }); }
  | word "(" labels ")"         { $$ = case_new(BUILDER, $word, $labels); }
  | word "(" error ")"          { $$ = case_new(BUILDER, $word, (struct chain){ 0 }); yyerrok; }
  ;

labels:
    label                       { $$ = labels_add(BUILDER, (struct chain){ 0 }, $label); }
  | labels "," label            { $$ = labels_add(BUILDER, $1, $label); }
  ;

label:
    word ":" type               { $$ = (struct label){ .name = $word, .type = $type }; }
  ;

versions:
    %empty                      { $$ = (struct chain){ 0 }; }
  | versions version            { $$ = chain_add($1, $2, &$2->next); }
  | versions ","                { $$ = $1; complain_comma(parser, @2); }
  ;

version:
    days "=" value              { $$ = version_new(BUILDER, $days, $value); }
  ;

each:
    %empty                      { $$ = (struct each){ 0 }; }
  | "for" "each" name "in" place
                                { $$ = (struct each){ $name, $place, NULL }; }
  | "for" "each" name "in" place "where" expr
                                { $$ = (struct each){ $name, $place, $expr }; }
  ;

place:
    name                        { $$ = expr_name(BUILDER, $name); }
  | place "." word              { $$ = expr_new(BUILDER, @$, named(EXPR_FIELD, $word, $1)); }
  ;

steps:
    %empty                      { $$ = (struct chain){ 0 }; }
  | steps step                  { $$ = chain_add($1, $2, &$2->next); }
  | steps error step            { $$ = chain_add($1, $3, &$3->next); yyerrok; }
  ;

step:
    "let" begun name "=" expr
      { $$ = step_new(BUILDER, @$, step_let($name, $expr)); }
  | "rule" begun word cites when "then" outcome
      { $$ = step_new(BUILDER, @$, step_rule($word, $cites, $when, $outcome)); }
  | "otherwise" begun word cites "then" outcome
      { $$ = step_new(BUILDER, @$, step_otherwise($word, $cites, $outcome)); }
  ;

when:
    %empty                      { $$ = NULL; }
  | "when" expr                 { $$ = $expr; }
  ;

outcome:
    word                        { $$ = (struct outcome_expr){ $word, NULL, @$ }; }
  | word "(" arguments ")"      { $$ = (struct outcome_expr){ $word, $arguments.first, @$ }; }
  | word "(" error ")"          { $$ = (struct outcome_expr){ $word, NULL, @$ }; yyerrok; }
  ;

arguments:
    argument                    { $$ = chain_add((struct chain){ 0 }, $1, &$1->next); }
  | arguments "," argument      { $$ = chain_add($1, $3, &$3->next); }
  ;

argument:
    word ":" expr               { $$ = argument_new(BUILDER, $word, $expr); }
  ;

texts:
    %empty                      { $$ = (struct chain){ 0 }; }
  | texts message               { $$ = chain_add($1, $2, &$2->next); }
  | texts ","                   { $$ = $1; complain_comma(parser, @2); }
  ;

message:
    word text                   { $$ = message_new(BUILDER, $word, $text); }
  ;

expr:
    expr "or" expr              { $$ = expr_new(BUILDER, @$, binary(OP_OR, $1, $3)); }
  | expr "and" expr             { $$ = expr_new(BUILDER, @$, binary(OP_AND, $1, $3)); }
  | "not" expr                  { $$ = expr_new(BUILDER, @$, unary(EXPR_NOT, $2)); }
  | relation
  | list "where" expr           %prec "where"
                                { $$ = expr_new(BUILDER, @$, filter(EXPR_WHERE, $list, $3)); }
  | "any" list "where" expr     %prec "where"
                                { $$ = expr_new(BUILDER, @$, filter(EXPR_ANY, $list, $4)); }
  | "every" list "has" expr     %prec "has"
                                { $$ = expr_new(BUILDER, @$, filter(EXPR_EVERY, $list, $4)); }
  ;

relation:
    value
  | value "is" value            { $$ = expr_new(BUILDER, @$, binary(OP_IS, $1, $3)); }
  | value "is" "present"        { $$ = expr_new(BUILDER, @$, unary(EXPR_PRESENT, $1)); }
  | value "is" "absent"         { $$ = expr_new(BUILDER, @$, unary(EXPR_ABSENT, $1)); }
  | value "is" "not" value      { $$ = expr_new(BUILDER, @$, binary(OP_IS_NOT, $1, $4)); }
  | value compare value         { $$ = expr_new(BUILDER, @$, binary($compare, $1, $3)); }
  | value "in" value            { $$ = expr_new(BUILDER, @$, binary(OP_IN, $1, $3)); }
  | value[x] "in" value[from] below value[to]
                                { $$ = expr_new(BUILDER, @$, in_range($x, $from, $to, $below)); }
  ;

below:
    ".."                        { $$ = false; }
  | "..<"                       { $$ = true; }
  ;

compare:
    "<"                         { $$ = OP_LESS; }
  | "<="                        { $$ = OP_LESS_EQUAL; }
  | ">"                         { $$ = OP_GREATER; }
  | ">="                        { $$ = OP_GREATER_EQUAL; }
  ;

value:
    value "else" value          { $$ = expr_new(BUILDER, @$, binary(OP_ELSE, $1, $3)); }
  | value "+" value             { $$ = expr_new(BUILDER, @$, binary(OP_ADD, $1, $3)); }
  | value "-" value             { $$ = expr_new(BUILDER, @$, binary(OP_SUBTRACT, $1, $3)); }
  | value "*" value             { $$ = expr_new(BUILDER, @$, binary(OP_MULTIPLY, $1, $3)); }
  | "-" value                   %prec NEGATIVE
                                { $$ = expr_new(BUILDER, @$, unary(EXPR_NEGATE, $2)); }
  | unary
  ;

unary:
    term
  | name "of" unary             { $$ = expr_new(BUILDER, @$, named(EXPR_OF, $name, $3)); }
  | name "on" unary             { $$ = expr_new(BUILDER, @$, named(EXPR_ON, $name, $3)); }
  | name "from" unary[a] "to" unary[b]
                                { $$ = expr_new(BUILDER, @$, spanned($name, $a, $b)); }
  | "count" unary               { $$ = expr_new(BUILDER, @$, unary(EXPR_COUNT, $2)); }
  | fold element_part "of" unary
                                { $$ = expr_new(BUILDER, @$, folded($fold, $element_part, $4)); }
  ;

fold:
    "sum"                       { $$ = FOLD_SUM; }
  | "latest"                    { $$ = FOLD_LATEST; }
  | "earliest"                  { $$ = FOLD_EARLIEST; }
  | "highest"                   { $$ = FOLD_HIGHEST; }
  | "lowest"                    { $$ = FOLD_LOWEST; }
  | "all"                       { $$ = FOLD_ALL; }
  ;

element_part:
    word                        { $$ = expr_name(BUILDER, $word); }
  | element_part "." word       { $$ = expr_new(BUILDER, @$, named(EXPR_FIELD, $word, $1)); }
  | "(" expr ")"                { $$ = expr_parenthesised($expr); }
  ;

list:
    listed                      { $$ = (struct listed){ .list = $1 }; }
  | listed "as" name            { $$ = (struct listed){ $1, $name }; }
  ;

listed:
    term
  | name "of" unary             { $$ = expr_new(BUILDER, @$, named(EXPR_OF, $name, $3)); }
  ;

term:
    name                        { $$ = expr_name(BUILDER, $name); }
  | literal
  | "(" expr ")"                { $$ = expr_parenthesised($expr); }
  | "(" error ")"               { $$ = expr_new(BUILDER, @$, (struct expr){ .kind = EXPR_BAD }); yyerrok; }
  | "[" "]"                     { $$ = expr_new(BUILDER, @$, listing((struct chain){ 0 })); }
  | "[" values "]"              { $$ = expr_new(BUILDER, @$, listing($values)); }
  | "[" error "]"               { $$ = expr_new(BUILDER, @$, (struct expr){ .kind = EXPR_BAD }); yyerrok; }
  | name "(" error ")"          { $$ = expr_new(BUILDER, @$, (struct expr){ .kind = EXPR_BAD }); yyerrok; }
  | term "[" error "]"          { $$ = expr_new(BUILDER, @$, (struct expr){ .kind = EXPR_BAD }); yyerrok; }
  | name "(" values ")"         { $$ = expr_new(BUILDER, @$, calling($name, $values)); }
  | term "." word               { $$ = expr_new(BUILDER, @$, named(EXPR_FIELD, $word, $1)); }
  | term "[" values "]"         { $$ = expr_new(BUILDER, @$, indexing($1, $values)); }
  ;

values:
    expr                        { $$ = chain_add((struct chain){ 0 }, $1, &$1->next); }
  | values "," expr             { $$ = chain_add($1, $3, &$3->next); }
  ;

literal:
    INTEGER                     { $$ = expr_literal(BUILDER, EXPR_INTEGER, @$); }
  | INTEGER NAME                { $$ = expr_quantity(BUILDER, @1, name_at(BUILDER, @2)); }
  | DECIMAL                     { $$ = expr_literal(BUILDER, EXPR_DECIMAL, @$); }
  | STRING                      { $$ = expr_literal(BUILDER, EXPR_TEXT, @$); }
  | DATE                        { $$ = expr_literal(BUILDER, EXPR_DATE, @$); }
  | INSTANT                     { $$ = expr_literal(BUILDER, EXPR_INSTANT, @$); }
  | "true"                      { $$ = expr_literal(BUILDER, EXPR_BOOL, @$); }
  | "false"                     { $$ = expr_literal(BUILDER, EXPR_BOOL, @$); }
  ;

text:
    STRING                      { $$ = literal_text(BUILDER, @$); }
  ;

day:
    DATE                        { $$ = literal_at(BUILDER, @$); }
  ;

name:
    NAME                        { $$ = name_at(BUILDER, @$); }
  | soft                        { $$ = name_at(BUILDER, @$); }
  | "disputed"                  { $$ = name_at(BUILDER, @$); }
  ;

word:
    NAME                        { $$ = name_at(BUILDER, @$); }
  | soft                        { $$ = name_at(BUILDER, @$); }
  | "disputed"                  { $$ = name_at(BUILDER, @$); }
  | hard                        { $$ = name_at(BUILDER, @$); }
  ;

soft:
    "policy" | "use" | "parameter" | "enum" | "record" | "input" | "outcome" | "table"
  | "define" | "source" | "messages" | "decide" | "key" | "from" | "to" | "for" | "each"
  | "ordered" | "info" | "revised" | "cites" | "effective" | "as" | "of" | "on"
  ;

hard:
    "and" | "or" | "not" | "in" | "is" | "else" | "where" | "has" | "any" | "every" | "count"
  | "sum" | "all" | "latest" | "earliest" | "highest" | "lowest" | "true" | "false"
  | "present" | "absent" | "let" | "rule" | "when" | "then" | "otherwise"
  ;

%%

const char *token_name(int kind)
{
    switch (kind) {
    case TOKEN_COMMENT:
        return "comment";
    case TOKEN_DOC:
        return "doc comment";
    case TOKEN_INVALID:
        return "unknown word";
    case TOKEN_STRAY:
        return "stray sign";
    default:
        return yysymbol_name(YYTRANSLATE(kind));
    }
}

/* A keyword's or a sign's name is its spelling. */
int token_spelt(const char *text, size_t length)
{
    for (int kind = TOK_AND; kind <= TOK_TIMES; kind++) {
        const char *name = token_name(kind);
        if (strlen(name) == length && !memcmp(name, text, length))
            return kind;
    }
    return TOKEN_INVALID;
}

/* What is left for this is bison running out of stack. */
static void certpol_error(const struct span *span, struct parser *parser, const char *message)
{
    (void)message;
    complain_depth(parser, *span);
}

/* Bison's own numbers of symbols stay in this file: complaint.c knows tokens. */
static int yyreport_syntax_error(const yypcontext_t *context, struct parser *parser)
{
    yysymbol_kind_t symbols[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, symbols, YYNTOKENS);
    if (count < 0)
        return count;
    bool seen[YYNTOKENS] = { false };
    for (int i = 0; i < count; i++)
        seen[symbols[i]] = true;
    struct expected expected = { 0 };
    for (int kind = TOK_AND; kind <= TOK_PART; kind++)
        expected.may[kind - TOK_AND] = seen[YYTRANSLATE(kind)];
    complain_syntax(parser, &expected);
    return 0;
}
