/* test_sandbox.c - what the kernel still lets a run do.  Each attempt is made by a process of its
 * own, which cannot leave the sandbox again.  Skipped where the kernel has none, or the build is
 * instrumented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interp/tool/sandbox.h"

enum { NOT_HELD = 200 };

struct folders {
    char given[64], other[64]; /* folders */
};

/* What an attempt is made with: the sandbox allows reading given/records, and renaming in given. */
static const struct folders *paths;

static const char *path_in(const char *folder, const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *path)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("text\n", out);
    fclose(out);
}

static int make_folders(void **state)
{
    static struct folders made = { "/tmp/certpol-given-XXXXXX", "/tmp/certpol-other-XXXXXX" };
    assert_non_null(mkdtemp(made.given));
    assert_non_null(mkdtemp(made.other));
    write_file(path_in(made.given, "records"));
    write_file(path_in(made.given, "unnamed"));
    write_file(path_in(made.other, "secret"));
    paths = &made;
    *state = &made;
    return 0;
}

static int remove_folders(void **state)
{
    const struct folders *made = *state;
    unlink(path_in(made->given, "records"));
    unlink(path_in(made->given, "unnamed"));
    unlink(path_in(made->given, "renamed"));
    unlink(path_in(made->other, "secret"));
    return rmdir(made->given) | rmdir(made->other);
}

/* 0 where RESULT says that something was done, else why not. */
static int outcome(int result)
{
    return result < 0 ? errno : 0;
}

/* The error that ATTEMPT gets in the sandbox; 0 where it succeeds. */
static int attempt_within(int (*attempt)(void), bool files)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        char records[128];
        snprintf(records, sizeof records, "%s/records", paths->given);
        const char *const readable[] = { "-", "/no/such/file", records };
        struct sandbox_held held =
            sandbox_enter(&(struct sandbox){ readable, 3, { paths->given, NULL } });
        _exit(files ? held.files ? attempt() : NOT_HELD : held.processes ? attempt() : NOT_HELD);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == NOT_HELD)
        skip();
    return WEXITSTATUS(status);
}

static int read_records(void)
{
    return outcome(open(path_in(paths->given, "records"), O_RDONLY));
}

static void the_records_can_be_read(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(read_records, true), 0);
}

static int read_beside(void)
{
    return outcome(open(path_in(paths->given, "unnamed"), O_RDONLY));
}

static int read_elsewhere(void)
{
    return outcome(open(path_in(paths->other, "secret"), O_RDONLY));
}

static int read_passwords(void)
{
    return outcome(open("/etc/passwd", O_RDONLY));
}

static void no_other_file_can_be_read(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(read_beside, true), EACCES);
    assert_int_equal(attempt_within(read_elsewhere, true), EACCES);
    assert_int_equal(attempt_within(read_passwords, true), EACCES);
}

static int write_records(void)
{
    return outcome(open(path_in(paths->given, "records"), O_WRONLY));
}

static int create_elsewhere(void)
{
    return outcome(open(path_in(paths->other, "new"), O_WRONLY | O_CREAT, 0600));
}

static void no_file_can_be_written(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(write_records, true), EACCES);
    assert_int_equal(attempt_within(create_elsewhere, true), EACCES);
}

static int rename_output(void)
{
    char from[128];
    snprintf(from, sizeof from, "%s/unnamed", paths->given);
    return outcome(rename(from, path_in(paths->given, "renamed")));
}

static void an_output_can_get_its_name(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(rename_output, true), 0);
}

static int remove_elsewhere(void)
{
    return outcome(unlink(path_in(paths->other, "secret")));
}

static void nothing_else_can_be_removed(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(remove_elsewhere, true), EACCES);
}

static int start_program(void)
{
    char *const words[] = { (char *)"true", NULL };
    return outcome(execv("/bin/true", words));
}

static int start_process(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return outcome(child);
}

static int end_parent(void)
{
    return outcome(kill(getppid(), 0));
}

static void no_process_can_be_started_or_ended(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(start_program, false), EPERM);
    assert_int_equal(attempt_within(start_process, false), EPERM);
    assert_int_equal(attempt_within(end_parent, false), EPERM);
}

static int open_internet(void)
{
    return outcome(socket(AF_INET, SOCK_STREAM, 0));
}

static int open_local(void)
{
    return outcome(socket(AF_UNIX, SOCK_DGRAM, 0));
}

static void no_connection_can_be_made(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(open_internet, false), EPERM);
    assert_int_equal(attempt_within(open_local, false), EPERM);
}

static void *nothing(void *context)
{
    return context;
}

static int start_thread(void)
{
    pthread_t thread;
    int problem = pthread_create(&thread, NULL, nothing, NULL);
    return problem ? problem : pthread_join(thread, NULL);
}

static void *read_in_thread(void *context)
{
    *(int *)context = read_passwords();
    return NULL;
}

static int read_by_another_thread(void)
{
    int problem = 0;
    pthread_t thread;
    if (pthread_create(&thread, NULL, read_in_thread, &problem) != 0)
        return -1;
    pthread_join(thread, NULL);
    return problem;
}

static void threads_can_be_started_and_are_held_too(void **state)
{
    (void)state;
    assert_int_equal(attempt_within(start_thread, false), 0);
    assert_int_equal(attempt_within(read_by_another_thread, true), EACCES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_records_can_be_read),
        cmocka_unit_test(no_other_file_can_be_read),
        cmocka_unit_test(no_file_can_be_written),
        cmocka_unit_test(an_output_can_get_its_name),
        cmocka_unit_test(nothing_else_can_be_removed),
        cmocka_unit_test(no_process_can_be_started_or_ended),
        cmocka_unit_test(no_connection_can_be_made),
        cmocka_unit_test(threads_can_be_started_and_are_held_too),
    };
    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
