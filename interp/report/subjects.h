/* subjects.h - the keys of a list's elements as a form spells them: once a record, however many decisions
 * are about them. */
#ifndef CERTPOL_REPORT_SUBJECTS_H
#define CERTPOL_REPORT_SUBJECTS_H

#include "interp/report/walk.h"

enum { SUBJECTS_MAX = 32 }; /* of a longer list each is spelled when it is asked for */

/* {.form} knows none. */
struct subjects {
    enum form form;
    struct list list; /* whose they are */
    uint32_t ends[SUBJECTS_MAX];
    struct buffer spelled; /* one behind the other */
    struct buffer plain;   /* one on its way */
};

/* A new record: its lists are others. */
static inline void subjects_forget(struct subjects *subjects)
{
    subjects->list = (struct list){ NULL, 0, 0 };
}

void subjects_free(struct subjects *subjects);

/* Spell those of the list of DECIDED, or of its element alone where the list is long. */
struct text subjects_spell(struct subjects *subjects, const struct decided *decided);

/* The key of the element of DECIDED, followed by PIECE_BLOCK bytes that may be read.  Valid until the
 * next call. */
static inline struct text subjects_find(struct subjects *subjects, const struct decided *decided)
{
    struct list list = decided->elements;
    if (list.at != subjects->list.at || list.count != subjects->list.count)
        return subjects_spell(subjects, decided);
    uint32_t start = decided->position ? subjects->ends[decided->position - 1] : 0;
    return (struct text){ subjects->spelled.at + start,
                          subjects->ends[decided->position] - start };
}

#endif
