/* subjects.c - spelling keys. */
#include "interp/report/subjects.h"

void subjects_free(struct subjects *subjects)
{
    buffer_free(&subjects->spelled);
    buffer_free(&subjects->plain);
}

/* The key of the element of DECIDED, plain. */
static struct text plain(struct subjects *subjects, const struct decided *decided)
{
    const struct field *key = decided->layout->subject;
    if (key)
        return decided->element[key->slot].text;
    subjects->plain.length = 0;
    decided_subject(decided, &subjects->plain);
    return (struct text){ subjects->plain.at, (uint32_t)subjects->plain.length };
}

static void spell(struct subjects *subjects, const struct decided *decided, struct text *text)
{
    struct text subject = plain(subjects, decided);
    size_t start = subjects->spelled.length;
    if (subjects->form == FORM_LINES)
        spell_word(&subjects->spelled, subject);
    else
        spell_text(&subjects->spelled, subjects->form, subject);
    text->length = (uint32_t)(subjects->spelled.length - start);
    if (text->length > subjects->longest)
        subjects->longest = text->length;
}

/* The first COUNT texts are one behind the other. */
static void place(struct subjects *subjects, uint32_t count)
{
    buffer_room(&subjects->spelled, PIECE_BLOCK);
    const char *at = subjects->spelled.at;
    for (uint32_t i = 0; i < count; at += subjects->texts[i++].length)
        subjects->texts[i].at = at;
}

void subjects_spell(struct subjects *subjects, const struct decided *decided)
{
    uint32_t count = decided->elements.count;
    struct decided each = *decided;
    subjects_forget(subjects);
    subjects->spelled.length = 0;
    if (count > SUBJECTS_MAX) {
        spell(subjects, decided, &subjects->texts[0]);
        place(subjects, 1);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        decided_move(&each, i);
        spell(subjects, &each, &subjects->texts[i]);
    }
    place(subjects, count);
    subjects->list = decided->elements;
}
