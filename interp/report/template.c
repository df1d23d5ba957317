/* template.c - collecting pieces. */
#include "interp/report/template.h"

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

/* The last piece is whole; PIECE begins. */
static void begin(struct template_builder *builder, struct piece piece)
{
    struct piece last = builder->piece;
    builder->piece = piece;
    last.text.length = (uint32_t)(builder->text.length - builder->done);
    if (last.hole == HOLE_NONE && !last.text.length)
        return;
    builder->done = builder->text.length;
    buffer_add(&builder->pieces, (const char *)&last, sizeof last);
}

void template_hole(struct template_builder *builder, enum hole hole)
{
    begin(builder, (struct piece){ .hole = hole });
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

void template_value(struct template_builder *builder, enum form form, const struct payload *payload)
{
    const struct type *type = &payload->type;
    struct piece piece = { .hole = HOLE_VALUE, .payload = payload };
    if (type->kind == TYPE_BOOL || type->kind == TYPE_ENUM) {
        piece.hole = HOLE_MEMBER;
        piece.members = members_of(builder, form, type);
    } else if (is_short(type)) {
        piece.hole = HOLE_SHORT;
    }
    begin(builder, piece);
}

/* The most that PIECE writes, keys and long values left aside. */
static size_t length_of(const struct piece *piece)
{
    size_t longest = 0;
    if (piece->hole == HOLE_SHORT)
        return piece->text.length + SHORT_TEXT;
    if (piece->hole == HOLE_MEMBER)
        for (uint32_t i = 0; i <= member_count(&piece->payload->type); i++)
            longest = piece->members[i].length > longest ? piece->members[i].length : longest;
    return piece->text.length + longest;
}

/* What TEMPLATE, whose pieces are whole but for where their texts are, comes to. */
static void measure(struct template *template)
{
    for (uint32_t i = 0; i < template->count; i++) {
        enum hole hole = template->pieces[i].hole;
        template->length += length_of(&template->pieces[i]);
        template->keys += hole == HOLE_HEAD || hole == HOLE_SUBJECT;
    }
}

struct template template_end(struct template_builder *builder)
{
    template_hole(builder, HOLE_NONE);
    size_t size = builder->pieces.length;
    struct template done = { .count = (uint32_t)(size / sizeof(struct piece)) };
    char *memory = arena_alloc(builder->arena, size + builder->text.length + PIECE_BLOCK);
    struct piece *pieces = (struct piece *)memory;
    if (size)
        memcpy(memory, builder->pieces.at, size);
    if (builder->text.length)
        memcpy(memory + size, builder->text.at, builder->text.length);
    const char *at = memory + size;
    for (uint32_t i = 0; i < done.count; at += pieces[i++].text.length)
        pieces[i].text.at = at;
    done.pieces = pieces;
    measure(&done);
    builder->pieces.length = builder->text.length = builder->done = 0;
    return done;
}

void template_builder_free(struct template_builder *builder)
{
    buffer_free(&builder->text);
    buffer_free(&builder->pieces);
}
