/* parsing.h - what parser.y, parse.c and complaint*.c share: the parser's view of the tokens. */
#ifndef CERTPOL_GRAMMAR_PARSING_H
#define CERTPOL_GRAMMAR_PARSING_H

#include "grammar/ast_build.h"
#include "grammar/parse.h"
#include "grammar/token.h"

struct parser {
    struct builder builder;
    struct tokens tokens;
    struct chain items;      /* the declarations read so far */
    uint32_t next;           /* the token to be handed out */
    uint32_t last;           /* the token handed out last */
    int owed;                /* a bracket that is missing in the text is handed out next; or 0 */
    uint32_t rewound;        /* the step that was read anew last */
    uint32_t block;          /* the place of the latest '{' */
    uint32_t comma_in;       /* the block whose commas were reported */
    uint32_t complaints;     /* so far; who has many is read no further */
    struct expected *behind; /* what may stand behind the text goes there; or NULL */
    bool asked;              /* which the parser is telling */
};

/* A word that cannot stand where it stands, and what is around it. */
struct situation {
    const struct parser *parser;
    const struct expected *expected;
    struct token found, before,
        earlier; /* the words before it, the nearest first; comments are none */
};

/* What to say about it. */
struct complaint {
    const char *code;
    struct span span;
    const char *message;
    const char *hint; /* or NULL */
    struct span mended;
    const char *mend; /* what to put in the place of MENDED, or NULL */
};

/* Report that the token handed out last cannot stand where it stands. */
void complain_syntax(struct parser *parser, const struct expected *expected);

/* Report a comma between the entries of braces, the first of each. */
void complain_comma(struct parser *parser, struct span span);

/* Report that the parser's stack is full. */
void complain_depth(struct parser *parser, struct span span);

/* What habits of other notations invite: the complaint with its advice.  Without a message where
 * none is known; there may be a hint still. */
struct complaint advice_on(const struct situation *situation);

/* If braces were not closed before the declaration at which the parser is: say so, and go on as if
 * they had been. */
bool recover_declaration(struct parser *parser);

/* Choose where to go on.  Inside parentheses or brackets that is where they close, or, as if they
 * had been closed, where nothing of theirs can stand; DIAG then shows which. */
void recover(struct parser *parser, const struct situation *situation, struct diag *diag);

/* The same after a word that the scanner has complained about. */
void recover_invalid(struct parser *parser);

/* Whether the word at SPAN, handed out last, begins a declaration or a step, and stands where one
 * does: then a slip in it is told, however near the last one. */
bool begins_entry(const struct parser *parser, struct span span);

/* Whether the outcome is missing after `then`, and a step's first word was taken for it. */
bool is_missing_outcome(const struct situation *situation);

/* The index of the word before INDEX, comments left out; INDEX itself if there is none. */
uint32_t word_before(const struct tokens *tokens, uint32_t index);

/* Whether KIND is the first word of a declaration. */
bool token_is_declaration(int kind);

/* Whether KIND, of parser.h, may stand there. */
bool may_stand(const struct situation *situation, int kind);

/* The text of TOKEN for a message: in the arena, shortened if it is long. */
const char *token_quoted(const struct parser *parser, struct token token);

#endif
