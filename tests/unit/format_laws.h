/* format_laws.h - what holds of every text and its canonical layout; for tests and fuzzing. */
#ifndef CERTPOL_TESTS_FORMAT_LAWS_H
#define CERTPOL_TESTS_FORMAT_LAWS_H

#include <stdlib.h>
#include <string.h>

#include "grammar/format.h"
#include "grammar/token.h"

/* A text, its tree and its words. */
struct reading {
    struct arena arena;
    struct sources sources;
    struct names names;
    struct diags diags;
    const struct source *source;
    char *tree;  /* as ast_dump has it */
    char *words; /* words and comments without what stands between them */
};

/* All words of READING in their order, each comment on a line of its own, so that one that has come
 * to stand elsewhere is seen; blanks between words are not. */
static inline void reading_words(struct reading *reading)
{
    struct tokens tokens = tokens_scan(reading->source, &reading->diags);
    size_t size;
    FILE *out = open_memstream(&reading->words, &size);
    for (uint32_t i = 0; i < tokens.count; i++) {
        bool comment = tokens.items[i].kind == TOKEN_COMMENT || tokens.items[i].kind == TOKEN_DOC;
        const char *text = sources_text(&reading->sources, tokens.items[i].span);
        size_t length = tokens.items[i].span.end - tokens.items[i].span.start;
        while (comment && strchr(" \t\r", text[length - 1]))
            length--;
        fprintf(out, comment ? "\n%.*s\n" : "%.*s", (int)length, text);
    }
    fclose(out);
    tokens_free(&tokens);
}

static inline void reading_begin(struct reading *reading, const char *text, size_t length)
{
    *reading = (struct reading){ 0 };
    reading->names.arena = &reading->arena;
    reading->diags.arena = &reading->arena;
    reading->diags.sources = &reading->sources;
    reading->source = sources_add(&reading->sources, &reading->arena, "laws.pol", text, length);
    struct ast_context context = { &reading->arena, &reading->names, &reading->diags };
    struct ast ast = parse(reading->source, &context);
    if (reading->diags.errors)
        return;
    size_t size;
    FILE *out = open_memstream(&reading->tree, &size);
    ast_dump(&ast, out);
    fclose(out);
    reading_words(reading);
}

static inline void reading_end(struct reading *reading)
{
    free(reading->tree);
    free(reading->words);
    arena_free(&reading->arena);
}

/* READING's text in its canonical layout, in READING's arena. */
static inline const char *reading_formatted(struct reading *reading, size_t *length)
{
    struct ast_context context = { &reading->arena, &reading->names, &reading->diags };
    return format(reading->source, &context, length);
}

/* Whether lines end without blanks, the last one too, and no two empty ones follow each other. */
static inline bool has_neat_lines(const char *text, size_t length)
{
    if (!length)
        return true;
    for (size_t i = 1; i < length; i++)
        if (text[i] == '\n' && (text[i - 1] == ' ' || text[i - 1] == '\t' || text[i - 1] == '\r'))
            return false;
    return text[0] != '\n' && text[length - 1] == '\n' && !strstr(text, "\n\n\n") &&
           (length < 2 || text[length - 2] != '\n');
}

/* The law that NEWER, the layout of OLDER, breaks, or NULL. */
static inline const char *law_broken_by(const struct reading *older, struct reading *newer)
{
    if (newer->diags.errors)
        return "what is formatted can be read";
    if (strcmp(older->tree, newer->tree) != 0)
        return "what is formatted has the same tree";
    if (strcmp(older->words, newer->words) != 0)
        return "all words and comments are where they were";
    if (!has_neat_lines(newer->source->text, newer->source->length))
        return "lines are neat";
    size_t length;
    const char *again = reading_formatted(newer, &length);
    if (length != newer->source->length || memcmp(again, newer->source->text, length) != 0)
        return "formatting again changes nothing";
    return NULL;
}

/* The law of the formatter that does not hold for TEXT, or NULL.  *SOUND: whether TEXT has no
 * errors. */
static inline const char *format_law_broken(const char *text, size_t length, bool *sound)
{
    struct reading older, newer;
    const char *broken = NULL;
    size_t formatted_length = 0;
    reading_begin(&older, text, length);
    *sound = !older.diags.errors;
    const char *formatted = reading_formatted(&older, &formatted_length);
    if (!*sound) {
        broken = formatted ? "what has errors is not formatted" : NULL;
    } else {
        reading_begin(&newer, formatted, formatted_length);
        broken = law_broken_by(&older, &newer);
        reading_end(&newer);
    }
    reading_end(&older);
    return broken;
}

#endif
