/* names.c - the name that was probably meant.
 *
 * Distance is that of Damerau and Levenshtein (adjacent letters may also be swapped) over code
 * points, case put aside.  Hangul syllables are compared letter by letter, so that one wrong vowel
 * is one slip in Korean too; of two Chinese characters one may be wrong. */
#include "interp/check/checker.h"

#include <stdlib.h>

#include <utf8proc.h>

enum { LETTERS_MAX = 64 };

/* A name without case; longer ones are not compared. */
struct letters {
    utf8proc_int32_t items[LETTERS_MAX];
    int count;
    bool ideographs, hangul;
};

static bool is_ideograph(utf8proc_int32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0x20000 && code <= 0x323AF);
}

static bool letters_of(const char *name, struct letters *letters)
{
    const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)name;
    *letters = (struct letters){ .count = 0 };
    while (*at) {
        utf8proc_int32_t code;
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &code);
        int boundary = 0;
        if (size <= 0)
            return false;
        int left = LETTERS_MAX - letters->count;
        utf8proc_ssize_t made = utf8proc_decompose_char(code, letters->items + letters->count, left,
                                                        options, &boundary);
        if (made < 0 || made > left)
            return false;
        letters->count += (int)made;
        letters->ideographs |= is_ideograph(code);
        letters->hangul |= code >= 0xAC00 && code <= 0xD7A3;
        at += size;
    }
    return true;
}

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

/* One step of the table: A's letter I against B's letter J, 1-based.  BEFORE and ABOVE are the rows
 * of I - 2 and I - 1. */
static int cell(const struct letters *a, const struct letters *b, int at[2],
                int (*rows)[LETTERS_MAX + 1])
{
    int i = at[0], j = at[1];
    const int *before = rows[(i + 1) % 3], *above = rows[(i + 2) % 3], *row = rows[i % 3];
    bool same = a->items[i - 1] == b->items[j - 1];
    int best = lesser(lesser(above[j], row[j - 1]) + 1, above[j - 1] + !same);
    bool swapped =
        i > 1 && j > 1 && a->items[i - 1] == b->items[j - 2] && a->items[i - 2] == b->items[j - 1];
    return swapped ? lesser(best, before[j - 2] + 1) : best;
}

/* How many slips lie between A and B, or more than LIMIT. */
static int distance(const struct letters *a, const struct letters *b, int limit)
{
    int rows[3][LETTERS_MAX + 1];
    if (abs(a->count - b->count) > limit)
        return limit + 1;
    for (int j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (int i = 1; i <= a->count; i++) {
        int least = rows[i % 3][0] = i;
        for (int j = 1; j <= b->count; j++) {
            int here = cell(a, b, (int[]){ i, j }, rows);
            rows[i % 3][j] = here;
            least = lesser(least, here);
        }
        if (least > limit)
            return limit + 1;
    }
    return rows[a->count % 3][b->count];
}

/* How many slips a name of so many letters may have and still be known.  A Korean syllable is two
 * or three letters, and one may be missing. */
static int slips_allowed(const struct letters *name)
{
    if (name->hangul)
        return name->count / 3;
    if (name->count < 3)
        return name->ideographs && name->count == 2;
    return name->count < 8 ? 1 : name->count < 13 ? 2 : 3;
}

const char *closest_name(const char *word, const char *const *candidates, uint32_t count)
{
    struct letters wanted, letters;
    if (!letters_of(word, &wanted))
        return NULL;
    const char *closest = NULL;
    int limit = slips_allowed(&wanted);
    for (uint32_t i = 0; i < count && limit >= 0; i++) {
        if (!candidates[i] || !letters_of(candidates[i], &letters))
            continue;
        int slips = distance(&wanted, &letters, limit);
        if (slips > limit)
            continue;
        closest = candidates[i];
        limit = slips - 1;
    }
    return closest;
}
