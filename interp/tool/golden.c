/* golden.c - lines to cases:
 *
 *     policy PATH                   one or more, relative to the file
 *     == TITLE
 *     as of DATE or INSTANT         inherited by a case that is like this one
 *     { ... }                       the record; or: like TITLE but { ... }, a merge patch (RFC
 * 7396)
 *     --
 *     what is expected              see expect.c
 *
 * A line that begins with # is a comment, but not inside a record. */
#include "interp/tool/golden.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/json_tree.h"
#include "interp/tool/memory.h"

/* The line at hand. */
struct line {
    const char *at;
    size_t length; /* without its end and blanks before it */
    unsigned number;
};

struct parser {
    struct golden *golden;
    struct golden_problems *problems;
    size_t next; /* offset behind the line at hand */
    struct line line;
    uint64_t like_bytes, like_work; /* of all `like` so far */
};

/* What stands between a title and `--`. */
struct body {
    const char *record; /* NULL: none yet */
    size_t length;
    unsigned line;
    const struct golden_case *base; /* of `like` */
    bool complained;
};

/* What keeps a file of examples from taking memory or time without end. */
enum { TEXT_BYTES_MAX = 16 << 20, CASES_MAX = 10000, LIKE_BYTES_MAX = 256 << 20 };
static const uint64_t LIKE_WORK_MAX = UINT64_C(1)
                                      << 36; /* bytes of a record times bytes of its change */

static void *grow(void *items, size_t count, size_t size)
{
    if (count & (count - 1) && count)
        return items; /* there is room up to the next power of two */
    return in_memory(realloc(items, (count ? 2 * count : 1) * size));
}

static char *copy_text(const char *text, size_t length)
{
    char *copy = in_memory(malloc(length + 1));
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

__attribute__((format(printf, 4, 5))) static void tell(struct parser *parser, unsigned line,
                                                       unsigned column, const char *format, ...)
{
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    struct golden_problem problem = { parser->golden->path, line, column, message };
    parser->problems->count++;
    parser->problems->tell(parser->problems->context, &problem);
}

static bool next_line(struct parser *parser)
{
    const struct golden *golden = parser->golden;
    if (parser->next >= golden->length)
        return false;
    const char *start = golden->text + parser->next;
    const char *end = memchr(start, '\n', golden->length - parser->next);
    size_t length = end ? (size_t)(end - start) : golden->length - parser->next;
    parser->next += length + (end != NULL);
    while (length && strchr(" \t\r", start[length - 1]) && start[length - 1])
        length--;
    parser->line = (struct line){ start, length, parser->line.number + 1 };
    return true;
}

static bool begins_with(const struct line *line, const char *word)
{
    size_t length = strlen(word);
    return line->length >= length && memcmp(line->at, word, length) == 0;
}

static bool is_void(const struct line *line)
{
    return !line->length || line->at[0] == '#';
}

static bool is_separator(const struct line *line)
{
    return line->length == 2 && begins_with(line, "--");
}

/* What stands behind WORD on the line. */
static char *rest_of(const struct line *line, const char *word)
{
    size_t at = strlen(word);
    while (at < line->length && line->at[at] == ' ')
        at++;
    return copy_text(line->at + at, line->length - at);
}

/* ---- the head of the file ---- */

static char *beside(const char *file, char *path)
{
    const char *slash = strrchr(file, '/');
    if (!slash || path[0] == '/')
        return path;
    size_t folder = (size_t)(slash - file) + 1, length = strlen(path);
    char *joined = in_memory(realloc(copy_text(file, folder), folder + length + 1));
    memcpy(joined + folder, path, length + 1);
    free(path);
    return joined;
}

static void add_policy(struct parser *parser)
{
    struct golden *golden = parser->golden;
    char *path = rest_of(&parser->line, "policy ");
    golden->policies = grow(golden->policies, golden->policy_count, sizeof *golden->policies);
    golden->policies[golden->policy_count++] = beside(golden->path, path);
}

/* Up to the first title. */
static void parse_head(struct parser *parser)
{
    while (next_line(parser) && !begins_with(&parser->line, "==")) {
        if (begins_with(&parser->line, "policy "))
            add_policy(parser);
        else if (!is_void(&parser->line))
            tell(parser, parser->line.number, 1, "`policy PATH` or `== TITLE` is expected here");
    }
    if (!parser->golden->policy_count)
        tell(parser, 1, 1, "no policy is named: begin with `policy PATH`, relative to this file");
}

/* ---- a case ---- */

static const struct golden_case *find_case(const struct golden *golden, const char *title,
                                           size_t length)
{
    for (size_t i = 0; i < golden->case_count; i++)
        if (strlen(golden->cases[i].title) == length &&
            memcmp(golden->cases[i].title, title, length) == 0)
            return &golden->cases[i];
    return NULL;
}

/* like TITLE but {...}: the title may hold " but {" itself, so the first that there is counts. */
static void begin_like(struct parser *parser, struct body *body)
{
    static const char but[] = " but ";
    const struct line *line = &parser->line;
    const char *title = line->at + strlen("like "), *end = line->at + line->length, *at = title;
    while ((at = memmem(at, (size_t)(end - at), but, strlen(but))) != NULL) {
        body->base = find_case(parser->golden, title, (size_t)(at - title));
        at += strlen(but);
        if (body->base)
            break;
    }
    if (body->base) {
        body->record = at;
        body->length = (size_t)(end - at);
        body->line = line->number;
        return;
    }
    tell(parser, line->number, 6, "no case above has this title: `like TITLE but {...}`");
    body->complained = true;
    body->record = end;
}

/* A line of the record, or its first. */
static void extend_record(struct parser *parser, struct body *body)
{
    const struct line *line = &parser->line;
    if (!body->record) {
        body->record = line->at;
        body->line = line->number;
    }
    body->length = (size_t)(line->at + line->length - body->record);
}

static void take_as_of(struct parser *parser, struct golden_case *made)
{
    free(made->as_of);
    made->as_of = rest_of(&parser->line, "as of ");
}

/* Up to `--`.  False where there is none. */
static bool parse_body(struct parser *parser, struct golden_case *made, struct body *body)
{
    bool ended = false; /* the record */
    while (next_line(parser)) {
        const struct line *line = &parser->line;
        if (is_separator(line))
            return true;
        if (begins_with(line, "==")) {
            return false;
        } else if (begins_with(line, "as of ")) {
            take_as_of(parser, made);
            ended = body->record != NULL;
        } else if (!body->record && is_void(line)) {
            continue;
        } else if (!body->record && begins_with(line, "like ")) {
            begin_like(parser, body);
        } else if (!ended && !body->complained) {
            extend_record(parser, body);
        } else if (!body->complained && !is_void(line)) {
            tell(parser, line->number, 1, "the record has ended; `--` is expected here");
        }
    }
    return false;
}

/* Place of the byte at OFFSET of the record. */
static void tell_in_record(struct parser *parser, const struct body *body, size_t offset,
                           const char *message)
{
    unsigned line = body->line;
    const char *start = body->record, *at = body->record + offset;
    while (start > parser->golden->text && start[-1] != '\n')
        start--;
    for (const char *byte = body->record; byte < at; byte++) {
        if (*byte == '\n') {
            line++;
            start = byte + 1;
        }
    }
    unsigned column = 1;
    for (const char *byte = start; byte < at; byte++)
        column += ((unsigned char)*byte & 0xC0) != 0x80;
    tell(parser, line, column, "%s", message);
}

static bool is_affordable(struct parser *parser, const struct body *body)
{
    uint64_t base = strlen(body->base->record);
    parser->like_bytes += base + body->length;
    parser->like_work += base * body->length;
    if (parser->like_bytes <= LIKE_BYTES_MAX && parser->like_work <= LIKE_WORK_MAX)
        return true;
    tell(parser, body->line, 1,
         "the records that `like` makes are too large together; begin another file");
    return false;
}

/* The record of a `like`: the other one's, changed. */
static char *merge(struct parser *parser, const struct body *body)
{
    size_t offset;
    const char *problem;
    struct json *patch = json_tree_parse(body->record, body->length, &offset, &problem);
    if (!patch) {
        tell_in_record(parser, body, offset, problem);
        return NULL;
    }
    if (!body->base->record || !is_affordable(parser, body)) {
        json_tree_free(patch);
        return NULL;
    }
    struct json *base =
        json_tree_parse(body->base->record, strlen(body->base->record), &offset, &problem);
    if (!base) {
        tell(parser, body->line, 1, "the record of that case is no JSON, so it cannot be changed");
        json_tree_free(patch);
        return NULL;
    }
    struct json *merged = json_tree_merge(base, patch);
    char *text = json_tree_text(merged);
    json_tree_free(merged);
    return text;
}

static void finish_record(struct parser *parser, struct golden_case *made, const struct body *body)
{
    if (body->complained)
        return;
    if (!body->record) {
        tell(parser, made->line, 1,
             "this case has no record: a JSON object, or `like TITLE but {}`");
        return;
    }
    if (body->base && !made->as_of && body->base->as_of)
        made->as_of = copy_text(body->base->as_of, strlen(body->base->as_of));
    made->record = body->base ? merge(parser, body) : copy_text(body->record, body->length);
    if (!made->as_of)
        tell(parser, made->line, 1, "this case does not say when: `as of 2021-03-01`");
}

static void add_line(struct golden_case *made, const struct line *line)
{
    made->lines = grow(made->lines, made->line_count, sizeof *made->lines);
    made->lines[made->line_count++] =
        (struct golden_line){ line->at, line->length, line->number, !is_void(line) };
}

/* The lines below `--`, up to the next title.  False at the end of the file. */
static bool parse_expected(struct parser *parser, struct golden_case *made)
{
    made->below = parser->next;
    made->end = parser->golden->length;
    while (next_line(parser)) {
        if (begins_with(&parser->line, "==")) {
            made->end = (size_t)(parser->line.at - parser->golden->text);
            return true;
        }
        add_line(made, &parser->line);
    }
    return false;
}

/* The case whose title is at hand.  Returns whether another title is. */
static bool parse_case(struct parser *parser)
{
    struct golden *golden = parser->golden;
    struct golden_case made = { .title = rest_of(&parser->line, "=="),
                                .line = parser->line.number };
    struct body body = { 0 };
    if (!*made.title)
        tell(parser, made.line, 1, "a case needs a title: == TITLE");
    else if (find_case(golden, made.title, strlen(made.title)))
        tell(parser, made.line, 1, "there is a case of this title above");
    bool more = false;
    if (parse_body(parser, &made, &body)) {
        finish_record(parser, &made, &body);
        more = parse_expected(parser, &made);
    } else {
        tell(parser, made.line, 1, "this case has no `--` with what is expected below it");
        more = begins_with(&parser->line, "==") && parser->line.number > made.line;
        made.below = made.end = golden->length;
    }
    golden->cases = grow(golden->cases, golden->case_count, sizeof *golden->cases);
    golden->cases[golden->case_count++] = made;
    return more;
}

void golden_parse(struct golden *golden, const char *path, char *text, size_t length,
                  struct golden_problems *problems)
{
    *golden = (struct golden){ .path = path, .text = text, .length = length };
    struct parser parser = { .golden = golden, .problems = problems };
    if (length > TEXT_BYTES_MAX) {
        tell(&parser, 1, 1, "this file has more than %d MiB; part it", TEXT_BYTES_MAX >> 20);
        return;
    }
    parse_head(&parser);
    bool more = begins_with(&parser.line, "==");
    while (more && golden->case_count < CASES_MAX)
        more = parse_case(&parser);
    if (more)
        tell(&parser, parser.line.number, 1, "more than %d cases in one file; part it", CASES_MAX);
}

void golden_free(struct golden *golden)
{
    for (size_t i = 0; i < golden->case_count; i++) {
        free(golden->cases[i].title);
        free(golden->cases[i].as_of);
        free(golden->cases[i].record);
        free(golden->cases[i].lines);
    }
    for (size_t i = 0; i < golden->policy_count; i++)
        free(golden->policies[i]);
    free(golden->policies);
    free(golden->cases);
    free(golden->text);
    *golden = (struct golden){ 0 };
}
