#!/usr/bin/env python3
"""faults.py CERTPOL SHIM [--every N] - each call that may fail fails, the first, the second, ... until there are no more.

SHIM is the library of shim.c.  Whatever fails, and whether it fails once or from then on: the program ends by itself, in the
right status; a failure is told; an output is complete or absent, and an older one is untouched; no temporary file is left;
what went to standard output is whole lines of what should be there.  How each fault ends stands in tests/README.md, and the
statuses that come are held against that.  --every N tries only each Nth call where there are
hundreds of them (those of memory by the libraries that messages need)."""
import argparse
import concurrent.futures
import errno
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
sys.dont_write_bytecode = True
import table  # noqa: E402

FAULTS_HEADING, JOBS_HEADING = "Injected faults", "Jobs with injected faults"  # of the tables in tests/README.md
DONE, FINDINGS, USAGE, POLICY, REJECTS, LIMIT = range(6)
LOADER = 127
PATIENCE = 10  # seconds
ENDLESS = 5000  # calls; more mean that the shim counts what it should not

GOLDEN = """policy renewal.pol
== a case
as of 2021-02-28
{"id": "H-1", "certifications": [{"id": "az-104", "kind": "role-based", "expires": "2021-08-31"}]}
--
renew az-104: eligible(until: 2021-08-31, kind: role_based) by may_renew
== another one
like a case but {"id": "H-2"}
--
renew az-104 message ko: "no such message"
"""

# What fails, how, and the statuses that it may end in; the usual one of a job is always right if its output is.
FAULTS = {
    "read": ([errno.EIO, errno.EINTR, "short"], {USAGE, POLICY}),
    "write": ([errno.ENOSPC, errno.EIO, errno.EINTR, "short"], {USAGE}),
    "open": ([errno.EACCES, errno.EMFILE], {USAGE, POLICY}),
    "close": ([errno.EIO], {USAGE}),
    "fsync": ([errno.EIO], {USAGE}),
    "rename": ([errno.EACCES], {USAGE}),
    "malloc": ([errno.ENOMEM], {USAGE, LIMIT}),
    "map": ([errno.EACCES], set()),  # without machine code all goes on as it was
}

# Title: the command, its usual status, its outputs.
JOBS = {
    "check": (["check", "renewal.pol"], DONE, []),
    "run": (["run", "--as-of", "2021-02-28", "renewal.pol", "good.jsonl", "bad.jsonl", "-o", "decided", "--rejects", "kept"],
            REJECTS, ["decided", "kept"]),
    "run to standard output": (["run", "--as-of", "2021-02-28", "renewal.pol", "good.jsonl", "bad.jsonl"], REJECTS, []),
    "run over CSV": (["run", "--as-of", "2021-02-28", "flat.pol", "people.csv", "--format", "csv", "-o", "decided"], DONE,
                     ["decided"]),
    "run with messages": (["run", "--as-of", "2021-02-28", "--messages", "record", "renewal.pol", "good.jsonl", "-o", "decided"],
                          DONE, ["decided"]),
    "test": (["test", "a.golden", "--junit", "junit.xml"], FINDINGS, ["junit.xml"]),
    "test --update": (["test", "--update", "a.golden"], DONE, ["a.golden"]),
}

WITH_MESSAGES = {"run with messages", "test", "test --update"}


class Place:
    """A folder to work in, and what a job leaves there if nothing fails."""

    def __init__(self, certpol, shim):
        self.certpol, self.shim = certpol, shim
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="certpol-faults-"))
        for name in ("renewal.pol", "holder.pol", "flat.pol", "good.jsonl", "bad.jsonl", "people.csv"):
            shutil.copy(ROOT / "tests/cli" / name, self.folder)
        self.prepare()
        self.inputs = set(os.listdir(self.folder))

    def prepare(self):
        (self.folder / "a.golden").write_text(GOLDEN, encoding="utf-8")

    def clean(self, outputs):
        """As before a job; its outputs are older ones."""
        for name in os.listdir(self.folder):
            if name not in self.inputs:
                (self.folder / name).unlink()
        for name in outputs:
            if name not in self.inputs:
                (self.folder / name).write_bytes(b"older\n")
        self.prepare()

    def run(self, command, fault=None):
        """Status, standard output, standard error, and whether the fault came."""
        ours, theirs = os.pipe()
        environment = {"PATH": os.environ["PATH"], "TERM": "dumb"}
        if fault:
            environment |= {"LD_PRELOAD": self.shim, "FAULT": fault, "FAULT_TOLD": str(theirs)}
        try:
            result = subprocess.run([self.certpol, *command], cwd=self.folder, env=environment, pass_fds=[theirs],
                                    capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)
            status, out, err = result.returncode, result.stdout, result.stderr
        except subprocess.TimeoutExpired:
            status, out, err = "without end", b"", b"(it was ended)"
        os.close(theirs)
        came = bool(os.read(ours, 1))
        os.close(ours)
        return status, out, err, came


def without_times(text):
    """junit.xml says how long a case took."""
    return b"\n".join(line.split(b' time="')[0] for line in text.split(b"\n"))


def outputs_of(place, outputs):
    return {name: without_times((place.folder / name).read_bytes()) for name in outputs}


def problems(place, job, usual, result, allowed):
    """What is wrong with RESULT, as sentences."""
    _, status, outputs = JOBS[job]
    got, out, err, _ = result
    now = outputs_of(place, outputs)
    old = {name: without_times(GOLDEN.encode() if name == "a.golden" else b"older\n") for name in outputs}
    left = set(os.listdir(place.folder)) - place.inputs - set(outputs)
    if left:
        yield f"there is still {', '.join(sorted(left))}"
    if got == FINDINGS and job.startswith("test") and b"messages need ICU" in out:
        err, usual, allowed = out, usual | {"out": out}, allowed | {FINDINGS}  # an example that cannot be judged fails
        if job == "test":
            usual["outputs"] = now
    if got == LOADER and job in WITH_MESSAGES and b"memory" in err:
        allowed = allowed | {LOADER}  # the dynamic loader ends a process by itself
    if got == status:
        if now != usual["outputs"]:
            yield "the output is another one, and nobody was told"
        if out != usual["out"]:
            yield "standard output is another one, and nobody was told"
        return
    if got not in allowed:
        yield f"the status is {got}"
    if not err.strip():
        yield "nobody was told"
    if not usual["out"].startswith(out) and job != "check" and not job.startswith("test"):
        yield "standard output is another one"
    if out and not out.endswith(b"\n") and job.startswith("run"):
        yield "half a line was written"
    for name in outputs:
        # The rejects get their name before the decisions; the report of a test says what could be tested.
        complete = now[name] == usual["outputs"][name] or now[name].endswith(b"</testsuite>\n")
        if now[name] != old[name] and not (complete and name in ("kept", "junit.xml")):
            yield f"{name} has changed"


def attempt(place, job, function, how, every):
    """All calls of FUNCTION, one after the other: how many there were, what went wrong, and the statuses other than the usual one."""
    command, status, outputs = JOBS[job]
    place.clean(outputs)
    got, out, err, _ = place.run(command)
    if got != status:
        return 0, [f"{job}: ends with {got} where nothing fails: {err.decode()}"], set()
    usual = {"out": out, "outputs": outputs_of(place, outputs)}
    found, statuses = [], set()
    for number in range(1, ENDLESS):
        if every > 1 and number > 100 and number % every:
            continue
        place.clean(outputs)
        fault = f"{function}:{number}:{how}"
        result = place.run(command, fault)
        if not result[3]:
            return number - 1, found, statuses
        statuses |= {result[0]} - {status}
        found += [f"{job}, {fault}: {problem}\n    | " + result[2].decode(errors="replace").strip().replace("\n", "\n    | ")
                  for problem in problems(place, job, usual, result, FAULTS[function][1])]
    return ENDLESS, found + [f"{job}: {function} is called without end"], statuses


def name_of(function, how):
    return f"{function} {errno.errorcode.get(how, how)}"


def told_otherwise(statuses, all_calls):
    """How the table differs from the STATUSES of the faults; those that must come may be missed where not ALL_CALLS fail."""
    yield from table.differing_names(JOBS_HEADING, JOBS)
    yield from table.differing_names(FAULTS_HEADING, statuses)
    for name, (cell, *_) in table.rows(FAULTS_HEADING).items():
        seen = statuses.get(name, set()) | (set() if all_calls else table.statuses(cell)[0])
        problem = table.difference(cell, seen)
        if problem:
            yield f"{name}: {problem}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("certpol")
    parser.add_argument("shim")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--job", default="")
    options = parser.parse_args()
    certpol, shim = os.path.abspath(options.certpol), os.path.abspath(options.shim)
    series = [(job, function, how, stays) for job in JOBS if options.job in job
              for function, (hows, _) in FAULTS.items() for how in hows for stays in ("", "+")
              if not (how == errno.EINTR and stays)]  # an interruption without end is none

    def one(task):
        place = Place(certpol, shim)
        try:
            job, function, how, stays = task
            return attempt(place, job, function, f"{how}{stays}", options.every)
        finally:
            shutil.rmtree(place.folder)

    calls, found, statuses = {}, [], {}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (_, function, how, _), (count, wrong, ended) in zip(series, pool.map(one, series)):
            calls[function] = calls.get(function, 0) + count
            statuses.setdefault(name_of(function, how), set()).update(ended)
            found += wrong
    if not options.job:
        found += told_otherwise(statuses, options.every == 1)
    for line in found[:40]:
        print("FAIL  " + line)
    unreached = [function for function, count in calls.items() if not count]
    if unreached and not options.job:
        print(f"FAIL  no call of {', '.join(unreached)} was reached: is the library preloaded?")
    print("faults: " + ", ".join(f"{function} {count}" for function, count in calls.items()) + f"; {len(found)} wrong")
    return 1 if found or unreached else 0


sys.exit(main())
