/* describe.c - declarations in one line, and what belongs to them. */
#include "interp/lsp/describe.h"

#include <string.h>
#include <time.h>

#include "interp/value/calendar.h"

static const char *shown(struct request *request, struct type type)
{
    return type_shown(&request->arena, type);
}

/* ---- in one line ---- */

static void write_payload(struct request *request, const struct outcome_case *outcome_case,
                          FILE *out)
{
    for (uint32_t i = 0; i < outcome_case->count; i++)
        fprintf(out, "%s%s: %s", i ? ", " : "(", outcome_case->payload[i].name,
                shown(request, outcome_case->payload[i].type));
    if (outcome_case->count)
        fputc(')', out);
}

static void write_define(struct request *request, const struct define *define, FILE *out)
{
    fprintf(out, "define %s", define->name);
    for (uint32_t i = 0; i < define->count; i++)
        fprintf(out, "%s%s: %s", i ? ", " : "(", define->arguments[i]->name,
                shown(request, define->arguments[i]->type));
    fprintf(out, "%s: %s", define->count ? ")" : "", shown(request, define->type));
}

static void write_keys(const struct record *record, FILE *out)
{
    for (uint32_t i = 0; i < record->key_count; i++)
        fprintf(out, "%s%s", i ? ", " : " key ", record->fields[record->keys[i]].name);
}

static void write_decision(const struct decision *decision, FILE *out)
{
    fprintf(out, "decide %s%s: %s", decision->all ? "all " : "", decision->name,
            decision->outcome ? decision->outcome->name : "?");
    if (decision->element && decision->list)
        fprintf(out, " for each %s in %s", decision->element->name, decision->list->name);
}

static void write_built_in(const struct reference *reference, FILE *out)
{
    static const struct {
        const char *name, *means;
    } words[] = {
        { "today", "today: date   # the last day that has begun in the policy's time zone" },
        { "now", "now: instant   # the instant of the evaluation" },
        { "min", "min(a, b, …)   # the least of two values or more" },
        { "max", "max(a, b, …)   # the greatest of two values or more" },
        { "folded", "folded(text): text   # without blanks around it, A-Z as a-z" },
        { "start", "start of date: instant   # the first instant of that day or later" },
    };
    bool conversion = strcmp(reference->name, "date") == 0 && reference->type.kind == TYPE_DATE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].name, reference->name) == 0) {
            fputs(words[i].means, out);
            return;
        }
    fprintf(out, "%s   # %s", reference->name,
            conversion ? "a day; `date of` an instant is its day in the policy's time zone"
                       : "a type of the language");
}

void describe_briefly(struct request *request, const struct reference *reference, FILE *out)
{
    const char *name = reference->name;
    switch (reference->thing) {
    case THING_ENUM:
        fprintf(out, "enum %s%s", name, reference->enumeration->ordered ? " ordered" : "");
        break;
    case THING_RECORD:
        fprintf(out, "record %s", name);
        write_keys(reference->record, out);
        break;
    case THING_TABLE:
        fprintf(out, "table %s from \"%s\"", name, reference->table->path);
        write_keys(reference->table->record, out);
        break;
    case THING_OUTCOME:
        fprintf(out, "outcome %s", name);
        break;
    case THING_SOURCE:
        fprintf(out, "source %s \"%s\"", name,
                reference->document->title ? reference->document->title : "");
        break;
    case THING_CLAUSE:
        fprintf(out, "%s%s", reference->clause->informational ? "info " : "", name);
        break;
    case THING_PARAMETER:
        fprintf(out, "parameter %s: %s", name, shown(request, reference->type));
        break;
    case THING_DEFINE:
        write_define(request, reference->define, out);
        break;
    case THING_DECISION:
        write_decision(reference->decision, out);
        break;
    case THING_POLICY:
        fprintf(out, "policy %s", name);
        break;
    case THING_FIELD:
        fprintf(out, "%s.%s: %s", reference->of, name, shown(request, reference->type));
        break;
    case THING_MEMBER:
        fprintf(out, "%s: %s", name, reference->of);
        break;
    case THING_CASE:
        fputs(name, out);
        write_payload(request, reference->outcome_case, out);
        fprintf(out, ": %s", reference->of);
        break;
    case THING_LABEL:
        fprintf(out, "%s(%s: %s)", reference->of, name, shown(request, reference->type));
        break;
    case THING_RULE:
        fprintf(out, "%s %s", reference->rule->kind == RULE_OTHERWISE ? "otherwise" : "rule", name);
        break;
    case THING_LOCAL:
        fprintf(out, "%s %s: %s", reference->of, name, shown(request, reference->type));
        break;
    case THING_BUILT_IN:
        write_built_in(reference, out);
        break;
    }
}

/* ---- what belongs to it ---- */

static void write_members(const struct enumeration *enumeration, FILE *out)
{
    for (uint32_t i = 0; i < enumeration->count; i++) {
        const struct member *member = &enumeration->members[i];
        fprintf(out, "- `%s`", member->name);
        if (strcmp(member->name, member->spelling) != 0)
            fprintf(out, ", in data `%s`", member->spelling);
        fputc('\n', out);
    }
}

static void write_fields(struct request *request, const struct record *record, FILE *out)
{
    for (uint32_t i = 0; i < record->count; i++)
        fprintf(out, "- `%s: %s`\n", record->fields[i].name,
                shown(request, record->fields[i].type));
}

static void write_cases(struct request *request, const struct outcome *outcome, FILE *out)
{
    for (uint32_t i = 0; i < outcome->count; i++) {
        fprintf(out, "- `%s", outcome->cases[i].name);
        write_payload(request, &outcome->cases[i], out);
        fputs("`\n", out);
    }
}

static void write_clause(const struct clause *clause, FILE *out)
{
    fprintf(out, "> %s\n", clause->statement ? clause->statement : "");
    if (clause->disputed)
        fprintf(out, ">\n> *Disputed:* %s\n", clause->disputed);
    if (clause->document->title)
        fprintf(out, ">\n> — %s%s\n", clause->document->title,
                clause->informational ? " (demands nothing)" : "");
}

static void write_citations(const struct citations *cites, FILE *out)
{
    for (uint32_t i = 0; i < cites->count; i++)
        fprintf(out, "- `%s`: %s%s\n", cites->items[i]->id,
                cites->items[i]->statement ? cites->items[i]->statement : "",
                cites->items[i]->disputed ? " (disputed)" : "");
}

static void write_source(const struct document *document, FILE *out)
{
    char day[CALENDAR_TEXT];
    fprintf(out, "%u clause%s", document->count, document->count == 1 ? "" : "s");
    if (document->revised != INTEGER_ABSENT)
        fprintf(out, ", revised %.*s", (int)date_format(document->revised, day), day);
    fputc('\n', out);
}

/* ---- parameters ---- */

static int64_t today(void)
{
    enum { SECONDS_A_DAY = 86400 };
    return time(NULL) / SECONDS_A_DAY;
}

/* The value of the version that stands at SPAN, as written. */
static struct span value_of(const struct item *item, struct span span)
{
    if (item->value)
        return item->value->span;
    for (const struct version_decl *version = item->versions; version; version = version->next)
        if (version->days.span.start == span.start)
            return version->value->span;
    return (struct span){ 0 };
}

static void write_day(int64_t date, int64_t open, FILE *out)
{
    char text[CALENDAR_TEXT];
    if (date != open)
        fprintf(out, "%.*s", (int)date_format(date, text), text);
}

static void write_version(const struct version *version, const struct sources *sources,
                          struct span value, FILE *out)
{
    bool now = version->from <= today() && today() <= version->to;
    fputs("- `", out);
    if (version->from != DATE_MIN || version->to != DATE_MAX) {
        write_day(version->from, DATE_MIN, out);
        fputs(version->from == DATE_MIN ? ".. " : " .. ", out);
        write_day(version->to, DATE_MAX, out);
        fputs(version->to == DATE_MAX ? "" : " ", out);
    }
    fprintf(out, "= %.*s`%s\n", (int)(value.end - value.start), sources_text(sources, value),
            now ? " — **in force today**" : "");
}

static void write_versions(struct analysis *analysis, const struct parameter *parameter,
                           const struct entry *entry, FILE *out)
{
    const struct sources *sources = &analysis->load->sources;
    for (uint32_t i = 0; entry && i < parameter->count; i++) {
        const struct version *version = &parameter->versions[i];
        struct span value = value_of(entry->item, version->span);
        if (value.end > value.start)
            write_version(version, sources, value, out);
    }
}

/* ---- all of it ---- */

/* Where REFERENCE is declared, as the tree has it; in the request's arena, or NULL. */
static const struct entry *entry_of(struct request *request, struct analysis *analysis,
                                    const struct reference *reference)
{
    const struct part *part = analysis_part_of(analysis, reference->declared.start);
    if (!part || !part->module)
        return NULL;
    struct outline *outline = arena_new(&request->arena, struct outline);
    *outline = outline_of(&request->arena, &part->module->ast);
    return outline_find(outline, reference->declared.start);
}

const char *described_doc(struct request *request, struct analysis *analysis,
                          const struct reference *reference)
{
    const struct entry *entry = entry_of(request, analysis, reference);
    return entry ? doc_text(&request->arena, &analysis->load->sources, entry->doc) : NULL;
}

/* What describes REFERENCE beyond its name. */
struct belongings {
    struct request *request;
    struct analysis *analysis;
    const struct reference *reference;
    const struct entry *entry; /* or NULL */
};

static void write_table(struct request *request, const struct table *table, FILE *out)
{
    write_fields(request, table->record, out);
    fprintf(out, "\n%u row%s\n", table->count, table->count == 1 ? "" : "s");
}

/* Where data spell NAME otherwise. */
static void write_spelling(const char *name, const char *spelling, FILE *out)
{
    if (strcmp(name, spelling) != 0)
        fprintf(out, "in data `%s`\n", spelling);
}

static void write_belongings(const struct belongings *its, FILE *out)
{
    const struct reference *reference = its->reference;
    switch (reference->thing) {
    case THING_ENUM:
        write_members(reference->enumeration, out);
        break;
    case THING_RECORD:
        write_fields(its->request, reference->record, out);
        break;
    case THING_TABLE:
        write_table(its->request, reference->table, out);
        break;
    case THING_OUTCOME:
        write_cases(its->request, reference->outcome, out);
        break;
    case THING_SOURCE:
        write_source(reference->document, out);
        break;
    case THING_CLAUSE:
        write_clause(reference->clause, out);
        break;
    case THING_PARAMETER:
        write_versions(its->analysis, reference->parameter, its->entry, out);
        write_citations(&reference->parameter->cites, out);
        break;
    case THING_RULE:
        write_citations(&reference->rule->cites, out);
        break;
    case THING_FIELD:
        write_spelling(reference->field->name, reference->field->spelling, out);
        break;
    case THING_MEMBER:
        write_spelling(reference->member->name, reference->member->spelling, out);
        break;
    default:
        break;
    }
}

void describe(struct request *request, struct analysis *analysis, const struct reference *reference,
              FILE *out)
{
    struct belongings its = { request, analysis, reference,
                              entry_of(request, analysis, reference) };
    const struct sources *sources = &analysis->load->sources;
    const char *doc = its.entry ? doc_text(&request->arena, sources, its.entry->doc) : NULL;
    fputs("```certpol\n", out);
    describe_briefly(request, reference, out);
    fputs("\n```\n", out);
    if (doc)
        fprintf(out, "\n%s\n", doc);
    fputc('\n', out);
    write_belongings(&its, out);
}
