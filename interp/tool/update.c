/* update.c - the least change that makes a case pass. */
#include "interp/tool/update.h"

#include <string.h>

static bool is_about_record(const struct finding *finding)
{
    return strcmp(finding->head, "the record") == 0;
}

/* Whether line by line would leave nothing, or mix what is about the whole record with decisions.
 */
static bool starts_anew(const struct verdict *verdict)
{
    bool remains = false;
    for (size_t i = 0; i < verdict->count; i++) {
        const struct finding *finding = &verdict->findings[i];
        if (!finding->met && is_about_record(finding))
            return true;
        remains |= finding->met || finding->line;
    }
    return !remains;
}

static void keep_line(FILE *out, const struct golden_line *line)
{
    fprintf(out, "%.*s\n", (int)line->length, line->text);
}

static void write_finding(FILE *out, const struct golden_line *line, const struct finding *finding)
{
    if (finding->met)
        keep_line(out, line);
    else if (finding->line)
        fprintf(out, "%s\n", finding->line);
}

static void write_lines(FILE *out, const struct golden_case *updated, const struct verdict *verdict)
{
    bool anew = starts_anew(verdict), written = false;
    size_t next = 0;
    if (anew && !verdict->count) {
        fputs(verdict->everything, out);
        written = true;
    }
    for (size_t i = 0; i < updated->line_count; i++) {
        const struct golden_line *line = &updated->lines[i];
        if (!line->expects)
            keep_line(out, line);
        else if (!anew)
            write_finding(out, line, &verdict->findings[next++]);
        else if (!written) {
            fputs(verdict->everything, out);
            written = true;
        }
    }
}

bool update_case(FILE *out, const struct golden *golden, size_t from,
                 const struct golden_case *updated, const struct verdict *verdict)
{
    bool change = !verdict->passed && verdict->everything;
    size_t end = change ? updated->below : updated->end;
    fwrite(golden->text + from, 1, end - from, out);
    if (change && (!end || golden->text[end - 1] != '\n'))
        fputc('\n', out); /* the file ended with `--` */
    if (change)
        write_lines(out, updated, verdict);
    return change;
}
