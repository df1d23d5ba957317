/* expect.c - words, quotes and brackets; nothing here knows what an outcome is. */
#include "interp/tool/expect.h"

#include <stdlib.h>
#include <string.h>

#include "interp/tool/memory.h"

struct part {
    const char *at;
    size_t length;
};

static char *copy_part(struct part part)
{
    char *copy = in_memory(malloc(part.length + 1));
    memcpy(copy, part.at, part.length);
    copy[part.length] = '\0';
    return copy;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static struct part trimmed(struct part part)
{
    while (part.length && is_blank(part.at[0]))
        part = (struct part){ part.at + 1, part.length - 1 };
    while (part.length && is_blank(part.at[part.length - 1]))
        part.length--;
    return part;
}

/* How many bytes the quoted text at the start of PART has, its quotes too. */
static size_t quoted_length(struct part part)
{
    size_t at = 1;
    while (at < part.length && part.at[at] != '"')
        at += part.at[at] == '\\' ? 2 : 1;
    return at < part.length ? at + 1 : part.length;
}

static bool is_word(struct part part, const char *word)
{
    return part.length == strlen(word) && memcmp(part.at, word, part.length) == 0;
}

/* ---- lines ---- */

/* The next word before the colon: a name, or a quoted text; empty at the colon or the end. */
static struct part next_word(struct part *line)
{
    *line = trimmed(*line);
    size_t length = 0;
    if (line->length && line->at[0] == '"')
        length = quoted_length(*line);
    else
        while (length < line->length && !is_blank(line->at[length]) && line->at[length] != ':')
            length++;
    struct part word = { line->at, length };
    *line = (struct part){ line->at + length, line->length - length };
    return word;
}

/* A quoted subject that needs no quotes is the same as without. */
static struct part unquoted(struct part word)
{
    if (word.length < 3 || word.at[0] != '"')
        return word;
    struct part inner = { word.at + 1, word.length - 2 };
    for (size_t i = 0; i < inner.length; i++)
        if ((unsigned char)inner.at[i] <= ' ' || strchr("\":\\\x7F", inner.at[i]))
            return word;
    return inner;
}

static char *make_head(struct part name, struct part subject)
{
    char *head = in_memory(malloc(name.length + subject.length + 2));
    memcpy(head, name.at, name.length);
    head[name.length] = '\0';
    if (subject.length) {
        head[name.length] = ' ';
        memcpy(head + name.length + 1, subject.at, subject.length);
        head[name.length + 1 + subject.length] = '\0';
    }
    return head;
}

enum { WORDS_MAX = 4 }; /* NAME SUBJECT message LANGUAGE */

/* The words before the colon.  Their number, or 0 with PROBLEM. */
static size_t read_words(struct part *line, struct part *words, const char **problem)
{
    size_t count = 0;
    for (struct part word = next_word(line); word.length; word = next_word(line)) {
        if (count == WORDS_MAX) {
            *problem = "too many words before the colon: NAME SUBJECT: OUTCOME";
            return 0;
        }
        words[count++] = word;
    }
    if (line->length && count)
        return count;
    *problem = "a decision is expected here: NAME SUBJECT: OUTCOME by RULE";
    return 0;
}

static bool read_head(struct expectation *expectation, const struct part *words, size_t count,
                      const char **problem)
{
    bool message = count > 2 && is_word(words[count - 2], "message");
    bool explains = count > 2 && is_word(words[count - 2], "explains");
    size_t named = message || explains ? count - 2 : count;
    if (named > 2) {
        *problem = "a subject of several words wears quotes: NAME \"SUBJECT\": OUTCOME";
        return false;
    }
    expectation->kind = message ? EXPECT_MESSAGE : explains ? EXPECT_EXPLANATION : EXPECT_DECISION;
    expectation->head =
        make_head(words[0], named == 2 ? unquoted(words[1]) : (struct part){ "", 0 });
    if (message || explains)
        expectation->language = copy_part(words[count - 1]);
    return true;
}

static bool read_decision(struct expectation *expectation, struct part line, const char **problem)
{
    struct part words[WORDS_MAX];
    size_t count = read_words(&line, words, problem);
    if (!count || !read_head(expectation, words, count, problem))
        return false;
    struct part rest = trimmed((struct part){ line.at + 1, line.length - 1 });
    if (!rest.length) {
        *problem = "an outcome is expected behind the colon";
        return false;
    }
    expectation->rest = copy_part(rest);
    return true;
}

bool expectation_parse(struct expectation *expectation, const char *text, size_t length,
                       size_t *offset, const char **problem)
{
    static const char rejected[] = "rejected:";
    struct part line = trimmed((struct part){ text, length });
    *expectation = (struct expectation){ 0 };
    *offset = (size_t)(line.at - text);
    if (is_word(line, "none") || is_word(line, "not_in_force")) {
        expectation->kind = is_word(line, "none") ? EXPECT_NONE : EXPECT_NOT_IN_FORCE;
        expectation->rest = copy_part(line);
        return true;
    }
    if (line.length > strlen(rejected) && memcmp(line.at, rejected, strlen(rejected)) == 0) {
        size_t behind = strlen(rejected);
        expectation->kind = EXPECT_REJECTED;
        expectation->rest =
            copy_part(trimmed((struct part){ line.at + behind, line.length - behind }));
        return true;
    }
    return read_decision(expectation, line, problem);
}

void expectation_free(struct expectation *expectation)
{
    free(expectation->head);
    free(expectation->language);
    free(expectation->rest);
    *expectation = (struct expectation){ 0 };
}

/* ---- outcomes ---- */

/* What a scan over outcomes has come to. */
struct scan {
    size_t at;
    int depth; /* of brackets */
};

/* Step over a quoted text or a byte, counting brackets. */
static void step(struct scan *scan, struct part text)
{
    char byte = text.at[scan->at];
    if (byte == '"') {
        scan->at += quoted_length((struct part){ text.at + scan->at, text.length - scan->at });
        return;
    }
    scan->depth += byte == '(' || byte == '[';
    scan->depth -= byte == ')' || byte == ']';
    scan->at++;
}

/* What stands before the next comma outside brackets and quotes; TEXT then begins behind it. */
static struct part next_part(struct part *text)
{
    struct scan scan = { 0, 0 };
    while (scan.at < text->length && (scan.depth > 0 || text->at[scan.at] != ','))
        step(&scan, *text);
    struct part part = { text->at, scan.at };
    size_t used = scan.at + (scan.at < text->length);
    *text = (struct part){ text->at + used, text->length - used };
    return trimmed(part);
}

/* Cut the rule's name from PART, which then is the outcome alone; empty where none is named. */
static struct part cut_rule(struct part *part)
{
    struct part rule = { part->at + part->length, 0 };
    struct scan scan = { 0, 0 };
    while (scan.at < part->length) {
        struct part rest = { part->at + scan.at, part->length - scan.at };
        if (scan.depth == 0 && rest.length > 4 && is_blank(rest.at[0]) &&
            memcmp(rest.at + 1, "by", 2) == 0 && is_blank(rest.at[3])) {
            rule = trimmed((struct part){ rest.at + 4, rest.length - 4 });
            *part = trimmed((struct part){ part->at, scan.at });
            break;
        }
        step(&scan, *part);
    }
    return rule;
}

/* Copy PART without the blanks that stand outside of quotes. */
static char *without_blanks(struct part part)
{
    char *copy = in_memory(malloc(part.length + 1));
    size_t length = 0;
    for (size_t at = 0; at < part.length;) {
        size_t size =
            part.at[at] == '"' ? quoted_length((struct part){ part.at + at, part.length - at }) : 1;
        if (!is_blank(part.at[at])) {
            memcpy(copy + length, part.at + at, size);
            length += size;
        }
        at += size;
    }
    copy[length] = '\0';
    return copy;
}

static bool parts_equal(struct part a, struct part b)
{
    char *left = without_blanks(a), *right = without_blanks(b);
    bool equal = strcmp(left, right) == 0;
    free(left);
    free(right);
    return equal;
}

static bool outcome_matches(struct part wanted, struct part got)
{
    struct part wanted_rule = cut_rule(&wanted), got_rule = cut_rule(&got);
    if (wanted_rule.length && !parts_equal(wanted_rule, got_rule))
        return false;
    return parts_equal(wanted, got);
}

/* What stands in the brackets of a list; nothing for `none`. */
static struct part inside(struct part text, bool *is_list)
{
    text = trimmed(text);
    *is_list = text.length >= 2 && text.at[0] == '[' && text.at[text.length - 1] == ']';
    if (*is_list)
        return trimmed((struct part){ text.at + 1, text.length - 2 });
    *is_list = is_word(text, "none");
    return *is_list ? (struct part){ text.at, 0 } : text;
}

bool outcomes_match(const char *wanted, const char *got)
{
    bool wanted_list, got_list;
    struct part left = inside((struct part){ wanted, strlen(wanted) }, &wanted_list);
    struct part right = inside((struct part){ got, strlen(got) }, &got_list);
    if (wanted_list != got_list)
        return false;
    while (left.length && right.length)
        if (!outcome_matches(next_part(&left), next_part(&right)))
            return false;
    return !left.length && !right.length;
}
