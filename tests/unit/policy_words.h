/* policy_words.h - policies at random, as the grammar has them, with blanks, line ends and comments
 * at random between the words.  They mean nothing: names need not be declared. */
#ifndef CERTPOL_TESTS_POLICY_WORDS_H
#define CERTPOL_TESTS_POLICY_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* {.seed, .out} */
struct words {
    uint64_t seed; /* not 0 */
    FILE *out;
    unsigned depth;    /* of the expression */
    unsigned comments; /* how often one stands between two words, of a hundred */
    bool begun;        /* there is a word before */
};

/* A number below LIMIT: xorshift. */
static inline unsigned pick(struct words *words, unsigned limit)
{
    words->seed ^= words->seed << 13;
    words->seed ^= words->seed >> 7;
    words->seed ^= words->seed << 17;
    return (unsigned)(words->seed >> 33) % limit;
}

static inline bool chance(struct words *words, unsigned percent)
{
    return pick(words, 100) < percent;
}

static inline const char *one_of(struct words *words, const char *const *choices, unsigned count)
{
    return choices[pick(words, count)];
}

#define ONE_OF(words, choices) one_of(words, choices, sizeof(choices) / sizeof *(choices))

/* ---- between words ---- */

static inline void write_blank(struct words *words)
{
    static const char *const blanks[] = { " ",    " ",     " ",      " ",    "  ",      "\t",
                                          "\n",   "\n  ",  "\n",     "\n\n", "\n\n\n ", "\r\n",
                                          " \n ", "     ", "\n    ", " " };
    fputs(ONE_OF(words, blanks), words->out);
}

static inline void write_comment(struct words *words)
{
    static const char *const comments[] = {
        "# a comment\n",
        "#\n",
        "## about what follows\n",
        "##x\n",
        "#   indented   \n",
        "# \xEA\xB0\x80\xEB\x82\x98 {not} a \"text\"\n",
        "# with a return\r\n",
        "#! so long a comment that behind some words it goes past a hundred columns\n",
    };
    if (chance(words, 50))
        write_blank(words);
    fputs(ONE_OF(words, comments), words->out);
    if (chance(words, 60))
        write_blank(words);
}

/* What may stand between any two words; at least one blank if APART. */
static inline void write_gap(struct words *words, bool apart)
{
    bool comment = false;
    while (chance(words, words->comments)) {
        write_comment(words);
        comment = true;
    }
    if ((apart && !comment) || chance(words, 40))
        write_blank(words);
}

/* ---- words ---- */

static inline bool is_sign(const char *word)
{
    return strlen(word) == 1 && strchr(",:()[]{}?", *word);
}

/* A word of the policy behind a gap.  Signs alone may stand close. */
static inline void word(struct words *words, const char *text)
{
    write_gap(words, words->begun && !is_sign(text));
    fputs(text, words->out);
    words->begun = !is_sign(text);
}

/* The same with a single blank before it: `up to 5`, and parts of clauses. */
static inline void next_word(struct words *words, const char *before, const char *text)
{
    fputs(before, words->out);
    fputs(text, words->out);
    words->begun = true;
}

static const char *const free_names[] = { "a",
                                          "b",
                                          "renewal",
                                          "opens",
                                          "x1",
                                          "date",
                                          "of_it",
                                          "t",
                                          "policy",
                                          "key",
                                          "from",
                                          "on",
                                          "info",
                                          "effective",
                                          "to",
                                          "ordered",
                                          "as",
                                          "source",
                                          "up",
                                          "\xEA\xB0\x80\xEA\xB0\x81",
                                          "a_name_that_is_rather_long_and_takes_its_columns" };

static const char *const reserved_words[] = { "and",    "when", "count", "true",
                                              "latest", "rule", "where", "then",
                                              "in",     "is",   "let",   "otherwise" };

/* A name that could begin an expression.  `up` might go on with `to 5`, which is another word. */
static inline void name(struct words *words)
{
    word(words, ONE_OF(words, free_names));
}

static inline void any_word(struct words *words)
{
    if (chance(words, 20))
        word(words, ONE_OF(words, reserved_words));
    else
        name(words);
}

static inline void text(struct words *words)
{
    static const char *const texts[] = {
        "\"\"", "\"x\"", "\"with \\\"quotes\\\" and # no comment\"",
        "\"\xEA\xB0\x80\xEB\x82\x98\xEB\x8B\xA4\"",
        "\"a text of some length, as a message or a title may have\""
    };
    word(words, ONE_OF(words, texts));
}

static inline void day(struct words *words)
{
    word(words, chance(words, 50) ? "2020-12-15" : "2021-01-31");
}

static inline void integer(struct words *words)
{
    static const char *const numbers[] = { "0", "1", "42", "1000000" };
    word(words, ONE_OF(words, numbers));
}

static inline void clause(struct words *words)
{
    static const char *const parts[] = { "req", "5a", "1", "12", "faq", "1.5", "11d", "in" };
    name(words);
    for (unsigned count = pick(words, 4); count; count--) {
        next_word(words, chance(words, 20) ? " " : "", ".");
        next_word(words, chance(words, 20) ? " " : "", ONE_OF(words, parts));
    }
}

static inline void cites(struct words *words)
{
    if (chance(words, 60))
        return;
    word(words, "cites");
    clause(words);
    for (unsigned count = pick(words, chance(words, 20) ? 12 : 3); count; count--) {
        word(words, ",");
        clause(words);
    }
}

/* ---- expressions ---- */

static inline void expr(struct words *words);
static inline void value(struct words *words);

static inline void parenthesised(struct words *words)
{
    word(words, "(");
    expr(words);
    word(words, ")");
}

static inline void arguments(struct words *words, const char *open, const char *close)
{
    word(words, open);
    expr(words);
    for (unsigned count = pick(words, 4); count; count--) {
        word(words, ",");
        expr(words);
    }
    word(words, close);
}

static inline void literal(struct words *words)
{
    static const char *const literals[] = { "1.5", "2020-12-15T09:00:00Z", "true", "false",
                                            "0.25" };
    switch (pick(words, 5)) {
    case 0:
        integer(words);
        break;
    case 1:
        integer(words);
        word(words, chance(words, 50) ? "months" : "hours");
        break;
    case 2:
        text(words);
        break;
    case 3:
        day(words);
        break;
    default:
        word(words, ONE_OF(words, literals));
    }
}

static inline void term(struct words *words)
{
    if (words->depth > 3 || chance(words, 55)) {
        if (chance(words, 60))
            name(words);
        else
            literal(words);
        return;
    }
    switch (pick(words, 5)) {
    case 0:
        parenthesised(words);
        break;
    case 1:
        arguments(words, "[", "]");
        break;
    case 2:
        name(words);
        arguments(words, "(", ")");
        break;
    case 3:
        term(words);
        word(words, ".");
        any_word(words);
        break;
    default:
        name(words);
        arguments(words, "[", "]");
    }
}

static inline void element_part(struct words *words)
{
    if (chance(words, 30)) {
        parenthesised(words);
        return;
    }
    any_word(words);
    if (chance(words, 30)) {
        word(words, ".");
        any_word(words);
    }
}

static inline void unary(struct words *words)
{
    static const char *const folds[] = { "sum", "latest", "earliest", "highest", "lowest", "all" };
    switch (pick(words, words->depth > 4 ? 1 : 8)) {
    case 1:
        name(words);
        word(words, chance(words, 50) ? "of" : "on");
        unary(words);
        break;
    case 2:
        name(words);
        word(words, "from");
        parenthesised(words); /* a name before `to` could be `up` */
        word(words, "to");
        unary(words);
        break;
    case 3:
        word(words, "count");
        unary(words);
        break;
    case 4:
        word(words, ONE_OF(words, folds));
        element_part(words);
        word(words, "of");
        unary(words);
        break;
    default:
        term(words);
    }
}

static inline void value(struct words *words)
{
    static const char *const signs[] = { "+", "-", "*", "else", "+" };
    words->depth++;
    if (chance(words, 8))
        word(words, "-");
    unary(words);
    for (unsigned count = words->depth > 4 ? 0 : pick(words, 3); count; count--) {
        word(words, ONE_OF(words, signs));
        unary(words);
    }
    words->depth--;
}

static inline void relation(struct words *words)
{
    static const char *const compare[] = { "<", "<=", ">", ">=", "is", "in" };
    value(words);
    switch (pick(words, 5)) {
    case 0:
        word(words, "is");
        word(words, chance(words, 50) ? "present" : "absent");
        break;
    case 1:
        word(words, "is");
        word(words, "not");
        value(words);
        break;
    case 2:
        word(words, "in");
        value(words);
        word(words, chance(words, 50) ? ".." : "..<");
        value(words);
        break;
    case 3:
        word(words, ONE_OF(words, compare));
        value(words);
        break;
    default:
        break;
    }
}

static inline void list(struct words *words)
{
    name(words);
    if (chance(words, 30)) {
        word(words, "as");
        name(words);
    }
}

static inline void expr(struct words *words)
{
    words->depth++;
    switch (words->depth > 3 ? 0 : pick(words, 9)) {
    case 1:
    case 2:
        expr(words);
        word(words, chance(words, 70) ? "and" : "or");
        expr(words);
        break;
    case 3:
        word(words, "not");
        expr(words);
        break;
    case 4:
        word(words, "any");
        list(words);
        word(words, "where");
        expr(words);
        break;
    case 5:
        word(words, "every");
        list(words);
        word(words, "has");
        expr(words);
        break;
    case 6:
        list(words);
        word(words, "where");
        expr(words);
        break;
    default:
        relation(words);
    }
    words->depth--;
}

/* ---- parts of declarations ---- */

static inline void type(struct words *words)
{
    bool is_list = chance(words, 30);
    if (is_list)
        word(words, "[");
    name(words);
    if (is_list)
        word(words, "]");
    if (chance(words, 30))
        word(words, "?");
}

static inline void label(struct words *words)
{
    any_word(words);
    word(words, ":");
    type(words);
}

static inline void labels(struct words *words)
{
    word(words, "(");
    label(words);
    for (unsigned count = pick(words, 4); count; count--) {
        word(words, ",");
        label(words);
    }
    word(words, ")");
}

static inline void number(struct words *words)
{
    if (chance(words, 30))
        word(words, "-");
    integer(words);
}

static inline void field(struct words *words)
{
    label(words);
    if (chance(words, 20)) {
        number(words);
        word(words, "..");
        number(words);
    } else if (chance(words, 20)) {
        word(words, "up");
        next_word(words, chance(words, 50) ? " " : " \n\t", "to");
        next_word(words, chance(words, 50) ? " " : "\r\n", "50");
    }
    if (chance(words, 20))
        text(words);
}

static inline void fields(struct words *words)
{
    for (unsigned count = pick(words, 5); count; count--)
        field(words);
}

static inline void words_between_commas(struct words *words)
{
    any_word(words);
    for (unsigned count = pick(words, 3); count; count--) {
        word(words, ",");
        any_word(words);
    }
}

static inline void days(struct words *words)
{
    unsigned form = pick(words, 3);
    if (form != 0)
        day(words);
    word(words, "..");
    if (form != 1)
        day(words);
}

static inline void setting(struct words *words)
{
    switch (pick(words, 4)) {
    case 0:
        word(words, "title");
        text(words);
        break;
    case 1:
        word(words, "effective");
        days(words);
        cites(words);
        break;
    case 2:
        word(words, "languages");
        words_between_commas(words);
        if (chance(words, 50)) {
            word(words, ",");
            text(words);
        }
        break;
    default:
        word(words, "rounding");
        word(words, "down");
    }
}

static inline void outcome(struct words *words)
{
    any_word(words);
    if (chance(words, 50))
        return;
    word(words, "(");
    for (unsigned count = 1 + pick(words, 4); count; count--) {
        any_word(words);
        word(words, ":");
        expr(words);
        if (count > 1)
            word(words, ",");
    }
    word(words, ")");
}

static inline void step(struct words *words)
{
    unsigned kind = pick(words, 4);
    if (kind == 0) {
        word(words, "let");
        name(words);
        word(words, "=");
        expr(words);
        return;
    }
    word(words, kind == 3 ? "otherwise" : "rule");
    any_word(words);
    cites(words);
    if (kind == 1) {
        word(words, "when");
        expr(words);
    }
    word(words, "then");
    outcome(words);
}

/* ---- declarations ---- */

static inline void head(struct words *words, const char *keyword)
{
    word(words, keyword);
    name(words);
}

static inline void named_texts(struct words *words, unsigned percent)
{
    word(words, "{");
    for (unsigned count = pick(words, 5); count; count--) {
        any_word(words);
        if (chance(words, percent))
            text(words);
    }
    word(words, "}");
}

static inline void source(struct words *words)
{
    head(words, "source");
    text(words);
    if (chance(words, 50)) {
        word(words, "revised");
        day(words);
    }
    word(words, "{");
    for (unsigned count = pick(words, 4); count; count--) {
        if (chance(words, 30))
            word(words, "info");
        clause(words);
        text(words);
        if (chance(words, 30)) {
            word(words, "disputed");
            text(words);
        }
    }
    word(words, "}");
}

static inline void record(struct words *words)
{
    bool input = chance(words, 30);
    head(words, input ? "input" : "record");
    if (input || chance(words, 50)) {
        word(words, "key");
        any_word(words);
        for (unsigned count = input ? 0 : pick(words, 3); count; count--) {
            word(words, ",");
            any_word(words);
        }
    }
    word(words, "{");
    fields(words);
    word(words, "}");
}

static inline void table(struct words *words)
{
    head(words, "table");
    word(words, "from");
    text(words);
    word(words, "key");
    words_between_commas(words);
    word(words, "{");
    fields(words);
    word(words, "}");
}

static inline void cases(struct words *words)
{
    head(words, "outcome");
    word(words, "{");
    for (unsigned count = pick(words, 5); count; count--) {
        any_word(words);
        if (chance(words, 40))
            labels(words);
    }
    word(words, "}");
}

static inline void parameter(struct words *words)
{
    head(words, "parameter");
    word(words, ":");
    type(words);
    cites(words);
    if (chance(words, 50)) {
        word(words, "=");
        value(words);
        return;
    }
    word(words, "{");
    for (unsigned count = pick(words, 4); count; count--) {
        days(words);
        word(words, "=");
        literal(words);
    }
    word(words, "}");
}

static inline void define(struct words *words)
{
    head(words, "define");
    if (chance(words, 50))
        labels(words);
    word(words, ":");
    type(words);
    word(words, "=");
    expr(words);
}

static inline void decide(struct words *words)
{
    word(words, "decide");
    if (chance(words, 30))
        word(words, "all");
    name(words);
    word(words, ":");
    name(words);
    if (chance(words, 50)) {
        word(words, "for");
        word(words, "each");
        name(words);
        word(words, "in");
        name(words);
        if (chance(words, 40)) {
            word(words, "where");
            expr(words);
        }
    }
    word(words, "{");
    for (unsigned count = pick(words, 5); count; count--)
        step(words);
    word(words, "}");
}

static inline void settings(struct words *words)
{
    head(words, "policy");
    word(words, "{");
    for (unsigned count = pick(words, 5); count; count--)
        setting(words);
    word(words, "}");
}

static inline void enumeration(struct words *words)
{
    head(words, "enum");
    if (chance(words, 30))
        word(words, "ordered");
    named_texts(words, 40);
}

static inline void messages(struct words *words)
{
    word(words, "messages");
    if (chance(words, 50))
        word(words, "\"pt-BR\"");
    else
        any_word(words);
    word(words, "for");
    name(words);
    named_texts(words, 100);
}

static inline void use(struct words *words)
{
    word(words, "use");
    text(words);
}

/* A policy file of a few declarations, written to WORDS->out. */
static inline void policy_at_random(struct words *words)
{
    static void (*const items[])(struct words *) = { use,    settings, source, enumeration,
                                                     record, table,    cases,  parameter,
                                                     define, decide,   decide, messages };
    words->comments = chance(words, 40) ? 0 : pick(words, 25);
    for (unsigned count = 1 + pick(words, 2); count; count--)
        items[pick(words, sizeof items / sizeof *items)](words);
    write_gap(words, false);
}

#endif
