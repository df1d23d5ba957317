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

/* What may be long. */
static void fill_long(struct writer *writer, const struct scene *scene, const struct piece *piece)
{
    switch ((enum hole)piece->hole) {
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

/* What belongs in the hole of PIECE; there is room for it at TO, unless it may be long.  Returns
 * the end. */
static inline char *fill_hole(struct writer *writer, const struct scene *scene,
                              const struct piece *piece, char *to)
{
    switch ((enum hole)piece->hole) {
    case HOLE_NONE:
        return to;
    case HOLE_HEAD:
        return copy_blocks(to, writer->head);
    case HOLE_SUBJECT:
        return copy_blocks(to, writer->subject);
    case HOLE_MEMBER:
        return copy_blocks(to, member_text(piece, scene->row[piece->slot]));
    case HOLE_DATE:
        return to + date_format(scene->row[piece->slot].integer, to);
    case HOLE_SHORT:
        return spell_short(to, writer->form, &piece->payload->type, scene->row[piece->slot]);
    default:
        scene->out->length = (size_t)(to - scene->out->at);
        fill_long(writer, scene, piece);
        return buffer_room(scene->out, scene->room);
    }
}

/* The longest head or subject of the record. */
static inline size_t longest_key(const struct writer *writer)
{
    size_t subject = writer->subjects.longest;
    return subject > writer->longest_head ? subject : writer->longest_head;
}

void render(struct writer *writer, struct scene *scene, const struct template *template)
{
    const struct piece *piece = template->first;
    if (!piece)
        return;
    scene->room = template->length + template->keys * longest_key(writer) + PIECE_BLOCK;
    char *to = buffer_room(scene->out, scene->room);
    do {
        to = fill_hole(writer, scene, piece, to);
        to = copy_blocks(to, (struct text){ piece_text(piece), piece->length });
        piece = piece_next(piece);
    } while (piece->hole != HOLE_END);
    scene->out->length = (size_t)(to - scene->out->at);
}
