/* render.c - templates to text: most of it is copying. */
#include "interp/report/writer_state.h"

/* The message as the form spells it; null, an empty cell or `none` where there is none. */
static void fill_message(struct writer *writer, const struct scene *scene, const union value *row)
{
    const char *nothing = writer->form == FORM_JSON  ? "null"
                          : writer->form == FORM_CSV ? ""
                                                     : "none";
    if (!message_of(writer, scene->decided, row)) {
        buffer_string(scene->out, nothing);
        return;
    }
    writer->scratch.length = 0;
    writer_message(writer, &writer->scratch, scene->decided, row);
    spell_text(scene->out, writer->form, text_in(&writer->scratch));
}

static void fill_messages(struct writer *writer, const struct scene *scene)
{
    bool all = scene->decided->decision->all;
    buffer_string(scene->out, all ? "[" : "");
    for (uint32_t i = 0; i < decided_count(scene->decided); i++) {
        buffer_string(scene->out, i ? ", " : "");
        fill_message(writer, scene, decided_row(scene->decided, i));
    }
    buffer_string(scene->out, all ? "]" : "");
}

/* The language the message is in, which may be another than the one that was asked for. */
static void fill_language(struct writer *writer, const struct scene *scene)
{
    const struct message *message =
        scene->row ? message_of(writer, scene->decided, scene->row) : NULL;
    const char *language = message ? message->language : writer_language(writer, scene->decided);
    if (writer->form == FORM_LINES)
        buffer_string(scene->out, language ? language : "-");
    else if (language)
        spell_text(scene->out, writer->form, text_of(language));
    else
        buffer_string(scene->out, writer->form == FORM_JSON ? "null" : "");
}

/* What is not a text that is ready to be copied. */
static void fill(struct writer *writer, const struct scene *scene, const struct piece *piece)
{
    switch (piece->hole) {
    case HOLE_VALUE:
        spell_value(scene->out, writer->form, &piece->payload->type,
                    scene->row[piece->payload->slot]);
        break;
    case HOLE_MESSAGE:
        fill_message(writer, scene, scene->row);
        break;
    case HOLE_MESSAGES:
        fill_messages(writer, scene);
        break;
    case HOLE_LANGUAGE:
        fill_language(writer, scene);
        break;
    default:
        break;
    }
}

/* TEXT, with PIECE_BLOCK readable bytes behind it, to where there is as much room; returns the end.
 * Blocks of one size are moved without a call, and the first one without asking how long the text
 * is. */
static inline char *copy_blocks(char *to, struct text text)
{
    memcpy(to, text.at, PIECE_BLOCK);
    for (uint32_t at = PIECE_BLOCK; at < text.length; at += PIECE_BLOCK)
        memcpy(to + at, text.at + at, PIECE_BLOCK);
    return to + text.length;
}

/* The word for VALUE, which is not negative, or for absent. */
static inline struct text member_text(const struct piece *piece, union value value)
{
    return piece->members[value.integer < 0 ? 0 : value.integer + 1];
}

/* What belongs in the hole of PIECE, which may be long. */
static char *fill_long(struct writer *writer, const struct scene *scene, const struct piece *piece,
                       char *to)
{
    scene->out->length = (size_t)(to - scene->out->at);
    fill(writer, scene, piece);
    return buffer_room(scene->out, scene->room);
}

/* The same; what is not long has room at TO.  Returns the end. */
static inline char *fill_hole(struct writer *writer, const struct scene *scene,
                              const struct piece *piece, char *to)
{
    if (piece->hole < HOLE_KEYS)
        return copy_blocks(to, writer->keys[piece->hole]);
    if (piece->hole == HOLE_MEMBER)
        return copy_blocks(to, member_text(piece, scene->row[piece->payload->slot]));
    if (piece->hole == HOLE_SHORT)
        return spell_short(to, writer->form, &piece->payload->type,
                           scene->row[piece->payload->slot]);
    return fill_long(writer, scene, piece, to);
}

/* The room that TEMPLATE needs, long values left aside. */
static inline size_t room_for(const struct writer *writer, const struct template *template)
{
    size_t longest = writer->subjects.longest > writer->longest_head ? writer->subjects.longest
                                                                     : writer->longest_head;
    return template->length + template->keys * longest + PIECE_BLOCK;
}

void render(struct writer *writer, struct scene *scene, const struct template *template)
{
    if (!template->count)
        return;
    struct buffer *out = scene->out;
    const struct piece *end = template->pieces + template->count;
    scene->room = room_for(writer, template);
    char *to = buffer_room(out, scene->room);
    for (const struct piece *piece = template->pieces; piece < end; piece++) {
        to = fill_hole(writer, scene, piece, to);
        to = copy_blocks(to, piece->text);
    }
    out->length = (size_t)(to - out->at);
}
