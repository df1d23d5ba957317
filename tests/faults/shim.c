/* shim.c - a library to be preloaded that lets the Nth call of one function fail, once or from then
 * on.
 *
 * FAULT in the environment is FUNCTION:N:HOW, where FUNCTION is read, write, open (mkstemp, too),
 * close, fsync, rename, malloc (all that hands out memory) or map (mmap, mprotect) and HOW a number
 * of errno, `short` (a part is read or written), or either with a + behind it: all later calls fail
 * as well.  FAULT_TOLD is the descriptor that gets a byte when the call came: only so is it known
 * that there was an Nth one. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

/* Declared here, as their own header would want another name for some. */
int mkstemp(char *name);
ssize_t __read_chk(int descriptor, void *bytes, size_t length, size_t room);

static char function[16];
static int number, error;
static bool shortens, stays, ready;
static int told = -1;
static atomic_int calls;

__attribute__((constructor)) static void read_fault(void)
{
    const char *fault = getenv("FAULT"), *descriptor = getenv("FAULT_TOLD");
    char how[16] = "";
    if (!fault || sscanf(fault, "%15[a-z]:%d:%15s", function, &number, how) != 3)
        return;
    shortens = strncmp(how, "short", 5) == 0;
    stays = strchr(how, '+') != NULL;
    error = atoi(how);
    told = descriptor ? atoi(descriptor) : -1;
    unsetenv("LD_PRELOAD");
    ready = true;
}

/* The real one; looked up without memory of ours. */
static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* Whether this call of WHAT is the one. */
static bool fails(const char *what)
{
    if (!ready || strcmp(what, function) != 0)
        return false;
    int call = ++calls;
    if (call != number && !(stays && call > number))
        return false;
    if (call == number && told >= 0) {
        ssize_t (*really)(int, const void *, size_t) =
            (ssize_t(*)(int, const void *, size_t))real("write");
        really(told, "!", 1);
    }
    errno = error;
    return true;
}

/* What of LENGTH is left of a call that is shortened. */
static size_t part(size_t length)
{
    return length > 1 ? length / 2 : length;
}

ssize_t read(int descriptor, void *bytes, size_t length)
{
    static ssize_t (*really)(int, void *, size_t);
    if (!really)
        really = (ssize_t(*)(int, void *, size_t))real("read");
    if (!fails("read"))
        return really(descriptor, bytes, length);
    return shortens ? really(descriptor, bytes, part(length)) : -1;
}

ssize_t __read_chk(int descriptor, void *bytes, size_t length, size_t room)
{
    if (length > room)
        abort();
    return read(descriptor, bytes, length);
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    static ssize_t (*really)(int, const void *, size_t);
    if (!really)
        really = (ssize_t(*)(int, const void *, size_t))real("write");
    /* Messages must come through, or nothing could be tested. */
    if (descriptor == STDERR_FILENO || !fails("write"))
        return really(descriptor, bytes, length);
    return shortens ? really(descriptor, bytes, part(length)) : -1;
}

int open(const char *path, int flags, ...)
{
    static int (*really)(const char *, int, ...);
    va_list rest;
    if (!really)
        really = (int (*)(const char *, int, ...))real("open");
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("open") ? -1 : really(path, flags, mode);
}

int mkstemp(char *name)
{
    static int (*really)(char *);
    if (!really)
        really = (int (*)(char *))real("mkstemp");
    return fails("open") ? -1 : really(name);
}

/* A close that fails has closed nevertheless. */
int close(int descriptor)
{
    static int (*really)(int);
    if (!really)
        really = (int (*)(int))real("close");
    bool failed = fails("close");
    int result = really(descriptor);
    if (failed)
        errno = error;
    return failed ? -1 : result;
}

int fsync(int descriptor)
{
    static int (*really)(int);
    if (!really)
        really = (int (*)(int))real("fsync");
    return fails("fsync") ? -1 : really(descriptor);
}

int rename(const char *from, const char *to)
{
    static int (*really)(const char *, const char *);
    if (!really)
        really = (int (*)(const char *, const char *))real("rename");
    return fails("rename") ? -1 : really(from, to);
}

void *mmap(void *at, size_t length, int rights, int flags, int descriptor, off_t offset)
{
    static void *(*really)(void *, size_t, int, int, int, off_t);
    if (!really)
        really = (void *(*)(void *, size_t, int, int, int, off_t))real("mmap");
    return fails("map") ? MAP_FAILED : really(at, length, rights, flags, descriptor, offset);
}

int mprotect(void *at, size_t length, int rights)
{
    static int (*really)(void *, size_t, int);
    if (!really)
        really = (int (*)(void *, size_t, int))real("mprotect");
    return fails("map") ? -1 : really(at, length, rights);
}

/* The C library's own names, so that looking them up needs no memory. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    return fails("malloc") ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails("malloc") ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails("malloc") ? NULL : __libc_realloc(old, size);
}
