/* junit.c - the XML that build servers read: a suite, its cases, and what failed in them. */
#include "interp/tool/junit.h"

#include <stdlib.h>
#include <string.h>

#include "interp/tool/output.h"

/* XML has no way to write most control characters. */
static void write_escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            fputs("&amp;", out);
        else if (*text == '<')
            fputs("&lt;", out);
        else if (*text == '>')
            fputs("&gt;", out);
        else if (*text == '"')
            fputs("&quot;", out);
        else
            fputc((unsigned char)*text < ' ' && !strchr("\t\n", *text) ? '?' : *text, out);
    }
}

static void write_failure(FILE *out, const struct verdict *verdict)
{
    fputs("\n    <failure message=\"", out);
    fputs(verdict->count ? "decided otherwise" : "nothing could be compared", out);
    fputs("\">", out);
    for (size_t i = 0; i < verdict->count; i++) {
        const struct finding *finding = &verdict->findings[i];
        if (finding->met)
            continue;
        write_escaped(out, finding->head);
        fputs("\n  expected  ", out);
        write_escaped(out, finding->expected);
        fputs("\n  got       ", out);
        write_escaped(out, finding->got);
        fputs("\n", out);
    }
    fputs("</failure>\n  ", out);
}

void junit_case(struct junit *junit, const char *path, const struct golden_case *tested,
                const struct verdict *verdict, int64_t microseconds)
{
    if (!junit->cases.out)
        memory_text_begin(&junit->cases);
    FILE *out = junit->cases.out;
    fputs("  <testcase classname=\"", out);
    write_escaped(out, path);
    fputs("\" name=\"", out);
    write_escaped(out, tested->title);
    fprintf(out, "\" time=\"%lld.%06lld\">", (long long)(microseconds / 1000000),
            (long long)(microseconds % 1000000));
    if (!verdict->passed)
        write_failure(out, verdict);
    fputs("</testcase>\n", out);
    junit->count++;
    junit->failed += !verdict->passed;
}

/* The suite with CASES in it. */
static char *whole_text(const struct junit *junit, const char *cases, size_t *length)
{
    struct memory_text text;
    memory_text_begin(&text);
    fprintf(text.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuite name=\"certpol\" tests=\"%zu\" failures=\"%zu\">\n",
            junit->count, junit->failed);
    fputs(cases, text.out);
    fputs("</testsuite>\n", text.out);
    char *whole = memory_text_end(&text);
    *length = text.length;
    return whole;
}

bool junit_write(struct junit *junit, const char *path)
{
    struct output output;
    size_t length;
    char *cases = junit->cases.out ? memory_text_end(&junit->cases) : NULL;
    char *text = whole_text(junit, cases ? cases : "", &length);
    bool written = output_open(&output, path);
    written = written && output_write(&output, text, length);
    if (written)
        written = output_finish(&output);
    else
        output_abandon(&output);
    free(text);
    free(cases);
    *junit = (struct junit){ 0 };
    return written;
}
