/* naming.c - from a word to its declarations, and from these to all words.
 *
 * Analyses come and go; a thing is known by the place of its name in its file. */
#include "interp/lsp/naming.h"

#include <stdlib.h>
#include <string.h>

static bool same(struct stretch a, struct stretch b)
{
    return a.start == b.start && strcmp(a.path, b.path) == 0;
}

bool naming_declares(const struct naming *naming, struct stretch stretch)
{
    for (size_t i = 0; i < naming->count; i++)
        if (same(naming->declared[i], stretch))
            return true;
    return false;
}

/* STRETCH with its path in the request's arena. */
static struct stretch kept_stretch(struct request *request, struct stretch stretch)
{
    stretch.path = arena_copy(&request->arena, stretch.path, strlen(stretch.path));
    return stretch;
}

/* False where it was there. */
static bool add_declared(struct request *request, struct naming *naming, struct stretch declared)
{
    size_t size = sizeof *naming->declared;
    if (!declared.path || naming_declares(naming, declared))
        return false;
    naming->declared = arena_grow(&request->arena, naming->declared, naming->count * size,
                                  (naming->count + 1) * size);
    naming->declared[naming->count++] = kept_stretch(request, declared);
    return true;
}

void naming_at(struct request *request, const struct caret *caret, struct naming *naming)
{
    struct roots roots;
    const char *path = caret->draft->path;
    *naming = (struct naming){ 0 };
    desk_roots(request->desk, path, &roots);
    for (size_t i = 0; i < roots.count; i++) {
        uint32_t count = 0;
        struct view view = request_view(request, roots.paths[i], path);
        if (!view.part)
            continue;
        uint32_t at = view.part->source->base + caret->offset;
        struct reference *const *words = analysis_words_at(view.analysis, at, &count);
        if (count && !naming->word.path) {
            struct stretch word = analysis_stretch(view.analysis, words[0]->span);
            naming->word = kept_stretch(request, word);
            naming->thing = words[0]->thing;
            naming->name = arena_copy(&request->arena, words[0]->name, strlen(words[0]->name));
        }
        for (uint32_t k = 0; k < count; k++)
            add_declared(request, naming, analysis_stretch(view.analysis, words[k]->declared));
    }
}

/* ROOT among ROOTS, in the request's arena. */
static void add_root(struct roots *roots, const char *root)
{
    for (size_t i = 0; i < roots->count; i++)
        if (strcmp(roots->paths[i], root) == 0)
            return;
    if (roots->count < DESK_ROOTS_MAX)
        roots->paths[roots->count++] = root;
}

void naming_roots(struct request *request, const struct naming *naming, struct roots *roots)
{
    struct roots more;
    roots->count = 0;
    for (size_t i = 0; i < naming->count; i++) {
        desk_roots(request->desk, naming->declared[i].path, &more);
        for (size_t k = 0; k < more.count; k++)
            add_root(roots, more.paths[k]);
    }
}

/* ---- closing ---- */

/* How many words from INDEX on are one word that means several things. */
static uint32_t group_length(struct analysis *analysis, uint32_t index)
{
    struct reference *const *words = analysis_words(analysis);
    uint32_t end = index + 1, all = analysis->references.words.count;
    while (end < all && words[end]->span.start == words[index]->span.start)
        end++;
    return end - index;
}

static bool means(struct analysis *analysis, const struct naming *naming,
                  struct reference *const *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct stretch declared = analysis_stretch(analysis, words[i]->declared);
        if (declared.path && naming_declares(naming, declared))
            return true;
    }
    return false;
}

/* Whether anything was added. */
static bool close_in(struct request *request, struct naming *naming, struct analysis *analysis)
{
    struct reference *const *words = analysis_words(analysis);
    bool grown = false;
    uint32_t length;
    for (uint32_t i = 0; i < analysis->references.words.count; i += length) {
        length = group_length(analysis, i);
        if (length < 2 || !means(analysis, naming, &words[i], length))
            continue;
        for (uint32_t k = i; k < i + length; k++)
            grown |= add_declared(request, naming, analysis_stretch(analysis, words[k]->declared));
    }
    return grown;
}

void naming_close(struct request *request, struct naming *naming)
{
    struct roots roots;
    bool grown;
    do {
        grown = false;
        naming_roots(request, naming, &roots);
        for (size_t i = 0; i < roots.count; i++)
            grown |= close_in(request, naming, desk_analysis(request->desk, roots.paths[i]));
    } while (grown);
}

/* ---- words ---- */

static int by_place(const void *a, const void *b)
{
    const struct stretch *first = a, *second = b;
    int order = strcmp(first->path, second->path);
    return order ? order : (first->start > second->start) - (first->start < second->start);
}

static void add_word(struct request *request, struct stretches *words, struct stretch word)
{
    size_t size = sizeof *words->items, count = words->count;
    if ((count & (count - 1)) == 0)
        words->items =
            arena_grow(&request->arena, words->items, count * size, (count ? 2 * count : 1) * size);
    words->items[words->count++] = kept_stretch(request, word);
}

static void add_words(struct request *request, const struct naming *naming,
                      struct analysis *analysis, struct stretches *words)
{
    struct reference *const *all = analysis_words(analysis);
    for (uint32_t i = 0; i < analysis->references.words.count; i++)
        if (means(analysis, naming, &all[i], 1))
            add_word(request, words, analysis_stretch(analysis, all[i]->span));
}

struct stretches naming_words(struct request *request, const struct naming *naming)
{
    struct stretches words = { 0 };
    struct roots roots;
    naming_roots(request, naming, &roots);
    for (size_t i = 0; i < roots.count; i++)
        add_words(request, naming, desk_analysis(request->desk, roots.paths[i]), &words);
    if (words.count)
        qsort(words.items, words.count, sizeof *words.items, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < words.count; i++)
        if (!kept || !same(words.items[kept - 1], words.items[i]))
            words.items[kept++] = words.items[i];
    words.count = kept;
    return words;
}
