/* rejects.h - telling of records that were not decided, and keeping them. */
#ifndef CERTPOL_TOOL_REJECTS_H
#define CERTPOL_TOOL_REJECTS_H

#include "interp/certpol.h"
#include "interp/tool/output.h"

struct rejects {
    bool told;          /* messages on standard error: the first ones for people, */
    bool json;          /* or all of them for programs */
    uint64_t count;     /* so far */
    struct output file; /* of --rejects; {0}: none */
    bool keeps;         /* there is a file */
};

/* Tell of REJECTION and keep it.  False after a message where it cannot be kept. */
bool rejects_add(struct rejects *rejects, const struct certpol_rejection *rejection);

/* Say how many were not told of. */
void rejects_end(const struct rejects *rejects);

#endif
