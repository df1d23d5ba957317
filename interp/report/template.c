/* template.c - collecting pieces. */
#include "interp/report/template.h"

#include "interp/value/decimal.h"

void template_add(struct template_builder *builder, const char *text)
{
    buffer_string(&builder->text, text);
}

void template_spell(struct template_builder *builder, enum form form, const char *text)
{
    spell_text(&builder->text, form, text_of(text));
}

/* LENGTH bytes at TEXT in the builder's arena, PIECE_BLOCK bytes behind them. */
static const char *padded(struct template_builder *builder, const char *text, size_t length)
{
    char *copy = arena_alloc(builder->arena, length + PIECE_BLOCK);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

struct text template_text(struct template_builder *builder)
{
    size_t length = builder->text.length;
    builder->text.length = 0;
    return (struct text){ padded(builder, builder->text.at, length), (uint32_t)length };
}

/* Behind the last piece, as piece_next has it. */
static void align(struct buffer *pieces)
{
    static const char nothing[_Alignof(struct piece)];
    buffer_add(pieces, nothing, -pieces->length % sizeof nothing);
}

/* The last piece is whole; PIECE begins, and writes LENGTH bytes at most besides its text. */
static void begin(struct template_builder *builder, struct piece piece, size_t length)
{
    struct piece last = builder->piece;
    last.length = (uint32_t)builder->text.length;
    builder->piece = piece;
    builder->length += length;
    bool first = builder->pieces.length == 0, nothing = last.hole == HOLE_NONE && !last.length;
    if (nothing && !(first && piece.hole != HOLE_END))
        return;
    buffer_add(&builder->pieces, (const char *)&last, sizeof last);
    buffer_add(&builder->pieces, builder->text.at, builder->text.length);
    align(&builder->pieces);
    builder->length += last.length;
    builder->text.length = 0;
}

void template_hole(struct template_builder *builder, enum hole hole)
{
    begin(builder, (struct piece){ .hole = (uint16_t)hole }, 0);
}

static uint32_t member_count(const struct type *type)
{
    return type->kind == TYPE_BOOL ? 2 : type->enumeration->count;
}

/* What FORM writes for absent and for all values of TYPE, one behind the other. */
static const struct text *spell_members(struct template_builder *builder, enum form form,
                                        const struct type *type)
{
    uint32_t count = member_count(type) + 1;
    struct text *texts = arena_array(builder->arena, struct text, count);
    struct buffer all = { 0 };
    for (uint32_t i = 0; i < count; i++) {
        size_t start = all.length;
        union value value = { .integer = i ? (int64_t)i - 1 : INTEGER_ABSENT };
        spell_value(&all, form, type, value);
        texts[i].length = (uint32_t)(all.length - start);
    }
    const char *at = padded(builder, all.at, all.length);
    for (uint32_t i = 0; i < count; at += texts[i++].length)
        texts[i].at = at;
    buffer_free(&all);
    return texts;
}

static const struct text *members_of(struct template_builder *builder, enum form form,
                                     const struct type *type)
{
    struct pointer_map *known = &builder->members[form];
    const void *key = type->kind == TYPE_BOOL ? (const void *)builder : type->enumeration;
    const struct text *texts = pointer_map_get(known, key);
    if (!texts) {
        texts = spell_members(builder, form, type);
        pointer_map_set(builder->arena, known, key, (void *)(uintptr_t)texts);
    }
    return texts;
}

static size_t longest_member(const struct text *members, const struct type *type)
{
    size_t longest = 0;
    for (uint32_t i = 0; i <= member_count(type); i++)
        longest = members[i].length > longest ? members[i].length : longest;
    return longest;
}

static void add_member(struct template_builder *builder, enum form form,
                       const struct payload *payload)
{
    const struct text *members = members_of(builder, form, &payload->type);
    begin(builder,
          (struct piece){
              .hole = HOLE_MEMBER, .slot = (uint16_t)payload->slot, .members = members },
          longest_member(members, &payload->type));
}

/* Quotes are part of the text around it. */
static void add_date(struct template_builder *builder, enum form form,
                     const struct payload *payload)
{
    const char *quote = form == FORM_JSON ? "\"" : "";
    template_add(builder, quote);
    begin(builder, (struct piece){ .hole = HOLE_DATE, .slot = (uint16_t)payload->slot },
          CALENDAR_TEXT);
    template_add(builder, quote);
}

void template_value(struct template_builder *builder, enum form form, const struct payload *payload)
{
    const struct type *type = &payload->type;
    struct piece piece = { .hole = HOLE_VALUE,
                           .slot = (uint16_t)payload->slot,
                           .payload = payload };
    if (payload->slot != piece.slot)
        begin(builder, piece, 0);
    else if (type->kind == TYPE_BOOL || type->kind == TYPE_ENUM)
        add_member(builder, form, payload);
    else if (type->kind == TYPE_DATE && !type->optional)
        add_date(builder, form, payload);
    else if (type->kind == TYPE_INTEGER && !type->optional)
        begin(builder, (struct piece){ .hole = HOLE_INTEGER, .slot = piece.slot }, DECIMAL_TEXT);
    else {
        piece.hole = is_short(type) ? HOLE_SHORT : HOLE_VALUE;
        begin(builder, piece, is_short(type) ? SHORT_TEXT : 0);
    }
}

const struct template *template_end(struct template_builder *builder)
{
    struct buffer *pieces = &builder->pieces;
    struct template *done = NULL;
    begin(builder, (struct piece){ .hole = HOLE_END }, 0);
    if (pieces->length) {
        buffer_add(pieces, (const char *)&builder->piece, sizeof builder->piece);
        size_t size = offsetof(struct template, first) + pieces->length + PIECE_BLOCK;
        done = (struct template *)arena_alloc(builder->arena, size);
        done->length = builder->length;
        memcpy(&done->first, pieces->at, pieces->length);
    }
    builder->piece = (struct piece){ .hole = HOLE_NONE };
    pieces->length = builder->length = 0;
    return done;
}

void template_builder_free(struct template_builder *builder)
{
    buffer_free(&builder->text);
    buffer_free(&builder->pieces);
}
