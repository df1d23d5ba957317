/* format.c - the one entry of the formatter, and its way through the words.
 *
 * The tree says how words belong together; the words themselves, and the comments among them, are
 * taken from the source one after the other, so that none can be lost or change places. */
#include "grammar/format.h"

#include <assert.h>

#include "grammar/layout.h"
#include "grammar/parser.h"
#include "grammar/utf8.h"

/* ---- words ---- */

static bool is_comment(struct token token)
{
    return token.kind == TOKEN_COMMENT || token.kind == TOKEN_DOC;
}

static uint32_t width_of(const struct source *source, struct span span)
{
    const char *text = source->text + (span.start - source->base);
    size_t left = span.end - span.start;
    uint32_t width = 0;
    while (left) {
        struct utf8_character next = utf8_decode(text, left);
        uint32_t length = next.length ? next.length : 1;
        width += utf8_width(next.code);
        text += length;
        left -= length;
    }
    return width;
}

static void add_pieces(struct layout *layout, const struct tokens *tokens)
{
    uint32_t comments = 0;
    layout->pieces = arena_array(layout->arena, struct piece, tokens->count);
    for (uint32_t i = 0; i < tokens->count; i++) {
        if (is_comment(tokens->items[i])) {
            comments++;
            continue;
        }
        layout->pieces[layout->piece_count++] = (struct piece){
            .span = tokens->items[i].span,
            .kind = tokens->items[i].kind,
            .token = i,
            .comments = comments,
            .width = width_of(layout->source, tokens->items[i].span),
        };
        comments = 0;
    }
}

/* ---- gaps ---- */

static bool is_tight_before(int kind)
{
    return kind == TOK_COMMA || kind == TOK_COLON || kind == TOK_RPAREN || kind == TOK_RBRACKET ||
           kind == TOK_DOT || kind == TOK_QUESTION;
}

static bool is_tight_behind(int kind)
{
    return kind == TOK_LPAREN || kind == TOK_LBRACKET || kind == TOK_DOT;
}

static enum gap usual_gap(const struct walk *walk)
{
    const struct piece *piece = &walk->layout->pieces[walk->next];
    bool tight = !walk->next || is_tight_before(piece->kind) || is_tight_behind(piece[-1].kind);
    return tight ? GAP_NONE : GAP_SPACE;
}

/* Where a line begins that begins with the next piece. */
static void place_line(const struct walk *walk, struct piece *piece)
{
    piece->anchor = walk->anchor;
    piece->offset = (uint16_t)(walk->nest - walk->anchor_nest);
    piece->indent = (uint16_t)(walk->nest < INDENT_MAX ? walk->nest : INDENT_MAX);
}

void want_gap(struct walk *walk, enum gap gap)
{
    walk->wanted.gap = gap;
    walk->pending = true;
    place_line(walk, &walk->wanted);
}

void want_soft(struct walk *walk, uint32_t group)
{
    want_gap(walk, GAP_SOFT);
    walk->wanted.owner = group;
}

void want_cell(struct walk *walk, unsigned cell)
{
    if (!walk->pending)
        want_gap(walk, GAP_SPACE);
    walk->wanted.cell = (uint16_t)cell;
}

struct piece *take(struct walk *walk)
{
    assert(walk->next < walk->layout->piece_count);
    struct piece *piece = &walk->layout->pieces[walk->next];
    if (!walk->pending)
        want_gap(walk, usual_gap(walk));
    piece->gap = walk->wanted.gap;
    piece->owner = walk->wanted.owner;
    piece->cell = walk->wanted.cell;
    piece->anchor = walk->wanted.anchor;
    piece->offset = walk->wanted.offset;
    piece->indent = walk->wanted.indent;
    walk->pending = false;
    walk->wanted = (struct piece){ 0 };
    walk->next++;
    return piece;
}

void take_to(struct walk *walk, uint32_t place)
{
    while (walk->layout->pieces[walk->next].span.start < place)
        take(walk);
}

/* ---- groups and lists ---- */

void *layout_room(const struct layout *layout, void *items, uint32_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    return arena_grow(layout->arena, items, count * size, (count ? 2 * (size_t)count : 1) * size);
}

uint32_t group_begin(struct walk *walk)
{
    struct layout *layout = walk->layout;
    uint32_t count = layout->group_count;
    layout->groups = layout_room(layout, layout->groups, count, sizeof(struct group));
    layout->groups[count] = (struct group){ .first = walk->next };
    return layout->group_count++;
}

void group_end(struct walk *walk, uint32_t group)
{
    walk->layout->groups[group].last = walk->next - 1;
}

struct anchor anchor_begin(struct walk *walk)
{
    struct anchor before = { walk->anchor, walk->anchor_nest };
    walk->nest += STEP_WIDTH;
    if (!walk->pending)
        want_gap(walk, usual_gap(walk)); /* the first word cannot stand under itself */
    walk->anchor = walk->next;
    walk->anchor_nest = walk->nest - STEP_WIDTH;
    return before;
}

void anchor_end(struct walk *walk, struct anchor before)
{
    walk->nest = walk->anchor_nest;
    walk->anchor = before.piece;
    walk->anchor_nest = before.nest;
}

struct fill fill_begin(struct walk *walk)
{
    return (struct fill){ anchor_begin(walk), walk->next };
}

void fill_comma(struct walk *walk, struct fill *fill)
{
    take(walk);
    walk->layout->pieces[fill->chunk].until = walk->next - 1;
    fill->chunk = walk->next;
    walk->nest -= STEP_WIDTH;
    want_gap(walk, GAP_FILL);
    walk->nest += STEP_WIDTH;
}

void fill_end(struct walk *walk, struct fill *fill)
{
    walk->layout->pieces[fill->chunk].until = walk->next - 1;
    anchor_end(walk, fill->before);
}

/* ---- the whole ---- */

static const char *lay_out(const struct ast *ast, const struct tokens *tokens, struct arena *arena,
                           size_t *length)
{
    struct layout layout = { .source = ast->source, .tokens = tokens->items, .arena = arena };
    add_pieces(&layout, tokens);
    struct walk walk = { .layout = &layout };
    walk_items(&walk, ast);
    layout_decide(&layout);
    return layout_print(&layout, length);
}

const char *format(const struct source *source, struct ast_context *context, size_t *length)
{
    struct ast ast = parse(source, context);
    if (context->diags->errors)
        return NULL;
    struct tokens tokens = tokens_scan(source, context->diags);
    const char *text = lay_out(&ast, &tokens, context->arena, length);
    tokens_free(&tokens);
    return text;
}
