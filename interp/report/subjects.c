/* subjects.c - spelling keys. */
#include "interp/report/subjects.h"

void subjects_free(struct subjects *subjects)
{
    buffer_free(&subjects->spelled);
    buffer_free(&subjects->plain);
    buffer_free(&subjects->alone);
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

/* Append the key of the element of DECIDED; returns how long it is. */
static uint32_t spell(struct subjects *subjects, struct buffer *to, const struct decided *decided)
{
    struct text subject = plain(subjects, decided);
    size_t start = to->length;
    if (subjects->form == FORM_LINES)
        spell_word(to, subject);
    else
        spell_text(to, subjects->form, subject);
    return (uint32_t)(to->length - start);
}

/* The buffer has stopped growing. */
static void place(struct subjects *subjects)
{
    buffer_room(&subjects->spelled, PIECE_BLOCK);
    const char *at = subjects->spelled.at;
    for (uint32_t i = 0; i < subjects->count; at += subjects->texts[i++].length)
        subjects->texts[i].at = at;
}

/* Spell the keys of ELEMENTS; false where one of them is too long. */
static bool spell_all(struct subjects *subjects, const struct decision_layout *layout,
                      struct list elements)
{
    struct decided each = { .layout = layout, .decision = layout->decision, .elements = elements };
    for (uint32_t i = 0; i < elements.count; i++) {
        decided_move(&each, i);
        uint32_t length = spell(subjects, &subjects->spelled, &each);
        if (length > KEY_BYTES)
            return false;
        if (length > subjects->longest)
            subjects->longest = length;
        subjects->texts[subjects->count++].length = length;
    }
    return true;
}

static const struct text *keep(struct subjects *subjects, const struct decision_layout *layout,
                               struct list elements)
{
    size_t length = subjects->spelled.length;
    uint32_t count = subjects->count;
    bool kept = spell_all(subjects, layout, elements);
    if (kept) {
        struct subjects_list *list = &subjects->lists[subjects->list_count++];
        *list = (struct subjects_list){ elements, subjects->texts + count };
    } else {
        subjects->spelled.length = length;
        subjects->count = count;
    }
    place(subjects);
    return kept ? subjects->texts + count : NULL;
}

const struct text *subjects_of(struct subjects *subjects, const struct decision_layout *layout,
                               struct list elements)
{
    for (uint32_t i = 0; i < subjects->list_count; i++) {
        const struct subjects_list *known = &subjects->lists[i];
        if (known->list.at == elements.at && known->list.count == elements.count)
            return known->texts;
    }
    if (elements.count > SUBJECTS_MAX - subjects->count ||
        subjects->list_count == SUBJECTS_LISTS_MAX)
        return NULL;
    return keep(subjects, layout, elements);
}

struct text subjects_find(struct subjects *subjects, const struct decided *decided)
{
    const struct text *texts = subjects_of(subjects, decided->layout, decided->elements);
    if (texts)
        return texts[decided->position];
    subjects->alone.length = 0;
    uint32_t length = spell(subjects, &subjects->alone, decided);
    buffer_room(&subjects->alone, PIECE_BLOCK);
    return (struct text){ subjects->alone.at, length };
}
