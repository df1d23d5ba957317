/* message_text.c - `{name}` is a hole, `{{` and `}}` are braces. */
#include "interp/check/declare/message_text.h"
#include "interp/check/refer.h"

/* A text at its cutting. */
struct cutting {
    struct checker *checker;
    const struct literal *text;
    const struct outcome_case *from;
    struct message_piece *pieces;
    uint32_t count;
    char *words; /* of the piece that grows */
    uint32_t length;
};

/* Between its quotes TEXT has no escapes, so that its bytes have places. */
static bool is_as_written(const struct literal *text)
{
    return text->span.end - text->span.start == text->length + 2;
}

/* The policy's text of LENGTH bytes from OFFSET of the message; all of it where escapes are in it.
 */
static struct span place(const struct cutting *cutting, uint32_t offset, uint32_t length)
{
    struct span span = cutting->text->span;
    if (!is_as_written(cutting->text))
        return span;
    return (struct span){ span.start + 1 + offset, span.start + 1 + offset + length };
}

static void end_words(struct cutting *cutting)
{
    if (!cutting->length)
        return;
    const char *words = arena_copy(cutting->checker->arena, cutting->words, cutting->length);
    cutting->pieces[cutting->count++] = (struct message_piece){ .text = words };
    cutting->length = 0;
}

static void complain_brace(struct cutting *cutting, uint32_t offset)
{
    bool opens = cutting->text->text[offset] == '{';
    struct diags *diags = cutting->checker->diags;
    struct diag *diag =
        diag_error(diags, place(cutting, offset, 1), "stray-brace",
                   opens ? "this hole has no closing `}`" : "this `}` closes nothing");
    diag_hint(diags, diag,
              opens ? "a hole is `{name}`; a brace that is shown is doubled: `{{`"
                    : "a brace that is shown is doubled: `}}`");
}

static void complain_hole(struct cutting *cutting, const char *name, struct span span)
{
    struct checker *checker = cutting->checker;
    const struct outcome_case *from = cutting->from;
    if (!from) {
        struct diag *diag =
            diag_error(checker->diags, span, "unknown-hole", "a member's text has no holes");
        diag_hint(checker->diags, diag, "leave out `{%s}`; a brace that is shown is doubled: `{{`",
                  name);
        return;
    }
    uint32_t count = worth_gathering(checker, from->count);
    const char **names = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = from->payload[i].name;
    struct diag *diag =
        diag_error(checker->diags, span, "unknown-hole", "`%s` carries no `%s`", from->name, name);
    diag_other(checker->diags, diag, from->span, "what this rule gives");
    const char *closest = meant(checker, name, names, count);
    if (closest) {
        diag_hint(checker->diags, diag, "did you mean `{%s}`?", closest);
        if (is_as_written(cutting->text))
            diag_mend(checker->diags, diag, span, "%s", closest);
    } else if (from->count)
        diag_hint(checker->diags, diag, "it carries `%s`%s", from->payload[0].name,
                  from->count > 1 ? ", among others" : "");
    else {
        diag_hint(checker->diags, diag,
                  "it carries nothing: leave out the hole, or let the outcome "
                  "carry it");
    }
}

static void cut_hole(struct cutting *cutting, uint32_t offset, uint32_t length)
{
    struct names *names = &cutting->checker->load->names;
    const char *name = names_intern(names, cutting->text->text + offset, length);
    struct span span = place(cutting, offset, length);
    end_words(cutting);
    if (cutting->from)
        offer_payloads(cutting->checker, span, cutting->from);
    for (uint32_t i = 0; cutting->from && i < cutting->from->count; i++) {
        const struct payload *payload = &cutting->from->payload[i];
        if (payload->name == name) {
            refer(cutting->checker, span, reference_of_payload(cutting->from, payload));
            cutting->pieces[cutting->count++] = (struct message_piece){ .payload = payload };
            return;
        }
    }
    complain_hole(cutting, name, span);
}

/* The length of what is in the hole that opens at OFFSET, or UINT32_MAX where it is not closed. */
static uint32_t hole_length(const struct literal *text, uint32_t offset)
{
    for (uint32_t at = offset + 1; at < text->length && text->text[at] != '{'; at++)
        if (text->text[at] == '}')
            return at - offset - 1;
    return UINT32_MAX;
}

/* Cut at the brace at OFFSET; return how many bytes that took. */
static uint32_t cut_brace(struct cutting *cutting, uint32_t offset)
{
    const struct literal *text = cutting->text;
    char brace = text->text[offset];
    if (offset + 1 < text->length && text->text[offset + 1] == brace) {
        cutting->words[cutting->length++] = brace;
        return 2;
    }
    uint32_t length = brace == '{' ? hole_length(text, offset) : UINT32_MAX;
    if (length == UINT32_MAX) {
        complain_brace(cutting, offset);
        return 1;
    }
    cut_hole(cutting, offset + 1, length);
    return length + 2;
}

static uint32_t pieces_at_most(const struct literal *text)
{
    uint32_t braces = 0;
    for (uint32_t i = 0; i < text->length; i++)
        braces += text->text[i] == '{';
    return 2 * braces + 1;
}

void message_cut(struct checker *checker, const struct literal *text,
                 const struct outcome_case *from, struct message *message)
{
    struct cutting cutting = {
        .checker = checker,
        .text = text,
        .from = from,
        .pieces = arena_array(checker->arena, struct message_piece, pieces_at_most(text)),
        .words = arena_alloc(checker->arena, text->length),
    };
    for (uint32_t offset = 0; offset < text->length;) {
        char byte = text->text[offset];
        if (byte == '{' || byte == '}') {
            offset += cut_brace(&cutting, offset);
        } else {
            cutting.words[cutting.length++] = byte;
            offset++;
        }
    }
    end_words(&cutting);
    message->pieces = cutting.pieces;
    message->count = cutting.count;
}
