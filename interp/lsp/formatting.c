/* formatting.c - the canonical layout, as the smallest edit that makes it. */
#include "grammar/format.h"

#include "interp/lsp/request.h"

/* The draft in the canonical layout, in the request's arena; NULL where it has errors. */
static const char *formatted(struct request *request, const struct draft *draft, size_t *length)
{
    struct arena *arena = &request->arena;
    struct sources *sources = arena_new(arena, struct sources);
    struct names *names = arena_new(arena, struct names);
    struct diags *diags = arena_new(arena, struct diags);
    names->arena = arena;
    *diags = (struct diags){ .arena = arena, .sources = sources };
    const struct source *source =
        sources_add(sources, arena, draft->path, draft->text, draft->length);
    struct ast_context context = { arena, names, diags };
    return format(source, &context, length);
}

/* How many bytes A and B begin with in common, whole lines only, so that no character is cut. */
static size_t common_start(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t line = 0;
    for (size_t at = 0; at < a_length && at < b_length && a[at] == b[at]; at++)
        if (a[at] == '\n')
            line = at + 1;
    return line;
}

/* Likewise at their ends. */
static size_t common_end(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t count = 0, line = 0;
    while (count < a_length && count < b_length &&
           a[a_length - 1 - count] == b[b_length - 1 - count]) {
        count++;
        if (count < a_length && a[a_length - 1 - count] == '\n')
            line = count;
    }
    return line;
}

json_t *answer_format(struct request *request)
{
    size_t length = 0;
    const struct draft *draft = request_draft(request);
    const char *text = draft ? formatted(request, draft, &length) : NULL;
    if (!text)
        return NULL;
    size_t start = common_start(draft->text, draft->length, text, length);
    size_t end =
        common_end(draft->text + start, draft->length - start, text + start, length - start);
    json_t *edits = json_array();
    if (start + end < draft->length || start + end < length)
        json_array_append_new(edits,
                              json_pack("{s:o, s:s%}", "range",
                                        desk_range(request->desk, &draft->lines, (uint32_t)start,
                                                   draft->length - (uint32_t)end),
                                        "newText", text + start, length - start - end));
    return edits;
}
