/* member_plan.h - an enumeration's spellings in a table that mostly needs one look: a text to its member. */
#ifndef CERTPOL_DATA_MEMBER_PLAN_H
#define CERTPOL_DATA_MEMBER_PLAN_H

#include "grammar/arena.h"
#include "interp/data/shape.h"
#include "interp/data/word.h"

/* A spelling and what it means.  Texts of at most 16 bytes are equal when both words and the lengths are. */
struct member_entry {
    uint64_t head, tail;
    struct text text;
    uint32_t member;
};

/* Open addressing; at most half of the entries are taken, and AT of the others is NULL. */
struct member_plan {
    uint64_t factor;
    uint32_t shift, mask;
    struct member_entry *entries;
};

/* For FIELD, an enumeration, in ARENA. */
const struct member_plan *member_plan(const struct shape_field *field, struct arena *arena);

/* The first eight bytes, zeros behind; eight bytes may be read. */
static inline uint64_t member_head(struct text text)
{
    uint64_t head = word_load(text.at);
    return text.length >= 8 ? head : head & ((UINT64_C(1) << 8 * text.length) - 1);
}

static inline uint64_t member_tail(struct text text, uint64_t head)
{
    return text.length > 8 ? word_load(text.at + text.length - 8) : head;
}

static inline uint32_t member_place(const struct member_plan *plan, uint64_t head, uint64_t tail,
                                    uint32_t length)
{
    return (uint32_t)(((head ^ (tail << 7 | tail >> 57) ^ length) * plan->factor) >> plan->shift);
}

static inline bool member_is(const struct member_entry *entry, struct text text, uint64_t head,
                             uint64_t tail)
{
    return entry->head == head && entry->tail == tail && entry->text.length == text.length &&
           (text.length <= 16 || memcmp(entry->text.at, text.at, text.length) == 0);
}

/* The member spelt as TEXT, behind whose first byte eight may be read; -1 where there is none. */
static inline int64_t member_find(const struct member_plan *plan, struct text text)
{
    uint64_t head = member_head(text), tail = member_tail(text, head);
    uint32_t place = member_place(plan, head, tail, text.length);
    for (; plan->entries[place].text.at; place = (place + 1) & plan->mask)
        if (member_is(&plan->entries[place], text, head, tail))
            return plan->entries[place].member;
    return -1;
}

#endif
