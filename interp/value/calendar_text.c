/* calendar_text.c - days, instants, periods and durations read from text and written to it.
 *
 * Knows one form of each and guesses nothing: ISO 8601 for days, periods and durations, RFC 3339
 * for instants.  Digits at fixed places are tested eight at a time. */
#include "interp/value/calendar.h"

#include <endian.h>

#include "interp/value/civil.h"

enum { SECOND = 1000000, FRACTION_DIGITS = 6 };
static const int64_t MINUTE = (int64_t)60 * SECOND;
static const int64_t HOUR = (int64_t)3600 * SECOND;

/* What eight characters must be: those of LIKE, where '0' stands for any digit.  ROOM is 0x76 at a
 * digit, so that adding it to 10 sets the byte's high bit, and 0x7f elsewhere, where 1 is too much.
 * The first character is the lowest byte. */
struct pattern {
    uint64_t like, room;
};

static const struct pattern YEAR_AND_MONTH = { 0x2d30302d30303030,
                                               0x7f76767f76767676 };            /* 0000-00- */
static const struct pattern CLOCK = { 0x30303a30303a3030, 0x76767f76767f7676 }; /* 00:00:00 */

/* If the eight characters AT fit, the numbers that two digits at places n, n + 1 make are in byte
 * n. */
static bool read_pairs(const char *at, struct pattern pattern, uint64_t *pairs)
{
    const uint64_t high = 0x8080808080808080;
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    uint64_t digits = le64toh(bytes) ^ pattern.like;
    *pairs = digits * 10 + (digits >> 8);
    return ((((digits & ~high) + pattern.room) | digits) & high) == 0;
}

static int32_t pair_at(uint64_t pairs, unsigned place)
{
    return (int32_t)(pairs >> (8 * place) & 0xff);
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* The number that two digits make; 100 where they are none. */
static int32_t two_digits(const char *at)
{
    return is_digit(at[0]) && is_digit(at[1]) ? (at[0] - '0') * 10 + at[1] - '0' : 100;
}

/* Ten characters AT. */
static bool read_date(const char *at, int64_t *date)
{
    uint64_t pairs;
    if (!read_pairs(at, YEAR_AND_MONTH, &pairs))
        return false;
    int32_t year = pair_at(pairs, 0) * 100 + pair_at(pairs, 2), month = pair_at(pairs, 5);
    int32_t day = two_digits(at + 8);
    uint32_t counted = (uint32_t)year + ORIGIN_YEARS;
    if (year < 1 || month < 1 || month > YEAR_MONTHS || day < 1 ||
        day > (int32_t)month_length(counted, (uint32_t)month))
        return false;
    *date = date_before_month(counted, (uint32_t)month) + day;
    return true;
}

bool date_parse(struct text text, int64_t *date)
{
    return text.length == 10 && read_date(text.at, date);
}

/* What is left to be read. */
struct cursor {
    const char *at, *end;
};

static size_t left(const struct cursor *cursor)
{
    return (size_t)(cursor->end - cursor->at);
}

static bool accept(struct cursor *cursor, char character)
{
    bool there = cursor->at < cursor->end && *cursor->at == character;
    cursor->at += there;
    return there;
}

/* One or more digits.  Past MOST it stays above MOST. */
static bool read_count(struct cursor *cursor, int64_t most, int64_t *count)
{
    const char *start = cursor->at;
    int64_t value = 0;
    for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++)
        value = value > most ? value : value * 10 + (*cursor->at - '0');
    *count = value;
    return cursor->at > start;
}

/* The digits after a point, as millionths; from the seventh on they must be zero. */
static bool read_fraction(struct cursor *cursor, int64_t *millionths)
{
    const char *start = cursor->at;
    int64_t value = 0, unit = SECOND;
    for (; cursor->at < cursor->end && is_digit(*cursor->at); cursor->at++) {
        unit /= 10;
        if (unit == 0 && *cursor->at != '0')
            return false;
        value += unit * (*cursor->at - '0');
    }
    *millionths = value;
    return cursor->at > start;
}

/* hh:mm or hh:mm:ss, in microseconds. */
static bool read_clock(struct cursor *cursor, int64_t *time)
{
    int32_t hour, minute, second;
    uint64_t pairs;
    if (left(cursor) >= 8 && read_pairs(cursor->at, CLOCK, &pairs)) {
        hour = pair_at(pairs, 0);
        minute = pair_at(pairs, 3);
        second = pair_at(pairs, 6);
        cursor->at += 8;
    } else {
        if (left(cursor) < 5 || cursor->at[2] != ':')
            return false;
        hour = two_digits(cursor->at);
        minute = two_digits(cursor->at + 3);
        second = -1;
        cursor->at += 5;
    }
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    *time = hour * HOUR + minute * MINUTE;
    if (second < 0)
        return true;
    int64_t millionths = 0;
    if (accept(cursor, '.') && !read_fraction(cursor, &millionths))
        return false;
    *time += second * (int64_t)SECOND + millionths;
    return true;
}

/* Z or +hh:mm, to the end. */
static bool read_offset(struct cursor *cursor, int64_t *offset)
{
    size_t length = left(cursor);
    char first = length > 0 ? *cursor->at : '\0';
    *offset = 0;
    if (first == 'Z' || first == 'z')
        return length == 1;
    if (length != 6 || (first != '+' && first != '-') || cursor->at[3] != ':')
        return false;
    int32_t hours = two_digits(cursor->at + 1), minutes = two_digits(cursor->at + 4);
    *offset = (hours * HOUR + minutes * MINUTE) * (first == '-' ? -1 : 1);
    return hours <= 23 && minutes <= 59;
}

bool instant_parse(struct text text, int64_t *instant)
{
    enum { DATE_LENGTH = 10 };
    int64_t date, time, offset;
    if (text.length <= DATE_LENGTH || !read_date(text.at, &date))
        return false;
    struct cursor cursor = { text.at + DATE_LENGTH, text.at + text.length };
    if (!(accept(&cursor, 'T') || accept(&cursor, 't')) || !read_clock(&cursor, &time) ||
        !read_offset(&cursor, &offset))
        return false;
    *instant = date * DAY_MICROSECONDS + time - offset;
    return *instant >= INSTANT_MIN && *instant <= INSTANT_MAX;
}

/* The sign in front, P, and what follows it. */
static struct cursor read_designator(struct text text, bool *negative)
{
    struct cursor cursor = { text.at, text.at + text.length };
    *negative = accept(&cursor, '-');
    if (!*negative)
        accept(&cursor, '+');
    if (!accept(&cursor, 'P'))
        cursor.at = cursor.end;
    return cursor;
}

/* Move past one of the letters UNITS, which are in the order that they must have; the rest is what
 * may still follow.  NULL where there is none. */
static const char *read_unit(struct cursor *cursor, const char *units)
{
    const char *unit = cursor->at < cursor->end && *cursor->at ? strchr(units, *cursor->at) : NULL;
    cursor->at += unit != NULL;
    return unit;
}

bool period_parse(struct text text, struct period *period)
{
    bool negative;
    struct cursor cursor = read_designator(text, &negative);
    const char *units = "YMWD";
    int64_t months = 0, days = 0;
    do {
        int64_t count;
        if (!read_count(&cursor, INT32_MAX, &count))
            return false;
        const char *unit = read_unit(&cursor, units);
        if (!unit)
            return false;
        months += *unit == 'Y' ? count * 12 : *unit == 'M' ? count : 0;
        days += *unit == 'W' ? count * 7 : *unit == 'D' ? count : 0;
        units = unit + 1;
    } while (cursor.at < cursor.end);
    if (months > INT32_MAX || days > INT32_MAX)
        return false;
    *period = (struct period){ (int32_t)(negative ? -months : months),
                               (int32_t)(negative ? -days : days) };
    return true;
}

bool duration_parse(struct text text, int64_t *duration)
{
    bool negative;
    struct cursor cursor = read_designator(text, &negative);
    const char *units = "HMS";
    int128 total = 0;
    if (!accept(&cursor, 'T'))
        return false;
    do {
        int64_t count, millionths = 0;
        if (!read_count(&cursor, INT64_MAX / 100, &count))
            return false;
        bool fraction = accept(&cursor, '.');
        if (fraction && !read_fraction(&cursor, &millionths))
            return false;
        const char *unit = read_unit(&cursor, units);
        if (!unit || (fraction && *unit != 'S'))
            return false;
        total += (int128)count * (*unit == 'H'   ? HOUR
                                  : *unit == 'M' ? MINUTE
                                                 : SECOND) +
                 millionths;
        units = unit + 1;
    } while (cursor.at < cursor.end);
    if (total > INTEGER_LIMIT)
        return false;
    *duration = negative ? -(int64_t)total : (int64_t)total;
    return true;
}

/* The two digits of NUMBER, which is below a hundred. */
static char *put_two(char *out, int32_t number)
{
    static const char pairs[] = "00010203040506070809"
                                "10111213141516171819"
                                "20212223242526272829"
                                "30313233343536373839"
                                "40414243444546474849"
                                "50515253545556575859"
                                "60616263646566676869"
                                "70717273747576777879"
                                "80818283848586878889"
                                "90919293949596979899";
    memcpy(out, &pairs[2 * number], 2);
    return out + 2;
}

static char *put_count(char *out, uint64_t number, char unit)
{
    char digits[20];
    size_t start = sizeof digits;
    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    memcpy(out, digits + start, sizeof digits - start);
    out += sizeof digits - start;
    *out++ = unit;
    return out;
}

/* .5 for 500000 MILLIONTHS, nothing for none. */
static char *put_fraction(char *out, int32_t millionths)
{
    if (millionths == 0)
        return out;
    *out++ = '.';
    for (int32_t unit = SECOND / 10; millionths > 0; unit /= 10) {
        *out++ = (char)('0' + millionths / unit);
        millionths %= unit;
    }
    return out;
}

static char *put_date(char *out, int64_t date)
{
    struct civil civil = civil_of_date(date);
    out = put_two(out, civil.year / 100);
    out = put_two(out, civil.year % 100);
    *out++ = '-';
    out = put_two(out, civil.month);
    *out++ = '-';
    return put_two(out, civil.day);
}

static size_t finish(char *out, char *end)
{
    *end = '\0';
    return (size_t)(end - out);
}

size_t date_format(int64_t date, char *out)
{
    return finish(out, put_date(out, date));
}

size_t instant_format(int64_t instant, char *out)
{
    int64_t date = date_of_instant(instant);
    int64_t time = instant - date * DAY_MICROSECONDS;
    int32_t seconds = (int32_t)(time / SECOND);
    char *end = put_date(out, date);
    *end++ = 'T';
    end = put_two(end, seconds / 3600);
    *end++ = ':';
    end = put_two(end, seconds / 60 % 60);
    *end++ = ':';
    end = put_two(end, seconds % 60);
    end = put_fraction(end, (int32_t)(time % SECOND));
    *end++ = 'Z';
    return finish(out, end);
}

/* COUNT of a UNIT, unless there are none. */
static char *put_part(char *out, int64_t count, char unit)
{
    if (count == 0)
        return out;
    if (count < 0)
        *out++ = '-';
    return put_count(out, (uint64_t)(count < 0 ? -count : count), unit);
}

size_t period_format(struct period period, char *out)
{
    int64_t months = period.months, days = period.days;
    char *end = out;
    if (months <= 0 && days <= 0 && (months | days) != 0) { /* one sign for all, in front */
        *end++ = '-';
        months = -months;
        days = -days;
    }
    *end++ = 'P';
    end = put_part(end, months / 12, 'Y');
    end = put_part(end, months % 12, 'M');
    end = put_part(end, days, 'D');
    if ((months | days) == 0)
        end = put_count(end, 0, 'D');
    return finish(out, end);
}

size_t duration_format(int64_t duration, char *out)
{
    uint64_t rest = duration < 0 ? -(uint64_t)duration : (uint64_t)duration;
    uint64_t seconds = rest / SECOND;
    int32_t millionths = (int32_t)(rest % SECOND);
    char *end = out;
    if (duration < 0)
        *end++ = '-';
    *end++ = 'P';
    *end++ = 'T';
    end = put_part(end, (int64_t)(seconds / 3600), 'H');
    end = put_part(end, (int64_t)(seconds / 60 % 60), 'M');
    if (seconds % 60 != 0 || millionths != 0 || rest == 0) {
        end = put_count(end, seconds % 60, 'S');
        end = put_fraction(end - 1, millionths);
        *end++ = 'S';
    }
    return finish(out, end);
}
