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

static void spell(struct subjects *subjects, const struct decided *decided)
{
    struct text subject = plain(subjects, decided);
    if (subjects->form == FORM_LINES)
        spell_word(&subjects->spelled, subject);
    else
        spell_text(&subjects->spelled, subjects->form, subject);
}

struct text subjects_spell(struct subjects *subjects, const struct decided *decided)
{
    subjects_forget(subjects);
    subjects->spelled.length = 0;
    if (decided->elements.count > SUBJECTS_MAX) {
        spell(subjects, decided);
        buffer_room(&subjects->spelled, PIECE_BLOCK);
        return (struct text){ subjects->spelled.at, (uint32_t)subjects->spelled.length };
    }
    struct decided each = *decided;
    for (uint32_t i = 0; i < decided->elements.count; i++) {
        decided_move(&each, i);
        spell(subjects, &each);
        subjects->ends[i] = (uint32_t)subjects->spelled.length;
    }
    buffer_room(&subjects->spelled, PIECE_BLOCK);
    subjects->list = decided->elements;
    return subjects_find(subjects, decided);
}
