/* as_text.h - what the parts of the text form share; for interp/explain only. */
#ifndef CERTPOL_EXPLAIN_AS_TEXT_H
#define CERTPOL_EXPLAIN_AS_TEXT_H

#include "interp/explain/explanation.h"
#include "interp/explain/phrases.h"

/* A line that was said. */
struct page_line {
    struct text text;
    struct page_line *next;
};

/* A text in the making. */
struct page {
    struct account *account;
    const char *language; /* of the catalogue */
    struct speech *speech;
    struct buffer *out;
    struct arena words;     /* what fills holes */
    unsigned indent;        /* in steps */
    bool brief;             /* conditions alone, not where their values come from */
    struct page_line *said; /* from what values were computed */
};

/* A line of its own, indented, that is PHRASE with its holes filled. */
void page_say(struct page *page, enum phrase phrase, const struct text *fills);
void page_blank(struct page *page);

/* PHRASE with its holes filled, to fill another's. */
struct text page_phrase(struct page *page, enum phrase phrase, const struct text *fills);

/* What LOOK, a value, was, as the page's language writes it. */
struct text page_value(struct page *page, const struct certpol_look *look);

/* An outcome's row, likewise. */
struct text page_outcome(struct page *page, const struct outcome *outcome, const union value *row);

/* INSTANT; where it begins a day of the policy's zone, that day. */
struct text page_instant(struct page *page, int64_t instant);

/* LOOK as lines: its own, and those of its parts.  Of conditions that were asked aside, only with
 * ASIDE. */
void page_look(struct page *page, const struct certpol_look *look, bool aside);

/* How VALUES, COUNT of them, came about. */
void page_values(struct page *page, const struct certpol_look *values, size_t count);

/* "`cert.expires` is absent", to fill a hole. */
struct text page_missing(struct page *page, const struct certpol_look *missing);

/* The whole explanation; and what stands between the record and the case WANTED. */
void page_explanation(struct page *page);
void page_why_not(struct page *page, int64_t wanted);

#endif
