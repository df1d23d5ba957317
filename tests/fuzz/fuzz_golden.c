/* Any bytes as a file of golden examples, and every line of it as an expectation: no crash, every
 * complaint has words.
 *
 * clang -std=c17 -D_GNU_SOURCE -I. -g -O1 -fsanitize=fuzzer,address,undefined \
 *     tests/fuzz/fuzz_golden.c interp/tool/golden.c interp/tool/expect.c interp/tool/json_tree.c
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "interp/tool/expect.h"
#include "interp/tool/golden.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void ignore(void *context, const struct golden_problem *problem)
{
    (void)context;
    if (!problem->message[0])
        abort();
}

static void read_line(const struct golden_line *line)
{
    struct expectation expectation;
    size_t offset;
    const char *problem = NULL;
    bool read = expectation_parse(&expectation, line->text, line->length, &offset, &problem);
    if (!read && !problem)
        abort();
    if (read && !outcomes_match(expectation.rest, expectation.rest))
        abort();
    expectation_free(&expectation);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct golden golden;
    struct golden_problems problems = { .tell = ignore };
    char *text = malloc(length + 1);
    if (!text)
        return 0;
    if (length)
        memcpy(text, bytes, length);
    text[length] = '\0';
    golden_parse(&golden, "a.golden", text, length, &problems);
    for (size_t i = 0; i < golden.case_count; i++)
        for (size_t k = 0; k < golden.cases[i].line_count; k++)
            read_line(&golden.cases[i].lines[k]);
    golden_free(&golden);
    return 0;
}
