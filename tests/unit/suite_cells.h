/* suite_cells.h - the notation of the public suites: "date:2021-02-28", "period:P1Y6M",
 * "bool:true".
 *
 * Reads with the calendar's own functions; what these rightly refuse becomes a cell that says why,
 * and anything else that cannot be read fails the test. */
#ifndef CERTPOL_TESTS_SUITE_CELLS_H
#define CERTPOL_TESTS_SUITE_CELLS_H

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "interp/value/calendar.h"

enum kind { NOTHING, DATE, INSTANT, PERIOD, DURATION, NUMBER, BOOL, TEXT, SPAN, ERROR, SKIPPED };

struct cell {
    enum kind kind;
    int64_t number; /* of all but periods; of a span the duration */
    struct period period;
    const char *text;   /* as it stands in the row, behind the kind */
    const char *reason; /* of SKIPPED */
};

/* What an operation gave. */
static inline struct cell number_cell(int64_t number, enum kind kind)
{
    return (struct cell){ .kind = kind, .number = number };
}

static inline struct cell period_cell(int64_t months, int64_t days)
{
    return (struct cell){ .kind = PERIOD, .period = { (int32_t)months, (int32_t)days } };
}

static inline struct cell skipped(const char *reason)
{
    return (struct cell){ .kind = SKIPPED, .reason = reason };
}

static inline struct cell error_cell(void)
{
    return (struct cell){ .kind = ERROR };
}

static inline struct cell bool_cell(bool value)
{
    return number_cell(value, BOOL);
}

static const char BEYOND_YEARS[] = "years beyond 0001-9999";
static const char NANOSECONDS[] = "nanoseconds";
static const char BEYOND_BITS[] = "durations beyond 64 bits of microseconds";
static const char NOT_WHOLE[] = "a multiple that is not whole";

/* Do more than six digits follow a point, and not zeros only? */
static inline bool has_nanoseconds(const char *text)
{
    const char *point = strchr(text, '.');
    size_t digits = point ? strspn(point + 1, "0123456789") : 0;
    return digits > 6 && strspn(point + 7, "0") < digits - 6;
}

static inline bool has_other_year(const char *text)
{
    return strncmp(text, "0000", 4) == 0 || *text == '-' || *text == '+' ||
           strspn(text, "0123456789") > 4;
}

static inline struct cell read_instant(const char *text)
{
    struct cell cell = { .kind = INSTANT, .text = text };
    if (instant_parse(text_of(text), &cell.number))
        return cell;
    if (has_other_year(text))
        return skipped(BEYOND_YEARS);
    if (has_nanoseconds(text))
        return skipped(NANOSECONDS);
    if (text[10] == ' ')
        return skipped("a space between day and time");
    fail_msg("%s is no instant", text);
    return cell;
}

/* The suites also sign each part, or write both: P-2Y-3M, P1Y-1M. */
static inline struct cell read_period(const char *text)
{
    struct cell cell = { .kind = PERIOD, .text = text };
    int64_t months = 0, days = 0, sign = *text == '-' ? -1 : 1;
    const char *at = text + (*text == '-') + 1;
    while (*at) {
        char part[32];
        struct period period;
        size_t minus = *at == '-', digits = strspn(at + minus, "0123456789");
        snprintf(part, sizeof part, "%sP%.*s", minus ? "-" : "", (int)digits + 1, at + minus);
        if (!period_parse(text_of(part), &period))
            fail_msg("%s is no part of a period", part);
        months += sign * period.months;
        days += sign * period.days;
        at += minus + digits + 1;
    }
    cell.period = (struct period){ (int32_t)months, (int32_t)days };
    return cell;
}

/* The suites also count days of 24 hours: P1DT2H. */
static inline struct cell read_duration(const char *text)
{
    struct cell cell = { .kind = DURATION, .text = text };
    if (has_nanoseconds(text))
        return skipped(NANOSECONDS);
    int64_t sign = *text == '-' ? -1 : 1, days = 0;
    const char *at = text + (*text == '-') + 1;
    if (*at != 'T') {
        char *end;
        days = strtoll(at, &end, 10);
        assert_int_equal(*end, 'D');
        at = end + 1;
    }
    char time[64];
    int64_t rest = 0;
    snprintf(time, sizeof time, "P%s", at);
    if (*at && !duration_parse(text_of(time), &rest))
        return skipped(BEYOND_BITS);
    cell.number = sign * (days * DAY_MICROSECONDS + rest);
    return cell;
}

static inline struct cell read_date(const char *text)
{
    struct cell cell = { .kind = DATE, .text = text };
    if (has_other_year(text))
        return skipped(BEYOND_YEARS);
    if (!date_parse(text_of(text), &cell.number))
        fail_msg("%s is no day", text);
    return cell;
}

/* "months=14,days=25,ns=0" */
static inline struct cell read_span(const char *text)
{
    struct cell cell = { .kind = SPAN, .text = text };
    long long months, days, nanoseconds;
    assert_int_equal(sscanf(text, "months=%lld,days=%lld,ns=%lld", &months, &days, &nanoseconds),
                     3);
    cell.period = (struct period){ (int32_t)months, (int32_t)days };
    cell.number = nanoseconds / 1000;
    return nanoseconds % 1000 ? skipped(NANOSECONDS) : cell;
}

static inline struct cell read_number(const char *text)
{
    struct cell cell = { .kind = NUMBER, .text = text };
    char *end;
    cell.number = strtoll(text, &end, 10);
    return *end ? skipped(NOT_WHOLE) : cell;
}

static inline struct cell read_cell(const char *cell)
{
    const char *colon = strchr(cell, ':');
    const char *text = colon ? colon + 1 : "";
    if (strncmp(cell, "date:", 5) == 0)
        return read_date(text);
    if (strncmp(cell, "instant:", 8) == 0)
        return read_instant(text);
    if (strncmp(cell, "period:", 7) == 0)
        return strchr(text, 'T') ? read_duration(text) : read_period(text);
    if (strncmp(cell, "dur:", 4) == 0)
        return read_duration(text);
    if (strncmp(cell, "int:", 4) == 0 || strncmp(cell, "num:", 4) == 0)
        return read_number(text);
    if (strncmp(cell, "span:", 5) == 0)
        return read_span(text);
    if (strncmp(cell, "bool:", 5) == 0)
        return bool_cell(strcmp(text, "true") == 0);
    if (strncmp(cell, "text:", 5) == 0)
        return (struct cell){ .kind = TEXT, .text = text };
    if (strncmp(cell, "local:", 6) == 0)
        return skipped("zone-less times");
    if (strcmp(cell, "error") == 0)
        return error_cell();
    assert_string_equal(cell, "");
    return (struct cell){ .kind = NOTHING };
}

static inline bool cells_equal(const struct cell *a, const struct cell *b)
{
    return a->kind == b->kind && a->number == b->number && a->period.months == b->period.months &&
           a->period.days == b->period.days;
}

#endif
