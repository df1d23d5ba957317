/* value.h - what a rule computes with: sixteen bytes whose type is known elsewhere.
 *
 * A value does not know its type; the program that uses it does.  An absent value is one bit
 * pattern of its type's representation that no value of the language has. */
#ifndef CERTPOL_VALUE_VALUE_H
#define CERTPOL_VALUE_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef __int128 int128;

/* UTF-8, not NUL-terminated; borrowed from the input, a session or the policy.  AT is NULL for
 * absent. */
struct text {
    const char *at;
    uint32_t length;
};

/* Calendar units: years are twelve months.  MONTHS is PERIOD_ABSENT for absent. */
struct period {
    int32_t months, days;
};

union value;

/* COUNT elements.  STRIDE > 0: they stand one behind the other, each STRIDE values long (a record's
 * row, or 1 for a list of plain values).  STRIDE 0: AT is an array of pointers to them.  A list is
 * never absent: one that is missing is empty. */
struct list {
    const void *at;
    uint32_t count, stride;
};

union value {
    int64_t integer; /* integer; bool (0, 1); date (days since 1970-01-01); instant (microseconds
                        since 1970-01-01T00:00:00Z); duration (microseconds); an enumeration's
                        member or an outcome's case (its index) */
    int128 decimal;  /* times ten to the places of its type */
    struct text text;
    struct period period;
    struct list list;
    const union value *row; /* of a record, a table's row, an outcome; NULL for absent */
};

#define INTEGER_ABSENT INT64_MIN
#define PERIOD_ABSENT INT32_MIN
#define DECIMAL_ABSENT (-(((int128)1 << 126) - 1) * 2 - 2)

/* What the types can hold at most; a field's range is within. */
#define INTEGER_LIMIT (INT64_MAX - 1)

enum {
    DECIMAL_DIGITS = 38, /* of a decimal, places included */
    DECIMAL_PLACES = 6   /* of a decimal field */
};

static inline struct text text_of(const char *string)
{
    return (struct text){ string, (uint32_t)strlen(string) };
}

static inline bool text_equal(struct text a, struct text b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

/* The first value of element INDEX. */
static inline const union value *list_at(struct list list, uint32_t index)
{
    return list.stride ? (const union value *)list.at + (size_t)index * list.stride
                       : ((const union value *const *)list.at)[index];
}

#endif
