/* load_fixture.h - files that exist only in a test, loaded and checked: every complaint, complete.
 */
#ifndef CERTPOL_TESTS_LOAD_FIXTURE_H
#define CERTPOL_TESTS_LOAD_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/load.h"

struct test_file {
    const char *path, *text;
};

enum { TEST_FILES_MAX = 16 };

/* The FILES, the last of which has no path, loaded as if the first GIVEN were on the command line.
 */
static struct load *load_texts(const struct test_file *files, uint32_t given)
{
    struct load_text texts[TEST_FILES_MAX];
    const char *paths[TEST_FILES_MAX];
    uint32_t count = 0;
    for (; files[count].path; count++) {
        texts[count] =
            (struct load_text){ files[count].path, files[count].text, strlen(files[count].text) };
        paths[count] = files[count].path;
    }
    return load_files(paths, given, (struct load_options){ .texts = texts, .text_count = count });
}

/* "line:column" in the first file, "file:line:column" in others. */
static void print_place(const struct load *load, struct span span, FILE *out)
{
    struct place place = sources_place(&load->sources, span.start);
    if (place.source != load->sources.items[0])
        fprintf(out, "%s:", place.source->name);
    fprintf(out, "%u:%u", place.line, place.column);
}

/* A line for each complaint: place, code, message, then the other place and the mend if there are.
 */
static char *complaints(const struct load *load)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    for (unsigned i = 0; i < load->diags.count; i++) {
        const struct diag *diag = load->diags.items[i];
        print_place(load, diag->span, out);
        fprintf(out, "%s %s: %s", diag->severity == DIAG_WARNING ? " warning" : "", diag->code,
                diag->message);
        if (diag->other_message) {
            fprintf(out, " (");
            print_place(load, diag->other, out);
            fprintf(out, " %s)", diag->other_message);
        }
        fprintf(out, "%s%s\n", diag->hint ? " | " : "", diag->hint ? diag->hint : "");
    }
    fclose(out);
    return text;
}

__attribute__((unused)) static void expect_files(const struct test_file *files, uint32_t given,
                                                 const char *expected)
{
    struct load *load = load_texts(files, given);
    check(load, (struct check_options){ 0 });
    char *seen = complaints(load);
    assert_string_equal(seen, expected);
    free(seen);
    load_free(load);
}

__attribute__((unused)) static void expect(const char *text, const char *expected)
{
    expect_files((struct test_file[]){ { "a.pol", text }, { NULL, NULL } }, 1, expected);
}

#endif
