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

/* TEXT in the builder's arena, PIECE_BLOCK bytes behind it. */
static struct text padded(struct template_builder *builder, const struct buffer *text)
{
    char *copy = arena_alloc(builder->arena, text->length + PIECE_BLOCK);
    if (text->length)
        memcpy(copy, text->at, text->length);
    return (struct text){ copy, (uint32_t)text->length };
}

struct text template_text(struct template_builder *builder)
{
    struct text text = padded(builder, &builder->text);
    builder->text.length = 0;
    return text;
}

/* The last piece is whole; PIECE begins. */
static void begin(struct template_builder *builder, struct piece piece)
{
    struct piece last = builder->piece;
    builder->piece = piece;
    if (last.hole == HOLE_NONE && !builder->text.length)
        return;
    if (builder->count == builder->capacity) {
        uint32_t capacity = builder->capacity ? 2 * builder->capacity : 4;
        builder->pieces =
            arena_grow(builder->arena, builder->pieces, builder->capacity * sizeof *builder->pieces,
                       capacity * sizeof *builder->pieces);
        builder->capacity = capacity;
    }
    last.text = template_text(builder);
    builder->pieces[builder->count++] = last;
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
    const char *at = padded(builder, &all).at;
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

void template_value(struct template_builder *builder, enum form form,
                    const struct payload *payload)
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

struct template template_end(struct template_builder *builder)
{
    template_hole(builder, HOLE_NONE);
    struct template done = { .pieces = builder->pieces, .count = builder->count };
    for (uint32_t i = 0; i < done.count; i++) {
        enum hole hole = done.pieces[i].hole;
        done.length += length_of(&done.pieces[i]);
        done.keys += hole == HOLE_HEAD || hole == HOLE_SUBJECT;
    }
    builder->pieces = NULL;
    builder->count = builder->capacity = 0;
    return done;
}
