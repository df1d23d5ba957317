/* wire.h - messages on two descriptors: "Content-Length: N", an empty line, N bytes.
 *
 * Knows nothing of what is in a message.  What is no message is skipped and told once. */
#ifndef CERTPOL_LSP_WIRE_H
#define CERTPOL_LSP_WIRE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    WIRE_MESSAGE_MAX = 64 << 20, /* bytes of a message; a longer one is skipped */
    WIRE_HEADER_MAX = 4096       /* bytes before it */
};

/* {.input, .output} begins; to be released with wire_free, which closes neither. */
struct wire {
    int input, output;
    char *bytes; /* read and not yet handed out */
    size_t start, end, capacity;
    size_t skipped; /* bytes of a message that is too long, still to come */
    bool lost;      /* what came last was no message, and was told */
    bool ended;     /* the input has no more */
    bool unheard;   /* the output takes no more */
};

enum wire_state {
    WIRE_NONE,    /* more has to be read first */
    WIRE_MESSAGE, /* TEXT and LENGTH are it, until the next call */
    WIRE_BROKEN,  /* what came is no message */
    WIRE_LONG     /* a message is longer than WIRE_MESSAGE_MAX */
};

/* Read what is there, once; waits where nothing is. */
void wire_fill(struct wire *wire);

/* The next message of what was read. */
enum wire_state wire_next(struct wire *wire, const char **text, size_t *length);

/* Send the LENGTH bytes at TEXT as a message. */
void wire_send(struct wire *wire, const char *text, size_t length);

void wire_free(struct wire *wire);

#endif
