/* record.c - the texts of a file's records, and which of them is meant. */
#include "interp/tool/record.h"

#include <stdlib.h>
#include <string.h>

#include "interp/tool/files.h"
#include "interp/tool/json_tree.h"
#include "interp/tool/memory.h"
#include "interp/tool/options.h"
#include "interp/tool/status.h"

/* The text of one record, in its file. */
struct part {
    const char *at;
    size_t length;
    unsigned line;
};

/* A file's records. */
struct parts {
    struct part *items;
    size_t count, capacity;
    char **made; /* texts of an array's elements */
    size_t made_count;
};

static void add_part(struct parts *parts, struct part part)
{
    if (parts->count == parts->capacity) {
        parts->capacity = parts->capacity ? 2 * parts->capacity : 16;
        parts->items = in_memory(realloc(parts->items, parts->capacity * sizeof *parts->items));
    }
    parts->items[parts->count++] = part;
}

static void parts_free(struct parts *parts)
{
    for (size_t i = 0; i < parts->made_count; i++)
        free(parts->made[i]);
    free(parts->made);
    free(parts->items);
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* An array's elements; false where TEXT is none. */
static bool split_array(struct parts *parts, const char *text, size_t length)
{
    size_t offset, count = 0;
    const char *problem;
    struct json *tree =
        *skip_blanks(text) == '[' ? json_tree_parse(text, length, &offset, &problem) : NULL;
    if (!tree)
        return false;
    for (const struct json *item = tree->first; item; item = item->next)
        count++;
    parts->made = in_memory(calloc(count + 1, sizeof *parts->made));
    for (const struct json *item = tree->first; item; item = item->next) {
        char *made = json_tree_text(item);
        parts->made[parts->made_count++] = made;
        add_part(parts, (struct part){ made, strlen(made), 0 });
    }
    json_tree_free(tree);
    return true;
}

static bool is_json(const char *text, size_t length)
{
    size_t offset;
    const char *problem;
    struct json *tree = json_tree_parse(text, length, &offset, &problem);
    json_tree_free(tree);
    return tree != NULL;
}

static void split_lines(struct parts *parts, const char *text, size_t length)
{
    const char *end = text + length;
    unsigned line = 1;
    for (const char *at = text; at < end; line++) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((next ? next : end) - at);
        if (strspn(at, " \t\r") < size)
            add_part(parts, (struct part){ at, size, line });
        at = next ? next + 1 : end;
    }
}

/* One record may take several lines; where the first line is one, each line is. */
static void split(struct parts *parts, const char *text, size_t length)
{
    const char *start = skip_blanks(text), *end = strchr(start, '\n');
    if (split_array(parts, text, length))
        return;
    if (end && *skip_blanks(end) && is_json(start, (size_t)(end - start)))
        split_lines(parts, text, length);
    else
        add_part(parts, (struct part){ text, length, 1 });
}

static void tell_rejection(const char *path, const struct part *part,
                           const struct certpol_rejection *rejection)
{
    unsigned line = part->line ? part->line + (unsigned)rejection->line - 1 : 0;
    if (line)
        complain("%s:%u:%u: rejected: %s%s%s", path, line, rejection->column, rejection->path,
                 *rejection->path ? ": " : "", rejection->message);
    else
        complain("%s: rejected: %s%s%s", path, rejection->path, *rejection->path ? ": " : "",
                 rejection->message);
}

static int evaluate(certpol_session *session, const char *path, const struct part *part)
{
    struct certpol_rejection rejection;
    if (certpol_evaluate(session, part->at, part->length, &rejection))
        return STATUS_DONE;
    tell_rejection(path, part, &rejection);
    return STATUS_REJECTS;
}

static bool is_called(const certpol_session *session, const char *key)
{
    struct certpol_text found = certpol_record_key(session);
    return found.at && strlen(key) == found.length && memcmp(found.at, key, found.length) == 0;
}

/* Records that are rejected have no name, but this one's text may have it. */
static bool may_be_called(const struct part *part, const char *key)
{
    return memmem(part->at, part->length, key, strlen(key)) != NULL;
}

/* The record of PARTS that is called KEY, evaluated. */
static int find_record(certpol_session *session, const char *path, const struct parts *parts,
                       const char *key)
{
    struct certpol_rejection rejection;
    const struct part *likely = NULL;
    size_t rejected = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->items[i];
        bool accepted = certpol_evaluate(session, part->at, part->length, &rejection);
        if (accepted && is_called(session, key))
            return STATUS_DONE;
        rejected += !accepted;
        if (!accepted && !likely && may_be_called(part, key))
            likely = part;
    }
    if (likely)
        return evaluate(session, path, likely);
    complain("%s: there is no record %s%s", path, key,
             rejected ? " among those that are accepted" : "");
    return STATUS_USAGE;
}

static int choose(certpol_session *session, const char *path, const struct parts *parts,
                  const char *key)
{
    if (key)
        return find_record(session, path, parts, key);
    if (parts->count == 1)
        return evaluate(session, path, &parts->items[0]);
    complain(parts->count ? "%s: there are several records; say which with --record KEY"
                          : "%s: there is no record",
             path);
    return STATUS_USAGE;
}

int record_evaluate(certpol_session *session, const char *path, const char *key)
{
    struct parts parts = { 0 };
    size_t length;
    char *text = file_read(path, RECORDS_BYTES_MAX, &length);
    if (!text)
        return STATUS_USAGE;
    split(&parts, text, length);
    int status = choose(session, path, &parts, key);
    parts_free(&parts);
    free(text);
    return status;
}
