/* interrupt.c - leaving in the midst of things: the one place with global state, for a signal
 * handler has no other.
 *
 * The process may be waiting in a read for a pipe that never speaks, in any of its threads, so the
 * handler itself ends it, with calls that are allowed there.  Only while lines are being written it
 * leaves that to the writer. */
#include "interp/tool/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "interp/certpol.h"
#include "interp/tool/status.h"

enum { PATHS_MAX = 4 };

static _Atomic(const char *) remembered[PATHS_MAX];
static atomic_int signals;
static atomic_int holding;

/* Leave no half of a file, say why in LENGTH bytes, and go. */
_Noreturn static void leave(const char *message, size_t length)
{
    for (int i = 0; i < PATHS_MAX; i++) {
        const char *path = atomic_load(&remembered[i]);
        if (path)
            unlink(path);
    }
    ssize_t told = write(STDERR_FILENO, message, length);
    (void)told; /* there is nobody left to tell */
    _exit(STATUS_INTERRUPTED);
}

_Noreturn static void leave_interrupted(void)
{
    static const char message[] = "certpol: interrupted\n";
    leave(message, sizeof message - 1);
}

/* In place of the library's own. */
_Noreturn void certpol_exhausted(void)
{
    static const char message[] = "certpol: out of memory\n";
    leave(message, sizeof message - 1);
}

/* Either the writer sees the count, or this sees the writer: both are sequentially consistent. */
static void handle(int signal_number)
{
    int before = atomic_fetch_add(&signals, 1);
    if (!atomic_load(&holding) || before > 0 || signal_number == SIGALRM)
        leave_interrupted();
    alarm(1);
}

static void watch(int signal_number)
{
    struct sigaction before, action = { .sa_handler = handle };
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, NULL, &before);
    if (before.sa_handler != SIG_IGN) /* as in a shell's background job */
        sigaction(signal_number, &action, NULL);
}

void interrupt_watch(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    watch(SIGINT);
    watch(SIGTERM);
    watch(SIGHUP);
    watch(SIGALRM);
    watch(SIGXCPU);
}

void interrupt_hold(void)
{
    atomic_store(&holding, 1);
    if (atomic_load(&signals))
        leave_interrupted();
}

void interrupt_release(void)
{
    atomic_store(&holding, 0);
    if (atomic_load(&signals))
        leave_interrupted();
}

void interrupt_remember(const char *path)
{
    for (int i = 0; i < PATHS_MAX; i++) {
        const char *none = NULL;
        if (atomic_compare_exchange_strong(&remembered[i], &none, path))
            return;
    }
}

void interrupt_forget(const char *path)
{
    for (int i = 0; i < PATHS_MAX; i++) {
        const char *known = path;
        if (atomic_compare_exchange_strong(&remembered[i], &known, NULL))
            return;
    }
}
