/* policy_fixture.h - a policy from a text, for tests: what the checker says of it.
 *
 * The text is put behind a prelude that declares a small record, so that a test shows only what it
 * is about.  Line numbers in complaints count from the text's own first line. */
#ifndef CERTPOL_TESTS_POLICY_FIXTURE_H
#define CERTPOL_TESTS_POLICY_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/check/check.h"
#include "interp/load.h"

static const char *const PRELUDE = "policy sample {\n"
                                   "  timezone \"UTC\"\n"
                                   "  rounding down\n"
                                   "}\n"
                                   "use \"prelude.pol\"\n";

static const char *const PRELUDE_TYPES =
    "enum Level ordered { foundation associate expert }\n"
    "enum Colour { red green blue }\n"
    "record Part key name { name: text  weight: decimal 0.0 .. 10.0 }\n"
    "record Try key id {\n"
    "  id: text  ended: instant  on: date  due: date?  points: integer 0 .. 100\n"
    "  passed: bool  level: Level  colour: Colour?  parts: [Part] up to 5\n"
    "}\n"
    "record Home { city: text  zip: text? }\n"
    "input Holder key id {\n"
    "  id: text  name: text?  born: date  left: date?  seen: instant\n"
    "  tries: [Try] up to 10  labels: [text]? up to 5  home: Home?  work: Home\n"
    "  weight: decimal 0.0 .. 99.5  age: integer 0 .. 150  level: Level  member: bool\n"
    "}\n";

/* Load and check BODY behind the prelude; to be released with load_free. */
static struct load *fixture_check(const char *body)
{
    static char text[1 << 20];
    snprintf(text, sizeof text, "%s%s", PRELUDE, body);
    struct load_text texts[] = {
        { .path = "sample.pol", .text = text, .length = strlen(text) },
        { .path = "prelude.pol", .text = PRELUDE_TYPES, .length = strlen(PRELUDE_TYPES) },
    };
    const char *paths[] = { "sample.pol" };
    struct load *load =
        load_files(paths, 1, (struct load_options){ .texts = texts, .text_count = 2 });
    check(load, (struct check_options){ 0 });
    return load;
}

/* "line:column message [code]" and, where there is one, " | hint", a line each. */
static void fixture_complaints(const struct load *load, char *out, size_t size)
{
    uint32_t before = 0;
    for (const char *at = PRELUDE; *at; at++)
        before += *at == '\n';
    size_t used = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < load->diags.count && used < size; i++) {
        const struct diag *diag = load->diags.items[i];
        struct place place = sources_place(&load->sources, diag->span.start);
        used += (size_t)snprintf(out + used, size - used, "%u:%u %s [%s]%s%s\n",
                                 place.line - before, place.column, diag->message, diag->code,
                                 diag->hint ? " | " : "", diag->hint ? diag->hint : "");
    }
}

__attribute__((unused)) static void expect_complaints(const char *body, const char *complaints)
{
    struct load *load = fixture_check(body);
    char seen[8192];
    fixture_complaints(load, seen, sizeof seen);
    assert_string_equal(seen, complaints);
    load_free(load);
}

__attribute__((unused)) static void expect_fine(const char *body)
{
    expect_complaints(body, "");
}

/* CONDITION as the only rule of a decision of the record. */
__attribute__((unused)) static void expect_condition(const char *condition, const char *complaints)
{
    char body[4096];
    snprintf(body, sizeof body,
             "outcome Answer { yes no }\n"
             "decide it: Answer {\n"
             "rule a when\n%s\nthen yes\n"
             "otherwise b then no }\n",
             condition);
    expect_complaints(body, complaints);
}

#endif
