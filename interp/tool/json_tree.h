/* json_tree.h - a JSON text as a small tree, for golden examples: parse, merge, write.
 *
 * Numbers are kept as they are written, members in their order.  Not for data of any size: records
 * are read by the library. */
#ifndef CERTPOL_TOOL_JSON_TREE_H
#define CERTPOL_TOOL_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_kind kind;
    char *name;         /* of an object's member, as written, without its quotes */
    char *text;         /* of a number, a bool or a string (without its quotes), as written */
    struct json *first; /* of an array's elements or an object's members */
    struct json *next;
};

/* The LENGTH bytes at TEXT; to be released with json_tree_free.  NULL where they are no JSON, with
 * OFFSET of the place and PROBLEM, a literal. */
struct json *json_tree_parse(const char *text, size_t length, size_t *offset, const char **problem);
void json_tree_free(struct json *json);

/* TARGET as PATCH changes it (RFC 7396).  Takes both, returns what is to be released.  TARGET may
 * be NULL. */
struct json *json_tree_merge(struct json *target, struct json *patch);

/* JSON as text, to be released with free. */
char *json_tree_text(const struct json *json);

/* Write LENGTH bytes at TEXT as a JSON string; what is no UTF-8 becomes U+FFFD.  Returns whether
 * there was any. */
bool json_write_string(FILE *out, const char *text, size_t length);

#endif
