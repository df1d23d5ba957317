/* phrases.h - the sentences of an explanation, in every language that explanations are given in.
 *
 * {0} to {9} are holes.  What fills them may be any word, so no sentence changes with it: in Korean
 * each hole is followed by what does not ask how the word before it ends. */
#ifndef CERTPOL_EXPLAIN_PHRASES_H
#define CERTPOL_EXPLAIN_PHRASES_H

#include "interp/report/buffer.h"

enum phrase {
    PHRASE_TITLE,   /* decision, record, instant */
    PHRASE_OUTCOME, /* outcome, rule */
    PHRASE_NO_OUTCOME,
    PHRASE_NOT_IN_FORCE,
    PHRASE_MESSAGE,       /* text */
    PHRASE_CITES,         /* rule, place */
    PHRASE_CITES_NOTHING, /* rule, place */
    PHRASE_DISPUTED,      /* text */

    PHRASE_FILTER,
    PHRASE_ORDER,
    PHRASE_BELOW,
    PHRASE_FAILED,    /* number, rule */
    PHRASE_APPLIES,   /* number, rule */
    PHRASE_ADDS,      /* number, rule, outcome */
    PHRASE_OTHERWISE, /* number, rule */
    PHRASE_ALSO,      /* number, rule, outcome */
    PHRASE_NEITHER,   /* number, rule */
    PHRASE_UNASKED,   /* number, rule, fact */
    PHRASE_ABSENT,    /* text: a fact, and no sentence yet */
    PHRASE_OTHER,     /* text, value: likewise */

    PHRASE_HOLDS,          /* condition */
    PHRASE_HOLDS_NOT,      /* condition */
    PHRASE_HOLDS_WITH,     /* condition, values */
    PHRASE_HOLDS_NOT_WITH, /* condition, values */
    PHRASE_NOT_LOOKED_AT,  /* condition, fact */
    PHRASE_VALUE,          /* text, value: a part of what follows */
    PHRASE_AND,            /* between two of them */
    PHRASE_MEANS,          /* text, meaning */
    PHRASE_MEANS_WITH,     /* text, meaning, values */
    PHRASE_COMPUTED,       /* text, values */
    PHRASE_DECIDED,        /* text, decision */
    PHRASE_FITS,           /* element, list */
    PHRASE_FITS_NOT,       /* element, list */
    PHRASE_NONE_FITS,      /* count, list, nearest element */
    PHRASE_ALL_FIT,        /* count, list */
    PHRASE_NOTHING_TO_ASK, /* list */
    PHRASE_MORE,

    PHRASE_TRUE,
    PHRASE_FALSE,
    PHRASE_NO_VALUE,
    PHRASE_EMPTY_LIST,
    PHRASE_ONE,    /* an element */
    PHRASE_MANY,   /* count */
    PHRASE_LIST,   /* that, items */
    PHRASE_NUMBER, /* of an element */

    PHRASE_WHY_NOT, /* outcome */
    PHRASE_BECAUSE_IT_IS,
    PHRASE_NO_RULE,  /* outcome */
    PHRASE_WOULD,    /* rule, place */
    PHRASE_PRECEDED, /* rule */
    PHRASE_IN_THE_WAY,
    PHRASE_LEFT_OVER, /* nothing else: rules above it would have to fail */
    PHRASE_RESTS,     /* fact */
    PHRASE_TIME,      /* instant */
    PHRASE_TIME_ENDS, /* instant */
    PHRASE_TIME_NOT,
    PHRASE_REACHED, /* instant, outcome */
    PHRASE_NOT_REACHED,
    PHRASE_UNCLEAR, /* whether time alone brings it */
    PHRASE_COUNT
};

/* The language of the catalogue for a reader who wants TAG (ko-KR gets ko); en where there is none.
 */
const char *phrases_language(struct text tag);

/* Append PHRASE in LANGUAGE, which phrases_language gave, its holes filled with FILLS. */
void say(struct buffer *out, const char *language, enum phrase phrase, const struct text *fills);

#endif
