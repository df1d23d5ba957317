/* suite_rows.h - the rows of a public suite's CSV file, and a tally of what was done with them.
 *
 * Knows RFC 4180 and no suite.  The suites are no part of the project: where their folder is
 * missing, suite_open skips the test that asks. */
#ifndef CERTPOL_TESTS_SUITE_ROWS_H
#define CERTPOL_TESTS_SUITE_ROWS_H

#include <stdarg.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SUITES "../shared/suites" /* from the project's root, where tests are run */

enum { SUITE_CELLS = 20, TALLY_LINES = 256 };

/* A whole file in memory; AT is where the next row begins. */
struct suite {
    char *bytes, *at, *end;
};

/* Cells that a row does not have are "". */
struct suite_row {
    const char *cells[SUITE_CELLS];
};

/* How many rows of an operation were run (REASON is "") or skipped for one reason. */
struct tally_line {
    const char *operation, *reason;
    unsigned rows;
};

/* {0} has counted nothing.  Operations and reasons are borrowed. */
struct tally {
    struct tally_line lines[TALLY_LINES];
    unsigned count, run;
};

/* Move the cell at SUITE's place, unquoted, to the front of where it stands; END_OF_ROW says
 * whether it was a row's last. */
static inline const char *suite_cell(struct suite *suite, bool *end_of_row)
{
    char *start = suite->at, *to = start, *from = start;
    bool quoted = from < suite->end && *from == '"';
    from += quoted;
    for (; from < suite->end; from++) {
        if (quoted && *from == '"') {
            if (from + 1 < suite->end && from[1] == '"')
                from++;
            else {
                quoted = false;
                continue;
            }
        } else if (!quoted && (*from == ',' || *from == '\n')) {
            break;
        }
        *to++ = *from;
    }
    *end_of_row = from >= suite->end || *from == '\n';
    suite->at = from < suite->end ? from + 1 : from;
    *to = '\0';
    if (to > start && to[-1] == '\r')
        to[-1] = '\0';
    return start;
}

/* The next row, or false at the file's end. */
static inline bool suite_next(struct suite *suite, struct suite_row *row)
{
    bool end_of_row = suite->at >= suite->end;
    if (end_of_row)
        return false;
    for (unsigned i = 0; i < SUITE_CELLS; i++)
        row->cells[i] = end_of_row ? "" : suite_cell(suite, &end_of_row);
    assert_true(end_of_row);
    return true;
}

/* The file NAME of the suites, behind its header row.  To be released with suite_close. */
static inline struct suite suite_open(const char *name)
{
    struct suite suite = { 0 };
    FILE *folder = fopen(SUITES "/README.md", "r");
    if (!folder)
        skip();
    fclose(folder);

    char path[256];
    snprintf(path, sizeof path, SUITES "/%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    suite.bytes = malloc(size + 1);
    assert_non_null(suite.bytes);
    assert_int_equal(fread(suite.bytes, 1, size, file), size);
    fclose(file);
    suite.at = suite.bytes;
    suite.end = suite.bytes + size;

    struct suite_row header;
    assert_true(suite_next(&suite, &header));
    return suite;
}

static inline void suite_close(struct suite *suite)
{
    free(suite->bytes);
}

/* Count one row; REASON is NULL where it was run. */
static inline void tally_add(struct tally *tally, const char *operation, const char *reason)
{
    tally->run += reason == NULL;
    if (!reason)
        reason = "";
    struct tally_line *line = tally->lines;
    struct tally_line *end = line + tally->count;
    while (line < end &&
           (strcmp(line->operation, operation) != 0 || strcmp(line->reason, reason) != 0))
        line++;
    if (line == end) {
        assert_true(tally->count < TALLY_LINES);
        *line = (struct tally_line){ operation, reason, 0 };
        tally->count++;
    }
    line->rows++;
}

static inline int tally_order(const void *a, const void *b)
{
    const struct tally_line *left = a, *right = b;
    int order = strcmp(left->operation, right->operation);
    return order ? order : strcmp(left->reason, right->reason);
}

/* Show what was run and what was not, and why; nothing run is a failure. */
static inline void tally_report(struct tally *tally, const char *name)
{
    qsort(tally->lines, tally->count, sizeof *tally->lines, tally_order);
    print_message("%s: %u rows run\n", name, tally->run);
    for (unsigned i = 0; i < tally->count; i++) {
        const struct tally_line *line = &tally->lines[i];
        print_message("  %-22s %5u %s%s\n", line->operation, line->rows,
                      *line->reason ? "skipped: " : "run", line->reason);
    }
    assert_true(tally->run > 0);
}

#endif
