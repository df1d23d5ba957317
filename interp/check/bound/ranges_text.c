/* ranges_text.c - numbers, days and lengths of time as people read them, and the complaints made of
 * them. */
#include "interp/check/bound/ranges.h"

#include <stdio.h>
#include <stdlib.h>

#include "interp/value/decimal.h"

/* ---- numbers and days ---- */

/* The digits of NUMBER (not negative), grouped, before a point. */
static size_t write_groups(char *out, int128 number)
{
    char digits[48];
    size_t count = 0, length = 0;
    do {
        digits[count++] = (char)('0' + (int)(number % 10));
        number /= 10;
    } while (number > 0);
    while (count > 0) {
        out[length++] = digits[--count];
        if (count > 0 && count % 3 == 0)
            out[length++] = ',';
    }
    out[length] = 0;
    return length;
}

const char *number_text(struct arena *arena, int128 number, unsigned places)
{
    int128 limit = decimal_power(DECIMAL_DIGITS);
    if (number >= limit || number <= -limit)
        return arena_format(arena, "%s10^%d", number > 0 ? "over " : "under -",
                            DECIMAL_DIGITS - (int)places);
    int128 size = number < 0 ? -number : number;
    char whole[72], fraction[48];
    write_groups(whole, size / decimal_power(places));
    size_t length = decimal_format(size % decimal_power(places), places, fraction);
    fraction[length] = 0;
    return arena_format(arena, "%s%s%s", number < 0 ? "-" : "", whole,
                        length > 1 ? fraction + 1 : "");
}

/* DAY, also where its year is not 0001 to 9999; the calendar repeats after 400 years. */
static const char *day_text(struct arena *arena, int128 day)
{
    enum { ERA_DAYS = 146097, ERA_YEARS = 400, YEARS_SHOWN = 1000000 };
    int128 era = (day >= 0 ? day : day - ERA_DAYS + 1) / ERA_DAYS;
    int128 years = era * ERA_YEARS;
    if (years > YEARS_SHOWN || years < -YEARS_SHOWN)
        return years > 0 ? "a year over 1,000,000" : "a year under -1,000,000";
    struct civil civil = date_to_civil((int64_t)(day - era * ERA_DAYS));
    long long year = civil.year + (long long)years;
    return arena_format(arena, "%s%04lld-%02d-%02d", year < 0 ? "-" : "", year < 0 ? -year : year,
                        (int)civil.month, (int)civil.day);
}

static const char *value_text(struct arena *arena, struct type type, int128 value)
{
    const int128 hour = (int128)3600 * 1000000;
    switch (type.kind) {
    case TYPE_DATE:
        return day_text(arena, value);
    case TYPE_INSTANT:
        return day_text(arena, (value - (value < 0 ? DAY_MICROSECONDS - 1 : 0)) / DAY_MICROSECONDS);
    case TYPE_DURATION:
        return arena_format(arena, "%s hours", number_text(arena, value / hour, 0));
    default:
        return number_text(arena, value, type.kind == TYPE_DECIMAL ? type.places : 0);
    }
}

const char *range_text(struct arena *arena, struct type type, struct interval range)
{
    return arena_format(arena, "%s .. %s", value_text(arena, type, range.low),
                        value_text(arena, type, range.high));
}

/* ---- out of range ---- */

static const char *kind_text(enum type_kind kind)
{
    switch (kind) {
    case TYPE_DECIMAL:
        return "a decimal has 38 digits, its places included";
    case TYPE_DATE:
        return "dates end at 0001-01-01 and 9999-12-31";
    case TYPE_INSTANT:
        return "instants end with the years 0001 and 9999";
    case TYPE_DURATION:
        return "durations end at 2,562,047,788 hours";
    case TYPE_PERIOD:
        return "periods end at 2,147,483,647 months and as many days";
    default:
        return "integers end at 9,223,372,036,854,775,806";
    }
}

/* What to do about FIELD. */
static const char *mend_text(struct arena *arena, const struct field *field)
{
    const struct type type = field->type.kind == TYPE_LIST ? *field->type.element : field->type;
    struct interval now = { field->low.integer, field->high.integer };
    if (type.kind == TYPE_DECIMAL)
        now = (struct interval){ field->low.decimal, field->high.decimal };
    switch (type.kind) {
    case TYPE_PERIOD:
        return arena_format(arena,
                            "`%s` may be 500 years long: take an integer with a range instead, and "
                            "multiply it with `1 month` or `1 day`",
                            field->name);
    case TYPE_DURATION:
        return arena_format(arena,
                            "`%s` may be 500 years long: take an integer with a range instead, and "
                            "multiply it with `1 hour`",
                            field->name);
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
    case TYPE_DATE:
    case TYPE_INSTANT:
        return arena_format(arena, "declare a range for `%s` (it is %s now)", field->name,
                            range_text(arena, type, now));
    default:
        return arena_format(arena, "lower `up to` of `%s` (it is %s now)", field->name,
                            number_text(arena, field->up_to, 0));
    }
}

static void hint_fields(struct walk *walk, struct diag *diag, const struct blame *blame)
{
    struct arena *arena = walk->ranges->arena;
    const char *hint = blame->count ? mend_text(arena, blame->fields[0]) : "use smaller numbers";
    for (uint32_t i = 1; i < blame->count; i++)
        hint = arena_format(arena, "%s, or %s", hint, mend_text(arena, blame->fields[i]));
    diag_hint(walk->ranges->checker->diags, diag, "%s", hint);
}

static void show_call(struct walk *walk, struct diag *diag)
{
    if (walk->call.end > walk->call.start)
        diag_other(walk->ranges->checker->diags, diag, walk->call, "with the values of this call");
}

void complain_out_of_range(struct walk *walk, const struct node *node, const struct extent *extent)
{
    struct arena *arena = walk->ranges->arena;
    const char *unit = node->type.kind == TYPE_PERIOD ? " months" : "";
    struct interval range = extent->main;
    if (node->type.kind == TYPE_PERIOD && interval_within(range, type_limits(node->type))) {
        range = extent->days;
        unit = " days";
    }
    struct diag *diag =
        diag_error(walk->ranges->checker->diags, node->span, "out-of-range",
                   "this can be anything in %s%s, but %s", range_text(arena, node->type, range),
                   unit, kind_text(node->type.kind));
    hint_fields(walk, diag, &extent->blame);
    show_call(walk, diag);
}

/* ---- roundings ---- */

/* 18: "1 year 6 months" */
static const char *months_text(struct arena *arena, int64_t months)
{
    long long years = (long long)months / 12, rest = (long long)months % 12;
    const char *year =
        years == 0 ? "" : arena_format(arena, "%lld year%s", years, years == 1 ? "" : "s");
    const char *month =
        rest == 0 ? "" : arena_format(arena, "%lld month%s", rest, rest == 1 ? "" : "s");
    return arena_format(arena, "%s%s%s", year, years && rest ? " " : "", month);
}

/* WHAT is no day, and the policy's rounding makes it DATE. */
static void tell_rounding(struct walk *walk, const struct node *node, const char *what,
                          int64_t date)
{
    const struct checker *checker = walk->ranges->checker;
    bool down = walk->ranges->policy->rounding == ROUNDING_DOWN;
    struct diag *diag =
        diag_info(checker->diags, node->span, "rounding-matters", "%s; `rounding %s` makes it %s",
                  what, down ? "down" : "up", day_text(walk->ranges->arena, date));
    diag_hint(checker->diags, diag, "show it in an example, so that nobody changes it unseen");
}

void complain_needs_rounding(struct walk *walk, const struct node *node, int64_t date,
                             int64_t months)
{
    struct arena *arena = walk->ranges->arena;
    struct diags *diags = walk->ranges->checker->diags;
    enum rounding rounding = walk->ranges->policy->rounding;
    struct period period = { .months = (int32_t)months };
    const char *what = arena_format(arena, "%s %s %s is no day", day_text(arena, date),
                                    months < 0 ? "less" : "plus",
                                    months_text(arena, months < 0 ? -months : months));
    if (rounding != ROUNDING_NONE) {
        tell_rounding(walk, node, what, date_add(date, period, rounding));
        return;
    }
    struct diag *diag = node->kind == NODE_UNITS
                            ? diag_error(diags, node->span, "needs-rounding",
                                         "%s, so what to count from it is open", what)
                            : diag_error(diags, node->span, "needs-rounding", "%s", what);
    diag_hint(diags, diag,
              "say `rounding down` in the policy (the month's last day: %s) or `rounding up` "
              "(the next month's first: %s)",
              day_text(arena, date_add(date, period, ROUNDING_DOWN)),
              day_text(arena, date_add(date, period, ROUNDING_UP)));
    show_call(walk, diag);
}

void complain_too_deep(struct walk *walk, const struct node *node)
{
    struct diags *diags = walk->ranges->checker->diags;
    if (walk->ranges->told_depth)
        return;
    walk->ranges->told_depth = true;
    struct diag *diag = diag_error(diags, node->span, "too-deep",
                                   "expressions and the defines that they use nest too deep here");
    diag_hint(diags, diag, "name a part of it with a `let`, or use fewer defines one in another");
}
