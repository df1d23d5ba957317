/* hover.c - what the word under the pointer means. */
#include <stdlib.h>
#include <string.h>

#include "interp/lsp/describe.h"
#include "interp/lsp/kept.h"

/* What WORDS mean, which are one word; a label of two cases is told twice. */
static json_t *hover_of(struct request *request, struct view *view, struct reference *const *words,
                        uint32_t count)
{
    enum { TOLD_MAX = 4 };
    char *text = NULL;
    size_t size;
    FILE *out = kept(open_memstream(&text, &size));
    for (uint32_t i = 0; i < count && i < TOLD_MAX; i++) {
        bool again = i && words[i]->declared.start == words[i - 1]->declared.start;
        if (i && !again)
            fputs("\n---\n", out);
        if (!again)
            describe(request, view->analysis, words[i], out);
    }
    fclose(out);
    kept(text);
    while (size && text[size - 1] == '\n')
        size--;
    json_t *hover =
        json_pack("{s:{s:s, s:s%}, s:o}", "contents", "kind", "markdown", "value", text, size,
                  "range", desk_span_range(request->desk, view->analysis, words[0]->span));
    free(text);
    return hover;
}

json_t *answer_hover(struct request *request)
{
    struct caret caret;
    struct roots roots;
    if (!request_caret(request, &caret))
        return NULL;
    desk_roots(request->desk, caret.draft->path, &roots);
    for (size_t i = 0; i < roots.count; i++) {
        uint32_t count = 0;
        struct view view = request_view(request, roots.paths[i], caret.draft->path);
        if (!view.part)
            continue;
        struct reference *const *words =
            analysis_words_at(view.analysis, view.part->source->base + caret.offset, &count);
        if (count)
            return hover_of(request, &view, words, count);
    }
    return NULL;
}
