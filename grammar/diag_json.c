/* diag_json.c - diagnostics for programs: one JSON object a line. */
#include "grammar/diag_json.h"

#include <string.h>

#include "grammar/diag.h"
#include "grammar/utf8.h"

static void write_character(struct utf8_character found, const char *text, FILE *out)
{
    if (!found.length)
        fputs("\\ufffd", out);
    else if (found.code == '"' || found.code == '\\')
        fprintf(out, "\\%c", (char)found.code);
    else if (found.code == '\n')
        fputs("\\n", out);
    else if (found.code == '\t')
        fputs("\\t", out);
    else if (found.code < ' ' || (utf8_hazard(found.code) != UTF8_FINE && found.code <= 0xFFFF))
        fprintf(out, "\\u%04x", (unsigned)found.code);
    else
        fwrite(text, 1, found.length, out);
}

void json_text_write(const char *text, FILE *out)
{
    size_t left = strlen(text);
    fputc('"', out);
    while (left) {
        struct utf8_character found = utf8_decode(text, left);
        write_character(found, text, out);
        size_t step = found.length ? found.length : 1;
        text += step;
        left -= step;
    }
    fputc('"', out);
}

static void write_member(const char *name, const char *text, FILE *out)
{
    fprintf(out, ",\"%s\":", name);
    json_text_write(text, out);
}

/* The end is the place behind the last character.  Nowhere has no members. */
static void write_span(const struct sources *sources, struct span span, FILE *out)
{
    struct place start = sources_place(sources, span.start), end = sources_place(sources, span.end);
    if (!start.source)
        return;
    fputs("\"file\":", out);
    json_text_write(start.source->name, out);
    fprintf(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u,", start.line,
            start.column, end.line, end.column);
}

static void write_other(const struct sources *sources, const struct diag *diag, FILE *out)
{
    fputs(",\"other\":{", out);
    write_span(sources, diag->other, out);
    fputs("\"message\":", out);
    json_text_write(diag->other_message, out);
    fputc('}', out);
}

static void write_one(const struct sources *sources, const struct diag *diag, FILE *out)
{
    fputc('{', out);
    write_span(sources, diag->span, out);
    fputs("\"severity\":", out);
    static const char *const words[] = { "error", "warning", "info" };
    json_text_write(words[diag->severity], out);
    write_member("code", diag->code, out);
    write_member("message", diag->message, out);
    if (diag->hint)
        write_member("hint", diag->hint, out);
    if (diag->other.start)
        write_other(sources, diag, out);
    fputs("}\n", out);
}

void diag_print_json(const struct diags *diags, FILE *out)
{
    for (unsigned i = 0; i < diags->count; i++)
        write_one(diags->sources, diags->items[i], out);
}
