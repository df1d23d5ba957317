/* decimal.c - exact decimal numbers between text and 128 bits; knows no floating point.
 *
 * A number is taken apart first (signs, digits, exponent) and counted afterwards, so that one that
 * does not fit is refused without having been computed. */
#include "interp/value/decimal.h"

__extension__ typedef unsigned __int128 uint128;

enum { WORD_DIGITS = 19 }; /* always fit 64 bits */

static const uint64_t WORD_POWERS[WORD_DIGITS + 1] = {
    1,
    10,
    100,
    1000,
    10000,
    100000,
    1000000,
    10000000,
    100000000,
    1000000000,
    10000000000,
    100000000000,
    1000000000000,
    10000000000000,
    100000000000000,
    1000000000000000,
    10000000000000000,
    100000000000000000,
    1000000000000000000,
    10000000000000000000u,
};

int128 decimal_power(unsigned power)
{
    unsigned low = power < WORD_DIGITS ? power : WORD_DIGITS;
    return (int128)WORD_POWERS[low] * (int128)WORD_POWERS[power - low];
}

/* A number as it is written: the digits [START, END), perhaps with a point among them, times ten to
 * EXPONENT, which already counts the digits behind the point. */
struct numeral {
    bool negative;
    const char *start, *end;
    int64_t exponent;
};

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && is_digit(*at))
        at++;
    return at;
}

/* [AT, END) is "e", a sign or none, and digits.  An exponent beyond LIMIT, which no number of
 * digits that a text can have makes up for, stays there. */
static bool read_exponent(const char *at, const char *end, int64_t *exponent)
{
    const int64_t limit = (int64_t)1 << 40;
    if (*at != 'e' && *at != 'E')
        return false;
    at++;
    bool negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end || skip_digits(at, end) != end)
        return false;
    int64_t value = 0;
    for (; at < end && value < limit; at++)
        value = value * 10 + (*at - '0');
    *exponent = negative ? -value : value;
    return true;
}

static bool read_numeral(struct text text, struct numeral *numeral)
{
    const char *at = text.at, *end = text.at + text.length;
    *numeral = (struct numeral){ .negative = at < end && *at == '-' };
    at += numeral->negative;
    numeral->start = at;
    at = skip_digits(at, end);
    if (at == numeral->start || (*numeral->start == '0' && at - numeral->start > 1))
        return false;
    if (at < end && *at == '.') {
        const char *point = at;
        at = skip_digits(at + 1, end);
        numeral->exponent = point + 1 - at;
        if (numeral->exponent == 0)
            return false;
    }
    numeral->end = at;
    int64_t exponent = 0;
    if (at < end && !read_exponent(at, end, &exponent))
        return false;
    numeral->exponent += exponent;
    return true;
}

/* Zeros at either end say nothing; those at the right end move into the exponent. */
static void trim_zeros(struct numeral *numeral)
{
    while (numeral->start < numeral->end && (*numeral->start == '0' || *numeral->start == '.'))
        numeral->start++;
    while (numeral->start < numeral->end && (numeral->end[-1] == '0' || numeral->end[-1] == '.'))
        numeral->exponent += *--numeral->end == '0';
}

/* At most DECIMAL_DIGITS digits and a point. */
static int128 digits_value(const char *at, const char *end)
{
    int128 value = 0;
    while (at < end) {
        uint64_t word = 0;
        unsigned count = 0;
        for (; at < end && count < WORD_DIGITS; at++) {
            if (*at == '.')
                continue;
            word = word * 10 + (uint64_t)(*at - '0');
            count++;
        }
        value = value * (int128)WORD_POWERS[count] + (int128)word;
    }
    return value;
}

bool decimal_parse(struct text text, unsigned places, int128 *number)
{
    struct numeral numeral;
    if (!read_numeral(text, &numeral))
        return false;
    trim_zeros(&numeral);
    int64_t digits = numeral.end - numeral.start;
    if (digits > 1)
        digits -= memchr(numeral.start, '.', (size_t)digits) != NULL;
    int64_t scale = numeral.exponent + places;
    if (digits == 0) {
        *number = 0;
        return true;
    }
    if (scale < 0 || digits + scale > DECIMAL_DIGITS)
        return false;
    int128 value = digits_value(numeral.start, numeral.end) * decimal_power((unsigned)scale);
    *number = numeral.negative ? -value : value;
    return true;
}

/* Up to eighteen digits and a sign, which is what most numbers are; false leaves the rest to
 * others. */
static bool read_plain_integer(struct text text, int64_t *number)
{
    bool negative = text.length > 0 && text.at[0] == '-';
    uint32_t digits = text.length - negative;
    const char *at = text.at + negative;
    if (digits == 0 || digits >= WORD_DIGITS || (at[0] == '0' && digits > 1))
        return false;
    int64_t value = 0;
    for (uint32_t i = 0; i < digits; i++) {
        if (!is_digit(at[i]))
            return false;
        value = value * 10 + (at[i] - '0');
    }
    *number = negative ? -value : value;
    return true;
}

bool integer_parse(struct text text, int64_t *number)
{
    int128 value;
    if (read_plain_integer(text, number))
        return true;
    if (!decimal_parse(text, 0, &value) || value > INTEGER_LIMIT || value < -INTEGER_LIMIT)
        return false;
    *number = (int64_t)value;
    return true;
}

/* The digits of NUMBER, at least LEAST of them, before END; returns the first. */
static char *put_digits(char *end, uint128 number, unsigned least)
{
    char *start = end;
    while (number > UINT64_MAX) {
        uint64_t word = (uint64_t)(number % WORD_POWERS[WORD_DIGITS]);
        number /= WORD_POWERS[WORD_DIGITS];
        for (unsigned i = 0; i < WORD_DIGITS; i++, word /= 10)
            *--start = (char)('0' + word % 10);
    }
    for (uint64_t word = (uint64_t)number; word > 0; word /= 10)
        *--start = (char)('0' + word % 10);
    while ((size_t)(end - start) < least)
        *--start = '0';
    return start;
}

size_t decimal_format(int128 number, unsigned places, char *out)
{
    char digits[DECIMAL_TEXT];
    char *end = digits + sizeof digits;
    uint128 magnitude = number < 0 ? -(uint128)number : (uint128)number;
    char *start = put_digits(end, magnitude, places + 1);
    char *point = end - places;
    while (end > point && end[-1] == '0')
        end--;

    char *to = out;
    if (number < 0)
        *to++ = '-';
    size_t whole = (size_t)(point - start), fraction = (size_t)(end - point);
    memcpy(to, start, whole);
    to += whole;
    if (fraction > 0)
        *to++ = '.';
    memcpy(to, point, fraction);
    to += fraction;
    *to = '\0';
    return (size_t)(to - out);
}

size_t integer_format(int64_t number, char *out)
{
    uint64_t magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number;
    char *start = out + (number < 0), *end = start + 1;
    for (uint64_t rest = magnitude; rest >= 10; rest /= 10)
        end++;
    for (char *digit = end; digit > start; magnitude /= 10)
        *--digit = (char)('0' + magnitude % 10);
    if (number < 0)
        *out = '-';
    *end = '\0';
    return (size_t)(end - out);
}
