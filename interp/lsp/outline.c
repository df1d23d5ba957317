/* outline.c - from the tree to a list of what has names. */
#include "interp/lsp/outline.h"

#include <string.h>

struct outlining {
    struct arena *arena;
    struct outline outline;
};

static void add(struct outlining *outlining, struct entry entry)
{
    struct outline *outline = &outlining->outline;
    if (!entry.name.text)
        return;
    if (outline->count == outline->capacity) {
        uint32_t capacity = outline->capacity ? 2 * outline->capacity : 64;
        outline->entries =
            arena_grow(outlining->arena, outline->entries, outline->capacity * sizeof(struct entry),
                       capacity * sizeof(struct entry));
        outline->capacity = capacity;
    }
    outline->entries[outline->count++] = entry;
}

static void add_fields(struct outlining *outlining, const struct item *item)
{
    for (const struct field_decl *field = item->fields; field; field = field->next)
        add(outlining, (struct entry){ .thing = THING_FIELD,
                                       .name = field->name,
                                       .span = field->span,
                                       .doc = field->doc,
                                       .item = item,
                                       .field = field,
                                       .is_part = true });
}

static void add_members(struct outlining *outlining, const struct item *item)
{
    for (const struct member_decl *member = item->members; member; member = member->next)
        add(outlining, (struct entry){ .thing = THING_MEMBER,
                                       .name = member->name,
                                       .span = member->name.span,
                                       .item = item,
                                       .member = member,
                                       .is_part = true });
}

static void add_cases(struct outlining *outlining, const struct item *item)
{
    for (const struct case_decl *decl = item->cases; decl; decl = decl->next)
        add(outlining, (struct entry){ .thing = THING_CASE,
                                       .name = decl->name,
                                       .span = decl->name.span,
                                       .item = item,
                                       .case_decl = decl,
                                       .is_part = true });
}

static void add_clauses(struct outlining *outlining, const struct item *item)
{
    for (const struct clause_decl *clause = item->clauses; clause; clause = clause->next)
        add(outlining, (struct entry){ .thing = THING_CLAUSE,
                                       .name = clause->name,
                                       .span = span_join(clause->name.span, clause->statement.span),
                                       .item = item,
                                       .clause = clause,
                                       .is_part = true });
}

static void add_steps(struct outlining *outlining, const struct item *item)
{
    for (const struct step *step = item->steps; step; step = step->next)
        add(outlining, (struct entry){ .thing = step->kind == STEP_LET ? THING_LOCAL : THING_RULE,
                                       .name = step->name,
                                       .span = step->span,
                                       .doc = step->doc,
                                       .item = item,
                                       .step = step,
                                       .is_part = true });
}

static enum thing thing_of(enum item_kind kind)
{
    static const enum thing things[] = {
        [ITEM_USE] = THING_BUILT_IN,        [ITEM_POLICY] = THING_POLICY,
        [ITEM_SOURCE] = THING_SOURCE,       [ITEM_ENUM] = THING_ENUM,
        [ITEM_RECORD] = THING_RECORD,       [ITEM_INPUT] = THING_RECORD,
        [ITEM_TABLE] = THING_TABLE,         [ITEM_OUTCOME] = THING_OUTCOME,
        [ITEM_PARAMETER] = THING_PARAMETER, [ITEM_DEFINE] = THING_DEFINE,
        [ITEM_DECIDE] = THING_DECISION,     [ITEM_MESSAGES] = THING_BUILT_IN,
    };
    return things[kind];
}

static void add_parts(struct outlining *outlining, const struct item *item)
{
    switch (item->kind) {
    case ITEM_RECORD:
    case ITEM_INPUT:
    case ITEM_TABLE:
        add_fields(outlining, item);
        break;
    case ITEM_ENUM:
        add_members(outlining, item);
        break;
    case ITEM_OUTCOME:
        add_cases(outlining, item);
        break;
    case ITEM_SOURCE:
        add_clauses(outlining, item);
        break;
    case ITEM_DECIDE:
        add_steps(outlining, item);
        break;
    default:
        break;
    }
}

struct outline outline_of(struct arena *arena, const struct ast *ast)
{
    struct outlining outlining = { .arena = arena };
    for (const struct item *item = ast->items; item; item = item->next) {
        bool named = item->kind != ITEM_USE && item->kind != ITEM_MESSAGES;
        if (named)
            add(&outlining, (struct entry){ .thing = thing_of(item->kind),
                                            .name = item->name,
                                            .span = item->span,
                                            .doc = item->doc,
                                            .item = item });
        if (named && item->name.text)
            add_parts(&outlining, item);
    }
    return outlining.outline;
}

const struct entry *outline_find(const struct outline *outline, uint32_t place)
{
    for (uint32_t i = 0; i < outline->count; i++)
        if (outline->entries[i].name.span.start == place)
            return &outline->entries[i];
    return NULL;
}

/* ---- doc comments ---- */

/* The length of the line at TEXT, of which LEFT bytes are there. */
static size_t line_length(const char *text, size_t left)
{
    const char *end = left ? memchr(text, '\n', left) : NULL;
    return end ? (size_t)(end - text) : left;
}

/* How many of LENGTH bytes at TEXT are blanks, number signs, and one blank behind these. */
static size_t sign_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && (text[at] == ' ' || text[at] == '\t'))
        at++;
    while (at < length && text[at] == '#')
        at++;
    return at < length && text[at] == ' ' ? at + 1 : at;
}

const char *doc_text(struct arena *arena, const struct sources *sources, struct span span)
{
    if (span.start == span.end)
        return NULL;
    const char *text = sources_text(sources, span);
    size_t left = span.end - span.start;
    char *doc = arena_alloc(arena, left + 1), *end = doc;
    while (left) {
        size_t line = line_length(text, left), sign = sign_length(text, line);
        end = mempcpy(end, text + sign, line - sign);
        bool more = line < left;
        text += line + more;
        left -= line + more;
        if (left)
            *end++ = '\n';
    }
    while (end > doc && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
        *--end = '\0';
    return doc;
}
