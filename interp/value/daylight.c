/* daylight.c - the TZ string of POSIX, read and applied; knows no file and no instant. */
#include "interp/value/daylight.h"

enum { DAY_SECONDS = 86400, HOURS_OF_OFFSET = 24, HOURS_OF_CHANGE = 167 };

struct cursor {
    const char *at, *end;
};

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

static char peek(const struct cursor *cursor)
{
    return cursor->at < cursor->end ? *cursor->at : '\0';
}

static bool accept(struct cursor *cursor, char character)
{
    bool there = cursor->at < cursor->end && *cursor->at == character;
    cursor->at += there;
    return there;
}

/* Up to three digits, LEAST to MOST. */
static bool read_number(struct cursor *cursor, int32_t least, int32_t most, int32_t *number)
{
    const char *start = cursor->at;
    *number = 0;
    while (is_digit(peek(cursor)) && cursor->at - start < 3)
        *number = *number * 10 + (*cursor->at++ - '0');
    return cursor->at > start && *number >= least && *number <= most;
}

/* At least three letters, or anything of letters, digits and signs in angle brackets. */
static bool skip_name(struct cursor *cursor)
{
    bool quoted = accept(cursor, '<');
    const char *start = cursor->at;
    while (is_letter(peek(cursor)) ||
           (quoted && (is_digit(peek(cursor)) || peek(cursor) == '+' || peek(cursor) == '-')))
        cursor->at++;
    return cursor->at - start >= 3 && (!quoted || accept(cursor, '>'));
}

/* [+-]h[h[h]][:mm[:ss]] */
static bool read_time(struct cursor *cursor, int32_t most_hours, int32_t *seconds)
{
    bool negative = accept(cursor, '-');
    if (!negative)
        accept(cursor, '+');
    int32_t hours, minutes = 0, rest = 0;
    if (!read_number(cursor, 0, most_hours, &hours) ||
        (accept(cursor, ':') && (!read_number(cursor, 0, 59, &minutes) ||
                                 (accept(cursor, ':') && !read_number(cursor, 0, 59, &rest)))))
        return false;
    *seconds = (hours * 60 + minutes) * 60 + rest;
    if (negative)
        *seconds = -*seconds;
    return true;
}

/* Mm.w.d, Jn or n, of ",n/time" */
static bool read_yearly(struct cursor *cursor, struct yearly *yearly)
{
    if (!accept(cursor, ','))
        return false;
    *yearly = (struct yearly){ .kind = YEARLY_DAY, .second = 2 * 60 * 60 };
    bool read;
    if (accept(cursor, 'M')) {
        yearly->kind = YEARLY_WEEKDAY;
        read = read_number(cursor, 1, 12, &yearly->month) && accept(cursor, '.') &&
               read_number(cursor, 1, 5, &yearly->week) && accept(cursor, '.') &&
               read_number(cursor, 0, 6, &yearly->day);
    } else if (accept(cursor, 'J')) {
        yearly->kind = YEARLY_DAY_WITHOUT_LEAP;
        read = read_number(cursor, 1, 365, &yearly->day);
    } else {
        read = read_number(cursor, 0, 365, &yearly->day);
    }
    return read && (!accept(cursor, '/') || read_time(cursor, HOURS_OF_CHANGE, &yearly->second));
}

bool daylight_parse(struct text text, struct daylight *daylight)
{
    struct cursor cursor = { text.at, text.at + text.length };
    int32_t west; /* POSIX counts what is to be added for UTC */
    if (!skip_name(&cursor) || !read_time(&cursor, HOURS_OF_OFFSET, &west))
        return false;
    *daylight = (struct daylight){ .standard = -west, .summer = -west };
    if (cursor.at == cursor.end)
        return true;

    daylight->changes = true;
    if (!skip_name(&cursor))
        return false;
    west -= 60 * 60;
    if (peek(&cursor) != ',' && !read_time(&cursor, HOURS_OF_OFFSET, &west))
        return false;
    daylight->summer = -west;
    return read_yearly(&cursor, &daylight->start) && read_yearly(&cursor, &daylight->end) &&
           cursor.at == cursor.end;
}

/* The day of a weekday's n-th occurrence in a month, or its last. */
static int64_t weekday_date(struct yearly yearly, int32_t year)
{
    int64_t first = date_from_civil((struct civil){ year, yearly.month, 1 });
    int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    int64_t day = (yearly.day - weekday + 7) % 7 + (yearly.week - 1) * 7;
    return first + (day < days_in_month(year, yearly.month) ? day : day - 7);
}

int64_t yearly_clock(struct yearly yearly, int32_t year)
{
    int64_t date = date_from_civil((struct civil){ year, 1, 1 }) + yearly.day;
    if (yearly.kind == YEARLY_WEEKDAY)
        date = weekday_date(yearly, year);
    else if (yearly.kind == YEARLY_DAY_WITHOUT_LEAP) /* day 60 is always 1 March */
        date -= !(yearly.day >= 60 && days_in_month(year, 2) == 29);
    return date * DAY_SECONDS + yearly.second;
}
