/* json_tree.c - recursive descent over texts that people wrote; depth is limited. */
#include "interp/tool/json_tree.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/memory.h"

enum { DEPTH_MAX = 500 };

struct parser {
    const char *start, *at, *end;
    const char *problem;
    int depth;
};

static void *allocate(size_t size)
{
    return in_memory(calloc(1, size));
}

static char *copy_text(const char *text, size_t length)
{
    return memcpy(allocate(length + 1), text, length);
}

void json_tree_free(struct json *json)
{
    while (json) {
        struct json *next = json->next;
        json_tree_free(json->first);
        free(json->name);
        free(json->text);
        free(json);
        json = next;
    }
}

/* ---- parsing ---- */

static struct json *fail(struct parser *parser, const char *problem)
{
    if (!parser->problem)
        parser->problem = problem;
    return NULL;
}

static void skip_blanks(struct parser *parser)
{
    while (parser->at < parser->end && *parser->at && strchr(" \t\r\n", *parser->at))
        parser->at++;
}

static bool take(struct parser *parser, char wanted)
{
    skip_blanks(parser);
    if (parser->at == parser->end || *parser->at != wanted)
        return false;
    parser->at++;
    return true;
}

/* The text between quotes, its escapes as they are; NULL where it does not end. */
static char *parse_quoted(struct parser *parser)
{
    const char *start = parser->at;
    while (parser->at < parser->end && *parser->at != '"') {
        if ((unsigned char)*parser->at < ' ')
            break;
        parser->at += *parser->at == '\\' ? 2 : 1;
    }
    if (parser->at >= parser->end || *parser->at != '"') {
        parser->at = start;
        fail(parser, "this text has no end");
        return NULL;
    }
    return copy_text(start, (size_t)(parser->at++ - start));
}

static struct json *parse_value(struct parser *parser);

static struct json *parse_member(struct parser *parser)
{
    if (!take(parser, '"'))
        return fail(parser, "a member's name in quotes is expected here");
    char *name = parse_quoted(parser);
    if (!name)
        return NULL;
    struct json *value = NULL;
    if (take(parser, ':'))
        value = parse_value(parser);
    else
        fail(parser, "a colon is expected here");
    if (value)
        value->name = name;
    else
        free(name);
    return value;
}

/* Elements or members up to CLOSING. */
static struct json *parse_items(struct parser *parser, enum json_kind kind, char closing)
{
    struct json *made = allocate(sizeof *made), **link = &made->first;
    made->kind = kind;
    bool more = !take(parser, closing);
    while (more) {
        *link = kind == JSON_OBJECT ? parse_member(parser) : parse_value(parser);
        if (!*link)
            break;
        link = &(*link)->next;
        more = take(parser, ',');
        if (!more && !take(parser, closing))
            fail(parser, "a comma or the closing bracket is expected here");
    }
    if (!parser->problem)
        return made;
    json_tree_free(made);
    return NULL;
}

/* A number, true, false, null: what letters and digits stand here. */
static struct json *parse_word(struct parser *parser)
{
    const char *start = parser->at;
    while (parser->at < parser->end && *parser->at &&
           strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *parser->at))
        parser->at++;
    size_t length = (size_t)(parser->at - start);
    struct json *made = allocate(sizeof *made);
    made->text = copy_text(start, length);
    if (strcmp(made->text, "null") == 0)
        made->kind = JSON_NULL;
    else if (strcmp(made->text, "true") == 0 || strcmp(made->text, "false") == 0)
        made->kind = JSON_BOOL;
    else if (length && (*start == '-' || (*start >= '0' && *start <= '9')))
        made->kind = JSON_NUMBER;
    else {
        parser->at = start;
        json_tree_free(made);
        return fail(parser, "a value is expected here");
    }
    return made;
}

static struct json *parse_string(struct parser *parser)
{
    char *text = parse_quoted(parser);
    if (!text)
        return NULL;
    struct json *made = allocate(sizeof *made);
    made->kind = JSON_STRING;
    made->text = text;
    return made;
}

static struct json *parse_value(struct parser *parser)
{
    struct json *made;
    if (parser->depth == DEPTH_MAX)
        return fail(parser, "this is nested too deeply");
    parser->depth++;
    if (take(parser, '{'))
        made = parse_items(parser, JSON_OBJECT, '}');
    else if (take(parser, '['))
        made = parse_items(parser, JSON_ARRAY, ']');
    else if (take(parser, '"'))
        made = parse_string(parser);
    else
        made = parse_word(parser);
    parser->depth--;
    return made;
}

struct json *json_tree_parse(const char *text, size_t length, size_t *offset, const char **problem)
{
    struct parser parser = { .start = text, .at = text, .end = text + length };
    struct json *made = parse_value(&parser);
    skip_blanks(&parser);
    if (made && parser.at < parser.end) {
        json_tree_free(made);
        made = fail(&parser, "nothing is expected behind the value");
    }
    if (parser.at > parser.end)
        parser.at = parser.end;
    *offset = (size_t)(parser.at - text);
    *problem = parser.problem;
    return made;
}

/* ---- merging ---- */

/* Where the member called NAME hangs, or where it would be added. */
static struct json **find_member(struct json *object, const char *name)
{
    struct json **link = &object->first;
    while (*link && strcmp((*link)->name, name) != 0)
        link = &(*link)->next;
    return link;
}

static void merge_member(struct json *target, struct json *patch)
{
    struct json **link = find_member(target, patch->name);
    struct json *old = *link, *rest = old ? old->next : NULL;
    if (old)
        old->next = NULL;
    if (patch->kind == JSON_NULL) {
        json_tree_free(old);
        json_tree_free(patch);
        *link = rest;
        return;
    }
    char *name = copy_text(patch->name, strlen(patch->name));
    struct json *merged = json_tree_merge(old, patch);
    free(merged->name);
    merged->name = name;
    merged->next = rest;
    *link = merged;
}

struct json *json_tree_merge(struct json *target, struct json *patch)
{
    if (patch->kind != JSON_OBJECT) {
        json_tree_free(target);
        return patch;
    }
    if (!target || target->kind != JSON_OBJECT) {
        json_tree_free(target);
        target = allocate(sizeof *target);
        target->kind = JSON_OBJECT;
    }
    struct json *member = patch->first;
    patch->first = NULL;
    json_tree_free(patch);
    while (member) {
        struct json *next = member->next;
        member->next = NULL;
        merge_member(target, member);
        member = next;
    }
    return target;
}

/* ---- writing ---- */

static void write_json(FILE *out, const struct json *json);

static void write_items(FILE *out, const struct json *json, char open, char closing)
{
    fputc(open, out);
    for (const struct json *item = json->first; item; item = item->next) {
        if (json->kind == JSON_OBJECT)
            fprintf(out, "\"%s\":", item->name);
        write_json(out, item);
        if (item->next)
            fputc(',', out);
    }
    fputc(closing, out);
}

static void write_json(FILE *out, const struct json *json)
{
    if (json->kind == JSON_OBJECT)
        write_items(out, json, '{', '}');
    else if (json->kind == JSON_ARRAY)
        write_items(out, json, '[', ']');
    else if (json->kind == JSON_STRING)
        fprintf(out, "\"%s\"", json->text);
    else
        fputs(json->text, out);
}

char *json_tree_text(const struct json *json)
{
    struct memory_text text;
    memory_text_begin(&text);
    write_json(text.out, json);
    return memory_text_end(&text);
}

/* How many bytes the character at TEXT has; 0 where there is none. */
static size_t character_length(const unsigned char *text, size_t length)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t size = *text < 0x80 ? 1 : *text < 0xC2 ? 0 : *text < 0xE0 ? 2 : *text < 0xF0 ? 3 : 4;
    if (!size || size > length || *text > 0xF4)
        return 0;
    uint32_t character = size == 1 ? *text : *text & (0x7Fu >> size);
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        character = character << 6 | (text[i] & 0x3Fu);
    }
    bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    return character < smallest[size] || surrogate || character > 0x10FFFF ? 0 : size;
}

static void write_character(FILE *out, const char *text, size_t size)
{
    if (size == 1 && (*text == '"' || *text == '\\'))
        fprintf(out, "\\%c", *text);
    else if (size == 1 && (unsigned char)*text < ' ')
        fprintf(out, "\\u%04x", (unsigned)*text);
    else
        fwrite(text, 1, size, out);
}

bool json_write_string(FILE *out, const char *text, size_t length)
{
    bool replaced = false;
    fputc('"', out);
    for (size_t at = 0; at < length;) {
        size_t size = character_length((const unsigned char *)text + at, length - at);
        if (size)
            write_character(out, text + at, size);
        else
            fputs("\xEF\xBF\xBD", out);
        replaced |= !size;
        at += size ? size : 1;
    }
    fputc('"', out);
    return replaced;
}
