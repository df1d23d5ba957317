/* drafts.c - open texts and their edits. */
#include "interp/lsp/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "interp/lsp/kept.h"

struct draft *drafts_at_uri(const struct drafts *drafts, const char *uri)
{
    for (size_t i = 0; uri && i < drafts->count; i++)
        if (strcmp(drafts->items[i]->uri, uri) == 0)
            return drafts->items[i];
    return NULL;
}

struct draft *drafts_at_path(const struct drafts *drafts, const char *path)
{
    for (size_t i = 0; i < drafts->count; i++)
        if (strcmp(drafts->items[i]->path, path) == 0)
            return drafts->items[i];
    return NULL;
}

struct draft *drafts_open(struct drafts *drafts, const char *uri, const char *path)
{
    if (drafts->count == DRAFTS_MAX || drafts_at_uri(drafts, uri) || drafts_at_path(drafts, path))
        return NULL;
    struct draft *draft = kept(calloc(1, sizeof *draft));
    draft->uri = kept_copy(uri, strlen(uri));
    draft->path = kept_copy(path, strlen(path));
    draft->text = kept_copy("", 0);
    lines_find(&draft->lines, draft->text, 0);
    drafts->items = kept_room(drafts->items, drafts->count, sizeof *drafts->items);
    drafts->items[drafts->count++] = draft;
    return draft;
}

static void draft_free(struct draft *draft)
{
    lines_free(&draft->lines);
    free(draft->text);
    free(draft->path);
    free(draft->uri);
    free(draft);
}

void drafts_close(struct drafts *drafts, struct draft *draft)
{
    size_t index = 0;
    while (drafts->items[index] != draft)
        index++;
    drafts->items[index] = drafts->items[drafts->count - 1];
    drafts->count--;
    draft_free(draft);
}

void drafts_free(struct drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++)
        draft_free(drafts->items[i]);
    free(drafts->items);
    *drafts = (struct drafts){ 0 };
}

bool draft_change(struct draft *draft, const struct change *change, enum encoding encoding)
{
    uint32_t start = 0, end = draft->length;
    if (!change->whole) {
        start = lines_offset(&draft->lines, change->start, encoding);
        end = lines_offset(&draft->lines, change->end, encoding);
    }
    size_t length = draft->length - (end - start) + change->length;
    if (start > end || change->length > DRAFT_MAX || length > DRAFT_MAX)
        return false;
    char *text = kept(malloc(length + 1));
    memcpy(text, draft->text, start);
    memcpy(text + start, change->text, change->length);
    memcpy(text + start + change->length, draft->text + end, draft->length - end);
    text[length] = '\0';
    free(draft->text);
    draft->text = text;
    draft->length = (uint32_t)length;
    lines_find(&draft->lines, text, draft->length);
    return true;
}
