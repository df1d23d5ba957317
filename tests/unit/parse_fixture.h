/* parse_fixture.h - a text and what the parser makes of it, for tests of grammar/. */
#ifndef CERTPOL_TESTS_PARSE_FIXTURE_H
#define CERTPOL_TESTS_PARSE_FIXTURE_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "grammar/parse.h"
#include "grammar/token.h"

struct fixture {
    struct arena arena;
    struct sources sources;
    struct names names;
    struct diags diags;
    const struct source *source;
    struct ast ast;
};

/* FIXTURE with the LENGTH bytes at TEXT as its only source; to be released with fixture_free. */
static inline void fixture_open(struct fixture *fixture, const char *text, size_t length)
{
    *fixture = (struct fixture){ 0 };
    fixture->names.arena = &fixture->arena;
    fixture->diags.arena = &fixture->arena;
    fixture->diags.sources = &fixture->sources;
    fixture->source = sources_add(&fixture->sources, &fixture->arena, "t.pol", text, length);
}

static inline void fixture_parse(struct fixture *fixture, const char *text, size_t length)
{
    fixture_open(fixture, text, length);
    struct ast_context context = { &fixture->arena, &fixture->names, &fixture->diags };
    fixture->ast = parse(fixture->source, &context);
}

static inline void fixture_free(struct fixture *fixture)
{
    arena_free(&fixture->arena);
}

/* "line:column code: message | hint", one a line. */
static inline void fixture_complaints(const struct fixture *fixture, FILE *out)
{
    for (unsigned i = 0; i < fixture->diags.count; i++) {
        const struct diag *diag = fixture->diags.items[i];
        struct place place = sources_place(&fixture->sources, diag->span.start);
        fprintf(out, "%u:%u %s: %s%s%s\n", place.line, place.column, diag->code, diag->message,
                diag->hint ? " | " : "", diag->hint ? diag->hint : "");
    }
}

/* The complaints about TEXT are exactly COMPLAINTS. */
static inline void expect_complaints(const char *text, const char *complaints)
{
    struct fixture fixture;
    char *seen;
    size_t size;
    fixture_parse(&fixture, text, strlen(text));
    FILE *out = open_memstream(&seen, &size);
    fixture_complaints(&fixture, out);
    fclose(out);
    assert_string_equal(seen, complaints);
    free(seen);
    fixture_free(&fixture);
}

/* TEXT has the tree DUMP and nothing wrong with it. */
static inline void expect_tree(const char *text, const char *dump)
{
    struct fixture fixture;
    char *seen;
    size_t size;
    fixture_parse(&fixture, text, strlen(text));
    FILE *out = open_memstream(&seen, &size);
    fixture_complaints(&fixture, out);
    ast_dump(&fixture.ast, out);
    fclose(out);
    assert_string_equal(seen, dump);
    free(seen);
    fixture_free(&fixture);
}

#endif
