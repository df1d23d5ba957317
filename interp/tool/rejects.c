/* rejects.c - the first ones on standard error, all of them in the file. */
#include "interp/tool/rejects.h"

#include <stdlib.h>
#include <string.h>

#include "interp/tool/json_tree.h"
#include "interp/tool/memory.h"
#include "interp/tool/terminal.h"

enum { TOLD_MAX = 20 };

static void tell_person(const struct certpol_rejection *rejection)
{
    fprintf(stderr, "%s:%llu:%u: rejected: %s%s%s\n", rejection->file,
            (unsigned long long)rejection->line, rejection->column, rejection->path,
            *rejection->path ? ": " : "", rejection->message);
}

static void write_base64(FILE *out, const unsigned char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < length; at += 3) {
        size_t left = length - at;
        unsigned triple = (unsigned)bytes[at] << 16 |
                          (left > 1 ? (unsigned)bytes[at + 1] << 8 : 0) |
                          (left > 2 ? bytes[at + 2] : 0);
        fputc(digits[triple >> 18], out);
        fputc(digits[triple >> 12 & 63], out);
        fputc(left > 1 ? digits[triple >> 6 & 63] : '=', out);
        fputc(left > 2 ? digits[triple & 63] : '=', out);
    }
}

static void write_member(FILE *out, const char *name, const char *text)
{
    fprintf(out, ",\"%s\":", name);
    json_write_string(out, text, strlen(text));
}

/* What has an object for each reject begins with its place; the caller goes on. */
static void write_place(FILE *out, const struct certpol_rejection *rejection)
{
    fputs("{\"file\":", out);
    json_write_string(out, rejection->file, strlen(rejection->file));
    fprintf(out, ",\"line\":%llu,\"column\":%u", (unsigned long long)rejection->line,
            rejection->column);
}

/* Like a problem of a policy, with a path. */
static void tell_program(const struct certpol_rejection *rejection)
{
    write_place(stderr, rejection);
    fputs(",\"severity\":\"error\",\"code\":\"rejected\"", stderr);
    write_member(stderr, "message", rejection->message);
    write_member(stderr, "path", rejection->path);
    fputs("}\n", stderr);
}

/* A record that is no UTF-8 is no JSON string either: it is given in base64 as well. */
static void write_line(FILE *out, const struct certpol_rejection *rejection)
{
    struct certpol_text record = rejection->record;
    write_place(out, rejection);
    write_member(out, "path", rejection->path);
    write_member(out, "message", rejection->message);
    fputs(",\"record\":", out);
    if (json_write_string(out, record.at, record.length)) {
        fputs(",\"record_base64\":\"", out);
        write_base64(out, (const unsigned char *)record.at, record.length);
        fputs("\"", out);
    }
    fputs("}\n", out);
}

static bool keep(struct rejects *rejects, const struct certpol_rejection *rejection)
{
    struct memory_text text;
    memory_text_begin(&text);
    write_line(text.out, rejection);
    char *line = memory_text_end(&text);
    bool kept = output_write(&rejects->file, line, text.length);
    free(line);
    return kept;
}

bool rejects_add(struct rejects *rejects, const struct certpol_rejection *rejection)
{
    if (rejects->told && rejects->json)
        tell_program(rejection);
    else if (rejects->told && rejects->count < TOLD_MAX)
        tell_person(rejection);
    rejects->count++;
    return !rejects->keeps || keep(rejects, rejection);
}

void rejects_end(const struct rejects *rejects)
{
    char number[GROUPED_TEXT];
    if (rejects->told && !rejects->json && rejects->count > TOLD_MAX)
        fprintf(stderr, "... and %s more records were rejected\n",
                grouped(rejects->count - TOLD_MAX, number));
}
