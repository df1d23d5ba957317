/* desk.c - keeping analyses as long as they are true. */
#include "interp/lsp/desk.h"

#include <stdlib.h>
#include <string.h>

#include "interp/lsp/kept.h"
#include "interp/lsp/uri.h"

static void forget(struct analysed *analysed)
{
    analysis_free(analysed->analysis);
    free(analysed->root);
    *analysed = (struct analysed){ 0 };
}

static void forget_touched(struct desk *desk)
{
    for (size_t i = 0; i < desk->touched_count; i++)
        free(desk->touched[i]);
    free(desk->touched);
    desk->touched = NULL;
    desk->touched_count = 0;
}

void desk_free(struct desk *desk)
{
    for (size_t i = 0; i < desk->count; i++)
        forget(&desk->kept[i]);
    forget_touched(desk);
    drafts_free(&desk->drafts);
    folder_free(&desk->folder);
    *desk = (struct desk){ 0 };
}

struct load_options desk_texts(const struct desk *desk, struct arena *arena)
{
    uint32_t count = (uint32_t)desk->drafts.count;
    struct load_text *texts = arena_array(arena, struct load_text, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct draft *draft = desk->drafts.items[i];
        texts[i] = (struct load_text){ draft->path, draft->text, draft->length };
    }
    return (struct load_options){ .texts = texts, .text_count = count };
}

/* ---- what changed ---- */

void desk_touch(struct desk *desk, const char *path)
{
    for (size_t i = 0; i < desk->count; i++)
        if (analysis_part(desk->kept[i].analysis, path))
            desk->kept[i].stale = true;
    for (size_t i = 0; i < desk->touched_count; i++)
        if (strcmp(desk->touched[i], path) == 0)
            return;
    desk->touched = kept_room(desk->touched, desk->touched_count, sizeof *desk->touched);
    desk->touched[desk->touched_count++] = kept_copy(path, strlen(path));
}

void desk_doubt(struct desk *desk)
{
    for (size_t i = 0; i < desk->count; i++)
        desk->kept[i].stale = true;
}

void desk_touch_all(struct desk *desk)
{
    desk_doubt(desk);
    folder_rescan(&desk->folder);
    for (size_t i = 0; i < desk->drafts.count; i++)
        desk_touch(desk, desk->drafts.items[i]->path);
}

void desk_roots(struct desk *desk, const char *path, struct roots *roots)
{
    struct arena arena = { 0 };
    struct load_options texts = desk_texts(desk, &arena);
    for (size_t i = 0; i < desk->touched_count; i++)
        folder_update(&desk->folder, desk->touched[i], texts);
    forget_touched(desk);
    arena_free(&arena);
    roots->count = folder_users(&desk->folder, path, roots->paths, DESK_ROOTS_MAX);
}

/* ---- analyses ---- */

/* The one kept for ROOT, or one that is free for it: the one that was not asked for the longest. */
static struct analysed *place_for(struct desk *desk, const char *root)
{
    struct analysed *oldest = &desk->kept[0];
    for (size_t i = 0; i < desk->count; i++) {
        if (strcmp(desk->kept[i].root, root) == 0)
            return &desk->kept[i];
        if (desk->kept[i].asked < oldest->asked)
            oldest = &desk->kept[i];
    }
    if (desk->count < DESK_KEPT_MAX)
        return &desk->kept[desk->count++];
    forget(oldest);
    return oldest;
}

struct analysis *desk_analysis(struct desk *desk, const char *root)
{
    struct arena arena = { 0 };
    struct load_options texts = desk_texts(desk, &arena);
    struct analysed *place = place_for(desk, root);
    place->asked = ++desk->questions;
    if (!place->root)
        place->root = kept_copy(root, strlen(root));
    if (place->analysis && (place->stale || analysis_is_stale(place->analysis, texts))) {
        analysis_free(place->analysis);
        place->analysis = NULL;
    }
    place->stale = false;
    if (!place->analysis)
        place->analysis = analysis_new(root, texts, (struct probe){ 0 });
    arena_free(&arena);
    return place->analysis;
}

/* ---- places as the protocol has them ---- */

const char *desk_uri(const struct desk *desk, struct arena *arena, const char *path)
{
    const struct draft *draft = drafts_at_path(&desk->drafts, path);
    return draft ? draft->uri : uri_of_path(arena, path);
}

static json_t *json_of(const struct desk *desk, const struct lines *lines, uint32_t offset)
{
    struct position position = lines_position(lines, offset, desk->encoding);
    return json_pack("{s:I, s:I}", "line", (json_int_t)position.line, "character",
                     (json_int_t)position.character);
}

json_t *desk_range(const struct desk *desk, const struct lines *lines, uint32_t start, uint32_t end)
{
    return json_pack("{s:o, s:o}", "start", json_of(desk, lines, start), "end",
                     json_of(desk, lines, end));
}

json_t *desk_span_range(const struct desk *desk, struct analysis *analysis, struct span span)
{
    struct part *part = analysis_part_of(analysis, span.start);
    if (!part)
        return json_pack("{s:{s:i, s:i}, s:{s:i, s:i}}", "start", "line", 0, "character", 0, "end",
                         "line", 0, "character", 0);
    uint32_t base = part->source->base;
    return desk_range(desk, part_lines(part), span.start - base, span.end - base);
}

json_t *desk_location(const struct desk *desk, struct analysis *analysis, struct span span)
{
    struct stretch stretch = analysis_stretch(analysis, span);
    const char *uri = stretch.path ? desk_uri(desk, analysis->load->arena, stretch.path) : "";
    return json_pack("{s:s, s:o}", "uri", uri, "range", desk_span_range(desk, analysis, span));
}
