/* test_native.c - machine code takes the place of instructions, and gives it back; what it computes
 * the tests of plans ask (plan_fixture.h), and the soak. */
#include <inttypes.h>

#include "tests/unit/plan_fixture.h"

static const char *const POLICY =
    "decide it: Answer for each t in tries {\n"
    "  rule a when t.passed and t.on < today - 1 month then yes  otherwise b then no }\n";

/* How many of the plan's instructions are done by another function than their own. */
static uint32_t translated(const struct plan *plan)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->code_count; i++)
        count += plan->code[i].run != instruction_of((enum opcode)plan->code[i].op);
    return count;
}

/* The rights of the mapping that PLACE lies in, as the system tells them; "" where there is none.
 */
static void rights_of(const void *place, char rights[5])
{
    char line[512];
    uintptr_t from, to, at = (uintptr_t)place;
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_non_null(maps);
    rights[0] = '\0';
    while (!rights[0] && fgets(line, sizeof line, maps))
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %4s", &from, &to, rights) != 3 || at < from ||
            at >= to)
            rights[0] = '\0';
    fclose(maps);
}

static void what_is_run_cannot_be_written_to(void **state)
{
    struct plan_fixture *given = *state;
    char rights[5];
    policy_is(given, POLICY);
    native_make(given->plan);
    if (!given->plan->native.at)
        skip();
    assert_true(translated(given->plan) > 0);
    rights_of(given->plan->native.at, rights);
    assert_string_equal(rights, "r-xp");
    expect_decided(given, "it", "yes by a\nno by b\nno by b");
}

static void memory_is_given_back(void **state)
{
    struct plan_fixture *given = *state;
    char rights[5];
    policy_is(given, POLICY);
    native_make(given->plan);
    const void *place = given->plan->native.at;
    if (!place)
        skip();
    native_free(given->plan);
    assert_null(given->plan->native.at);
    rights_of(place, rights);
    assert_string_not_equal(rights, "r-xp");
}

static void a_plan_without_machine_code_may_be_released(void **state)
{
    struct plan_fixture *given = *state;
    native_free(NULL);
    policy_is(given, POLICY);
    native_free(given->plan);
    assert_int_equal(translated(given->plan), 0);
    expect_decided(given, "it", "yes by a\nno by b\nno by b");
}

/* A session without scratch memory, as each is at first, goes on to the functions and comes back.
 */
static void what_machine_code_cannot_do_the_function_does(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Tries { some(list: [text]) }\n"
                     "decide it: Tries { otherwise a\n"
                     "  then some(list: all id of (tries where points >= 0)) }\n");
    native_make(given->plan);
    assert_null(given->session->record_scratch.first);
    expect_decided(given, "it", "some(list: [a, b, c]) by a");
}

/* All instructions at their longest: every operand is one of a row, and far from where that begins.
 * native_make looks after their length and their jumps. */
static void no_instruction_takes_more_than_its_room(void **state)
{
    (void)state;
    enum { SLOTS_HERE = 1 << 16, FAR = (SLOTS_HERE - FRAME_SIZE) * sizeof(union value) };
    static struct code code[OP_COUNT_OF_ALL];
    static union value image[SLOTS_HERE];
    static bool fixed[SLOTS_HERE];
    struct plan_index index = { .kind = KIND_TEXT };
    const struct parameter parameter = { 0 }, *parameters[] = { &parameter };
    struct plan plan = { .code = code,
                         .code_count = OP_COUNT_OF_ALL,
                         .image = image,
                         .fixed = fixed,
                         .slot_count = SLOTS_HERE,
                         .indexes = &index,
                         .parameters = parameters };
    for (uint16_t i = 0; i < OP_COUNT_OF_ALL; i++) {
        struct operand far = { FAR, FAR };
        code[i] = (struct code){
            .run = instruction_of((enum opcode)i), .op = i, .a = far, .b = far, .c = far
        };
    }
    native_make(&plan);
    if (!plan.native.at)
        skip();
    assert_true(translated(&plan) > OP_COUNT_OF_ALL / 3);
    native_free(&plan);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_run_cannot_be_written_to),
        TEST(memory_is_given_back),
        TEST(a_plan_without_machine_code_may_be_released),
        TEST(what_machine_code_cannot_do_the_function_does),
        TEST(no_instruction_takes_more_than_its_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
