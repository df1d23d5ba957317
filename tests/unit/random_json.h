/* random_json.h - documents that are made up, and damaged, for comparing verdicts. */
#ifndef CERTPOL_TESTS_RANDOM_JSON_H
#define CERTPOL_TESTS_RANDOM_JSON_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Of pseudo-random numbers: xorshift.  Not zero. */
struct dice {
    uint64_t state;
};

static inline unsigned random_below(struct dice *dice, unsigned bound)
{
    dice->state ^= dice->state << 13;
    dice->state ^= dice->state >> 7;
    dice->state ^= dice->state << 17;
    return (unsigned)(dice->state >> 33) % bound;
}

/* A piece of JSON, most of the time well-formed. */
static inline size_t random_value(struct dice *dice, char *out, int depth)
{
    static const char *const plain[] = {
        "1",
        "-0",
        "1.5e+3",
        "true",
        "false",
        "null",
        "\"a\"",
        "\"\"",
        "\"\\n\\u0041\"",
        "\"\\ud83d\\ude00\"",
        "\"é한\"",
        "[ ]",
        "{}",
        "1e5",
        "12345678901234567890",
        ("\"this one is longer than a block of sixty-four bytes, so that it "
         "is read in several\"")
    };
    unsigned kind = random_below(dice, depth > 4 ? 4 : 8);
    if (kind < 4) {
        const char *value = plain[random_below(dice, sizeof plain / sizeof *plain)];
        memcpy(out, value, strlen(value));
        return strlen(value);
    }
    bool object = kind >= 6;
    size_t length = 0;
    out[length++] = object ? '{' : '[';
    for (unsigned i = 0, count = random_below(dice, 4); i < count; i++) {
        if (i)
            out[length++] = ',';
        if (object)
            length +=
                (size_t)sprintf(out + length, "\"k%u\"%s:", i, random_below(dice, 4) ? "" : " ");
        length += random_value(dice, out + length, depth + 1);
        if (random_below(dice, 5) == 0)
            out[length++] = "\n\t\r "[random_below(dice, 4)];
    }
    out[length++] = object ? '}' : ']';
    return length;
}

static inline size_t damage(struct dice *dice, char *text, size_t length)
{
    static const char bytes[] = "\"\\{}[],:0e-.tn \n\x80\xc3\xff";
    size_t at = random_below(dice, (unsigned)length);
    switch (random_below(dice, 4)) {
    case 0:
        memmove(text + at, text + at + 1, length - at - 1);
        return length - 1;
    case 1:
        memmove(text + at + 1, text + at, length - at);
        text[at] = bytes[random_below(dice, sizeof bytes - 1)];
        return length + 1;
    case 2:
        text[at] = bytes[random_below(dice, sizeof bytes - 1)];
        return length;
    default:
        return at;
    }
}

#endif
