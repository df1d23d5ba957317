/* sandbox.c - Landlock for files, seccomp for processes and the network; Linux, system calls only.
 *
 * Files are allowed one by one, by what is under their names now; rights that a kernel does not
 * know yet are left out of what it is asked.  Builds that are instrumented (sanitizers, coverage)
 * open files and start threads of their own at the end, and are not held. */
#include "interp/tool/sandbox.h"

#ifdef CERTPOL_UNHELD

struct sandbox_held sandbox_enter(const struct sandbox *sandbox)
{
    (void)sandbox;
    return (struct sandbox_held){ 0 };
}

#else

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- files ---- */

/* What landlock_create_ruleset takes; headers of older systems know its first member only. */
struct ruleset {
    uint64_t files, network, scopes;
};

/* Rights of later versions of Landlock, by their numbers there. */
enum { TRUNCATE = 1 << 14, DEVICE_CONTROL = 1 << 15 };
enum { CONNECTIONS = 3 /* bind and connect */, OTHERS = 3 /* abstract sockets, signals */ };

/* All that a kernel whose Landlock is of VERSION can be asked to refuse. */
static struct ruleset all_of(long version)
{
    struct ruleset all = { .files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
    if (version >= 2)
        all.files |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3)
        all.files |= TRUNCATE;
    if (version >= 4)
        all.network = CONNECTIONS;
    if (version >= 5)
        all.files |= DEVICE_CONTROL;
    if (version >= 6)
        all.scopes = OTHERS;
    return all;
}

/* False where the run would be refused what it needs.  A pipe is in no folder and needs no rule. */
static bool allow(int ruleset, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = rights };
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return false;
    bool allowed =
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ||
        errno == EBADFD;
    close(rule.parent_fd);
    return allowed;
}

/* What is not there cannot be allowed, and will not be read.  A folder given as records is opened,
 * and then cannot be read: so the message says what it is. */
static bool allow_reading(int ruleset, const char *path)
{
    struct stat about;
    return stat(path, &about) != 0 || allow(ruleset, path,
                                            S_ISDIR(about.st_mode) ? LANDLOCK_ACCESS_FS_READ_DIR
                                                                   : LANDLOCK_ACCESS_FS_READ_FILE);
}

static bool allow_all(int ruleset, const struct sandbox *sandbox)
{
    bool allowed = true;
    for (size_t i = 0; i < sandbox->readable_count; i++)
        allowed = allowed && allow_reading(ruleset, sandbox->readable[i]);
    for (int i = 0; i < SANDBOX_FOLDERS_MAX; i++)
        if (sandbox->folders[i])
            allowed =
                allowed && allow(ruleset, sandbox->folders[i],
                                 LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                     LANDLOCK_ACCESS_FS_MAKE_REG);
    return allowed;
}

/* Landlock for what SANDBOX names. */
static bool hold_files(const struct sandbox *sandbox)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    struct ruleset all = all_of(version);
    if (version < 1)
        return false;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (ruleset < 0)
        return false;
    bool held = allow_all(ruleset, sandbox) && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return held;
}

/* ---- processes and the network ---- */

#if defined __x86_64__
#define MACHINE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE

/* System calls that a run has no use for.  io_uring would do what is refused here in its own way.
 */
static const int refused[] = {
    SYS_execve,         SYS_execveat, SYS_ptrace,     SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_kill,           SYS_socket,   SYS_socketpair, SYS_connect,          SYS_bind,
    SYS_io_uring_setup,
#ifdef SYS_fork
    SYS_fork,           SYS_vfork,
#endif
};

enum {
    REFUSED = sizeof refused / sizeof *refused,
    FOREIGN = 0x40000000, /* x86's other numbering begins here */
    REFUSE = SECCOMP_RET_ERRNO | EPERM,
    UNKNOWN = SECCOMP_RET_ERRNO | ENOSYS
};

/* A filter being written. */
struct filter {
    struct sock_filter steps[2 * REFUSED + 24];
    unsigned short count;
};

static void add(struct filter *filter, struct sock_filter step)
{
    filter->steps[filter->count++] = step;
}

static void load(struct filter *filter, size_t offset)
{
    add(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/* Answer with ANSWER where what was loaded compares by TEST with VALUE. */
static void answer_if(struct filter *filter, uint16_t test, uint32_t value, uint32_t answer)
{
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | test, value, 0, 1));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, answer));
}

/* A thread is made by clone with a flag that processes do not have.  What clone3 is to make stands
 * in memory, where no filter can see it; told that there is none, the C library takes clone. */
static void judge_clone(struct filter *filter)
{
    answer_if(filter, BPF_JEQ, SYS_clone3, UNKNOWN);
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JEQ, SYS_clone, 0, 3));
    load(filter, offsetof(struct seccomp_data, args[0])); /* its low half: little-endian */
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JSET, CLONE_THREAD, 1, 0));
    add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, REFUSE));
}

static bool hold_processes(void)
{
    struct filter filter = { .count = 0 };
    load(&filter, offsetof(struct seccomp_data, arch));
    add(&filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JEQ, MACHINE, 1, 0));
    add(&filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, REFUSE));
    load(&filter, offsetof(struct seccomp_data, nr));
    answer_if(&filter, BPF_JGE, FOREIGN, REFUSE);
    for (size_t i = 0; i < REFUSED; i++)
        answer_if(&filter, BPF_JEQ, (uint32_t)refused[i], REFUSE);
    judge_clone(&filter);
    add(&filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    struct sock_fprog program = { filter.count, filter.steps };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

static bool hold_processes(void)
{
    return false; /* the numbers of system calls are each machine's own */
}

#endif

struct sandbox_held sandbox_enter(const struct sandbox *sandbox)
{
    struct sandbox_held held = { 0 };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return held;
    held.files = hold_files(sandbox);
    held.processes = hold_processes();
    return held;
}

#endif
