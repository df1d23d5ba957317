/* say_look.c - what was looked at, in sentences: a line for a condition with the values in it,
 * then, a step further in, how those values came about. */
#include "interp/explain/as_text.h"

#include <stdio.h>

void page_say(struct page *page, enum phrase phrase, const struct text *fills)
{
    for (unsigned i = 0; i < page->indent; i++)
        buffer_string(page->out, "  ");
    say(page->out, page->language, phrase, fills);
    buffer_string(page->out, "\n");
}

void page_blank(struct page *page)
{
    buffer_string(page->out, "\n");
}

static struct text number_text(struct page *page, uint64_t number)
{
    return text_of(arena_format(&page->words, "%llu", (unsigned long long)number));
}

/* "#2" is number 2. */
static struct text element_text(struct page *page, const char *element)
{
    struct text name = text_of(element);
    if (element[0] != '#')
        return name;
    name = (struct text){ name.at + 1, name.length - 1 };
    return page_phrase(page, PHRASE_NUMBER, &name);
}

/* A blank between Chinese and a word of the policy's. */
static struct text beside_han(struct page *page, struct text value)
{
    bool word = value.length && value.at[0] > ' ' && (value.at[0] > '9' || value.at[0] < '0');
    if (strcmp(page->language, "zh") != 0 || !word)
        return value;
    return text_of(arena_format(&page->words, " %.*s", (int)value.length, value.at));
}

struct text page_missing(struct page *page, const struct certpol_look *missing)
{
    const struct sight *sight = sight_of(missing);
    if (sight->state == SIGHT_OTHER_CASE && sight->first) {
        struct certpol_look row = { .found = sight->first };
        const char *text = policy_text(&page->account->looking, sight->first->node->span);
        return page_phrase(page, PHRASE_OTHER,
                           (struct text[]){ text_of(text),
                                            beside_han(page, page_value(page, &row)) });
    }
    return page_phrase(page, PHRASE_ABSENT, (struct text[]){ text_of(missing->text) });
}

/* ---- values ---- */

/* Is there anything to say of what PART of LOOK is?  Not where the text of a presence says it, nor
 * of a record without a key, nor of what LOOK's own line has said. */
static bool is_said(const struct certpol_look *look, const struct certpol_look *part)
{
    if (part->kind != CERTPOL_LOOK_VALUE || (look->means && strcmp(look->means, part->text) == 0))
        return false;
    return part->value.absent ? look->kind != CERTPOL_LOOK_TEST
                              : part->value.type != CERTPOL_RECORD || part->value.text.length;
}

/* "`a` is 1; `b` is 2", for the parts of LOOK. */
static struct text values_text(struct page *page, const struct certpol_look *look)
{
    const struct certpol_look *parts = look->parts;
    struct buffer words = { 0 };
    for (size_t i = 0; i < look->part_count; i++) {
        if (!is_said(look, &parts[i]))
            continue;
        if (words.length)
            say(&words, page->language, PHRASE_AND, NULL);
        say(&words, page->language, PHRASE_VALUE,
            (struct text[]){ text_of(parts[i].text),
                             beside_han(page, page_value(page, &parts[i])) });
    }
    struct text kept = { arena_copy(&page->words, words.at, words.length), (uint32_t)words.length };
    buffer_free(&words);
    return kept;
}

static void say_origin(struct page *page, const struct certpol_look *look);

static void say_origins(struct page *page, const struct certpol_look *parts, size_t count)
{
    if (page->brief)
        return;
    page->indent++;
    for (size_t i = 0; i < count; i++)
        say_origin(page, &parts[i]);
    page->indent--;
}

/* The decision that LOOK comes from: what to ask for to have it explained. */
static void say_decision(struct page *page, const struct certpol_look *look)
{
    const char *name = look->decision;
    if (look->subject.length)
        name = arena_format(&page->words, "%s %s", name, look->subject.at);
    page_say(page, PHRASE_DECIDED, (struct text[]){ text_of(look->text), text_of(name) });
}

/* The element of a filtered list that came nearest. */
static void say_nearest(struct page *page, const struct certpol_look *look)
{
    const char *list = look->part_count ? look->parts[0].text : look->text;
    if (!look->asked)
        return;
    page_say(page, PHRASE_NONE_FITS,
             (struct text[]){ number_text(page, look->elements), text_of(list),
                              element_text(page, look->element) });
    page->indent++;
    page_look(page, look->asked, false);
    page->indent--;
}

static void say_meaning(struct page *page, const struct certpol_look *look)
{
    struct text values = values_text(page, look);
    struct text fills[] = { text_of(look->text), text_of(look->means), values };
    page_say(page, values.length ? PHRASE_MEANS_WITH : PHRASE_MEANS, fills);
}

/* Is there something in PARTS that was not told yet? */
static bool has_news(const struct certpol_look *look)
{
    for (size_t i = 0; i < look->part_count; i++)
        if (!look->parts[i].told_before)
            return true;
    return false;
}

/* From what LOOK was computed; false where that was said before, of the same values. */
static bool say_computed(struct page *page, const struct certpol_look *look)
{
    struct text values = values_text(page, look);
    struct text line =
        page_phrase(page, PHRASE_COMPUTED, (struct text[]){ text_of(look->text), values });
    for (struct page_line *said = page->said; said; said = said->next)
        if (text_equal(said->text, line))
            return false;
    struct page_line *said = arena_new(&page->words, struct page_line);
    *said = (struct page_line){ line, page->said };
    page->said = said;
    if (values.length)
        page_say(page, PHRASE_COMPUTED, (struct text[]){ text_of(look->text), values });
    return true;
}

/* How LOOK's value came about, where that is more than reading it. */
static void say_origin(struct page *page, const struct certpol_look *look)
{
    if (look->told_before)
        return;
    if (look->kind != CERTPOL_LOOK_VALUE) {
        page_look(page, look, false);
        return;
    }
    if (look->decision)
        say_decision(page, look);
    else if (look->means)
        say_meaning(page, look);
    else if (has_news(look) && look->elements == 0 && !say_computed(page, look))
        return;
    if (!look->decision)
        say_origins(page, look->parts, look->part_count);
    say_nearest(page, look);
    if (look->cut)
        page_say(page, PHRASE_MORE, NULL);
}

/* ---- conditions ---- */

static void say_test(struct page *page, const struct certpol_look *look,
                     const struct certpol_look *values)
{
    struct text said = values_text(page, values);
    struct text fills[] = { text_of(look->text), said };
    if (said.length)
        page_say(page, look->holds ? PHRASE_HOLDS_WITH : PHRASE_HOLDS_NOT_WITH, fills);
    else
        page_say(page, look->holds ? PHRASE_HOLDS : PHRASE_HOLDS_NOT, fills);
    say_origins(page, values->parts, values->part_count);
}

static void say_verdict(struct page *page, const struct certpol_look *look)
{
    page_say(page, look->holds ? PHRASE_HOLDS : PHRASE_HOLDS_NOT,
             (struct text[]){ text_of(look->text) });
}

static void say_parts(struct page *page, const struct certpol_look *look, bool aside)
{
    for (size_t i = 0; i < look->part_count; i++)
        if (aside || !look->parts[i].aside)
            page_look(page, &look->parts[i], aside);
}

/* `not` before a test or a value is said with it. */
static void say_not(struct page *page, const struct certpol_look *look, bool aside)
{
    const struct certpol_look *inner = look->parts;
    if (look->part_count && inner->kind == CERTPOL_LOOK_TEST) {
        say_test(page, look, inner);
    } else if (look->part_count && inner->kind == CERTPOL_LOOK_VALUE && !inner->means) {
        say_test(page, look, look);
    } else {
        say_verdict(page, look);
        page->indent++;
        say_parts(page, look, aside);
        page->indent--;
    }
}

static void say_quantifier(struct page *page, const struct certpol_look *look)
{
    const struct certpol_look *list = look->parts;
    struct text name = text_of(look->part_count ? list->text : look->text);
    bool any = look->kind == CERTPOL_LOOK_ANY;
    say_verdict(page, look);
    page->indent++;
    struct text count = number_text(page, look->elements);
    if (!look->elements)
        page_say(page, PHRASE_NOTHING_TO_ASK, &name);
    else if (!look->asked)
        page_say(page, PHRASE_ALL_FIT, (struct text[]){ count, name });
    else if (any && !look->holds)
        page_say(page, PHRASE_NONE_FITS,
                 (struct text[]){ count, name, element_text(page, look->element) });
    else
        page_say(page, any ? PHRASE_FITS : PHRASE_FITS_NOT,
                 (struct text[]){ element_text(page, look->element), name });
    if (look->asked) {
        page->indent++;
        page_look(page, look->asked, false);
        page->indent--;
    }
    page->indent--;
    say_origins(page, look->parts, look->part_count);
}

/* A condition with a name: what it stands for, and that. */
static void say_named(struct page *page, const struct certpol_look *look, bool aside)
{
    if (!look->means) {
        say_test(page, look, look);
        return;
    }
    say_verdict(page, look);
    page->indent++;
    if (!look->told_before)
        page_say(page, PHRASE_MEANS, (struct text[]){ text_of(look->text), text_of(look->means) });
    for (size_t i = 0; i < look->part_count; i++) {
        if (look->parts[i].condition)
            page_look(page, &look->parts[i], aside);
        else
            say_origin(page, &look->parts[i]);
    }
    page->indent--;
}

void page_values(struct page *page, const struct certpol_look *values, size_t count)
{
    page->indent--;
    say_origins(page, values, count);
    page->indent++;
}

void page_look(struct page *page, const struct certpol_look *look, bool aside)
{
    if (look->missing) {
        page_say(page, PHRASE_NOT_LOOKED_AT,
                 (struct text[]){ text_of(look->text), page_missing(page, look->missing) });
        return;
    }
    switch (look->kind) {
    case CERTPOL_LOOK_ALL:
        say_parts(page, look, aside);
        break;
    case CERTPOL_LOOK_SOME:
        say_verdict(page, look);
        page->indent++;
        say_parts(page, look, aside);
        page->indent--;
        break;
    case CERTPOL_LOOK_NOT:
        say_not(page, look, aside);
        break;
    case CERTPOL_LOOK_TEST:
        say_test(page, look, look);
        break;
    case CERTPOL_LOOK_ANY:
    case CERTPOL_LOOK_EVERY:
        say_quantifier(page, look);
        break;
    case CERTPOL_LOOK_VALUE:
        say_named(page, look, aside);
        break;
    }
    if (look->cut)
        page_say(page, PHRASE_MORE, NULL);
}
