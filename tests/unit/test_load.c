/* Loading: files and what they use, and where tables are looked for. */
#include "load_fixture.h"

#include <sys/stat.h>
#include <unistd.h>

static void a_file_used_twice_is_loaded_once(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "use \"b.pol\" use \"c.pol\" use \"b.pol\"" },
                                 { "b.pol", "use \"c.pol\"" },
                                 { "c.pol", "enum Kind { x }" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    assert_int_equal(load->module_count, 3);
    assert_int_equal(load->diags.count, 0);
    load_free(load);
}

static void a_file_given_twice_is_loaded_once(void **state)
{
    (void)state;
    struct load_text text = { "a.pol", "enum Kind { x }", 15 };
    const char *paths[] = { "a.pol", "./a.pol", "b/../a.pol" };
    struct load *load =
        load_files(paths, 3, (struct load_options){ .texts = &text, .text_count = 1 });
    assert_int_equal(load->module_count, 1);
    assert_int_equal(load->diags.count, 0);
    load_free(load);
}

static void used_files_stand_before_their_users(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", "use \"b.pol\"" }, { "b.pol", "use \"c.pol\"" }, { "c.pol", "" }, { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    assert_string_equal(load->modules[0]->ast.source->name, "c.pol");
    assert_string_equal(load->modules[1]->ast.source->name, "b.pol");
    assert_string_equal(load->modules[2]->ast.source->name, "a.pol");
    assert_true(load->modules[2]->given);
    assert_false(load->modules[1]->given);
    load_free(load);
}

static void paths_are_relative_to_the_file_that_uses(void **state)
{
    (void)state;
    expect_files(
        (struct test_file[]){ { "p/a.pol", "use \"more/b.pol\"" },
                              { "p/more/b.pol", "use \"../c.pol\"" },
                              { "p/c.pol", "enum Kind { }" },
                              { NULL, NULL } },
        1,
        "p/c.pol:1:6 no-members: enumeration `Kind` has no members | list them: `enum Kind "
        "{ first  second }`\n");
}

static void a_cycle_of_uses_is_shown_as_a_chain(void **state)
{
    (void)state;
    expect_files(
        (struct test_file[]){ { "a.pol", "use \"b.pol\"" },
                              { "b.pol", "use \"c.pol\"" },
                              { "c.pol", "\nuse \"b.pol\"" },
                              { NULL, NULL } },
        1,
        "c.pol:2:5 use-cycle: files use each other: b.pol -> c.pol -> b.pol | move what both "
        "need to a file of its own\n");
    expect("use \"a.pol\"", "1:5 use-cycle: this file uses itself | leave it out\n");
}

static void an_unreadable_file_is_named_at_its_use(void **state)
{
    (void)state;
    expect("use \"no/such.pol\"\nuse \"/\"\nuse \"\"",
           "1:5 unreadable-file: no/such.pol cannot be read: there is no such file | paths are "
           "relative to the file that names them\n"
           "2:5 path-outside: this path works on one machine only | put the file beside the policy "
           "or in a folder there, and name it relative to this file; or allow it with "
           "--allow-outside\n"
           "3:5 bad-path: this names no file | write a path relative to this file, as "
           "\"schema.pol\"\n");
}

static void a_used_file_outside_the_policys_folder_is_refused(void **state)
{
    (void)state;
    expect_files((struct test_file[]){ { "p/a.pol", "use \"../c.pol\" use \"../p/b.pol\"" },
                                       { "p/b.pol", "use \"q/../../c.pol\"" },
                                       { "c.pol", "enum Kind { x }" },
                                       { NULL, NULL } },
                 1,
                 "1:5 path-outside: this file is not in the policy's folder | put the file beside "
                 "the policy or in a folder there, and name it relative to this file; or allow it "
                 "with --allow-outside\n"
                 "p/b.pol:1:5 path-outside: this file is not in the policy's folder | put the file "
                 "beside the policy or in a folder there, and name it relative to this file; or "
                 "allow it with --allow-outside\n");
}

static void a_used_file_outside_may_be_allowed(void **state)
{
    (void)state;
    struct load_text texts[] = { { "p/a.pol", "use \"../c.pol\"", 14 },
                                 { "c.pol", "enum Kind { x }", 15 } };
    const char *paths[] = { "p/a.pol" };
    struct load *load =
        load_files(paths, 1,
                   (struct load_options){ .allow_outside = true, .texts = texts, .text_count = 2 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(load->module_count, 2);
    load_free(load);
}

static void files_in_the_folder_of_another_given_file_can_be_used(void **state)
{
    (void)state;
    struct test_file files[] = { { "p/a.pol", "use \"../q/c.pol\"" },
                                 { "q/b.pol", "enum Colour { red }" },
                                 { "q/c.pol", "enum Kind { x }" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 2);
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(load->module_count, 3);
    load_free(load);
}

static void a_given_file_that_cannot_be_read_is_counted(void **state)
{
    (void)state;
    const char *paths[] = { "no-such-1.pol", "no-such-2.pol" };
    struct load *load = load_files(paths, 2, (struct load_options){ 0 });
    char *seen = complaints(load);
    assert_string_equal(seen,
                        "1:1 unreadable-file: no-such-1.pol cannot be read: there is no such file\n"
                        "no-such-2.pol:1:1 unreadable-file: no-such-2.pol cannot be read: there is "
                        "no such file\n");
    assert_int_equal(load->unread, 2);
    free(seen);
    load_free(load);
}

static void a_policy_cannot_be_used(void **state)
{
    (void)state;
    expect_files((struct test_file[]){ { "a.pol", "use \"b.pol\"" },
                                       { "b.pol", "policy other { }" },
                                       { NULL, NULL } },
                 1,
                 "1:5 policy-used: b.pol is a policy of its own and cannot be used (b.pol:1:8 its "
                 "header) | move what is shared to a file without `policy`, and use that\n");
}

static void too_many_files_are_refused(void **state)
{
    (void)state;
    enum { COUNT = LOAD_FILES_MAX };
    struct load_text texts[COUNT + 1];
    char paths[COUNT + 1][16], uses[COUNT + 1][32];
    for (int i = 0; i <= COUNT; i++) {
        snprintf(paths[i], sizeof paths[i], "%d.pol", i);
        snprintf(uses[i], sizeof uses[i], "use \"%d.pol\"", i + 1);
        texts[i] = (struct load_text){ paths[i], uses[i], strlen(uses[i]) };
    }
    const char *given[] = { "0.pol" };
    struct load *load =
        load_files(given, 1, (struct load_options){ .texts = texts, .text_count = COUNT + 1 });
    char *seen = complaints(load);
    assert_string_equal(seen, "255.pol:1:5 too-many-files: more than 256 policy files in all\n");
    assert_int_equal(load->module_count, LOAD_FILES_MAX);
    free(seen);
    load_free(load);
}

/* ---- tables ---- */

static const struct source *table_text(const struct load *load)
{
    assert_int_equal(load->table_count, 1);
    return load->tables[0].source;
}

static void a_table_is_found_beside_the_file_that_declares_it(void **state)
{
    (void)state;
    struct test_file files[] = { { "p/a.pol", "use \"more/b.pol\"" },
                                 { "p/more/b.pol", "table t from \"../data/t.csv\" { id: text }" },
                                 { "p/data/t.csv", "id\n" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    assert_int_equal(load->diags.count, 0);
    assert_string_equal(table_text(load)->name, "p/data/t.csv");
    load_free(load);
}

static void a_table_outside_the_policys_folder_is_refused(void **state)
{
    (void)state;
    expect_files((struct test_file[]){ { "p/a.pol",
                                         "table t from \"../t.csv\" { id: text }\n"
                                         "table u from \"../p/t.csv\" { id: text }\n"
                                         "table v from \"/t.csv\" { id: text }\n"
                                         "table w from \"q/../../t.csv\" { id: text }\n" },
                                       { "t.csv", "id\n" },
                                       { "p/t.csv", "id\n" },
                                       { NULL, NULL } },
                 1,
                 "1:14 path-outside: this file is not in the policy's folder | put the file beside "
                 "the policy or in a folder there, and name it relative to this file; or "
                 "allow it with --allow-outside\n"
                 "3:14 path-outside: this path works on one machine only | put the file beside "
                 "the policy or in a folder there, and name it relative to this file; or "
                 "allow it with --allow-outside\n"
                 "4:14 path-outside: this file is not in the policy's folder | put the file beside "
                 "the policy or in a folder there, and name it relative to this file; or "
                 "allow it with --allow-outside\n");
}

static void a_table_outside_may_be_allowed(void **state)
{
    (void)state;
    const char *policy = "table t from \"../t.csv\" { id: text }";
    struct load_text texts[] = { { "p/a.pol", policy, strlen(policy) }, { "t.csv", "id\n", 3 } };
    const char *paths[] = { "p/a.pol" };
    struct load *load =
        load_files(paths, 1,
                   (struct load_options){ .allow_outside = true, .texts = texts, .text_count = 2 });
    assert_int_equal(load->diags.count, 0);
    assert_string_equal(table_text(load)->name, "t.csv");
    load_free(load);
}

static void tables_of_one_file_share_its_text(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "table t from \"t.csv\" { id: text }\n"
                                            "table u from \"./t.csv\" { id: text }" },
                                 { "t.csv", "id\n" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    assert_int_equal(load->table_count, 2);
    assert_ptr_equal(load->tables[0].source, load->tables[1].source);
    load_free(load);
}

/* ---- real files ---- */

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* A new folder, in which it stays. */
static int enter_folder(void **state)
{
    static char folder[32];
    strcpy(folder, "/tmp/certpol-load-XXXXXX");
    *state = mkdtemp(folder);
    return *state && !chdir(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    const char *files[] = { "p/a.pol", "p/t.csv",    "p/b.pol", "p/c.pol",
                            "p/d.pol", "p/pipe.csv", "t.csv",   "c.pol" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(files[i]);
    rmdir("p");
    return chdir("/") || rmdir(*state);
}

static void a_link_is_the_file_that_it_leads_to(void **state)
{
    (void)state;
    mkdir("p", 0700);
    write_file("p/c.pol", "enum Kind { x }");
    write_file("p/a.pol", "use \"b.pol\" use \"c.pol\"");
    assert_int_equal(symlink("c.pol", "p/b.pol"), 0);
    const char *paths[] = { "p/a.pol" };
    struct load *load = load_files(paths, 1, (struct load_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(load->module_count, 2);
    load_free(load);
}

static void a_link_does_not_lead_out_of_the_folder(void **state)
{
    (void)state;
    mkdir("p", 0700);
    write_file("t.csv", "id\n");
    write_file("c.pol", "enum Kind { x }");
    write_file("p/a.pol", "use \"d.pol\" table t from \"t.csv\" { id: text }");
    assert_int_equal(symlink("../t.csv", "p/t.csv"), 0);
    assert_int_equal(symlink("../c.pol", "p/d.pol"), 0);
    const char *paths[] = { "p/a.pol" };
    struct load *load = load_files(paths, 1, (struct load_options){ 0 });
    assert_int_equal(load->diags.count, 2);
    assert_string_equal(load->diags.items[0]->code, "path-outside");
    assert_string_equal(load->diags.items[1]->code, "path-outside");
    assert_int_equal(load->module_count, 1);
    assert_null(table_text(load));
    load_free(load);
}

static void a_pipe_is_no_table_and_is_not_waited_for(void **state)
{
    (void)state;
    mkdir("p", 0700);
    write_file("p/a.pol", "table t from \"pipe.csv\" { id: text }");
    assert_int_equal(mkfifo("p/pipe.csv", 0600), 0);
    const char *paths[] = { "p/a.pol" };
    struct load *load = load_files(paths, 1, (struct load_options){ 0 });
    char *seen = complaints(load);
    assert_string_equal(seen, "1:14 unreadable-file: p/pipe.csv cannot be read: it is not an "
                              "ordinary file | paths are relative to the file that names them\n");
    free(seen);
    load_free(load);
}

static void nothing_given_is_an_empty_load(void **state)
{
    (void)state;
    struct load *load = load_files(NULL, 0, (struct load_options){ 0 });
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(program->policy_count, 0);
    load_free(load);
    load_free(NULL);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_used_twice_is_loaded_once),
        cmocka_unit_test(a_file_given_twice_is_loaded_once),
        cmocka_unit_test(used_files_stand_before_their_users),
        cmocka_unit_test(paths_are_relative_to_the_file_that_uses),
        cmocka_unit_test(a_cycle_of_uses_is_shown_as_a_chain),
        cmocka_unit_test(an_unreadable_file_is_named_at_its_use),
        cmocka_unit_test(a_used_file_outside_the_policys_folder_is_refused),
        cmocka_unit_test(a_used_file_outside_may_be_allowed),
        cmocka_unit_test(files_in_the_folder_of_another_given_file_can_be_used),
        cmocka_unit_test(a_given_file_that_cannot_be_read_is_counted),
        cmocka_unit_test(a_policy_cannot_be_used),
        cmocka_unit_test(too_many_files_are_refused),
        cmocka_unit_test(a_table_is_found_beside_the_file_that_declares_it),
        cmocka_unit_test(a_table_outside_the_policys_folder_is_refused),
        cmocka_unit_test(a_table_outside_may_be_allowed),
        cmocka_unit_test(tables_of_one_file_share_its_text),
        IN_FOLDER(a_link_is_the_file_that_it_leads_to),
        IN_FOLDER(a_link_does_not_lead_out_of_the_folder),
        IN_FOLDER(a_pipe_is_no_table_and_is_not_waited_for),
        cmocka_unit_test(nothing_given_is_an_empty_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
