/* lookup.h - finding a row by its key: tables, sets of constants, switches on texts.
 *
 * An index never changes after it is made.  The first of several rows with the same key is found.
 */
#ifndef CERTPOL_EVAL_LOOKUP_H
#define CERTPOL_EVAL_LOOKUP_H

#include "grammar/arena.h"
#include "interp/data/word.h"
#include "interp/eval/code.h"

/* A column that is part of the key. */
struct key_column {
    uint32_t slot;
    enum kind kind;
};

/* A row of an index. */
struct bucket {
    uint32_t row;  /* its number and 1; 0: free */
    uint32_t hash; /* of its key, in part: most others are told from it without a look at them */
};

/* What is to be indexed: the key columns of LIST's rows (of a list of plain values: column 0). */
struct index {
    struct list list;
    const struct key_column *columns;
    uint32_t column_count;
    struct bucket *buckets;
    uint32_t mask;
};

/* The index of LIST, in ARENA, which also holds COLUMNS. */
struct index index_new(struct arena *arena, struct list list, const struct key_column *columns,
                       uint32_t count);

/* The rows of INDEX with the same key, in their order, by the number of the first of them; in
 * ARENA. */
const struct list *index_groups(struct arena *arena, const struct index *index);

/* The number of the row whose key is at KEY (one value for each column), and 1; or 0. */
uint32_t index_number(const struct index *index, const union value *key);

/* That row, or NULL. */
static inline const union value *index_find(const struct index *index, const union value *key)
{
    uint32_t number = index_number(index, key);
    return number ? list_at(index->list, number - 1) : NULL;
}

/* HASH, mixed with VALUE: the same for values that are the same. */
uint64_t value_hash(uint64_t hash, enum kind kind, const union value *value);

/* Are two values of the same type the same? */
bool value_equal(enum kind kind, const union value *a, const union value *b);

/* Is VALUE an element of LIST?  One by one. */
bool list_holds(struct list list, enum kind kind, const union value *value);

/* Up to seven bytes, told apart from all others of that length. */
static inline uint64_t short_text(struct text text)
{
    uint32_t head = 0, tail = 0;
    if (text.length >= sizeof head) {
        memcpy(&head, text.at, sizeof head);
        memcpy(&tail, text.at + text.length - sizeof tail, sizeof tail);
        return (uint64_t)tail << 32 | head;
    }
    for (uint32_t at = 0; at < text.length; at++)
        head = head << 8 | (unsigned char)text.at[at];
    return head;
}

/* What differs between the eight bytes at A and those at B. */
static inline uint64_t word_difference(const char *a, const char *b)
{
    return word_load(a) ^ word_load(b);
}

/* The same as text_equal, for the short texts that keys are: the last bytes are looked at as a
 * whole again, whether or not some of them have been. */
static inline bool text_same(struct text a, struct text b)
{
    enum { WORD = sizeof(uint64_t), PAIR = 2 * WORD };
    const char *left = a.at, *right = b.at;
    uint32_t rest = a.length;
    if (rest != b.length)
        return false;
    if (rest < WORD)
        return short_text(a) == short_text(b);
    for (; rest > PAIR; rest -= PAIR, left += PAIR, right += PAIR)
        if (word_difference(left, right) | word_difference(left + WORD, right + WORD))
            return false;
    const char *left_last = a.at + a.length - WORD, *right_last = b.at + b.length - WORD;
    uint64_t first = rest < WORD ? 0 : word_difference(left, right);
    return (first | word_difference(left_last, right_last)) == 0;
}

#endif
