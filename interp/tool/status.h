/* status.h - what the program says by its exit status; the same for every verb. */
#ifndef CERTPOL_TOOL_STATUS_H
#define CERTPOL_TOOL_STATUS_H

enum status {
    STATUS_DONE = 0,
    STATUS_FINDINGS = 1,   /* a failing example, an outcome named by --fail-on */
    STATUS_USAGE = 2,      /* or a file that cannot be read or written */
    STATUS_POLICY = 3,     /* does not check */
    STATUS_REJECTS = 4,    /* done, but some records were rejected */
    STATUS_INTERRUPTED = 5 /* or a limit was reached */
};

#endif
