/* options.c - reading the command line.  Options and operands may stand in any order; -- ends
 * options. */
#include "interp/tool/options.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/memory.h"

void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("certpol: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

/* ---- words that were meant ---- */

enum { WORD_MAX = 40 };

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Letters to add, drop or change between two words. */
static size_t distance(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1], length = strlen(b);
    if (length > WORD_MAX || strlen(a) > WORD_MAX)
        return SIZE_MAX;
    for (size_t k = 0; k <= length; k++)
        row[k] = k;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t k = 1; k <= length; k++) {
            size_t changed = diagonal + (a[i - 1] != b[k - 1]);
            diagonal = row[k];
            row[k] = least(changed, row[k] + 1, row[k - 1] + 1);
        }
    }
    return row[length];
}

const char *closest_word(const char *word, const char *const *words, size_t count)
{
    const char *closest = NULL;
    size_t best = strlen(word) / 3 + 2; /* farther away is another word */
    for (size_t i = 0; i < count; i++) {
        size_t away = distance(word, words[i]);
        if (away < best) {
            best = away;
            closest = words[i];
        }
    }
    return closest;
}

/* ---- reading ---- */

static const struct option *find_option(const struct verb *verb, const char *name, size_t length)
{
    for (size_t i = 0; i < verb->option_count; i++)
        if (strlen(verb->options[i].name) == length &&
            memcmp(verb->options[i].name, name, length) == 0)
            return &verb->options[i];
    return NULL;
}

static const struct option *find_letter(const struct verb *verb, char letter)
{
    for (size_t i = 0; i < verb->option_count; i++)
        if (verb->options[i].letter == letter)
            return &verb->options[i];
    return NULL;
}

static void complain_unknown(const struct verb *verb, const char *word)
{
    const char *names[64];
    size_t count = 0, length = strcspn(word, "=");
    char name[WORD_MAX + 1];
    for (; count < verb->option_count && count < sizeof names / sizeof *names; count++)
        names[count] = verb->options[count].name;
    snprintf(name, sizeof name, "%.*s", (int)length, word);
    const char *meant = closest_word(name, names, count);
    if (meant)
        complain("%s has no option --%s; did you mean --%s?", verb->name, name, meant);
    else
        complain("%s has no option --%s; `certpol %s --help` lists them", verb->name, name,
                 verb->name);
}

static void give(struct arguments *arguments, const struct option *option, const char *value)
{
    arguments->options[arguments->option_count++] = (struct given){ option, value };
}

/* Where the words are read. */
struct words {
    char **at;
    int left;
};

/* The value of OPTION: the rest of its word, or the next word. */
static bool take_value(struct arguments *arguments, const struct option *option, const char *rest,
                       struct words *words)
{
    if (!rest && !words->left) {
        complain("--%s needs a value: --%s %s", option->name, option->name, option->value);
        return false;
    }
    if (!rest) {
        rest = *words->at++;
        words->left--;
    }
    give(arguments, option, rest);
    return true;
}

static bool read_long(struct arguments *arguments, const char *word, struct words *words)
{
    const struct verb *verb = arguments->verb;
    size_t length = strcspn(word, "=");
    const struct option *option = find_option(verb, word, length);
    if (!option) {
        complain_unknown(verb, word);
        return false;
    }
    const char *rest = word[length] ? word + length + 1 : NULL;
    if (option->value)
        return take_value(arguments, option, rest, words);
    if (rest) {
        complain("--%s takes no value", option->name);
        return false;
    }
    give(arguments, option, NULL);
    return true;
}

/* -vq is -v -q, -oFILE is -o FILE. */
static bool read_letters(struct arguments *arguments, const char *letters, struct words *words)
{
    for (; *letters; letters++) {
        const struct option *option = find_letter(arguments->verb, *letters);
        if (!option) {
            complain("%s has no option -%c; `certpol %s --help` lists them", arguments->verb->name,
                     *letters, arguments->verb->name);
            return false;
        }
        if (option->value)
            return take_value(arguments, option, letters[1] ? letters + 1 : NULL, words);
        give(arguments, option, NULL);
    }
    return true;
}

bool arguments_read(struct arguments *arguments, const struct verb *verb, int argc, char **argv)
{
    size_t room = (size_t)argc + 1;
    *arguments = (struct arguments){ .verb = verb };
    for (int i = 0; i < argc; i++)
        room += strlen(argv[i]); /* letters behind one dash */
    arguments->options = in_memory(calloc(room, sizeof *arguments->options));
    arguments->operands = in_memory(calloc(room, sizeof *arguments->operands));
    struct words words = { argv, argc };
    bool options_end = false;
    while (words.left) {
        const char *word = *words.at++;
        words.left--;
        if (options_end || word[0] != '-' || !word[1])
            arguments->operands[arguments->operand_count++] = word;
        else if (strcmp(word, "--") == 0)
            options_end = true;
        else if (word[1] == '-' ? !read_long(arguments, word + 2, &words)
                                : !read_letters(arguments, word + 1, &words))
            return false;
    }
    return true;
}

void arguments_free(struct arguments *arguments)
{
    free(arguments->options);
    free(arguments->operands);
    *arguments = (struct arguments){ 0 };
}

/* ---- what was given ---- */

bool option_given(const struct arguments *arguments, const char *name)
{
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].option->name, name) == 0)
            return true;
    return false;
}

const char *option_value(const struct arguments *arguments, const char *name)
{
    const char *value = NULL;
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].option->name, name) == 0)
            value = arguments->options[i].value;
    return value;
}

size_t option_values(const struct arguments *arguments, const char *name, const char **values)
{
    size_t count = 0;
    for (size_t i = 0; i < arguments->option_count; i++)
        if (strcmp(arguments->options[i].option->name, name) == 0)
            values[count++] = arguments->options[i].value;
    return count;
}

bool option_number(const struct arguments *arguments, const char *name, unsigned long long *number,
                   unsigned long long fallback)
{
    const char *value = option_value(arguments, name);
    *number = fallback;
    if (!value)
        return true;
    char *end;
    errno = 0;
    *number = strtoull(value, &end, 10);
    if (value[0] >= '0' && value[0] <= '9' && !*end && !errno && *number)
        return true;
    complain("--%s %s: a whole number from 1 is needed", name, value);
    return false;
}

int option_word(const struct arguments *arguments, const char *name, const char *const *words,
                size_t count, int fallback)
{
    const char *value = option_value(arguments, name);
    if (!value)
        return fallback;
    for (size_t i = 0; i < count; i++)
        if (strcmp(value, words[i]) == 0)
            return (int)i;
    char known[200] = "";
    for (size_t i = 0; i < count; i++)
        snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s",
                 i == 0           ? ""
                 : i + 1 == count ? " and "
                                  : ", ",
                 words[i]);
    complain("--%s %s: there are %s", name, value, known);
    return -1;
}

void verb_help(const struct verb *verb, FILE *out)
{
    fprintf(out, "usage: certpol %s [options] %s\n\n%s\n\noptions:\n", verb->name, verb->operands,
            verb->summary);
    for (size_t i = 0; i < verb->option_count; i++) {
        const struct option *option = &verb->options[i];
        char left[64];
        snprintf(left, sizeof left, "%s%c%s --%s%s%s", option->letter ? "-" : " ",
                 option->letter ? option->letter : ' ', option->letter ? "," : " ", option->name,
                 option->value ? " " : "", option->value ? option->value : "");
        fprintf(out, "  %-28s %s\n", left, option->help);
    }
}
