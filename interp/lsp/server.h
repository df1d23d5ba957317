/* server.h - what the parts of the server share. */
#ifndef CERTPOL_LSP_SERVER_H
#define CERTPOL_LSP_SERVER_H

#include "interp/lsp/lenses.h"
#include "interp/lsp/problems.h"

enum server_state {
    SERVER_NEW, /* `initialize` is to come */
    SERVER_READY,
    SERVER_LEFT, /* `shutdown` came, `exit` is to come */
    SERVER_GONE
};

/* {.wire, .examples} begins. */
struct server {
    enum server_state state;
    bool polite; /* `exit` came after `shutdown` */
    struct wire wire;
    struct desk desk;
    struct client client;
    struct problems problems;
    struct examples examples;
    struct letter *letters; /* that came and are not answered, in order */
    size_t letter_count;
    json_t *held; /* requests for lenses that wait for numbers */
    int64_t
        changed; /* since when problems may be other than told, in milliseconds; 0: they are not */
    int64_t edited;  /* when that was last so */
    int64_t telling; /* how long telling them took last */
    int asked;       /* our own requests so far */
};

/* The clock, in milliseconds. */
int64_t server_clock(void);

/* What is told may not be so any more. */
void server_changed(struct server *server);

/* What the editor has to say at first, and its answer (greeting.c). */
json_t *greet(struct server *server, const json_t *parameters);
void server_greeted(struct server *server);

/* What the editor tells (notices.c); false where there is no such notice. */
bool server_notice(struct server *server, const struct letter *letter);

/* Answer LETTER, a request (answers.c). */
void server_answer(struct server *server, const struct letter *letter);

/* Numbers have become known: answer the requests that wait for them. */
void server_resume(struct server *server);

#endif
