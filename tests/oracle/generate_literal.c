/* generate_literal.c - literals, and the pools of values that policy and records share.
 *
 * A record decides nothing new far away from what its policy says: most values are taken from the
 * pools or stand one unit beside. */
#include <stdio.h>

#include "interp/value/decimal.h"
#include "tests/oracle/model.h"

/* ---- pools ---- */

static void pool_add(struct pool *pool, int64_t item)
{
    if (pool->count < POOL_MAX)
        pool->items[pool->count++] = item;
}

static int64_t pool_pick(struct maker *maker, const struct pool *pool)
{
    return pool->items[below(maker, pool->count)];
}

/* Month ends, leap days, and days on which clocks change in one of the zones. */
static const struct civil interesting_days[] = {
    { 2020, 2, 29 }, { 2024, 2, 29 },  { 2000, 2, 29 },  { 1900, 2, 28 }, { 2021, 1, 31 },
    { 2021, 8, 31 }, { 2021, 3, 31 },  { 2019, 12, 31 }, { 2021, 3, 14 }, { 2021, 11, 7 },
    { 2018, 11, 4 }, { 2018, 2, 17 },  { 2011, 12, 29 }, { 2010, 8, 11 }, { 2014, 5, 15 },
    { 2023, 4, 28 }, { 2022, 10, 30 }, { 1987, 5, 10 },  { 1988, 10, 9 }, { 2021, 6, 30 },
    { 2100, 2, 28 }, { 1970, 1, 1 },   { 2099, 12, 31 }, { 2021, 10, 3 }, { 1912, 1, 1 },
};

static void add_days(struct maker *maker)
{
    enum { DAYS = sizeof interesting_days / sizeof *interesting_days };
    uint32_t count = 2 + below(maker, 3);
    for (uint32_t i = 0; i < count; i++) {
        int64_t day = date_from_civil(interesting_days[below(maker, DAYS)]);
        if (chance(maker, 15))
            day = DATE_MIN / 8 + (int64_t)below(maker, 150000);
        pool_add(&maker->pools.days, day);
        pool_add(&maker->pools.instants, zone_start_of(maker->zone, day));
        pool_add(&maker->pools.instants,
                 day * DAY_MICROSECONDS + (int64_t)below(maker, 86400) * 1000000);
    }
}

void pools_begin(struct maker *maker)
{
    static const int64_t numbers[] = { 0, 1, 2, 3, 5, 20, 100, -1, -14 };
    static const int64_t months[] = { 1, 2, 6, 12, 24, 13 };
    static const int64_t hours[] = { 1, 24, 25, 48, 720 };
    static const char *const texts[] = { "a",  "b", " A",        "AZ-104", "a@Example.com",
                                         "가", "",  "A \"b\"\\", "x,y",    "ÉA" };
    for (int i = 0; i < 4; i++) {
        pool_add(&maker->pools.numbers, numbers[below(maker, 9)] * 1000000);
        maker->pools.texts[maker->pools.text_count++] = texts[below(maker, 10)];
    }
    for (int i = 0; i < 2; i++) {
        pool_add(&maker->pools.months, months[below(maker, 6)]);
        pool_add(&maker->pools.spans, hours[below(maker, 5)] * 3600000000);
    }
    add_days(maker);
}

int64_t near_number(struct maker *maker, bool is_whole)
{
    int64_t number = pool_pick(maker, &maker->pools.numbers);
    int64_t unit = is_whole ? 1000000 : chance(maker, 50) ? 100000 : 1;
    if (chance(maker, 40))
        number += ((int64_t)below(maker, 3) - 1) * unit;
    if (chance(maker, 10))
        number = ((int64_t)below(maker, 4000) - 2000) * 250000;
    return is_whole ? number / 1000000 : number;
}

int64_t near_day(struct maker *maker)
{
    int64_t day = pool_pick(maker, &maker->pools.days);
    struct period period = { 0, 0 };
    if (chance(maker, 30))
        period = near_period(maker);
    if (chance(maker, 50))
        period = (struct period){ -period.months, -period.days };
    if (chance(maker, 40))
        period.days += (int32_t)below(maker, 3) - 1;
    return date_add(day, period, maker->rounding ? maker->rounding : ROUNDING_DOWN);
}

int64_t near_instant(struct maker *maker)
{
    static const int64_t besides[] = { 0, 1, -1, 1000000, -1000000, 3600000000, -3600000000 };
    int64_t instant = chance(maker, 50) ? zone_start_of(maker->zone, near_day(maker))
                                        : pool_pick(maker, &maker->pools.instants);
    if (chance(maker, 25))
        instant += near_span(maker) * (chance(maker, 50) ? 1 : -1);
    if (chance(maker, 50))
        instant += besides[below(maker, 7)];
    return instant;
}

int64_t near_span(struct maker *maker)
{
    int64_t span = pool_pick(maker, &maker->pools.spans);
    return chance(maker, 25) ? span + ((int64_t)below(maker, 3) - 1) * 1000000 : span;
}

struct period near_period(struct maker *maker)
{
    struct period period = { (int32_t)pool_pick(maker, &maker->pools.months), 0 };
    if (chance(maker, 40))
        period.days = (int32_t)below(maker, 32);
    if (chance(maker, 25))
        period.months = 0;
    return period;
}

const char *near_text(struct maker *maker)
{
    static const char *const others[] = { "c", "B ", "", "zz", "A", "한국", "a@example.COM", "\t" };
    if (chance(maker, 75))
        return maker->pools.texts[below(maker, maker->pools.text_count)];
    return others[below(maker, 8)];
}

/* ---- texts of values ---- */

const char *quoted_text(struct arena *arena, const char *text)
{
    struct buffer out = { 0 };
    buffer_string(&out, "\"");
    for (; *text; text++) {
        if (*text == '\t')
            buffer_string(&out, "\\t");
        else
            buffer_format(&out, "%s%c", *text == '"' || *text == '\\' ? "\\" : "", *text);
    }
    buffer_string(&out, "\"");
    const char *quoted = arena_copy(arena, out.at, out.length);
    buffer_free(&out);
    return quoted;
}

const char *day_text(struct arena *arena, int64_t day)
{
    struct civil civil = date_to_civil(day);
    return arena_format(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

const char *instant_text(struct arena *arena, int64_t instant)
{
    int64_t day = instant / DAY_MICROSECONDS - (instant % DAY_MICROSECONDS < 0);
    int64_t rest = instant - day * DAY_MICROSECONDS;
    int seconds = (int)(rest / 1000000), micro = (int)(rest % 1000000);
    const char *text = arena_format(arena, "%sT%02d:%02d:%02d", day_text(arena, day),
                                    seconds / 3600, seconds / 60 % 60, seconds % 60);
    return micro ? arena_format(arena, "%s.%06dZ", text, micro) : arena_format(arena, "%sZ", text);
}

const char *decimal_text(struct arena *arena, int64_t millionths)
{
    int64_t size = millionths < 0 ? -millionths : millionths;
    char *text = arena_format(arena, "%s%lld.%06lld", millionths < 0 ? "-" : "",
                              (long long)(size / 1000000), (long long)(size % 1000000));
    size_t length = strlen(text);
    while (text[length - 1] == '0' && text[length - 2] != '.')
        text[--length] = '\0';
    return text;
}

/* ---- literals ---- */

static const char *negative(struct arena *arena, const char *text)
{
    return text[0] == '-' ? arena_format(arena, "(%s)", text) : text;
}

static const char *period_literal(struct maker *maker)
{
    struct period period = near_period(maker);
    if (maker->rounding == ROUNDING_NONE || period.months == 0)
        return arena_format(maker->arena, "%d days", period.days);
    pool_add(&maker->pools.months, period.months);
    if (period.months % 12 == 0)
        return arena_format(maker->arena, "%d years", period.months / 12);
    const char *text = arena_format(maker->arena, "%d months", period.months);
    return period.days ? arena_format(maker->arena, "(%s + %d days)", text, period.days) : text;
}

static const char *span_literal(struct maker *maker)
{
    int64_t seconds = near_span(maker) / 1000000;
    pool_add(&maker->pools.spans, seconds * 1000000);
    if (seconds % 3600 == 0)
        return arena_format(maker->arena, "%lld hours", (long long)seconds / 3600);
    if (seconds % 60 == 0)
        return arena_format(maker->arena, "%lld minutes", (long long)seconds / 60);
    return arena_format(maker->arena, "%lld seconds", (long long)seconds);
}

static const char *number_literal(struct maker *maker, bool is_whole)
{
    int64_t number = near_number(maker, is_whole);
    pool_add(&maker->pools.numbers, is_whole ? number * 1000000 : number);
    const char *text = is_whole ? arena_format(maker->arena, "%lld", (long long)number)
                                : decimal_text(maker->arena, number);
    return negative(maker->arena, text);
}

static const char *time_literal(struct maker *maker, enum type_kind kind)
{
    int64_t at = kind == TYPE_DATE ? near_day(maker) : near_instant(maker);
    pool_add(kind == TYPE_DATE ? &maker->pools.days : &maker->pools.instants, at);
    return kind == TYPE_DATE ? day_text(maker->arena, at) : instant_text(maker->arena, at);
}

static const char *text_literal(struct maker *maker)
{
    const char *text = near_text(maker);
    if (maker->pools.text_count < POOL_MAX)
        maker->pools.texts[maker->pools.text_count++] = text;
    return quoted_text(maker->arena, text);
}

static const char *literal_text(struct maker *maker, struct model_type type)
{
    switch (type.kind) {
    case TYPE_TEXT:
        return text_literal(maker);
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
        return number_literal(maker, type.kind == TYPE_INTEGER);
    case TYPE_BOOL:
        return chance(maker, 50) ? "true" : "false";
    case TYPE_DATE:
    case TYPE_INSTANT:
        return time_literal(maker, type.kind);
    case TYPE_PERIOD:
        return period_literal(maker);
    case TYPE_DURATION:
        return span_literal(maker);
    default: {
        const struct model_enum *of = &maker->enums[type.index];
        return of->members[below(maker, of->count)];
    }
    }
}

struct scrap *make_literal(struct maker *maker, struct model_type type)
{
    struct scrap *scrap = scrap_leaf(maker->arena, literal_text(maker, type));
    scrap->tag = tag_of(type);
    return scrap;
}
