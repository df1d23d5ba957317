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

/* The next text is the key of the element of DECIDED. */
static void spell(struct subjects *subjects, const struct decided *decided)
{
    struct text subject = plain(subjects, decided);
    struct text *text = &subjects->texts[subjects->count++];
    size_t start = subjects->spelled.length;
    if (subjects->form == FORM_LINES)
        spell_word(&subjects->spelled, subject);
    else
        spell_text(&subjects->spelled, subjects->form, subject);
    text->length = (uint32_t)(subjects->spelled.length - start);
}

/* The buffer has stopped growing. */
static void place(struct subjects *subjects)
{
    buffer_room(&subjects->spelled, PIECE_BLOCK);
    const char *at = subjects->spelled.at;
    for (uint32_t i = 0; i < subjects->count; at += subjects->texts[i++].length)
        subjects->texts[i].at = at;
}

/* Forget other lists where COUNT more texts would be too many. */
static void make_room(struct subjects *subjects, uint32_t count)
{
    if (subjects->count + count > SUBJECTS_MAX || subjects->list_count == SUBJECTS_LISTS_MAX) {
        subjects->list_count = subjects->count = 0;
        subjects->spelled.length = 0;
    }
}

const struct text *subjects_spell(struct subjects *subjects, const struct decision_layout *layout,
                                  struct list elements)
{
    struct decided each = { .layout = layout, .decision = layout->decision, .elements = elements };
    if (elements.count > SUBJECTS_MAX)
        return NULL;
    make_room(subjects, elements.count);
    const struct text *texts = subjects->texts + subjects->count;
    for (uint32_t i = 0; i < elements.count; i++) {
        decided_move(&each, i);
        spell(subjects, &each);
    }
    place(subjects);
    subjects->lists[subjects->list_count++] = (struct subjects_list){ elements, texts };
    return texts;
}

struct text subjects_find(struct subjects *subjects, const struct decided *decided)
{
    const struct text *texts = subjects_of(subjects, decided->layout, decided->elements);
    if (texts)
        return texts[decided->position];
    make_room(subjects, SUBJECTS_MAX);
    spell(subjects, decided);
    place(subjects);
    return subjects->texts[--subjects->count];
}
