/* fast_time.h - dates and instants as machines write them, many digits at a time.
 *
 * Says yes only to the plainest forms, in their quotes ("2021-02-28", "2021-02-28T09:00:00Z"), and
 * then what calendar.h says; whatever else there is, is calendar.h's. */
#ifndef CERTPOL_DATA_FAST_TIME_H
#define CERTPOL_DATA_FAST_TIME_H

#include <stdbool.h>

#include "interp/data/json_block.h"
#include "interp/data/word.h"

enum { FAST_DATE_BYTES = 12, FAST_INSTANT_BYTES = 22 /* with their quotes */ };

enum { FAST_YEARS = 10000, FAST_DAYS = 20 * 64 };

/* Days by table.  Of a year: twice the days from 1970-01-01 to its first, and one more where it is
 * a leap year.  Of 64 times the month and the day of the month, common years first: the days from
 * the year's first, or -1 where there is no such day. */
struct fast_calendar {
    int32_t years[FAST_YEARS];
    int16_t days[2][FAST_DAYS];
};

void fast_calendar_fill(struct fast_calendar *calendar);

/* Whether YEAR has a day MONTH_AND_DAY, 64 times the month and the day of the month; DATE is its
 * number. */
static inline bool fast_day_number(const struct fast_calendar *calendar, uint32_t year,
                                   uint32_t month_and_day, int64_t *date)
{
    int32_t first = calendar->years[year];
    int16_t day = calendar->days[first & 1][month_and_day];
    *date = (first >> 1) + day;
    return day >= 0;
}

static inline int64_t fast_moment(int64_t date, uint32_t seconds)
{
    return (date * 86400 + seconds) * 1000000;
}

#if defined(BLOCK_AVX2)

/* The bytes at AT less FORM's punctuation and zeros; all bits of *INSIDE where they are at most
 * LIMIT's. */
static inline __m128i fast_digits(const char *at, __m128i form, __m128i limit, __m128i *inside)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    bytes = _mm_xor_si128(bytes, form);
    *inside = _mm_cmpeq_epi8(_mm_min_epu8(bytes, limit), bytes);
    return bytes;
}

/* The two-digit numbers that the bytes of DIGITS at the places in ORDER make, sixteen bits each. */
static inline __m128i fast_pairs(__m128i digits, __m128i order)
{
    return _mm_maddubs_epi16(_mm_shuffle_epi8(digits, order), _mm_set1_epi16(1 << 8 | 10));
}

/* The day whose digits are those of a date in quotes. */
static inline bool fast_day_of(const struct fast_calendar *calendar, __m128i digits, int64_t *date)
{
    const __m128i order = _mm_setr_epi8(1, 2, 3, 4, 6, 7, 9, 10, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m128i weights = _mm_setr_epi16(100, 1, 64, 1, 0, 0, 0, 0);
    __m128i numbers = _mm_madd_epi16(fast_pairs(digits, order), weights);
    uint64_t both = (uint64_t)_mm_cvtsi128_si64(numbers);
    return fast_day_number(calendar, (uint32_t)both, (uint32_t)(both >> 32), date);
}

/* The date in quotes at AT. */
static inline bool fast_date(const struct fast_calendar *calendar, const char *at, int64_t *date)
{
    const __m128i form =
        _mm_setr_epi8('"', '0', '0', '0', '0', '-', '0', '0', '-', '0', '0', '"', 0, 0, 0, 0);
    const __m128i limit = _mm_setr_epi8(0, 9, 9, 9, 9, 0, 1, 9, 0, 3, 9, 0, -1, -1, -1, -1);
    __m128i inside, digits = fast_digits(at, form, limit, &inside);
    return _mm_movemask_epi8(inside) == 0xffff && fast_day_of(calendar, digits, date);
}

/* The instant in quotes at AT. */
static inline bool fast_instant(const struct fast_calendar *calendar, const char *at,
                                int64_t *instant)
{
    const __m128i form = _mm_setr_epi8('"', '0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T',
                                       '0', '0', ':', '0');
    const __m128i limit = _mm_setr_epi8(0, 9, 9, 9, 9, 0, 1, 9, 0, 3, 9, 0, 2, 9, 0, 5);
    const __m128i late_form = _mm_setr_epi8('0', '0', '-', '0', '0', 'T', '0', '0', ':', '0', '0',
                                            ':', '0', '0', 'Z', '"');
    const __m128i late_limit = _mm_setr_epi8(9, 9, 0, 9, 9, 0, 9, 9, 0, 5, 9, 0, 5, 9, 0, 0);
    const __m128i clock = _mm_setr_epi8(6, 7, 9, 10, 12, 13, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m128i weights = _mm_setr_epi16(3600, 60, 1, 0, 0, 0, 0, 0);
    __m128i inside, late_inside;
    __m128i digits = fast_digits(at, form, limit, &inside);
    __m128i late = fast_digits(at + 6, late_form, late_limit, &late_inside);
    int64_t date;
    if (_mm_movemask_epi8(_mm_and_si128(inside, late_inside)) != 0xffff ||
        !fast_day_of(calendar, digits, &date))
        return false;
    __m128i parts = _mm_madd_epi16(fast_pairs(late, clock), weights);
    uint64_t both = (uint64_t)_mm_cvtsi128_si64(parts);
    uint32_t seconds = (uint32_t)both + (uint32_t)(both >> 32);
    *instant = fast_moment(date, seconds);
    return seconds < 86400;
}

#else

/* Whether the eight bytes at AT have FORM's punctuation, and digits where it has 0; byte i of
 * *NUMBERS is what digits i and i + 1 make.  ROOM is 0x7f less the highest digit, in each byte. */
static inline bool fast_digits(const char *at, const char *form, uint64_t room, uint64_t *numbers)
{
    uint64_t bytes = word_load(at) ^ word_load(form); /* a digit: its value; punctuation: zero */
    *numbers = bytes * 10 + (bytes >> 8);
    return (((bytes + room) | bytes) & 0x8080808080808080) == 0;
}

static inline uint32_t fast_byte(uint64_t numbers, int index)
{
    return (uint32_t)(numbers >> 8 * index) & 0xff;
}

/* The ten digits and dashes of a date, the quote before them at AT. */
static inline bool fast_date_digits(const struct fast_calendar *calendar, const char *at,
                                    int64_t *date)
{
    uint64_t numbers, years;
    if (!fast_digits(at, "\"0000-00", UINT64_C(0x767e7f767676767f), &years) ||
        !fast_digits(at + 3, "00-00-00", UINT64_C(0x767c7f767e7f7676), &numbers))
        return false;
    uint32_t year = 100 * fast_byte(years, 1) + fast_byte(numbers, 0);
    uint32_t month_and_day = 64 * fast_byte(numbers, 3) + fast_byte(numbers, 6);
    return fast_day_number(calendar, year, month_and_day, date);
}

static inline bool fast_date(const struct fast_calendar *calendar, const char *at, int64_t *date)
{
    return at[11] == '"' && fast_date_digits(calendar, at, date);
}

static inline bool fast_instant(const struct fast_calendar *calendar, const char *at,
                                int64_t *instant)
{
    uint64_t clock;
    int64_t date;
    if (at[11] != 'T' || at[20] != 'Z' || at[21] != '"' || !fast_date_digits(calendar, at, &date) ||
        !fast_digits(at + 12, "00:00:00", UINT64_C(0x767a7f767a7f767d), &clock))
        return false;
    uint32_t hour = fast_byte(clock, 0);
    *instant = fast_moment(date, 3600 * hour + 60 * fast_byte(clock, 3) + fast_byte(clock, 6));
    return hour < 24;
}

#endif

#endif
