/* fast_time.h - dates and instants as machines write them, eight bytes at a time.
 *
 * Says yes only to the plainest forms (2021-02-28, 2021-02-28T09:00:00Z), and then what calendar.h
 * says; whatever else there is, is calendar.h's. */
#ifndef CERTPOL_DATA_FAST_TIME_H
#define CERTPOL_DATA_FAST_TIME_H

#include "interp/data/word.h"
#include "interp/value/calendar.h"

enum { FAST_DATE_BYTES = 10, FAST_INSTANT_BYTES = 20 };

/* Whether the eight bytes at AT have FORM's punctuation, and digits where it has 0.  Byte i of NUMBERS is what
 * digits i and i + 1 make.  ROOM has 0x76 for a digit and 0x7f for the rest: what may be added without
 * reaching 0x80. */
static inline bool fast_digits(const char *at, const char *form, uint64_t room, uint64_t *numbers)
{
    uint64_t bytes = word_load(at) ^ word_load(form); /* a digit: its value; punctuation: zero */
    *numbers = bytes * 10 + (bytes >> 8);
    return (((bytes + room) | bytes) & 0x8080808080808080) == 0;
}

static inline int64_t fast_byte(uint64_t numbers, int index)
{
    return (int64_t)(numbers >> 8 * index & 0xff);
}

/* The date of the ten bytes at AT, of which sixteen may be read. */
static inline bool fast_date(const char *at, int64_t *date)
{
    static const int16_t from_march[] = { 0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 0, 0, 0 };
    static const uint8_t month_days[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0 };
    uint64_t numbers;
    bool well = fast_digits(at, "0000-00-", UINT64_C(0x7f76767f76767676), &numbers);
    unsigned tens = (unsigned)at[8] - '0', ones = (unsigned)at[9] - '0';
    int64_t century = fast_byte(numbers, 0), rest = fast_byte(numbers, 2);
    int64_t month = fast_byte(numbers, 5) & 15, day = (int64_t)tens * 10 + ones;
    int64_t leap = ((rest ? rest : century) & 3) == 0 && month == 2;
    if (!well || tens > 3 || ones > 9 || fast_byte(numbers, 5) > 12 || day < 1 ||
        day > month_days[month] + leap || (century | rest) == 0)
        return false;
    int64_t year = century * 100 + rest - (month < 3);
    *date = 365 * year + year / 4 - year / 100 + year / 400 + from_march[month] + day - 719469;
    return true;
}

/* The instant of the twenty bytes at AT, of which twenty-four may be read. */
static inline bool fast_instant(const char *at, int64_t *instant)
{
    uint64_t numbers;
    int64_t date;
    bool well = fast_digits(at + 11, "00:00:00", UINT64_C(0x76767f76767f7676), &numbers);
    int64_t hour = fast_byte(numbers, 0), minute = fast_byte(numbers, 3);
    int64_t second = fast_byte(numbers, 6);
    if (!well || at[10] != 'T' || at[19] != 'Z' || hour > 23 || minute > 59 || second > 59 ||
        !fast_date(at, &date))
        return false;
    *instant = (date * 86400 + hour * 3600 + minute * 60 + second) * 1000000;
    return true;
}

#endif
