/* lookup.h - finding a row by its key: tables, sets of constants, switches on texts.
 *
 * An index never changes after it is made.  The first of several rows with the same key is found.
 */
#ifndef CERTPOL_EVAL_LOOKUP_H
#define CERTPOL_EVAL_LOOKUP_H

#include "grammar/arena.h"
#include "interp/eval/code.h"

/* A column that is part of the key. */
struct key_column {
    uint32_t slot;
    enum kind kind;
};

/* What is to be indexed: the key columns of LIST's rows (of a list of plain values: column 0). */
struct index {
    struct list list;
    const struct key_column *columns;
    uint32_t column_count;
    uint32_t *buckets; /* a row's number and 1; 0: free */
    uint32_t mask;
};

/* The index of LIST, in ARENA, which also holds COLUMNS. */
struct index index_new(struct arena *arena, struct list list, const struct key_column *columns,
                       uint32_t count);

/* The rows of INDEX with the same key, in their order, by the number of the first of them; in
 * ARENA. */
const struct list *index_groups(struct arena *arena, const struct index *index);

/* The row whose key is at KEY (one value for each column), or NULL. */
const union value *index_find(const struct index *index, const union value *key);

/* HASH, mixed with VALUE: the same for values that are the same. */
uint64_t value_hash(uint64_t hash, enum kind kind, const union value *value);

/* Are two values of the same type the same? */
bool value_equal(enum kind kind, const union value *a, const union value *b);

/* Is VALUE an element of LIST?  One by one. */
bool list_holds(struct list list, enum kind kind, const union value *value);

/* The same as text_equal, for the short texts that keys are. */
static inline bool text_same(struct text a, struct text b)
{
    uint64_t left, right;
    if (a.length != b.length)
        return false;
    if (a.length < sizeof left)
        return a.length == 0 || memcmp(a.at, b.at, a.length) == 0;
    for (uint32_t at = 0; at + sizeof left < a.length; at += (uint32_t)sizeof left) {
        memcpy(&left, a.at + at, sizeof left);
        memcpy(&right, b.at + at, sizeof right);
        if (left != right)
            return false;
    }
    memcpy(&left, a.at + a.length - sizeof left, sizeof left);
    memcpy(&right, b.at + b.length - sizeof right, sizeof right);
    return left == right;
}

#endif
