/* test_calendar_suite.c - the public suites' rows about days, instants, periods and durations.
 *
 * Translates their operations into the calendar's; what the language leaves out is skipped and
 * counted, reason by reason. */
#include "interp/value/calendar.h"

#include "interp/value/zone.h"
#include "tests/unit/suite_cells.h"
#include "tests/unit/suite_rows.h"

enum column { ID, OPERATION, FIRST, EXPECTED = FIRST + 4, CONVENTION };

struct row {
    const char *id, *operation;
    struct cell a, b, c, d, expected;
    const char *convention; /* "" in the suite that all engines agree on */
};

/* Where the row needs no rounding, each gives the same. */
static struct cell add_to_date(const struct row *row, int64_t date, struct period period)
{
    bool ambiguous = date_add_is_ambiguous(date, period);
    int64_t down = date_add(date, period, ROUNDING_DOWN), up = date_add(date, period, ROUNDING_UP);
    if (strcmp(row->convention, "overflow") == 0)
        return skipped("days that overflow into the next month");
    if (strcmp(row->convention, "ambiguous-is-error") == 0)
        return ambiguous ? error_cell() : number_cell(down, DATE);
    if (strcmp(row->convention, "round-up") == 0)
        return number_cell(up, DATE);
    if (strcmp(row->convention, "clamp") == 0)
        return number_cell(down, DATE);
    assert_string_equal(row->convention, "");
    assert_false(ambiguous);
    assert_int_equal(down, up);
    return number_cell(down, DATE);
}

/* The zone with the offset that INSTANT is written with. */
static const struct zone *zone_of(struct arena *arena, const char *instant)
{
    char name[32] = "UTC";
    size_t length = strlen(instant);
    if (instant[length - 1] != 'Z') {
        assert_string_equal(instant + length - 3, ":00");
        const char *offset = instant + length - 6;
        snprintf(name, sizeof name, "Etc/GMT%c%d", *offset == '+' ? '-' : '+', atoi(offset + 1));
    }
    const struct zone *zone = zone_load(arena, name);
    assert_non_null(zone);
    return zone;
}

static struct cell add_to_instant(const struct cell *instant, struct period period)
{
    struct arena arena = { 0 };
    const struct zone *zone = zone_of(&arena, instant->text);
    int64_t sum = zone_add(zone, instant->number, period, ROUNDING_DOWN);
    arena_free(&arena);
    return number_cell(sum, INSTANT);
}

static struct cell sum(const struct row *row, int64_t sign)
{
    struct cell a = row->a, b = row->b;
    if (sign > 0 && (b.kind == DATE || b.kind == INSTANT)) {
        a = row->b;
        b = row->a;
    }
    struct period period = { (int32_t)(sign * b.period.months), (int32_t)(sign * b.period.days) };
    if (a.kind == DATE && b.kind == PERIOD)
        return add_to_date(row, a.number, period);
    if (a.kind == INSTANT && b.kind == PERIOD)
        return add_to_instant(&a, period);
    if (a.kind == PERIOD && b.kind == PERIOD)
        return period_cell(a.period.months + period.months, a.period.days + period.days);
    if (a.kind == DATE && b.kind == DURATION)
        return skipped("a day and a duration do not mix");
    if (a.kind == DATE && b.kind == DATE)
        return number_cell((a.number - b.number) * DAY_MICROSECONDS, DURATION);
    if (a.kind == INSTANT && b.kind == INSTANT)
        return number_cell(a.number - b.number, DURATION);
    assert_int_equal(b.kind, DURATION);
    return number_cell(a.number + sign * b.number, a.kind);
}

static struct cell run_add(const struct row *row)
{
    return sum(row, 1);
}

static struct cell run_sub(const struct row *row)
{
    return sum(row, -1);
}

static struct cell run_mul(const struct row *row)
{
    const struct cell *factor = row->a.kind == NUMBER ? &row->a : &row->b;
    const struct cell *value = row->a.kind == NUMBER ? &row->b : &row->a;
    if (value->kind == PERIOD)
        return period_cell(factor->number * value->period.months,
                           factor->number * value->period.days);
    return number_cell(factor->number * value->number, DURATION);
}

static struct cell run_date_of(const struct row *row)
{
    struct arena arena = { 0 };
    const struct zone *zone = zone_of(&arena, row->a.text);
    int64_t date = zone_date_of(zone, row->a.number);
    arena_free(&arena);
    return number_cell(date, DATE);
}

static struct cell run_comparison(const struct row *row)
{
    const struct cell *a = &row->a, *b = &row->b;
    const char *operation = row->operation;
    bool equality = strcmp(operation, "eq") == 0 || strcmp(operation, "ne") == 0;
    if (a->kind == PERIOD && !equality)
        return skipped("periods have no order");
    if (equality)
        return bool_cell(cells_equal(a, b) == (operation[0] == 'e'));
    if (strcmp(operation, "compare") == 0)
        return number_cell((a->number > b->number) - (a->number < b->number), NUMBER);
    bool strict = operation[1] == 't';
    if (operation[0] == 'l')
        return bool_cell(strict ? a->number < b->number : a->number <= b->number);
    return bool_cell(strict ? a->number > b->number : a->number >= b->number);
}

static struct cell run_in_range(const struct row *row)
{
    int64_t value = row->a.number, low = row->b.number, high = row->c.number;
    if (row->a.kind == PERIOD)
        return skipped("periods have no order");
    return bool_cell((row->d.text[0] == '[' ? low <= value : low < value) &&
                     (row->d.text[1] == ']' ? value <= high : value < high));
}

static struct cell run_extreme(const struct row *row)
{
    const struct cell *cells[] = { &row->b, &row->c };
    int64_t best = row->a.number;
    for (int i = 0; i < 2; i++)
        if (cells[i]->kind != NOTHING &&
            (strcmp(row->operation, "min") == 0 ? cells[i]->number < best
                                                : cells[i]->number > best))
            best = cells[i]->number;
    return number_cell(best, DATE);
}

static struct cell run_parse_date(const struct row *row)
{
    struct cell cell = { .kind = DATE };
    return date_parse(text_of(row->a.text), &cell.number) ? cell : error_cell();
}

static struct cell run_parse_instant(const struct row *row)
{
    struct cell cell = { .kind = NUMBER };
    const char *text = row->a.text;
    if (row->expected.kind != ERROR && has_nanoseconds(text))
        return skipped(NANOSECONDS);
    if (row->expected.kind != ERROR && has_other_year(text))
        return skipped(BEYOND_YEARS);
    if (strcmp(text, "1970-01-01T00:00:00.0000000000Z") == 0)
        return skipped("more than nine zeros in a fraction are read here");
    if (!instant_parse(text_of(text), &cell.number))
        return error_cell();
    cell.number *= 1000;
    return cell;
}

static struct cell run_parse_duration(const struct row *row)
{
    struct cell cell = { .kind = SPAN };
    const char *text = row->a.text;
    bool is_period = period_parse(text_of(text), &cell.period);
    bool is_duration = !is_period && duration_parse(text_of(text), &cell.number);
    if (is_period && strcmp(row->convention, "day=24h") == 0 && cell.period.days)
        return skipped("a day is not 24 hours");
    if (is_period || is_duration)
        return cell;
    if (row->expected.kind == ERROR)
        return error_cell();
    const char *time = strchr(text, 'T');
    if (time && time[-1] != 'P')
        return skipped("a period and a duration in one");
    if (has_nanoseconds(text))
        return skipped(NANOSECONDS);
    if (strpbrk(strchr(text, 'P') ? strchr(text, 'P') : text, "+-"))
        return skipped("a sign behind P");
    if (strpbrk(text, "pytmdshw"))
        return skipped("small letters");
    if (strpbrk(text, ","))
        return skipped("a comma in a fraction");
    return error_cell();
}

static struct cell run_make_date(const struct row *row)
{
    char text[32];
    struct cell cell = { .kind = DATE };
    if (row->a.number < 1 || row->a.number > 9999)
        return skipped(BEYOND_YEARS);
    snprintf(text, sizeof text, "%04d-%02d-%02d", (int)row->a.number, (int)row->b.number,
             (int)row->c.number);
    return date_parse(text_of(text), &cell.number) ? cell : error_cell();
}

static struct cell run_epoch(const struct row *row)
{
    bool seconds = strcmp(row->operation, "epoch_s") == 0;
    return number_cell(seconds ? row->a.number / 1000000 - (row->a.number % 1000000 < 0)
                               : row->a.number * 1000,
                       NUMBER);
}

/* The suites count towards zero, the language counts down: one more where b is before a and a
 * number of whole units does not lead to it. */
static int64_t months_towards_zero(int64_t from, int64_t to)
{
    int64_t months = units_between(from, to, UNIT_MONTHS, ROUNDING_UP);
    if (to >= from)
        return months;
    return -units_between(to, from, UNIT_MONTHS, ROUNDING_UP);
}

static struct cell run_between(const struct row *row)
{
    int64_t from = row->a.number, to = row->b.number;
    int64_t days = units_between(from, to, UNIT_DAYS, ROUNDING_NONE);
    int64_t years = units_between(from, to, UNIT_YEARS, ROUNDING_UP);
    if (to < from)
        years = -units_between(to, from, UNIT_YEARS, ROUNDING_UP);
    switch (row->operation[0]) {
    case 'd':
        return number_cell(days, NUMBER);
    case 'w':
        return number_cell(days / 7, NUMBER);
    case 'm':
        return number_cell(months_towards_zero(from, to), NUMBER);
    case 'q':
        return number_cell(months_towards_zero(from, to) / 3, NUMBER);
    default:
        return number_cell(years, NUMBER);
    }
}

static struct cell run_between_whole_months(const struct row *row)
{
    return period_cell(months_towards_zero(row->a.number, row->b.number), 0);
}

/* Days, or whole months and the days that are left from the last day that they lead to. */
static struct cell run_between_units(const struct row *row)
{
    int64_t from = row->a.number, to = row->b.number;
    if (strcmp(row->c.text, "days") == 0 || strcmp(row->c.text, "weeks") == 0)
        return period_cell(0, units_between(from, to, UNIT_DAYS, ROUNDING_NONE));
    int64_t months = months_towards_zero(from, to);
    struct period period = { (int32_t)months, 0 };
    if (to < from && date_add_is_ambiguous(from, period))
        return skipped("days left over, counted back from a day that is not there");
    return period_cell(months, to - date_add(from, period, ROUNDING_DOWN));
}

static struct cell run_age(const struct row *row)
{
    bool old = strcmp(row->operation, "is_old_enough") == 0;
    struct cell from = add_to_date(row, row->a.number, row->b.period);
    return bool_cell((from.number <= row->c.number) == old);
}

static int64_t first_of(int32_t year, int32_t month)
{
    return date_from_civil((struct civil){ year, month, 1 });
}

/* 1 for Monday; 1970-01-01 was a Thursday. */
static int64_t weekday(int64_t date)
{
    return ((date + 3) % 7 + 7) % 7 + 1;
}

static struct cell run_number_of_date(const struct row *row)
{
    int64_t date = row->a.number;
    struct civil civil = date_to_civil(date);
    int64_t thursday = date - weekday(date) + 4;
    int32_t week_year = date_to_civil(thursday).year;
    const struct {
        const char *operation;
        int64_t number;
    } answers[] = {
        { "year", civil.year },
        { "month", civil.month },
        { "day", civil.day },
        { "quarter", (civil.month + 2) / 3 },
        { "days_in_month", days_in_month(civil.year, civil.month) },
        { "days_in_year", first_of(civil.year + 1, 1) - first_of(civil.year, 1) },
        { "day_of_year", date - first_of(civil.year, 1) + 1 },
        { "day_of_week", weekday(date) },
        { "iso_week", (thursday - first_of(week_year, 1)) / 7 + 1 },
        { "iso_week_year", week_year },
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strcmp(row->operation, answers[i].operation) == 0)
            return number_cell(answers[i].number, NUMBER);
    fail_msg("%s is unknown", row->operation);
    return (struct cell){ 0 };
}

static struct cell run_date_of_date(const struct row *row)
{
    int64_t date = row->a.number;
    struct civil civil = date_to_civil(date);
    int32_t quarter = (civil.month - 1) / 3 * 3 + 1;
    const struct {
        const char *operation;
        int64_t date;
    } answers[] = {
        { "first_day_of_month", first_of(civil.year, civil.month) },
        { "last_day_of_month",
          first_of(civil.year, civil.month) + days_in_month(civil.year, civil.month) - 1 },
        { "first_day_of_year", first_of(civil.year, 1) },
        { "last_day_of_year", first_of(civil.year + 1, 1) - 1 },
        { "first_day_of_quarter", first_of(civil.year, quarter) },
        { "last_day_of_quarter",
          date_add(first_of(civil.year, quarter), (struct period){ 3, -1 }, ROUNDING_NONE) },
        { "first_day_of_week", date - weekday(date) + 1 },
        { "last_day_of_week", date - weekday(date) + 7 },
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (strcmp(row->operation, answers[i].operation) == 0)
            return number_cell(answers[i].date, DATE);
    fail_msg("%s is unknown", row->operation);
    return (struct cell){ 0 };
}

static struct cell run_leap_year(const struct row *row)
{
    return bool_cell(days_in_month(date_to_civil(row->a.number).year, 2) == 29);
}

static struct cell run_div(const struct row *row)
{
    (void)row;
    return skipped("division left out of the language");
}

static struct cell run_abs(const struct row *row)
{
    (void)row;
    return skipped("no absolute value in the language");
}

/* The operations that one function runs, each between spaces. */
static const struct {
    const char *operations;
    struct cell (*run)(const struct row *row);
} RUNNERS[] = {
    { " add ", run_add },
    { " sub ", run_sub },
    { " mul ", run_mul },
    { " div ", run_div },
    { " abs ", run_abs },
    { " eq ne lt le gt ge compare ", run_comparison },
    { " in_range ", run_in_range },
    { " min max ", run_extreme },
    { " parse_date ", run_parse_date },
    { " parse_instant ", run_parse_instant },
    { " parse_duration ", run_parse_duration },
    { " make_date ", run_make_date },
    { " epoch_ns epoch_s ", run_epoch },
    { " date_of ", run_date_of },
    { " days_between weeks_between months_between quarters_between years_between ", run_between },
    { " between_units ", run_between_units },
    { " between_whole_months ", run_between_whole_months },
    { " is_old_enough is_young_enough ", run_age },
    { " is_leap_year ", run_leap_year },
    { " year month day quarter days_in_month days_in_year day_of_year day_of_week iso_week "
      "iso_week_year ",
      run_number_of_date },
    { " first_day_of_month last_day_of_month first_day_of_quarter last_day_of_quarter "
      "first_day_of_year last_day_of_year first_day_of_week last_day_of_week ",
      run_date_of_date },
};

static struct cell run_row(const struct row *row)
{
    if (strcmp(row->convention, "months-vs-days-incomparable") == 0)
        return skipped("a matter of types");
    const struct cell *cells[] = { &row->a, &row->b, &row->c, &row->d, &row->expected };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (cells[i]->kind == SKIPPED && strcmp(row->operation, "div") != 0)
            return *cells[i];
    char word[64];
    snprintf(word, sizeof word, " %s ", row->operation);
    for (size_t i = 0; i < sizeof RUNNERS / sizeof *RUNNERS; i++)
        if (strstr(RUNNERS[i].operations, word))
            return RUNNERS[i].run(row);
    fail_msg("%s: the operation %s is unknown", row->id, row->operation);
    return (struct cell){ 0 };
}

static struct row read_row(const struct suite_row *cells)
{
    return (struct row){
        .id = cells->cells[ID],
        .operation = cells->cells[OPERATION],
        .a = read_cell(cells->cells[FIRST]),
        .b = read_cell(cells->cells[FIRST + 1]),
        .c = read_cell(cells->cells[FIRST + 2]),
        .d = read_cell(cells->cells[FIRST + 3]),
        .expected = read_cell(cells->cells[EXPECTED]),
        .convention = cells->cells[CONVENTION],
    };
}

static void run_suite(const char *name)
{
    struct suite suite = suite_open(name);
    struct suite_row cells;
    struct tally tally = { 0 };
    while (suite_next(&suite, &cells)) {
        struct row row = read_row(&cells);
        struct cell got = run_row(&row);
        if (got.kind != SKIPPED && !cells_equal(&got, &row.expected))
            fail_msg("%s %s %s %s: %s expected (%s)", row.id, row.operation, cells.cells[FIRST],
                     cells.cells[FIRST + 1], cells.cells[EXPECTED], row.convention);
        tally_add(&tally, row.operation, got.kind == SKIPPED ? got.reason : NULL);
    }
    tally_report(&tally, name);
    suite_close(&suite);
}

static void the_rows_that_all_engines_agree_on_agree(void **state)
{
    (void)state;
    run_suite("dates/rows_core.csv");
}

static void the_rows_of_a_convention_agree_under_it(void **state)
{
    (void)state;
    run_suite("dates/rows_convention.csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rows_that_all_engines_agree_on_agree),
        cmocka_unit_test(the_rows_of_a_convention_agree_under_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
