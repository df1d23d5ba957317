/* analysis.c - loading, checking, and finding one's way in it. */
#include "interp/lsp/analysis.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interp/lsp/kept.h"
#include "interp/path.h"

/* ---- parts ---- */

static void note_file(struct part *part)
{
    struct stat status;
    part->size = -1;
    part->changed = 0;
    if (stat(part->path, &status) != 0)
        return;
    part->size = status.st_size;
    part->changed = status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec;
}

static const struct module *module_of(const struct load *load, const struct source *source)
{
    for (uint32_t i = 0; i < load->module_count; i++)
        if (load->modules[i]->ast.source == source)
            return load->modules[i];
    return NULL;
}

static void list_parts(struct analysis *analysis)
{
    struct load *load = analysis->load;
    analysis->part_count = load->sources.count;
    analysis->parts = arena_array(load->arena, struct part, analysis->part_count);
    for (uint32_t i = 0; i < analysis->part_count; i++) {
        struct part *part = &analysis->parts[i];
        part->source = load->sources.items[i];
        part->module = module_of(load, part->source);
        part->path =
            part->module ? part->module->path : path_canonical(load->arena, part->source->name);
        note_file(part);
    }
}

struct part *analysis_part(struct analysis *analysis, const char *path)
{
    for (uint32_t i = 0; i < analysis->part_count; i++)
        if (strcmp(analysis->parts[i].path, path) == 0)
            return &analysis->parts[i];
    return NULL;
}

struct part *analysis_part_of(struct analysis *analysis, uint32_t place)
{
    const struct source *source = sources_find(&analysis->load->sources, place);
    for (uint32_t i = 0; source && i < analysis->part_count; i++)
        if (analysis->parts[i].source == source)
            return &analysis->parts[i];
    return NULL;
}

struct stretch analysis_stretch(struct analysis *analysis, struct span span)
{
    const struct part *part = analysis_part_of(analysis, span.start);
    if (!part)
        return (struct stretch){ 0 };
    uint32_t base = part->source->base;
    return (struct stretch){ part->path, span.start - base, span.end - base };
}

const struct lines *part_lines(struct part *part)
{
    if (!part->lines.count)
        lines_find(&part->lines, part->source->text, part->source->length);
    return &part->lines;
}

static bool is_among(struct load_options texts, const char *path)
{
    for (uint32_t i = 0; i < texts.text_count; i++)
        if (strcmp(texts.texts[i].path, path) == 0)
            return true;
    return false;
}

bool analysis_is_stale(const struct analysis *analysis, struct load_options texts)
{
    for (uint32_t i = 0; i < analysis->part_count; i++) {
        struct part now = analysis->parts[i];
        if (is_among(texts, now.path))
            continue;
        note_file(&now);
        if (now.size != analysis->parts[i].size || now.changed != analysis->parts[i].changed)
            return true;
    }
    return false;
}

/* ---- the whole ---- */

struct analysis *analysis_new(const char *root, struct load_options texts, struct probe probe)
{
    struct analysis *analysis = kept(calloc(1, sizeof *analysis));
    struct load *load = load_files(&root, 1, texts);
    analysis->load = load;
    analysis->references.arena = load->arena;
    list_parts(analysis);
    const struct part *probed = probe.path ? analysis_part(analysis, probe.path) : NULL;
    if (probed)
        analysis->references.probe = probed->source->base + probe.offset;
    struct check_options options = { .lints = !probe.path, .references = &analysis->references };
    analysis->program = check(load, options);
    return analysis;
}

void analysis_free(struct analysis *analysis)
{
    if (!analysis)
        return;
    for (uint32_t i = 0; i < analysis->part_count; i++)
        lines_free(&analysis->parts[i].lines);
    free(analysis->words);
    load_free(analysis->load);
    free(analysis);
}

/* ---- words ---- */

static int by_place(const void *a, const void *b)
{
    const struct reference *first = *(struct reference *const *)a;
    const struct reference *second = *(struct reference *const *)b;
    if (first->span.start != second->span.start)
        return first->span.start < second->span.start ? -1 : 1;
    return (first->declared.start > second->declared.start) -
           (first->declared.start < second->declared.start);
}

struct reference *const *analysis_words(struct analysis *analysis)
{
    struct reference_list *list = &analysis->references.words;
    if (analysis->words)
        return analysis->words;
    analysis->words = kept(calloc(list->count + 1, sizeof *analysis->words));
    for (uint32_t i = 0; i < list->count; i++)
        analysis->words[i] = &list->items[i];
    qsort(analysis->words, list->count, sizeof *analysis->words, by_place);
    return analysis->words;
}

/* The index of the first word that begins at PLACE or behind it. */
static uint32_t first_from(struct reference *const *words, uint32_t count, uint32_t place)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (words[middle]->span.start < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct reference *const *analysis_words_at(struct analysis *analysis, uint32_t place,
                                           uint32_t *count)
{
    struct reference *const *words = analysis_words(analysis);
    uint32_t all = analysis->references.words.count;
    uint32_t end = first_from(words, all, place + 1), start = end;
    if (end && words[end - 1]->span.end >= place)
        start = first_from(words, all, words[end - 1]->span.start);
    *count = end - start;
    return end > start ? &words[start] : NULL;
}
