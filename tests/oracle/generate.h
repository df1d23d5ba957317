/* generate.h - policies and records by chance: the same for the same seed. */
#ifndef CERTPOL_TESTS_GENERATE_H
#define CERTPOL_TESTS_GENERATE_H

#include "interp/check/program.h"
#include "tests/oracle/scrap.h"

enum { GIVEN_FILES = 8 };

struct datum;

struct given_file {
    const char *path;
    struct scrap *text;
    bool policy; /* to be named on the command line */
};

struct given_record {
    struct scrap *json;
    const struct datum *datum;
    bool spoiled;    /* no reader may accept it */
    const char *csv; /* its line, or NULL where records are not flat */
    int64_t now[3];
};

/* A case: policies with their tables, and records with instants as of which they are decided. */
struct given {
    struct given_file files[GIVEN_FILES];
    uint32_t file_count;
    struct given_record *records;
    uint32_t record_count;
    const char *csv_header; /* or NULL */
    bool ill;               /* a word of the policy was changed: it may not check */
};

/* The case INDEX of SEED, in ARENA. */
struct given *generate(struct arena *arena, uint64_t seed, uint64_t index);

#endif
