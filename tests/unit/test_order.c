/* The order of defines and decisions: what is used stands first, and nothing uses itself. */
#include "load_fixture.h"

static const char header[] = "policy p { }\n"
                             "input I key id { id: text  parts: [Part] }\n"
                             "record Part key id { id: text }\n"
                             "outcome O { yes no }\n";

static char text[1 << 16];

static void ordered(const char *body, const char *expected)
{
    snprintf(text, sizeof text, "%s%s", header, body);
    expect(text, expected);
}

static struct load *load_ordered(const char *body)
{
    snprintf(text, sizeof text, "%s%s", header, body);
    return load_texts((struct test_file[]){ { "a.pol", text }, { NULL, NULL } }, 1);
}

static void a_define_stands_behind_those_that_it_uses(void **state)
{
    (void)state;
    struct load *load = load_ordered("define a: integer = b + c\n"
                                     "define b: integer = d(2)\n"
                                     "define c: integer = b\n"
                                     "define d(x: integer): integer = min(x, 3)\n");
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    const struct policy *policy = program->policies[0];
    const char *order[] = { "d", "b", "c", "a" };
    for (uint32_t i = 0; i < 4; i++) {
        assert_string_equal(policy->defines[i]->name, order[i]);
        assert_int_equal(policy->defines[i]->index, i);
    }
    load_free(load);
}

static void a_decision_stands_behind_those_that_it_uses(void **state)
{
    (void)state;
    struct load *load =
        load_ordered("decide a: O { rule r when f then yes otherwise n then no }\n"
                     "decide b: O { rule r when c is yes then yes otherwise n then no }\n"
                     "decide c: O { otherwise n then no }\n"
                     "define f: bool = b is yes\n");
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    const struct policy *policy = program->policies[0];
    assert_string_equal(policy->decisions[0]->name, "a");
    assert_int_equal(policy->order[0], 2);
    assert_int_equal(policy->order[1], 1);
    assert_int_equal(policy->order[2], 0);
    load_free(load);
}

static void a_cycle_is_shown_as_a_chain_of_places(void **state)
{
    (void)state;
    ordered("decide a: O { rule r when b is yes then yes otherwise n then no }\n"
            "decide b: O { rule r when f then yes otherwise n then no }\n"
            "define f: bool = a is yes\n",
            "6:27 decision-cycle: `f` uses itself: f (a.pol:7) -> a (a.pol:5) -> b (a.pol:6) -> f "
            "(7:18 `f` uses `a` here) | what both need can be a `define` of its own\n");
}

static void what_uses_itself_is_told_where(void **state)
{
    (void)state;
    ordered(
        "define f(x: integer): integer = f(x)\n",
        "5:33 use-of-itself: `f` uses itself | there is no recursion: say it with what is in the "
        "record\n");
}

static void every_cycle_is_told(void **state)
{
    (void)state;
    ordered(
        "define a: bool = a\ndefine b: bool = c\ndefine c: bool = b\n",
        "5:18 use-of-itself: `a` uses itself | there is no recursion: say it with what is in the "
        "record\n"
        "7:18 decision-cycle: `b` uses itself: b (a.pol:6) -> c (a.pol:7) -> b (6:18 `b` uses `c` "
        "here) | what both need can be a `define` of its own\n");
}

static void a_long_chain_needs_no_deep_stack(void **state)
{
    (void)state;
    enum { COUNT = 50000, SIZE = COUNT * 40 };
    char *body = malloc(SIZE);
    assert_non_null(body);
    size_t used = (size_t)snprintf(body, SIZE, "policy p { }\ninput I key id { id: text }\n");
    for (int i = 0; i < COUNT; i++)
        used += (size_t)snprintf(body + used, SIZE - used, "define f%d: bool = f%d\n", i, i + 1);
    snprintf(body + used, SIZE - used, "define f%d: bool = true\n", COUNT);
    struct load *load = load_texts((struct test_file[]){ { "a.pol", body }, { NULL, NULL } }, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_string_equal(program->policies[0]->defines[0]->name, "f50000");
    assert_string_equal(program->policies[0]->defines[COUNT]->name, "f0");
    load_free(load);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_define_stands_behind_those_that_it_uses),
        cmocka_unit_test(a_decision_stands_behind_those_that_it_uses),
        cmocka_unit_test(a_cycle_is_shown_as_a_chain_of_places),
        cmocka_unit_test(what_uses_itself_is_told_where),
        cmocka_unit_test(every_cycle_is_told),
        cmocka_unit_test(a_long_chain_needs_no_deep_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
