/* options.h - the command line: verbs, their options, and the help that is made from the same
 * tables. */
#ifndef CERTPOL_TOOL_OPTIONS_H
#define CERTPOL_TOOL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct option {
    const char *name;  /* without its dashes */
    char letter;       /* its short form, or 0 */
    const char *value; /* how the help calls its value; NULL: it has none */
    const char *help;
};

struct arguments;

struct verb {
    const char *name, *operands, *summary;
    const struct option *options;
    size_t option_count;
    int (*run)(const struct arguments *arguments); /* returns the exit status */
};

/* An option as given. */
struct given {
    const struct option *option;
    const char *value; /* NULL where it has none */
};

/* The command line of a verb.  Texts are those of argv. */
struct arguments {
    const struct verb *verb;
    struct given *options; /* in the order given */
    size_t option_count;
    const char **operands; /* all that is no option, in order */
    size_t operand_count;
};

/* Read ARGC words behind the verb.  False after a message on standard error.  To be released with
 * arguments_free in any case. */
bool arguments_read(struct arguments *arguments, const struct verb *verb, int argc, char **argv);
void arguments_free(struct arguments *arguments);

bool option_given(const struct arguments *arguments, const char *name);

/* The value given last, or NULL. */
const char *option_value(const struct arguments *arguments, const char *name);

/* All values of an option that may be repeated; as many as option_count says at most.  Returns
 * their number. */
size_t option_values(const struct arguments *arguments, const char *name, const char **values);

/* The number that the option's value is, FALLBACK where it was not given.  False after a message
 * where it is no whole number from 1. */
bool option_number(const struct arguments *arguments, const char *name, unsigned long long *number,
                   unsigned long long fallback);

/* Which of the COUNT WORDS the option's value is; FALLBACK where it was not given; -1 after a
 * message. */
int option_word(const struct arguments *arguments, const char *name, const char *const *words,
                size_t count, int fallback);

/* What VERB is and takes. */
void verb_help(const struct verb *verb, FILE *out);

/* The one of COUNT WORDS that WORD was probably meant to be, or NULL. */
const char *closest_word(const char *word, const char *const *words, size_t count);

/* A message on standard error: "certpol: ..." and a line end. */
__attribute__((format(printf, 1, 2))) void complain(const char *format, ...);

#endif
