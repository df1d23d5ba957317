"""Running programs and looking at the clock: alternately, so that what else the machine does falls on all alike."""
import os
import re
import statistics
import subprocess
import time


def start(command, out, stdin=None):
    actions = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
    if stdin is not None:
        actions.append((os.POSIX_SPAWN_DUP2, stdin, 0))
    return os.posix_spawnp(command[0], command, os.environ, file_actions=actions)


def finish(process, command):
    if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0:
        raise SystemExit(f"this failed: {' '.join(command)}")


def run(command, output=os.devnull):
    """The seconds it takes."""
    with open(output, "wb") as out:
        began = time.perf_counter()
        finish(start(command, out), command)
        return time.perf_counter() - began


def run_twice_at_once(command):
    """Half the seconds that two of it take beside each other: what two processors could do."""
    with open(os.devnull, "wb") as out:
        began = time.perf_counter()
        for process in [start(command, out), start(command, out)]:
            finish(process, command)
        return (time.perf_counter() - began) / 2


def high_water(process):
    """The most memory that PROCESS has held so far, in KiB; 0 once it has ended."""
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        held = re.search(r"VmHWM:\s*(\d+)", status.read())
    return int(held.group(1)) if held else 0


def memory(command, stdin=None):
    """The most memory that it holds, in KiB, looked at until it ends: what the system says afterwards counts the
    program that started it."""
    most = last = 0
    with open(os.devnull, "wb") as out:
        process = start(command, out, stdin)
        while last or not most:
            last = high_water(process)
            most = max(most, last)
        finish(process, command)
    return most


def memory_waiting(command, record):
    """The most that it has held once it has decided RECORD and waits for more."""
    source, sink = os.pipe()
    os.set_inheritable(sink, False)
    with open(os.devnull, "wb") as out:
        process = start(command, out, source)
        os.write(sink, record)
        time.sleep(0.5)
        most = high_water(process)
        os.close(sink)
        os.close(source)
        finish(process, command)
    return most


def memory_piped(command, path):
    """The same with PATH coming through a pipe."""
    with subprocess.Popen(["cat", path], stdout=subprocess.PIPE) as source:
        return memory(command, source.stdout.fileno())


class Pair:
    """Two commands run in turn, the first by RUN_FIRST: medians of both, and of what the first is of the second; and what
    the fastest run of the first is of the fastest of the second, which other programs disturb less."""

    def __init__(self, first, second, rounds, run_first=run):
        run_first(first), run(second)
        firsts, seconds = [], []
        for turn in range(rounds):
            if turn % 2:
                seconds.append(run(second))
                firsts.append(run_first(first))
            else:
                firsts.append(run_first(first))
                seconds.append(run(second))
        self.first, self.second = statistics.median(firsts), statistics.median(seconds)
        self.ratio = statistics.median(a / b for a, b in zip(firsts, seconds))
        self.best = min(firsts) / min(seconds)


def instructions(command):
    """How many it takes, as valgrind counts them; None where there is no valgrind."""
    try:
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *command],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return None
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    except (FileNotFoundError, subprocess.CalledProcessError, IndexError):
        return "none"


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        models = re.findall(r"model name\s*: (.*)", info.read())
    return f"{models[0] if models else os.uname().machine}, {os.cpu_count()} processors, Linux {os.uname().release}"
