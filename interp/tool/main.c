/* main.c - the command line of certpol: finds the verb.  Written on certpol.h alone. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "interp/certpol.h"
#include "interp/tool/interrupt.h"
#include "interp/tool/status.h"
#include "interp/tool/verbs.h"

static const struct verb *const verbs[] = { &verb_run,     &verb_check, &verb_test, &verb_trace,
                                            &verb_explain, &verb_fmt,   &verb_new,  &verb_lsp };

enum { VERB_COUNT = sizeof verbs / sizeof *verbs, STACK_BYTES = 16 << 20 };

static void print_help(FILE *out)
{
    fputs("usage: certpol VERB ...\n\n"
          "Decide records by policies, and say why.\n\n",
          out);
    for (int i = 0; i < VERB_COUNT; i++)
        fprintf(out, "  certpol %s %s\n", verbs[i]->name, verbs[i]->operands);
    fputs("\n`certpol VERB --help` says more about each.\n\n"
          "exit status:\n"
          "  0  done\n"
          "  1  findings: a failing example, an unformatted file, an outcome named by --fail-on\n"
          "  2  usage, or a file that cannot be read or written\n"
          "  3  the policy does not check\n"
          "  4  done, but some records were rejected\n"
          "  5  a limit was reached, or the run was interrupted\n",
          out);
}

/* A descriptor that the caller closed would be given to the next file that is opened, which would
 * then take what is meant for the terminal.  So it is taken, in the direction that fails. */
static void keep_standard_streams(void)
{
    const int directions[] = { O_WRONLY, O_RDONLY, O_RDONLY };
    for (int i = 0; i < 3; i++)
        if (fcntl(i, F_GETFD) < 0)
            (void)open("/dev/null", directions[i]); /* gives I, the lowest that is free */
}

static const struct verb *find_verb(const char *name)
{
    const char *names[VERB_COUNT];
    for (int i = 0; i < VERB_COUNT; i++) {
        if (strcmp(verbs[i]->name, name) == 0)
            return verbs[i];
        names[i] = verbs[i]->name;
    }
    const char *meant = closest_word(name, names, VERB_COUNT);
    if (meant)
        complain("there is no verb %s; did you mean %s?", name, meant);
    else
        complain("there is no verb %s; `certpol --help` lists them", name);
    return NULL;
}

static int run_verb(const struct verb *verb, int argc, char **argv)
{
    struct arguments arguments;
    int status = STATUS_USAGE;
    if (arguments_read(&arguments, verb, argc, argv)) {
        if (option_given(&arguments, "help")) {
            verb_help(verb, stdout);
            status = STATUS_DONE;
        } else {
            status = verb->run(&arguments);
        }
    }
    arguments_free(&arguments);
    return status;
}

/* certpol help [VERB] */
static int help(const char *name)
{
    const struct verb *verb = name ? find_verb(name) : NULL;
    if (name && !verb)
        return STATUS_USAGE;
    if (verb)
        verb_help(verb, stdout);
    else
        print_help(stdout);
    return STATUS_DONE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return STATUS_USAGE;
    }
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
        return help(argc > 2 ? argv[2] : NULL);
    if (strcmp(word, "--version") == 0) {
        printf("certpol %s\n", certpol_version());
        return STATUS_DONE;
    }
    const struct verb *verb = find_verb(word);
    return verb ? run_verb(verb, argc - 2, argv + 2) : STATUS_USAGE;
}

/* Nothing depends on the clock on the wall, so no library need look for it later. */
static void forget_local_time(void)
{
    setenv("TZ", "UTC0", 1);
    tzset();
}

/* The command line, and the exit status that comes of it. */
struct command {
    int argc;
    char **argv;
    int status;
};

static void *obey(void *context)
{
    struct command *command = context;
    command->status = dispatch(command->argc, command->argv);
    return NULL;
}

/* The checker's recursion is bounded, but not by what the caller's limits leave of a stack: so it
 * gets one of its own. */
static void obey_on_a_large_stack(struct command *command)
{
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    bool begun = pthread_create(&thread, &attributes, obey, command) == 0;
    pthread_attr_destroy(&attributes);
    if (begun)
        pthread_join(thread, NULL);
    else
        obey(command);
}

int main(int argc, char **argv)
{
    struct command command = { argc, argv, STATUS_USAGE };
    mallopt(M_ARENA_MAX, 1); /* one heap for all threads, which hardly ask for memory */
    keep_standard_streams();
    forget_local_time();
    interrupt_watch();
    obey_on_a_large_stack(&command);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain("standard output: %s", strerror(errno ? errno : EIO));
        command.status = STATUS_USAGE;
    }
    return command.status;
}
