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

void template_hole(struct template_builder *builder, enum hole hole, const struct payload *payload)
{
    if (builder->count == builder->capacity) {
        uint32_t capacity = builder->capacity ? 2 * builder->capacity : 4;
        builder->pieces =
            arena_grow(builder->arena, builder->pieces, builder->capacity * sizeof *builder->pieces,
                       capacity * sizeof *builder->pieces);
        builder->capacity = capacity;
    }
    char *copy = arena_alloc(builder->arena, builder->text.length + PIECE_BLOCK);
    if (builder->text.length)
        memcpy(copy, builder->text.at, builder->text.length);
    struct text text = { copy, (uint32_t)builder->text.length };
    builder->pieces[builder->count++] = (struct piece){ text, hole, payload };
    builder->text.length = 0;
}

struct template template_end(struct template_builder *builder)
{
    if (builder->text.length)
        template_hole(builder, HOLE_NONE, NULL);
    struct template done = { builder->pieces, builder->count };
    builder->pieces = NULL;
    builder->count = builder->capacity = 0;
    return done;
}
