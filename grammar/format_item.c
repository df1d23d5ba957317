/* format_item.c - declarations: their heads and their blocks. */
#include "grammar/layout.h"
#include "grammar/parser.h"

enum {
    HEAD_STEP = 4 /* a head that goes on is further in than the entries below it */
};

/* ---- blocks ---- */

static uint32_t block_new(struct walk *walk, uint32_t first)
{
    struct layout *layout = walk->layout;
    uint32_t count = layout->block_count++;
    layout->blocks = layout_room(layout, layout->blocks, count, sizeof(struct block));
    layout->blocks[count] = (struct block){ .first = first, .first_entry = layout->entry_count };
    return count;
}

/* The opening brace of the declaration that is entry ITEM. */
static void block_begin(struct walk *walk, uint32_t item)
{
    struct entry *entry = &walk->layout->entries[item];
    take(walk);
    walk->block = block_new(walk, entry->first);
    entry->body = walk->block;
    walk->previous = NO_ENTRY;
    walk->nest = STEP_WIDTH;
}

static void block_end(struct walk *walk, uint32_t item)
{
    walk->nest = 0;
    want_gap(walk, GAP_CLOSE);
    walk->wanted.owner = walk->block;
    walk->layout->blocks[walk->block].last = walk->next;
    take(walk);
    walk->block = 0;
    walk->previous = item;
}

/* ---- heads ---- */

/* A head's part, which may stand on a line of its own. */
static void head_part(struct walk *walk, uint32_t group, uint32_t end)
{
    want_soft(walk, group);
    take_to(walk, end);
}

static void walk_keys(struct walk *walk, const struct item *item, uint32_t group)
{
    if (!item->keys.count)
        return;
    want_soft(walk, group);
    take(walk);
    walk_names(walk, item->keys);
}

/* for each V in PATH where FILTER */
static void walk_each(struct walk *walk, const struct item *item, uint32_t group)
{
    if (!item->path)
        return;
    head_part(walk, group, item->path->span.end);
    if (!item->filter)
        return;
    want_soft(walk, group);
    take(walk);
    walk->nest += STEP_WIDTH;
    walk_expr(walk, item->filter);
    walk->nest -= STEP_WIDTH;
}

/* From the first word to the opening brace, or to the `=`. */
static void walk_head(struct walk *walk, const struct item *item, uint32_t group)
{
    take(walk);
    walk->nest = HEAD_STEP;
    switch (item->kind) {
    case ITEM_SOURCE:
        take_to(walk, item->text.span.end);
        if (item->revised.text)
            head_part(walk, group, item->revised.span.end);
        break;
    case ITEM_TABLE:
        take(walk);
        head_part(walk, group, item->text.span.end);
        walk_keys(walk, item, group);
        break;
    case ITEM_RECORD:
    case ITEM_INPUT:
        take(walk);
        walk_keys(walk, item, group);
        break;
    case ITEM_DECIDE:
        take_to(walk, item->type.span.end);
        walk_each(walk, item, group);
        break;
    default:
        while (walk->layout->pieces[walk->next].kind != TOK_LBRACE)
            take(walk);
    }
}

static void walk_block(struct walk *walk, const struct item *item, uint32_t entry)
{
    walk->nest = 0;
    block_begin(walk, entry);
    walk_entries(walk, item);
    block_end(walk, entry);
}

/* parameter NAME: TYPE cites … = VALUE, in columns where several stand together. */
static void walk_parameter(struct walk *walk, const struct item *item, uint32_t entry)
{
    uint32_t group = group_begin(walk);
    take(walk);
    take_to(walk, item->name.span.end);
    take(walk);
    walk->nest = HEAD_STEP;
    want_cell(walk, item->value ? 1 : 0);
    take_to(walk, item->type.span.end);
    if (item->cites.count) {
        want_soft(walk, group);
        want_cell(walk, item->value ? 2 : 0);
        walk_cites(walk, item->cites);
    }
    if (!item->value) {
        group_end(walk, group);
        walk_block(walk, item, entry);
        return;
    }
    want_soft(walk, group);
    want_cell(walk, item->cites.count ? 0 : 2);
    take(walk);
    walk_expr(walk, item->value);
    group_end(walk, group);
    walk->nest = 0;
}

static void walk_define(struct walk *walk, const struct item *item)
{
    uint32_t group = group_begin(walk);
    take(walk);
    walk->nest = HEAD_STEP;
    take(walk);
    if (item->has_labels)
        walk_labels(walk, item->labels);
    take_to(walk, item->type.span.end);
    walk->nest = 0;
    walk_value(walk, item->value, group);
    group_end(walk, group);
}

static void walk_item(struct walk *walk, const struct item *item)
{
    uint32_t entry = entry_begin(walk, ENTRY_ITEM);
    walk->layout->entries[entry].item = item->kind;
    if (item->kind == ITEM_USE) {
        take(walk);
        take(walk);
    } else if (item->kind == ITEM_DEFINE) {
        walk_define(walk, item);
    } else if (item->kind == ITEM_PARAMETER) {
        walk_parameter(walk, item, entry);
    } else {
        uint32_t group = group_begin(walk);
        walk_head(walk, item, group);
        group_end(walk, group);
        walk_block(walk, item, entry);
    }
    entry_end(walk, entry);
}

void walk_items(struct walk *walk, const struct ast *ast)
{
    walk->previous = NO_ENTRY;
    block_new(walk, 0);
    for (const struct item *item = ast->items; item; item = item->next)
        walk_item(walk, item);
    want_gap(walk, GAP_CLOSE);
    walk->layout->blocks[0].last = walk->next;
    take(walk);
}
