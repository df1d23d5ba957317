/* diag_sarif.c - diagnostics as a SARIF 2.1.0 document (OASIS, Static Analysis Results Interchange
 * Format): one run, its rules, its results with places and mends. */
#include <string.h>

#include "grammar/diag.h"
#include "grammar/diag_json.h"

struct sarif {
    const struct diags *diags;
    FILE *out;
};

static void write_member(const struct sarif *sarif, const char *name, const char *text)
{
    fprintf(sarif->out, "\"%s\":", name);
    json_text_write(text, sarif->out);
}

/* ---- places ---- */

/* NAME, a path, as a URI reference: what is no plain character is percent-encoded. */
static void write_uri(const struct sarif *sarif, const char *name)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-._~/";
    fprintf(sarif->out, "\"%s", *name == '/' ? "file://" : "");
    for (; *name; name++) {
        if (strchr(plain, *name))
            fputc(*name, sarif->out);
        else
            fprintf(sarif->out, "%%%02X", (unsigned char)*name);
    }
    fputc('"', sarif->out);
}

/* Columns count characters; the end is behind the last one. */
static void write_region(const struct sarif *sarif, const char *name, struct span span)
{
    struct place start = sources_place(sarif->diags->sources, span.start);
    struct place end = sources_place(sarif->diags->sources, span.end);
    fprintf(sarif->out,
            "\"%s\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,\"endColumn\":%u}", name,
            start.line, start.column, end.line, end.column);
}

static void write_artifact(const struct sarif *sarif, struct span span)
{
    fputs("\"artifactLocation\":{\"uri\":", sarif->out);
    write_uri(sarif, sources_place(sarif->diags->sources, span.start).source->name);
    fputc('}', sarif->out);
}

/* A location, with a message of its own where MESSAGE is not NULL. */
static void write_location(const struct sarif *sarif, struct span span, const char *message)
{
    fputs("{\"physicalLocation\":{", sarif->out);
    write_artifact(sarif, span);
    fputc(',', sarif->out);
    write_region(sarif, "region", span);
    fputc('}', sarif->out);
    if (message) {
        fputs(",\"message\":{", sarif->out);
        write_member(sarif, "text", message);
        fputc('}', sarif->out);
    }
    fputc('}', sarif->out);
}

static bool is_somewhere(const struct sarif *sarif, struct span span)
{
    return span.start && sources_find(sarif->diags->sources, span.start);
}

/* ---- results ---- */

static void write_fix(const struct sarif *sarif, const struct diag *diag)
{
    fputs(",\"fixes\":[{", sarif->out);
    if (diag->hint) {
        fputs("\"description\":{", sarif->out);
        write_member(sarif, "text", diag->hint);
        fputs("},", sarif->out);
    }
    fputs("\"artifactChanges\":[{", sarif->out);
    write_artifact(sarif, diag->mended);
    fputs(",\"replacements\":[{", sarif->out);
    write_region(sarif, "deletedRegion", diag->mended);
    fputs(",\"insertedContent\":{", sarif->out);
    write_member(sarif, "text", diag->mend);
    fputs("}}]}]}]", sarif->out);
}

/* What is wrong, and the mend in a sentence of its own. */
static void write_message(const struct sarif *sarif, const struct diag *diag)
{
    struct arena working = { 0 };
    const char *text = diag->message;
    if (diag->hint)
        text = arena_format(&working, "%s\n%s", diag->message, diag->hint);
    fputs(",\"message\":{", sarif->out);
    write_member(sarif, "text", text);
    fputc('}', sarif->out);
    arena_free(&working);
}

static void write_result(const struct sarif *sarif, const struct diag *diag)
{
    static const char *const levels[] = { "error", "warning", "note" };
    fputc('{', sarif->out);
    write_member(sarif, "ruleId", diag->code);
    fputc(',', sarif->out);
    write_member(sarif, "level", levels[diag->severity]);
    write_message(sarif, diag);
    if (is_somewhere(sarif, diag->span)) {
        fputs(",\"locations\":[", sarif->out);
        write_location(sarif, diag->span, NULL);
        fputc(']', sarif->out);
    }
    if (is_somewhere(sarif, diag->other)) {
        fputs(",\"relatedLocations\":[", sarif->out);
        write_location(sarif, diag->other, diag->other_message);
        fputc(']', sarif->out);
    }
    if (diag->mend && is_somewhere(sarif, diag->mended))
        write_fix(sarif, diag);
    fputc('}', sarif->out);
}

/* ---- the document ---- */

/* Is diagnostic INDEX the first of its code? */
static bool is_first(const struct diags *diags, unsigned index)
{
    for (unsigned i = 0; i < index; i++)
        if (strcmp(diags->items[i]->code, diags->items[index]->code) == 0)
            return false;
    return true;
}

static void write_rules(const struct sarif *sarif, const char *(*meaning)(const char *code))
{
    const char *separator = "";
    fputs("\"rules\":[", sarif->out);
    for (unsigned i = 0; i < sarif->diags->count; i++) {
        const char *code = sarif->diags->items[i]->code;
        if (!is_first(sarif->diags, i))
            continue;
        fprintf(sarif->out, "%s{", separator);
        separator = ",";
        write_member(sarif, "id", code);
        if (meaning(code)) {
            fputs(",\"shortDescription\":{", sarif->out);
            write_member(sarif, "text", meaning(code));
            fputc('}', sarif->out);
        }
        fputc('}', sarif->out);
    }
    fputc(']', sarif->out);
}

void diag_print_sarif(const struct diags *diags, const char *version,
                      const char *(*meaning)(const char *code), FILE *out)
{
    struct sarif sarif = { diags, out };
    fputs("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
          "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"certpol\",",
          out);
    write_member(&sarif, "version", version);
    fputc(',', out);
    write_rules(&sarif, meaning);
    fputs("}},\"columnKind\":\"unicodeCodePoints\",\"results\":[", out);
    for (unsigned i = 0; i < diags->count; i++) {
        fputs(i ? ",\n" : "\n", out);
        write_result(&sarif, diags->items[i]);
    }
    fputs("]}]}\n", out);
}
