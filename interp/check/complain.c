/* complain.c - what the complaints about declarations have in common. */
#include "interp/check/declare/declare.h"

#include <stdio.h>

bool declare_once(struct checker *checker, struct places *places, struct name name,
                  const char *what)
{
    struct place_of place = { name.text, name.span, places->count };
    return declare_place(checker, places, place, what);
}

bool give_once(struct checker *checker, struct places *places, struct name name, const char *what)
{
    struct place_of place = { name.text, name.span, places->count };
    const struct place_of *first = name.text ? places_add(places, place) : NULL;
    if (!first)
        return name.text;
    struct diag *diag = diag_error(checker->diags, name.span, "given-twice",
                                   "%s `%s` is given twice", what, name.text);
    diag_other(checker->diags, diag, first->span, "first here");
    diag_hint(checker->diags, diag, "leave one out");
    return false;
}

bool declare_place(struct checker *checker, struct places *places, struct place_of place,
                   const char *what)
{
    const struct place_of *first = place.name ? places_add(places, place) : NULL;
    if (!first)
        return place.name;
    struct diag *diag = diag_error(checker->diags, place.span, "declared-twice",
                                   "%s `%s` is declared twice", what, place.name);
    diag_other(checker->diags, diag, first->span, "first here");
    diag_hint(checker->diags, diag, "rename one of them, or leave it out");
    return false;
}

uint32_t worth_gathering(const struct checker *checker, uint32_t count)
{
    return checker->diags->count < DIAG_MAX ? count : 0;
}

const char *meant(struct checker *checker, const char *word, const char *const *candidates,
                  uint32_t count)
{
    enum { CANDIDATES_MAX = 10000 };
    if (checker->diags->count == DIAG_MAX)
        return NULL;
    return closest_name(word, candidates, count < CANDIDATES_MAX ? count : CANDIDATES_MAX);
}

bool may_be_elsewhere(const struct checker *checker, const char *closest)
{
    return checker->load->incomplete && !closest;
}

void hint_meant(struct checker *checker, struct diag *diag, const char *closest,
                const char *otherwise)
{
    if (closest)
        diag_meant(checker->diags, diag, closest);
    else if (otherwise)
        diag_hint(checker->diags, diag, "%s", otherwise);
}

const struct module_check *module_at(const struct checker *checker, struct span span)
{
    const struct source *source = sources_find(&checker->load->sources, span.start);
    for (uint32_t i = 0; source && i < checker->load->module_count; i++)
        if (checker->modules[i].module->ast.source == source)
            return &checker->modules[i];
    return NULL;
}

const char *day_shown(struct checker *checker, int64_t date)
{
    char text[CALENDAR_TEXT];
    size_t length = date_format(date, text);
    return arena_copy(checker->arena, text, length);
}

void complain_day(struct checker *checker, const struct literal *literal)
{
    struct diag *diag = diag_error(checker->diags, literal->span, "no-such-day",
                                   "%s is not a day of the calendar", literal->text);
    int year, month;
    if (sscanf(literal->text, "%4d-%2d", &year, &month) == 2 && month >= 1 && month <= 12)
        diag_hint(checker->diags, diag, "that month has %d days", (int)days_in_month(year, month));
    else
        diag_hint(checker->diags, diag, "a day is written as year, month and day: 2021-02-28");
}

/* The day that LITERAL names; OPEN where there is none. */
static bool day_resolve(struct checker *checker, const struct literal *literal, int64_t open,
                        int64_t *date)
{
    *date = open;
    if (!literal->text || date_parse((struct text){ literal->text, literal->length }, date))
        return true;
    complain_day(checker, literal);
    return false;
}

bool days_resolve(struct checker *checker, const struct days *days, int64_t *from, int64_t *to)
{
    bool begins = day_resolve(checker, &days->from, DATE_MIN, from);
    bool ends = day_resolve(checker, &days->to, DATE_MAX, to);
    if (!begins || !ends)
        return false;
    if (*from <= *to)
        return true;
    struct diag *diag = diag_error(checker->diags, days->span, "days-reversed", "%s is before %s",
                                   days->to.text, days->from.text);
    diag_hint(checker->diags, diag, "the first day stands first: %s .. %s", days->to.text,
              days->from.text);
    diag_mend(checker->diags, diag, days->span, "%s .. %s", days->to.text, days->from.text);
    return false;
}
