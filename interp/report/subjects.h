/* subjects.h - the keys of lists' elements as a form spells them: once a record, however many
 * decisions are about them. */
#ifndef CERTPOL_REPORT_SUBJECTS_H
#define CERTPOL_REPORT_SUBJECTS_H

#include "interp/report/walk.h"

enum {
    SUBJECTS_MAX = 32,     /* that are kept; those of a longer list are spelled when asked for */
    SUBJECTS_LISTS_MAX = 8 /* whose they are */
};

struct subjects_list {
    struct list list;
    const struct text *texts; /* by element */
};

/* {.form} knows none.  PIECE_BLOCK bytes behind each text may be read. */
struct subjects {
    enum form form;
    struct subjects_list lists[SUBJECTS_LISTS_MAX];
    uint32_t list_count;
    struct text texts[SUBJECTS_MAX];
    uint32_t count;
    struct buffer spelled; /* the texts one behind the other */
    struct buffer plain;   /* one on its way */
};

/* A new record: its lists are others. */
static inline void subjects_forget(struct subjects *subjects)
{
    subjects->list_count = subjects->count = 0;
    subjects->spelled.length = 0;
}

void subjects_free(struct subjects *subjects);

/* Spell the keys of ELEMENTS, about which LAYOUT's decision is; NULL where they are too many. */
const struct text *subjects_spell(struct subjects *subjects, const struct decision_layout *layout,
                                  struct list elements);

/* The same where they may be known.  Valid until the next call. */
static inline const struct text *subjects_of(struct subjects *subjects,
                                             const struct decision_layout *layout,
                                             struct list elements)
{
    for (uint32_t i = 0; i < subjects->list_count; i++) {
        const struct subjects_list *known = &subjects->lists[i];
        if (known->list.at == elements.at && known->list.count == elements.count)
            return known->texts;
    }
    return subjects_spell(subjects, layout, elements);
}

/* The key of the element of DECIDED.  Valid until the next call. */
struct text subjects_find(struct subjects *subjects, const struct decided *decided);

#endif
