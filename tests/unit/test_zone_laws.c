/* test_zone_laws.c - what must hold in every zone, tried in all of the database.
 *
 * Offsets are compared with the C library's; days and sums with their definitions, worked out from
 * offsets alone. */
#include "interp/value/zone.h"

#include <time.h>

#include "tests/unit/zone_files.h"

enum { SAMPLES = 512 };

static const int64_t HOUR = (int64_t)3600 * 1000000;

/* The years in which every transition is looked at. */
static const int64_t FIRST = (int64_t)-25567 * 86400000000; /* 1900-01-01 */
static const int64_t LAST = (int64_t)47482 * 86400000000;   /* 2100-01-01 */

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int64_t random_between(uint64_t *state, int64_t least, int64_t most)
{
    return least + (int64_t)(next_random(state) % (uint64_t)(most - least + 1));
}

static int compare_instants(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Instants from three days before transition INDEX to three days after it: every two hours, and
 * both sides of every transition.  In order; returns how many. */
static unsigned sample(const struct zone *zone, uint32_t index, int64_t *samples)
{
    int64_t start = zone->at[index] - 72 * HOUR, end = zone->at[index] + 72 * HOUR;
    unsigned count = 0;
    for (int64_t instant = start; instant <= end; instant += 2 * HOUR)
        samples[count++] = instant;
    uint32_t near = index;
    while (near > 1 && zone->at[near - 1] >= start)
        near--;
    for (; near < zone->count && zone->at[near] <= end; near++) {
        assert_true(count + 2 <= SAMPLES);
        samples[count++] = zone->at[near] - 1;
        samples[count++] = zone->at[near];
    }
    qsort(samples, count, sizeof *samples, compare_instants);
    return count;
}

static int64_t clock_at(const struct zone *zone, int64_t instant)
{
    return instant + zone_offset(zone, instant);
}

/* Between two samples the clock runs evenly, so that the latest day shown so far is the latest of
 * those at the samples.  A day begins at the first instant at which it has begun. */
static void check_days(const struct zone *zone, const char *name, uint32_t index)
{
    int64_t samples[SAMPLES], latest = INT64_MIN;
    unsigned count = sample(zone, index, samples);
    for (unsigned i = 0; i < count; i++) {
        int64_t shown = date_of_instant(clock_at(zone, samples[i]));
        latest = shown > latest ? shown : latest;
        if (zone_date_of(zone, samples[i]) != latest)
            fail_msg("%s: the day of %lld", name, (long long)samples[i]);
        for (int64_t date = latest - 2; date <= latest + 2; date++)
            if ((zone_start_of(zone, date) <= samples[i]) != (date <= latest))
                fail_msg("%s: the start of %lld", name, (long long)date);
    }
    for (int64_t date = latest - 5; date <= latest; date++) {
        int64_t start = zone_start_of(zone, date);
        if (zone_date_of(zone, start) < date || zone_date_of(zone, start - 1) >= date)
            fail_msg("%s: day %lld does not begin at %lld", name, (long long)date,
                     (long long)start);
    }
}

static void in_every_zone_a_day_has_begun_exactly_when_its_start_has_come(void **state)
{
    (void)state;
    struct zone_names *names = zone_names_list();
    unsigned transitions = 0;
    for (unsigned i = 0; i < names->count; i++) {
        struct arena arena = { 0 };
        const struct zone *zone = zone_named(&arena, names->names[i]);
        for (uint32_t index = 1; index < zone->count; index++)
            if (zone->at[index] >= FIRST && zone->at[index] < LAST) {
                check_days(zone, names->names[i], index);
                transitions++;
            }
        arena_free(&arena);
    }
    print_message("%u transitions of %u zones\n", transitions, names->count);
    assert_true(transitions > 10000);
    free(names);
}

/* The first instant at which the clock shows CLOCK, or INT64_MIN: every offset that the zone has
 * near it is tried. */
static int64_t first_showing(const struct zone *zone, uint32_t index, int64_t clock)
{
    int64_t first = INT64_MIN;
    for (uint32_t near = index > 3 ? index - 3 : 0; near < zone->count && near < index + 3;
         near++) {
        int64_t instant = clock - zone->offset[near];
        if (clock_at(zone, instant) == clock && (first == INT64_MIN || instant < first))
            first = instant;
    }
    return first;
}

/* SUM is the day before or after plus the same clock, seen from the same clock on another day. */
static void check_sum(const struct zone *zone, const char *name, uint32_t index, int64_t instant)
{
    const struct period period = { 0, instant % 2 ? 1 : -1 };
    int64_t wanted = clock_at(zone, instant) + period.days * DAY_MICROSECONDS;
    int64_t sum = zone_add(zone, instant, period, ROUNDING_NONE);
    int64_t first = first_showing(zone, index, wanted);
    if (first != INT64_MIN) {
        if (sum != first)
            fail_msg("%s: %lld and a day", name, (long long)instant);
        return;
    }
    /* A gap: SUM is as far behind its beginning as the clock is behind what was last shown. */
    uint32_t gap = zone->count - 1;
    while (zone->at[gap] > sum)
        gap--;
    int64_t before = zone->at[gap] + zone->offset[gap - 1];
    if (sum - zone->at[gap] != wanted - before)
        fail_msg("%s: %lld and a day, in a gap", name, (long long)instant);
}

static void in_every_zone_a_day_later_shows_the_same_clock(void **state)
{
    (void)state;
    struct zone_names *names = zone_names_list();
    unsigned sums = 0;
    for (unsigned i = 0; i < names->count; i++) {
        struct arena arena = { 0 };
        const struct zone *zone = zone_named(&arena, names->names[i]);
        for (uint32_t index = 1; index < zone->count; index++)
            for (int64_t minutes = -1800; minutes <= 1800; minutes += 10)
                if (zone->at[index] >= FIRST && zone->at[index] < LAST) {
                    check_sum(zone, names->names[i], index,
                              zone->at[index] + minutes * HOUR / 60 + minutes / 10 % 2);
                    sums++;
                }
        arena_free(&arena);
    }
    assert_true(sums > 100000);
    free(names);
}

/* The C library reads the same files with its own code, in seconds. */
static void check_offset(const struct zone *zone, const char *name, int64_t seconds)
{
    struct tm tm;
    time_t time = (time_t)seconds;
    assert_non_null(localtime_r(&time, &tm));
    int64_t offset = zone_offset(zone, seconds * 1000000);
    if (offset != (int64_t)tm.tm_gmtoff * 1000000)
        fail_msg("%s: offset %lld at %lld, not %ld", name, (long long)offset / 1000000,
                 (long long)seconds, tm.tm_gmtoff);
}

static void a_million_offsets_are_those_of_the_c_library(void **state)
{
    (void)state;
    struct zone_names *names = zone_names_list();
    uint64_t random = 1884;
    unsigned checks = 0;
    for (unsigned i = 0; i < names->count; i++) {
        char variable[ZONE_NAME + 1];
        struct arena arena = { 0 };
        const struct zone *zone = zone_named(&arena, names->names[i]);
        snprintf(variable, sizeof variable, ":%s", names->names[i]);
        setenv("TZ", variable, 1);
        tzset();
        for (uint32_t index = 1; index < zone->count; index++, checks += 2) {
            check_offset(zone, names->names[i], zone->at[index] / 1000000 - 1);
            check_offset(zone, names->names[i], zone->at[index] / 1000000);
        }
        for (int j = 0; j < 2000; j++, checks++)
            check_offset(zone, names->names[i],
                         j % 2 ? random_between(&random, FIRST, LAST) / 1000000
                               : random_between(&random, INSTANT_MIN, INSTANT_MAX) / 1000000);
        arena_free(&arena);
    }
    unsetenv("TZ");
    tzset();
    print_message("%u offsets\n", checks);
    assert_true(checks >= 1000000);
    free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_every_zone_a_day_has_begun_exactly_when_its_start_has_come),
        cmocka_unit_test(in_every_zone_a_day_later_shows_the_same_clock),
        cmocka_unit_test(a_million_offsets_are_those_of_the_c_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
