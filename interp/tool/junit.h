/* junit.h - the results of golden examples for a build server. */
#ifndef CERTPOL_TOOL_JUNIT_H
#define CERTPOL_TOOL_JUNIT_H

#include "interp/tool/judge.h"
#include "interp/tool/memory.h"

/* {0}, then junit_case for each, then junit_write. */
struct junit {
    struct memory_text cases; /* the text so far; {0}: nothing is kept */
    size_t count, failed;
};

/* A case of the file at PATH that took MICROSECONDS. */
void junit_case(struct junit *junit, const char *path, const struct golden_case *tested,
                const struct verdict *verdict, int64_t microseconds);

/* Write the file at PATH, complete or not at all, and release what was kept.  False after a
 * message. */
bool junit_write(struct junit *junit, const char *path);

#endif
