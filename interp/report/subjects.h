/* subjects.h - the keys of a list's elements as a form spells them: once a record, however many
 * decisions are about them. */
#ifndef CERTPOL_REPORT_SUBJECTS_H
#define CERTPOL_REPORT_SUBJECTS_H

#include "interp/report/walk.h"

enum { SUBJECTS_MAX = 32 }; /* of a longer list each is spelled when it is asked for */

/* {.form} knows none.  PIECE_BLOCK bytes behind each text may be read. */
struct subjects {
    enum form form;
    struct list list; /* whose they are */
    struct text texts[SUBJECTS_MAX];
    uint32_t longest;
    struct buffer spelled; /* one behind the other */
    struct buffer plain;   /* one on its way */
};

/* A new record: its lists are others. */
static inline void subjects_forget(struct subjects *subjects)
{
    subjects->list = (struct list){ NULL, 0, 0 };
    subjects->longest = 0;
}

void subjects_free(struct subjects *subjects);

/* Spell those of the list of DECIDED, or into the first place that of its element alone where the
 * list is long. */
void subjects_spell(struct subjects *subjects, const struct decided *decided);

/* Make the texts those of the list of DECIDED; false where it is long. */
static inline bool subjects_know(struct subjects *subjects, const struct decided *decided)
{
    struct list list = decided->elements;
    if (list.at != subjects->list.at || list.count != subjects->list.count)
        subjects_spell(subjects, decided);
    return list.count <= SUBJECTS_MAX;
}

/* The key of the element of DECIDED.  Valid until the next call. */
static inline struct text subjects_find(struct subjects *subjects, const struct decided *decided)
{
    return subjects->texts[subjects_know(subjects, decided) ? decided->position : 0];
}

#endif
