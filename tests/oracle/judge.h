/* judge.h - one case put to the product and to the oracle. */
#ifndef CERTPOL_TESTS_JUDGE_H
#define CERTPOL_TESTS_JUDGE_H

#include "interp/load.h"
#include "tests/oracle/generate.h"

enum verdict {
    VERDICT_AGREED,
    VERDICT_REFUSED, /* the policy does not check, which is fine only where it is ill */
    VERDICT_READER,  /* a good record was rejected, a spoiled one accepted, or one was misread */
    VERDICT_WAYS,    /* AVX2, SSE2 and portable readers make different things of one text */
    VERDICT_DECISION,
    VERDICT_PROMISE, /* a value is absent or out of its type: the checker let too much through */
    VERDICT_STEPS,   /* more steps than announced */
    VERDICT_PROGRAM, /* the program's ways to the same decisions differ */
    VERDICT_CRASHED  /* nobody came back with a verdict */
};

const char *verdict_text(enum verdict verdict);

/* What was seen since the start; all of it adds up. */
struct tally {
    uint64_t cases, refused, ill, ill_accepted;
    uint64_t pairs;       /* policies and a record that was accepted */
    uint64_t rejected;    /* spoiled records, rejected */
    uint64_t evaluations; /* pairs as of an instant */
    uint64_t decisions, outcomes;
    uint64_t readings, unread; /* texts put to all ways of reading; of those, rejected by all */
    uint64_t runs;             /* of the program */
};

/* How the product decides. */
enum manner {
    MANNER_PLAIN,
    MANNER_COUNTING,   /* its steps */
    MANNER_ONE_BY_ONE, /* rules that ask the same are not asked together */
    MANNER_EXPLAINING,
    MANNER_NATIVE, /* as machine code, where there is any */
    MANNER_WANTED, /* every other decision, and those that these use */
    MANNERS
};

/* Which part of a case is judged. */
struct judged {
    enum manner manner;
    int record, now;  /* -1: all */
    bool changed;     /* the records are no longer as the generator chose them */
    bool program;     /* put it to the program too: build/certpol */
    const char *path; /* the program's */
};

/* Where a case differs. */
struct difference {
    int record, now; /* -1: none in particular */
    struct buffer text;
};

/* Judge GIVEN.  DIFFERENCE says where and how it differs first, and is told complaints about a
 * policy that is refused.  ARENA is for what is needed on the way. */
enum verdict judge(struct arena *arena, const struct given *given, struct judged which,
                   struct tally *tally, struct difference *difference);

/* The same decisions by all the ways of the program (end_to_end.c). */
enum verdict judge_program(struct arena *arena, const struct given *given,
                           const struct program *program, const char *path, struct tally *tally,
                           struct difference *difference);

/* GIVEN's files loaded and checked; to be released with load_free. */
struct load *load_given(struct arena *arena, const struct given *given,
                        const struct program **program);

/* The text of SCRAP in ARENA, with zeros behind it for a reader. */
struct text scrap_text(struct arena *arena, const struct scrap *scrap);

#endif
