/* errand.h - a case written into a folder of its own, for the program to be run over. */
#ifndef CERTPOL_TESTS_ERRAND_H
#define CERTPOL_TESTS_ERRAND_H

#include "tests/oracle/judge.h"

enum { PATH_ROOM = 256 };

struct errand {
    struct arena *arena;
    const struct given *given;
    const struct program *program;
    const char *path; /* of the program */
    const char *as_of;
    int64_t now;
    char folder[PATH_ROOM];
    struct tally *tally;
    struct buffer *told; /* how ways differ */
};

/* How records are written one behind the other. */
struct record_form {
    const char *open, *between, *close;
    bool csv;
    int copies;
    bool spoiled; /* with those that no reader accepts */
};

/* The path of the file NAME in the errand's folder. */
const char *errand_path(const struct errand *errand, const char *name);

/* All bytes of a file, none where it is not there; to be freed. */
struct buffer errand_bytes(const struct errand *errand, const char *name);

void errand_policies(const struct errand *errand);
void errand_records(const struct errand *errand, const char *name, struct record_form form);

/* All that was written, the program's outputs, and the folder. */
void errand_end(const struct errand *errand);

#endif
