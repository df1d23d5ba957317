/* complaint_advice.c - the mend for slips that other notations invite, or that reading aloud does.
 *
 * A table of what was found where; nothing here decides whether something is wrong. */
#include "grammar/parsing.h"

#include <string.h>

#include "grammar/parser.h"

enum where { ANYWHERE, AFTER_VALUE, AFTER_NOT, FOR_RANGE, FOR_HAS, FOR_WHERE, BETWEEN_ENTRIES };

static const struct {
    int found;
    enum where where;
    const char *code, *message, *hint, *mend;
} slips[] = {
    { TOK_EFFECTIVE, ANYWHERE, "misplaced-word", "only a policy has 'effective'",
      "a rule compares: when today >= 2022-01-01; a value of a parameter has only its days: "
      "2021-06-30 .. = 1 year",
      NULL },
    { TOK_EQUALS, AFTER_VALUE, "equals-for-is", "'=' gives a value its name",
      "to compare, say 'is'", "is" },
    { TOK_WHERE, AFTER_VALUE, "bare-filter",
      "inside a larger value a filtered list wears parentheses", "count (tries where passed)",
      NULL },
    { TOK_WHERE, FOR_HAS, "any-where-every-has", "'every' goes with 'has'",
      "every tries has passed; of some only: every (tries where late) has passed", "has" },
    { TOK_HAS, FOR_WHERE, "any-where-every-has", "'any' and filters go with 'where'",
      "any tries where passed", "where" },
    { TOK_ABSENT, AFTER_NOT, "misplaced-word", "what is not absent is present", "say 'is present'",
      NULL },
    { TOK_PRESENT, AFTER_NOT, "misplaced-word", "what is not present is absent", "say 'is absent'",
      NULL },
    { TOK_ABSENT, ANYWHERE, "misplaced-word", "'absent' stands only after 'is'",
      "say 'x is absent'", NULL },
    { TOK_PRESENT, ANYWHERE, "misplaced-word", "'present' stands only after 'is'",
      "say 'x is present'", NULL },
    { TOK_NOT, AFTER_VALUE, "misplaced-word", "'not' stands before a condition or after 'is'",
      "say 'x is not y', or 'not x in y'", NULL },
    { TOK_BELOW, FOR_RANGE, "foreign-operator", "what is declared includes both ends", "write '..'",
      ".." },
    { TOK_COMMA, BETWEEN_ENTRIES, "stray-sign", "in braces nothing stands between the entries",
      "leave out the commas; a line for each entry reads best", "" },
};

static bool holds(enum where where, const struct situation *situation)
{
    switch (where) {
    case AFTER_VALUE:
        return may_stand(situation, TOK_PLUS);
    case AFTER_NOT:
        return situation->before.kind == TOK_NOT;
    case FOR_HAS:
        return may_stand(situation, TOK_HAS);
    case FOR_WHERE:
        return may_stand(situation, TOK_WHERE);
    case FOR_RANGE:
        return may_stand(situation, TOK_RANGE);
    case BETWEEN_ENTRIES:
        return may_stand(situation, TOK_RBRACE) && !may_stand(situation, TOK_PLUS);
    default:
        return true;
    }
}

static bool is_word(struct token token)
{
    return (token.kind >= TOK_AND && token.kind <= TOK_UP) || token.kind == TOK_NAME;
}

/* Words that are names to the grammar, where they stand, and what their writer may have meant. */
enum habit { OPERATOR, STEP, DECLARATION, PREFIX };

static const struct {
    const char *word;
    enum habit habit;
    const char *hint, *mend;
} habits[] = {
    { "equals", OPERATOR, "say 'is'", "is" },
    { "eq", OPERATOR, "say 'is'", "is" },
    { "contains", OPERATOR, "say 'x in list'", NULL },
    { "includes", OPERATOR, "say 'x in list'", NULL },
    { "between", OPERATOR, "say 'x in a .. b'", NULL },
    { "exists", OPERATOR, "say 'x is present', or 'any list where ...'", NULL },
    { "before", OPERATOR, "days and instants are compared with < and <=", NULL },
    { "after", OPERATOR, "days and instants are compared with > and >=", NULL },
    { "until", OPERATOR, "days and instants are compared with < and <=", NULL },
    { "mod", OPERATOR, "there is no division and no remainder", NULL },
    { "div", OPERATOR, "there is no division", NULL },
    { "overrides", STEP, "the first rule that applies decides: put this one above the other",
      NULL },
    { "unless", STEP, "say 'when not ...'", "when not" },
    { "if", STEP, "say 'when'", "when" },
    { "default", STEP, "the last step is 'otherwise name then ...'", "otherwise" },
    { "import", DECLARATION, "say 'use'", "use" },
    { "include", DECLARATION, "say 'use'", "use" },
    { "function", DECLARATION, "say 'define'", "define" },
    { "const", DECLARATION, "say 'parameter' or 'define'", NULL },
    { "let", DECLARATION, "outside of decisions, say 'parameter' or 'define'", NULL },
    { "type", DECLARATION, "say 'record', 'enum' or 'outcome'", NULL },
    { "if", PREFIX, "a rule is the condition: rule name when ... then ...", NULL },
    { "exists", PREFIX, "say 'x is present', or 'any list where ...'", NULL },
    { "one", PREFIX, "leave 'one' out: 'decide' takes the first rule that applies", NULL },
};

static bool is_spelt(const struct situation *situation, struct token token, const char *word)
{
    const struct source *source = situation->parser->builder.source;
    size_t length = strlen(word);
    return token.span.end - token.span.start == length &&
           !memcmp(source->text + (token.span.start - source->base), word, length);
}

static bool is_habit(const struct situation *situation, enum habit habit, const char *word)
{
    if (habit == PREFIX)
        return is_spelt(situation, situation->before, word) && is_word(situation->found);
    bool declaration = may_stand(situation, TOK_USE) && !may_stand(situation, TOK_NAME);
    bool step = may_stand(situation, TOK_RULE) || may_stand(situation, TOK_THEN);
    bool there = habit == OPERATOR ? may_stand(situation, TOK_PLUS)
                 : habit == STEP   ? step
                                   : declaration;
    return there && is_spelt(situation, situation->found, word);
}

/* A hint alone: what is wrong is told by what may stand there. */
static struct complaint hint_on_habit(const struct situation *situation)
{
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (is_habit(situation, habits[i].habit, habits[i].word))
            return (struct complaint){ .hint = habits[i].hint,
                                       .mended = situation->found.span,
                                       .mend = habits[i].mend };
    return (struct complaint){ 0 };
}

static unsigned count_expected(const struct situation *situation)
{
    unsigned count = 0;
    for (int kind = TOK_AND; kind <= TOK_PART; kind++)
        count += may_stand(situation, kind);
    return count;
}

static const char *unquoted(const struct situation *situation, struct token token)
{
    const char *quoted = token_quoted(situation->parser, token);
    return arena_copy(situation->parser->builder.context->arena, quoted + 1, strlen(quoted) - 2);
}

/* `tries: list of Try`: `of` was taken for the next field. */
static struct complaint hint_on_list(const struct situation *situation)
{
    struct token of = situation->before, list = situation->earlier, element = situation->found;
    if (!may_stand(situation, TOK_COLON) || of.kind != TOK_OF || !is_word(element) ||
        !is_spelt(situation, list, "list"))
        return (struct complaint){ 0 };
    struct arena *arena = situation->parser->builder.context->arena;
    const char *mend = arena_format(arena, "[%s]", unquoted(situation, element));
    return (struct complaint){ .hint = arena_format(arena, "a list is written %s", mend),
                               .mended = { list.span.start, element.span.end },
                               .mend = mend };
}

/* `id text` for `id: text`. */
static struct complaint hint_on_colon(const struct situation *situation)
{
    bool only = may_stand(situation, TOK_COLON) && count_expected(situation) == 1;
    if (only && is_spelt(situation, situation->before, "up"))
        return (struct complaint){ .hint = "a list's bound is a number: up to 1000" };
    if (!only || !is_word(situation->before) || !is_word(situation->found))
        return (struct complaint){ 0 };
    uint32_t end = situation->before.span.end;
    return (struct complaint){
        .hint = arena_format(situation->parser->builder.context->arena, "write %s: %s",
                             unquoted(situation, situation->before),
                             unquoted(situation, situation->found)),
        .mended = { end, end },
        .mend = ":",
    };
}

static const char *hint_on_place(const struct situation *situation)
{
    switch (situation->found.kind) {
    case TOK_RBRACE:
        return may_stand(situation, TOK_USE) && !may_stand(situation, TOK_KEY)
                   ? "there is one '}' too many"
                   : NULL;
    case TOK_ELSE:
        return may_stand(situation, TOK_OTHERWISE) ? "the last step is 'otherwise name then ...'"
                                                   : NULL;
    case TOK_LT:
    case TOK_LE:
    case TOK_GT:
    case TOK_GE:
        return may_stand(situation, TOK_AND) && !may_stand(situation, TOK_LT)
                   ? "say 'a < b and b < c', or 'b in a .. c'"
                   : NULL;
    case TOK_COLON:
        return may_stand(situation, TOK_RPAREN) && may_stand(situation, TOK_PLUS)
                   ? "arguments have no names here; an outcome is asked for its case alone: is "
                     "expired"
                   : NULL;
    case TOK_RPAREN:
        return situation->before.kind == TOK_LPAREN ? "without arguments there are no parentheses"
                                                    : NULL;
    case TOK_DOT:
        return may_stand(situation, TOK_INTEGER) ? "a decimal number begins with a digit: 0.5"
                                                 : NULL;
    default:
        return NULL;
    }
}

bool is_missing_outcome(const struct situation *situation)
{
    int taken = situation->before.kind;
    bool step = taken == TOK_RULE || taken == TOK_LET || taken == TOK_OTHERWISE;
    return step && situation->earlier.kind == TOK_THEN && is_word(situation->found);
}

static bool is_fold(int kind)
{
    return kind == TOK_SUM || (kind >= TOK_ALL && kind <= TOK_LOWEST);
}

/* `title "a", zone "b"`: the second setting was taken for a language. */
static bool is_comma_after_setting(const struct situation *situation)
{
    return situation->found.kind == TOK_STRING && situation->earlier.kind == TOK_COMMA &&
           may_stand(situation, TOK_EFFECTIVE) && may_stand(situation, TOK_RBRACE);
}

/* What is missing after `then`, a dot or `latest`, and a comma too many in a header, is noticed
 * late: the next word is taken for it. */
static struct complaint complaint_noticed_late(const struct situation *situation)
{
    int taken = situation->before.kind, earlier = situation->earlier.kind;
    uint32_t end = situation->earlier.span.end;
    bool reserved = taken >= TOK_AND && taken <= TOK_OTHERWISE;
    if (is_missing_outcome(situation))
        return (struct complaint){ .code = "missing-outcome",
                                   .span = { end, end },
                                   .message = "after 'then' stands an outcome",
                                   .hint = "name one of the outcome's cases" };
    if (reserved && earlier == TOK_DOT && is_word(situation->found))
        return (struct complaint){ .code = "missing-field",
                                   .span = { end, end },
                                   .message = "after '.' stands a field",
                                   .hint = "name the field, or leave out the dot" };
    if (taken == TOK_OF && is_fold(earlier) && may_stand(situation, TOK_OF))
        return (struct complaint){ .code = "missing-field",
                                   .span = { end, end },
                                   .message = "which field of the list is not said",
                                   .hint = "latest ended of tries" };
    if (is_comma_after_setting(situation))
        return (struct complaint){ .code = "stray-sign",
                                   .span = situation->earlier.span,
                                   .message = "in braces nothing stands between the entries",
                                   .hint = "leave out the commas; a line for each entry reads best",
                                   .mended = situation->earlier.span,
                                   .mend = "" };
    return (struct complaint){ 0 };
}

struct complaint advice_on(const struct situation *situation)
{
    struct complaint complaint = complaint_noticed_late(situation);
    if (complaint.message)
        return complaint;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (situation->found.kind == slips[i].found && holds(slips[i].where, situation))
            return (struct complaint){ .code = slips[i].code,
                                       .span = situation->found.span,
                                       .message = slips[i].message,
                                       .hint = slips[i].hint,
                                       .mended = situation->found.span,
                                       .mend = slips[i].mend };
    complaint = hint_on_habit(situation);
    if (!complaint.hint)
        complaint = hint_on_list(situation);
    if (!complaint.hint)
        complaint = hint_on_colon(situation);
    if (!complaint.hint)
        complaint.hint = hint_on_place(situation);
    return complaint;
}
