/* voice.c - ICU's C interface, one small function for each kind of value.
 *
 * ICU is asked for words and their order only: which day or hour it is comes from our own calendar
 * and the system's tz database, so that a message never contradicts the decision.  A formatter that
 * cannot be opened leaves the value in its ISO form. */
#include "interp/report/voice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "interp/value/decimal.h"

enum { WORDS = 256 }; /* UTF-16 units of one formatted value */

static const int64_t SECOND = 1000000;

/* CLDR parts hours from "AM" with a narrow no-break space, which terminals and fonts often lack. */
static void add_utf16(const struct voice *voice, struct buffer *out, UChar *text, int32_t length)
{
    for (int32_t i = 0; i < length; i++)
        if (text[i] == 0x202F)
            text[i] = ' ';
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = 0, room = 3 * length + 1;
    voice->icu->to_utf8(buffer_room(out, (size_t)room), room, &written, text, length, &status);
    if (U_SUCCESS(status))
        out->length += (size_t)written;
}

/* The calendar of the policies is Gregorian throughout; ICU's turns Julian before 1582. */
static UDateFormat *make_proleptic(const struct icu *icu, UDateFormat *format)
{
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = icu->calendar_clone(icu->date_calendar(format), &status);
    if (U_FAILURE(status))
        return format;
    icu->calendar_set_change(calendar, (double)INSTANT_MIN / 1000.0 - 864e5, &status);
    if (U_SUCCESS(status))
        icu->date_set_calendar(format, calendar);
    icu->calendar_close(calendar);
    return format;
}

static UDateFormat *open_date(const struct voice *voice)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *format =
        voice->icu->date_open(UDAT_NONE, UDAT_LONG, voice->language, u"UTC", -1, NULL, 0, &status);
    return U_SUCCESS(status) ? make_proleptic(voice->icu, format) : NULL;
}

/* The language's own order of day, month, year, clock and zone. */
static int32_t instant_pattern(const struct voice *voice, const UChar *skeleton, UChar *pattern)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateTimePatternGenerator *patterns = voice->icu->patterns_open(voice->language, &status);
    if (U_FAILURE(status))
        return 0;
    int32_t length = voice->icu->patterns_best(patterns, skeleton, -1, pattern, WORDS, &status);
    voice->icu->patterns_close(patterns);
    return U_SUCCESS(status) ? length : 0;
}

/* "UTC", or "GMT+09:00", which ICU takes for a zone. */
static void offset_name(int64_t offset, UChar *name, size_t size)
{
    int minutes = (int)(offset / SECOND / 60);
    char ascii[16];
    if (minutes)
        snprintf(ascii, sizeof ascii, "GMT%c%02d:%02d", minutes < 0 ? '-' : '+',
                 abs(minutes) / 60 % 100, abs(minutes) % 60);
    else
        snprintf(ascii, sizeof ascii, "UTC");
    for (size_t i = 0; i < size; i++) {
        name[i] = (UChar)ascii[i];
        if (!ascii[i])
            break;
    }
}

static UDateFormat *open_instant(const struct voice *voice, bool seconds, int64_t offset)
{
    UChar pattern[WORDS], zone[16];
    int32_t length = instant_pattern(voice, seconds ? u"yMMMMdjmsz" : u"yMMMMdjmz", pattern);
    if (!length)
        return NULL;
    offset_name(offset, zone, 16);
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *format = voice->icu->date_open(UDAT_PATTERN, UDAT_PATTERN, voice->language, zone,
                                                -1, pattern, length, &status);
    return U_SUCCESS(status) ? make_proleptic(voice->icu, format) : NULL;
}

static bool add_moment(const struct voice *voice, struct buffer *out, const UDateFormat *format,
                       int64_t instant)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[WORDS];
    if (!format)
        return false;
    int32_t length = voice->icu->date_format(format, floor((double)instant / 1000.0), text, WORDS,
                                             NULL, &status);
    if (U_FAILURE(status) || length > WORDS)
        return false;
    add_utf16(voice, out, text, length);
    return true;
}

void voice_date(struct voice *voice, struct buffer *out, int64_t date)
{
    if (!voice->date)
        voice->date = open_date(voice);
    if (!add_moment(voice, out, voice->date, date * DAY_MICROSECONDS))
        out->length += date_format(date, buffer_room(out, CALENDAR_TEXT));
}

void voice_instant(struct voice *voice, struct buffer *out, int64_t instant,
                   const struct zone *zone)
{
    int64_t offset = zone_offset(zone, instant);
    bool seconds = instant % (60 * SECOND) != 0;
    UDateFormat **format = &voice->instants[seconds];
    if (*format && voice->offsets[seconds] != offset) {
        voice->icu->date_close(*format);
        *format = NULL;
    }
    if (!*format)
        *format = open_instant(voice, seconds, offset);
    voice->offsets[seconds] = offset;
    if (!add_moment(voice, out, *format, instant))
        out->length += instant_format(instant, buffer_room(out, CALENDAR_TEXT));
}

static UNumberFormat *open_number(const struct voice *voice)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *number =
        voice->icu->number_open(UNUM_DECIMAL, NULL, 0, voice->language, NULL, &status);
    if (U_FAILURE(status))
        return NULL;
    voice->icu->number_set(number, UNUM_MAX_FRACTION_DIGITS, DECIMAL_DIGITS);
    return number;
}

void voice_number(struct voice *voice, struct buffer *out, struct text number)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[WORDS];
    int32_t length = 0;
    if (!voice->number)
        voice->number = open_number(voice);
    if (voice->number)
        length = voice->icu->number_format(voice->number, number.at, (int32_t)number.length, text,
                                           WORDS, NULL, &status);
    if (length > 0 && U_SUCCESS(status))
        add_utf16(voice, out, text, length);
    else
        buffer_text(out, number);
}

static UNumberFormatter *open_quantity(const struct voice *voice, enum quantity quantity)
{
    static const UChar *const skeletons[QUANTITY_COUNT] = {
        u"unit/year unit-width-full-name",   u"unit/month unit-width-full-name",
        u"unit/day unit-width-full-name",    u"unit/hour unit-width-full-name",
        u"unit/minute unit-width-full-name", u"unit/second unit-width-full-name .######"
    };
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormatter *formatter =
        voice->icu->unit_open(skeletons[quantity], -1, voice->language, &status);
    return U_SUCCESS(status) ? formatter : NULL;
}

static void add_quantity_text(const struct voice *voice, struct buffer *out,
                              const UNumberFormatter *formatter, struct text number)
{
    UErrorCode status = U_ZERO_ERROR;
    UFormattedNumber *result = voice->icu->unit_open_result(&status);
    UChar text[WORDS];
    voice->icu->unit_format(formatter, number.at, (int32_t)number.length, result, &status);
    int32_t length = voice->icu->unit_text(result, text, WORDS, &status);
    if (U_SUCCESS(status))
        add_utf16(voice, out, text, length);
    voice->icu->unit_close_result(result);
}

/* A number of units, as a text of its own behind OUT's end. */
static struct text quantity(struct voice *voice, struct buffer *out, enum quantity unit,
                            struct text number)
{
    size_t start = out->length;
    if (!voice->quantities[unit])
        voice->quantities[unit] = open_quantity(voice, unit);
    if (voice->quantities[unit])
        add_quantity_text(voice, out, voice->quantities[unit], number);
    else
        buffer_text(out, number);
    return (struct text){ NULL, (uint32_t)(out->length - start) };
}

static UListFormatter *open_list(const struct voice *voice, UListFormatterType type,
                                 UListFormatterWidth width)
{
    UErrorCode status = U_ZERO_ERROR;
    UListFormatter *list = voice->icu->list_open(voice->language, type, width, &status);
    return U_SUCCESS(status) ? list : NULL;
}

/* The items as UTF-16, one behind the other in WORDS; UNITS has their lengths. */
static void to_utf16(const struct voice *voice, const struct text *items, uint32_t count,
                     const UChar **starts, int32_t *lengths, UChar *words)
{
    for (uint32_t i = 0; i < count; i++) {
        UErrorCode status = U_ZERO_ERROR;
        starts[i] = words;
        voice->icu->from_utf8(words, (int32_t)items[i].length + 1, &lengths[i], items[i].at,
                              (int32_t)items[i].length, &status);
        words += items[i].length + 1;
    }
}

static size_t total_length(const struct text *items, uint32_t count)
{
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++)
        length += items[i].length + 1;
    return length;
}

/* False where the joined text did not come about. */
static bool join(const struct voice *voice, struct buffer *out, const UListFormatter *list,
                 const struct text *items, uint32_t count)
{
    struct arena scratch = { 0 };
    size_t length = total_length(items, count), room = length + (size_t)count * 16;
    const UChar **starts = arena_array(&scratch, const UChar *, count);
    int32_t *lengths = arena_array(&scratch, int32_t, count);
    UChar *joined = arena_array(&scratch, UChar, room);
    to_utf16(voice, items, count, starts, lengths, arena_array(&scratch, UChar, length));
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = voice->icu->list_format(list, starts, lengths, (int32_t)count, joined,
                                              (int32_t)room, &status);
    if (U_SUCCESS(status))
        add_utf16(voice, out, joined, written);
    arena_free(&scratch);
    return U_SUCCESS(status);
}

static void join_with(const struct voice *voice, struct buffer *out, const UListFormatter *list,
                      const struct text *items, uint32_t count)
{
    if (list && count && join(voice, out, list, items, count))
        return;
    for (uint32_t i = 0; i < count; i++) {
        buffer_string(out, i ? ", " : "");
        buffer_text(out, items[i]);
    }
}

void voice_list(struct voice *voice, struct buffer *out, const struct text *items, uint32_t count)
{
    if (!voice->list)
        voice->list = open_list(voice, ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE);
    join_with(voice, out, voice->list, items, count);
}

/* A number with a unit. */
struct part {
    enum quantity unit;
    int64_t number;
    int64_t millionths; /* of QUANTITY_SECONDS */
};

static struct text part_number(const struct part *part, char *room)
{
    int128 number = (int128)part->number * SECOND + part->millionths;
    return (struct text){ room, (uint32_t)decimal_format(number, 6, room) };
}

/* The parts that are not zero; the last where all are. */
static void add_parts(struct voice *voice, struct buffer *out, const struct part *parts,
                      uint32_t count)
{
    struct buffer words = { 0 };
    struct text items[3];
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        char number[DECIMAL_TEXT];
        if (parts[i].number || parts[i].millionths || (i + 1 == count && !used))
            items[used++] = quantity(voice, &words, parts[i].unit, part_number(&parts[i], number));
    }
    const char *at = words.at;
    for (uint32_t i = 0; i < used; at += items[i].length, i++)
        items[i].at = at;
    if (!voice->series)
        voice->series = open_list(voice, ULISTFMT_TYPE_UNITS, ULISTFMT_WIDTH_WIDE);
    join_with(voice, out, voice->series, items, used);
    buffer_free(&words);
}

void voice_period(struct voice *voice, struct buffer *out, struct period period)
{
    struct part parts[] = { { QUANTITY_YEARS, period.months / 12, 0 },
                            { QUANTITY_MONTHS, period.months % 12, 0 },
                            { QUANTITY_DAYS, period.days, 0 } };
    add_parts(voice, out, parts, 3);
}

void voice_duration(struct voice *voice, struct buffer *out, int64_t duration)
{
    int64_t seconds = duration / SECOND;
    struct part parts[] = { { QUANTITY_HOURS, seconds / 3600, 0 },
                            { QUANTITY_MINUTES, seconds / 60 % 60, 0 },
                            { QUANTITY_SECONDS, seconds % 60, duration % SECOND } };
    add_parts(voice, out, parts, 3);
}

void voice_free(struct voice *voice)
{
    const struct icu *icu = voice->icu;
    if (voice->date)
        icu->date_close(voice->date);
    for (int i = 0; i < 2; i++)
        if (voice->instants[i])
            icu->date_close(voice->instants[i]);
    if (voice->number)
        icu->number_close(voice->number);
    for (int i = 0; i < QUANTITY_COUNT; i++)
        if (voice->quantities[i])
            icu->unit_close(voice->quantities[i]);
    if (voice->list)
        icu->list_close(voice->list);
    if (voice->series)
        icu->list_close(voice->series);
}
