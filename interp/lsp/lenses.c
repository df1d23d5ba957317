/* lenses.c - numbers above rules. */
#include "interp/lsp/lenses.h"

#include "grammar/parse.h"
#include "interp/lsp/outline.h"

/* In how many examples RULE of DECISION decides, in all policies of ROOTS; -1 where that is not
 * known yet. */
static json_int_t number_of(struct examples *examples, const struct roots *roots, const char *key)
{
    json_int_t number = 0;
    for (size_t i = 0; i < roots->count; i++) {
        const json_t *numbers = examples_of(examples, roots->paths[i]);
        if (!numbers)
            return -1;
        number += json_integer_value(json_object_get(numbers, key));
    }
    return number;
}

static json_t *lens_of(json_t *range, json_int_t number)
{
    char title[64];
    if (number)
        snprintf(title, sizeof title, "%lld golden example%s", (long long)number,
                 number == 1 ? "" : "s");
    else
        snprintf(title, sizeof title, "no golden example");
    return json_pack("{s:o, s:{s:s, s:s}}", "range", range, "command", "title", title, "command",
                     "");
}

static struct outline outline_of_draft(struct request *request, const struct draft *draft)
{
    struct arena *arena = &request->arena;
    struct sources *sources = arena_new(arena, struct sources);
    struct names *names = arena_new(arena, struct names);
    struct diags *diags = arena_new(arena, struct diags);
    names->arena = arena;
    *diags = (struct diags){ .arena = arena, .sources = sources };
    struct ast_context context = { arena, names, diags };
    struct ast ast =
        parse(sources_add(sources, arena, draft->path, draft->text, draft->length), &context);
    return outline_of(arena, &ast);
}

json_t *answer_lenses(struct request *request, struct examples *examples, bool *wait)
{
    const struct draft *draft = request_draft(request);
    struct roots roots;
    *wait = false;
    if (!draft)
        return NULL;
    json_t *lenses = json_array();
    desk_roots(request->desk, draft->path, &roots);
    struct outline outline = outline_of_draft(request, draft);
    for (uint32_t i = 0; i < outline.count && !*wait; i++) {
        const struct entry *entry = &outline.entries[i];
        if (entry->thing != THING_RULE)
            continue;
        json_int_t number = number_of(examples, &roots,
                                      arena_format(&request->arena, "%s %s", entry->item->name.text,
                                                   entry->name.text));
        *wait = number < 0;
        json_t *range = desk_range(request->desk, &draft->lines, entry->name.span.start - 1,
                                   entry->name.span.end - 1);
        json_array_append_new(lenses, lens_of(range, number));
    }
    if (!*wait)
        return lenses;
    json_decref(lenses);
    return NULL;
}
