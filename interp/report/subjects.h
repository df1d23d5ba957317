/* subjects.h - the keys of lists' elements as a form spells them: once a record, however many
 * decisions are about them. */
#ifndef CERTPOL_REPORT_SUBJECTS_H
#define CERTPOL_REPORT_SUBJECTS_H

#include "interp/report/walk.h"

enum {
    SUBJECTS_MAX = 64,      /* that are kept in a record; those of longer lists are spelled when
                               asked for */
    SUBJECTS_LISTS_MAX = 8, /* whose they are */
    KEY_BYTES = 1024        /* longer keys are not kept, either: room is made for many of them */
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
    uint32_t longest;      /* of them */
    struct buffer spelled; /* one behind the other */
    struct buffer plain;   /* one on its way */
    struct buffer alone;   /* one that is not kept */
};

/* A new record: its lists are others. */
static inline void subjects_forget(struct subjects *subjects)
{
    subjects->list_count = subjects->count = subjects->longest = 0;
    subjects->spelled.length = 0;
}

void subjects_free(struct subjects *subjects);

/* The keys of ELEMENTS, about which LAYOUT's decision is; NULL where they are too many or too long.
 * They stay until subjects_forget. */
const struct text *subjects_of(struct subjects *subjects, const struct decision_layout *layout,
                               struct list elements);

/* The key of the element of DECIDED.  Valid until the next call. */
struct text subjects_find(struct subjects *subjects, const struct decided *decided);

#endif
