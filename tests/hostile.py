#!/usr/bin/env python3
"""hostile.py CERTPOL [--big] - what an attacker, or a bad day, may bring: inputs, files, limits, signals.

Each case must end soon, by itself, in the right exit status and with a message that says what is wrong, in bounded memory; its
output is complete or absent.  What each one gets stands in tests/README.md, and the statuses and messages that come are held
against that.  --big adds the cases of gigabytes and millions.  --only WORD chooses cases by their titles; --list prints those."""
import argparse
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
import table  # noqa: E402

DONE, FINDINGS, USAGE, POLICY, REJECTS, LIMIT = range(6)
MIB = 1 << 20
NOBODY = 65534
HEADING = "Hostile input"  # of the table in tests/README.md

HEADER = """policy hostile { timezone "UTC"  rounding down }
record Item key id { id: text  on: date  n: integer 0 .. 100 }
input Case key id { id: text  n: integer  day: date  items: [Item] up to 1000  numbers: [integer]? up to 1000 }
outcome Answer { yes  no  total(n: integer)  on(day: date) }
"""
DECISION = "decide a: Answer { rule many when count items > 2 or count numbers > 3 then yes otherwise rest then no }\n"
FLAT = 'policy flat { }\ninput P key name { name: text  n: integer }\noutcome G { a }\ndecide g: G { otherwise o then a }\n'
GOOD = '{"id":"2","n":1,"day":"2021-01-01","items":[]}\n'
DECIDED = b'{"policy":"hostile","record":"2","decision":"a","outcome":"no","rule":"rest","cites":[]}\n'
RUN = ["run", "--as-of", "2021-01-01", "--no-summary"]


# A process that shares its parent's memory until it becomes the program would be charged with the most that Python ever had.
subprocess._USE_VFORK = False

NOTED = []  # status, standard error and most memory of each run of the case at hand


class Place:
    """A folder of its own, in which CERTPOL is run."""

    def __init__(self, certpol, folder):
        self.certpol, self.folder = certpol, pathlib.Path(folder)
        self.sanitized = b"__asan_init" in pathlib.Path(certpol).read_bytes()
        self.write("p.pol", HEADER + DECISION)
        self.write("flat.pol", FLAT)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, str):
            text = text.encode()
        with open(path, "wb") as out:
            for part in [text] if isinstance(text, bytes) else text:
                out.write(part)

    def start(self, arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, limits=(), environment=None, plain_user=False):
        def prepare():
            for which, *most in limits:
                resource.setrlimit(which, (most[0], most[-1]))
            if plain_user and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
        return subprocess.Popen([self.certpol, *arguments], cwd=self.folder, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE,
                                env=environment, preexec_fn=prepare if limits or plain_user else None)

    def run(self, arguments, feed=None, **how):
        """Status, standard output, what was said on standard error, and the most memory that it had."""
        if feed is not None:
            how["stdin"] = subprocess.PIPE
        process = self.start(arguments, **how)
        if feed is not None:
            threading.Thread(target=pour, args=(process.stdin, feed), daemon=True).start()
        status, out, said, memory = end_of(process)
        return status, out, said, 0 if self.sanitized else memory


def pour(pipe, feed):
    """FEED is bytes or an iterable of them."""
    try:
        for part in [feed] if isinstance(feed, bytes) else feed:
            pipe.write(part)
        pipe.close()
    except OSError:
        pass  # the program may end before its input does


def end_of(process, patience=120):
    """Status, standard output, standard error, most memory; ends what does not end."""
    said = []
    reader = threading.Thread(target=lambda: said.append(process.stderr.read()))
    watch = threading.Timer(patience, process.kill)
    watch.daemon = True
    reader.start()
    watch.start()
    out = process.stdout.read() if process.stdout else b""
    reader.join()
    _, status, used = os.wait4(process.pid, 0)
    watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    NOTED.append((process.returncode, said[0].decode(errors="replace"), used.ru_maxrss * 1024))
    return process.returncode, out, *NOTED[-1][1:]


def by_shell(place, command):
    """COMMAND by a shell, in which $0 is the program; what it has for standard streams is its own affair."""
    result = subprocess.run(["sh", "-c", command, place.certpol], cwd=place.folder, capture_output=True, timeout=60, check=False)
    NOTED.append((result.returncode, result.stderr.decode(errors="replace"), 0))
    return result


class Wrong(Exception):
    pass


class Skipped(Exception):
    pass


def needs_plain(place):
    """Not for a build with sanitizers, which take memory and files of their own."""
    if place.sanitized:
        raise Skipped


def needs_permissions(place):
    """For what only a user other than root is refused: whoever runs this, the program may be such a one."""
    if os.geteuid() != 0:
        return
    os.chmod(place.folder, 0o777)
    try:
        place.run(["--version"], plain_user=True)
    except (OSError, subprocess.SubprocessError):
        raise Skipped from None  # nobody may not come to where the program is
    NOTED.pop()


def expect(result, status, *words, out=None, memory=None):
    """RESULT has STATUS and says the WORDS; OUT is what is on standard output; no more MEMORY than so many bytes."""
    got, wrote, said, used = result
    if got != status:
        raise Wrong(f"status {got}, not {status}: {said[:300]}")
    for word in words:
        if word not in said:
            raise Wrong(f"nobody said {word!r}: {said[:300]!r}")
    if status and not said.strip():
        raise Wrong("nobody said anything")
    if len(said) > 100000:
        raise Wrong(f"{len(said)} bytes were said")
    if out is not None and wrote != out:
        raise Wrong(f"standard output is {wrote[:200]!r}")
    if memory and used > memory:
        raise Wrong(f"{used // MIB} MiB of memory")
    return result


CASES, BIG = {}, {}


def case(title):
    return lambda function: CASES.setdefault(title, function)


def big(title):
    return lambda function: BIG.setdefault(title, function)


# ---- bytes ----

@case("zero bytes in a record reject it and no other")
def _(place):
    expect(place.run([*RUN, "p.pol"], b'{"id":"\0"}\n\0\n{"id":"1"\0}\n' + GOOD.encode()), REJECTS, "standard input:1:", "standard input:2:",
           "standard input:3:", out=DECIDED)


@case("zero bytes in CSV are told")
def _(place):
    expect(place.run([*RUN, "--input-format", "csv", "flat.pol"], b"name,n\na,\0\nb,1\n"), REJECTS, "standard input:2:")


@case("a policy of zero bytes is told")
def _(place):
    place.write("z.pol", b"\0" * 1000)
    expect(place.run(["check", "z.pol"]), POLICY, "z.pol:1:1")


@case("a golden file of zero bytes is told")
def _(place):
    place.write("z.golden", b"\0\n" * 1000)
    expect(place.run(["test", "z.golden"]), FINDINGS, "z.golden:1:1")


@case("zero bytes in a table are a character of a text, and told in a number")
def _(place):
    place.write("t.pol", HEADER + 'table t from "t.csv" key id { id: text  n: integer }\n'
                "decide a: Answer { rule known when t[id] is present then yes otherwise rest then no }\n")
    place.write("t.csv", b"id,n\n\0,1\n")
    known = DECIDED.replace(b'"2"', b'"\\u0000"').replace(b'"no"', b'"yes"').replace(b'"rest"', b'"known"')
    expect(place.run([*RUN, "t.pol"], GOOD.replace('"2"', '"\\u0000"').encode()), DONE, out=known)
    place.write("t.csv", b"id,n\na,\0\n")
    expect(place.run(["check", "t.pol"]), POLICY, "is not a whole number")


def ends_anywhere(place, text, name, arguments, statuses):
    """Every beginning of TEXT, as a file each, in one run."""
    for length in range(len(text)):
        place.write(f"cut/{length}{name}", text[:length])
        if arguments:
            result = place.run([*arguments, f"cut/{length}{name}"])
            if result[0] not in statuses:
                raise Wrong(f"status {result[0]} after {length} bytes: {result[2][:200]}")
    return [f"cut/{length}{name}" for length in range(len(text))]


@case("records in lines that end anywhere are decided or rejected")
def _(place):
    files = ends_anywhere(place, GOOD.replace('"items":[]', '"items":[{"id":"é","on":"2021-01-01","n":1}]').encode(), ".jsonl", None, ())
    got = expect(place.run(["run", "--as-of", "2021-01-01", "p.pol", *files]), REJECTS, f"{len(files) - 1} records, {len(files) - 2} rejected")
    if got[1].count(b"\n") != 1:
        raise Wrong(f"standard output is {got[1][:200]!r}")


@case("arrays of records that end anywhere are decided or rejected")
def _(place):
    files = ends_anywhere(place, ("[" + GOOD + "," + GOOD + "]").encode(), ".json", None, ())
    expect(place.run([*RUN, "p.pol", *files]), REJECTS, "rejected")


@case("CSV that ends anywhere is decided, rejected or told")
def _(place):
    ends_anywhere(place, b'name,n\n"a\n",1\r\nb,2\n', ".csv", [*RUN, "flat.pol"], {DONE, USAGE, REJECTS})


@case("a policy that ends anywhere is told")
def _(place):
    text = (HEADER + DECISION).encode()
    for length in range(0, len(text), 5):
        place.write("cut.pol", text[:length])
        result = place.run(["check", "cut.pol"])
        if result[0] not in (DONE, POLICY):
            raise Wrong(f"status {result[0]} after {length} bytes: {result[2][:200]}")


@case("a golden file that ends anywhere is told")
def _(place):
    text = b'policy p.pol\n== a\nas of 2021-01-01\n' + GOOD.encode() + b'--\na: no by rest\n== b\nlike a but {"id": "3"}\n--\na: no\n'
    ends_anywhere(place, text, ".golden", None, ())
    os.symlink("../p.pol", place.folder / "cut/p.pol")
    for length in range(0, len(text), 3):
        result = place.run(["test", f"cut/{length}.golden"])
        if result[0] not in (DONE, FINDINGS, USAGE):
            raise Wrong(f"status {result[0]} after {length} bytes: {result[2][:200]}")


@case("records nested a million deep are rejected")
def _(place):
    deep = b'{"id":"1","x":' + b"[" * 1000000 + b"\n" + GOOD.encode()
    expect(place.run([*RUN, "p.pol"], deep), REJECTS, "nested more than 1000 deep", out=DECIDED, memory=64 * MIB)
    deep = b'{"id":"1","x":' + b'{"x":' * 1000000 + b"1" + b"}" * 1000001 + b"\n" + GOOD.encode()
    expect(place.run([*RUN, "p.pol"], deep), REJECTS, "nested more than 1000 deep", out=DECIDED, memory=64 * MIB)


def long_list(times):
    """A record with TIMES 100,000 numbers, and a good one."""
    yield GOOD.encode()[:-2] + b',"numbers":[1' + b",1" * 99999
    for _ in range(times - 1):
        yield b",1" * 100000
    yield b"]}\n" + GOOD.encode()


@case("a list of ten million elements is rejected")
def _(place):
    expect(place.run([*RUN, "p.pol"], long_list(100)), REJECTS, "numbers: more than 1000 elements", out=DECIDED, memory=128 * MIB)


@case("--max-list lowers what a schema allows")
def _(place):
    place.write("wide.pol", (HEADER + DECISION).replace("[integer]? up to 1000", "[integer]? up to 10000000"))
    expect(place.run([*RUN, "--max-list", "5000", "wide.pol"], long_list(10)), REJECTS, "numbers: more than 5000 elements", out=DECIDED,
           memory=64 * MIB)


@case("--max-record-bytes lets nothing longer through")
def _(place):
    long = b'{"id":"1","x":"' + b"x" * 2000 + b'"}\n' + GOOD.encode()
    expect(place.run([*RUN, "--max-record-bytes", "1000", "p.pol"], long), REJECTS, "longer than 1000 bytes", out=DECIDED)


@case("empty lines take no memory")
def _(place):
    expect(place.run([*RUN, "p.pol"], (b"\n" * MIB for _ in range(64))), DONE, out=b"", memory=48 * MIB)


@case("a row of a million cells is told")
def _(place):
    expect(place.run([*RUN, "--input-format", "csv", "flat.pol"], b"name,n" + b"," * 1000000 + b"\nx,1\n"), USAGE,
           "more than 10000 cells", memory=64 * MIB)


# ---- policies ----

@case("an identifier of a megabyte is no trouble, and no message repeats it")
def _(place):
    place.write("i.pol", HEADER + f"decide {'a' * 1000000}: Answer {{ otherwise rest then no }}\n")
    expect(place.run(["check", "i.pol"]), DONE)
    place.write("i.pol", HEADER + f"decide a: Answer {{ rule r when {'b' * 1000000} then yes otherwise rest then no }}\n")
    if len(expect(place.run(["check", "i.pol"]), POLICY, "nothing here is called `bbb")[2]) > 3000:
        raise Wrong("the message is as long as the name")


@case("a policy nested a million deep is told")
def _(place):
    for opening, closing in (("(", ")"), ("not ", "")):
        place.write("d.pol", HEADER + f"decide a: Answer {{ rule r when {opening * 1000000}n > 1{closing * 1000000} then yes otherwise o then no }}\n")
        expect(place.run(["check", "d.pol"]), POLICY, memory=512 * MIB)
    place.write("d.pol", HEADER + f"decide a: Answer {{ rule r when {'(' * 1000000}\n")
    expect(place.run(["check", "d.pol"]), POLICY, "nested too deeply", memory=512 * MIB)


@case("twenty thousand mistakes among twenty thousand names are told soon")
def _(place):
    place.write("m.pol", HEADER + "".join(f"define name_{i}: integer = 1\n" for i in range(20000)) + "decide a: Answer { " +
                "".join(f"rule r{i} when nane_{i} > 0 then yes\n" for i in range(20000)) + " otherwise rest then no }\n")
    expect(place.run(["check", "m.pol"]), POLICY, "20000 errors")


@case("a cycle of files is told")
def _(place):
    for i in range(100):
        place.write(f"u{i}.pol", f'use "u{(i + 1) % 100}.pol"\n')
    expect(place.run(["check", "u0.pol"]), POLICY, "files use each other")


@case("thousands of files are told")
def _(place):
    for i in range(3000):
        place.write(f"u{i}.pol", f'use "u{i + 1}.pol"\n')
    expect(place.run(["check", "u0.pol"]), POLICY, "more than 256 policy files")


@case("a policy that uses what lies outside is told")
def _(place):
    for path in ("/etc/passwd", "../../../../../../etc/passwd"):
        place.write("o.pol", f'use "{path}"\ntable t from "{path}" {{ a: text }}\n')
        said = expect(place.run(["check", "o.pol"]), POLICY, "path-outside")[2]
        if "root:" in said:
            raise Wrong("what is in the file was shown")


# ---- files ----

def old_output(place):
    place.write("out/decided", "old\n")
    return [*RUN, "p.pol", "-o", "out/decided"]


def is_untouched(place):
    if os.listdir(place.folder / "out") != ["decided"] or (place.folder / "out/decided").read_text() != "old\n":
        raise Wrong(f"there is {os.listdir(place.folder / 'out')}")


@case("a file that is not there is told, and the old output stays")
def _(place):
    place.write("r.jsonl", GOOD)
    expect(place.run([*old_output(place), "r.jsonl", "gone.jsonl"]), USAGE, "gone.jsonl: cannot be opened")
    is_untouched(place)


@case("a file that vanishes while others are read is told")
def _(place):
    os.mkfifo(place.folder / "first")
    place.write("second.jsonl", GOOD)
    process = place.start([*old_output(place), "first", "second.jsonl"])
    with open(place.folder / "first", "wb") as pipe:
        os.unlink(place.folder / "second.jsonl")
        pipe.write(GOOD.encode())
    expect(end_of(process), USAGE, "second.jsonl: cannot be opened")
    is_untouched(place)


@case("a folder is neither records nor a policy nor an output")
def _(place):
    os.mkdir(place.folder / "dir.pol")
    expect(place.run([*RUN, "p.pol", "."]), USAGE, "Is a directory")
    expect(place.run(["check", "dir.pol"]), USAGE, "it is a folder")
    expect(place.run([*RUN, "p.pol", "-o", "."], GOOD.encode()), USAGE, "Is a directory")


@case("a policy that comes without end is told")
def _(place):
    expect(place.run(["check", "-"], (HEADER + DECISION).encode()), DONE)
    expect(place.run(["check", "-"], (b"#" * MIB for _ in range(100))), USAGE, "more than 16777216 bytes", memory=96 * MIB)


@case("a pipe and a device are no policies, and are not waited for")
def _(place):
    os.mkfifo(place.folder / "pipe.pol")
    expect(place.run(["check", "pipe.pol"]), USAGE, "not an ordinary file")
    expect(place.run(["check", "/dev/zero"]), USAGE, "not an ordinary file")


@case("an endless file of examples is told")
def _(place):
    os.symlink("/dev/zero", place.folder / "endless.golden")
    os.mkfifo(place.folder / "pipe.golden")
    place.write("folder/fine.golden", f"policy ../p.pol\n== a\nas of 2021-01-01\n{GOOD}--\na: no\n")
    os.mkfifo(place.folder / "folder/pipe.golden")
    expect(place.run(["test", "folder"]), DONE)
    expect(place.run(["test", "endless.golden"]), USAGE, "File too large", memory=160 * MIB)


@case("a file that may not be read is told")
def _(place):
    needs_permissions(place)
    place.write("secret.jsonl", GOOD)
    place.write("secret.pol", FLAT)
    for name in ("secret.jsonl", "secret.pol"):
        os.chmod(place.folder / name, 0)
    arguments = old_output(place)
    os.chmod(place.folder / "out", 0o777)
    expect(place.run([*arguments, "secret.jsonl"], plain_user=True), USAGE, "secret.jsonl: cannot be opened: Permission denied")
    expect(place.run(["check", "secret.pol"], plain_user=True), USAGE, "reading it is not permitted")
    is_untouched(place)


@case("a file that fails while it is read is told")
def _(place):
    expect(place.run([*old_output(place), "/proc/self/mem"]), USAGE, "/proc/self/mem: cannot be read: Input/output error")
    is_untouched(place)


@case("a file that shrinks or grows while it is read is no trouble")
def _(place):
    place.write("r.jsonl", GOOD * 200000)
    for change in (lambda: os.truncate(place.folder / "r.jsonl", 1000), lambda: place.write("r.jsonl", GOOD * 300000)):
        process = place.start([*RUN, "p.pol", "r.jsonl"])
        process.stdout.read(1000)
        change()
        process.stdout.read1(1 << 20)
        status, _, said, _ = end_of(process)
        if status not in (DONE, REJECTS) or (status == REJECTS and "rejected" not in said):
            raise Wrong(f"status {status}: {said[:300]}")


@case("a folder that may not be written is told")
def _(place):
    place.write("r.jsonl", GOOD)
    expect(place.run([*RUN, "p.pol", "r.jsonl", "-o", "/proc/decided"]), USAGE, "/proc/decided")
    needs_permissions(place)
    arguments = old_output(place)
    os.chmod(place.folder / "out", 0o555)
    expect(place.run([*arguments, "r.jsonl"], plain_user=True), USAGE, "out/decided: Permission denied")
    is_untouched(place)


@case("an output that may not be written, in a folder that may, is replaced and keeps its mode")
def _(place):
    needs_permissions(place)
    arguments = old_output(place)
    os.chmod(place.folder / "out", 0o777)
    os.chmod(place.folder / "out/decided", 0o444)
    expect(place.run(arguments, GOOD.encode(), plain_user=True), DONE)
    if (place.folder / "out/decided").read_bytes() != DECIDED or (place.folder / "out/decided").stat().st_mode & 0o777 != 0o444:
        raise Wrong("it was not replaced as it was")


@case("an output that is a link leaves the link, and replaces what it leads to")
def _(place):
    arguments = old_output(place)
    os.symlink("decided", place.folder / "out/link")
    expect(place.run([*arguments[:-1], "out/link"], GOOD.encode()), DONE)
    if not os.path.islink(place.folder / "out/link") or (place.folder / "out/decided").read_bytes() != DECIDED:
        raise Wrong("the link was replaced")


@case("an output that is a pipe or a device is written to, and stays")
def _(place):
    os.mkfifo(place.folder / "pipe")
    process = place.start([*RUN, "p.pol", "-o", "pipe"], stdin=subprocess.PIPE)
    pour(process.stdin, GOOD.encode())
    got = (place.folder / "pipe").read_bytes()
    expect(end_of(process), DONE)
    expect(place.run([*RUN, "p.pol", "-o", "/dev/null", "--rejects", "/dev/null"], GOOD.encode()), DONE)
    if got != DECIDED or not (place.folder / "pipe").is_fifo():
        raise Wrong(f"the pipe got {got!r}")


@case("an output that would replace a policy, the records or the other output is refused")
def _(place):
    place.write("r.jsonl", GOOD)
    os.link(place.folder / "p.pol", place.folder / "same")
    before = sorted(os.listdir(place.folder))
    for output in (["-o", "p.pol"], ["-o", "same"], ["--rejects", "./p.pol"]):
        expect(place.run([*RUN, "p.pol", "r.jsonl", *output]), USAGE, "this policy would be replaced")
    for output in (["-o", "./r.jsonl"], ["--rejects", "r.jsonl"]):
        expect(place.run([*RUN, "p.pol", "r.jsonl", *output]), USAGE, "these records would be replaced")
    for other in ("new", "./new"):
        expect(place.run([*RUN, "p.pol", "r.jsonl", "-o", "new", "--rejects", other]), USAGE,
               "decisions and rejects cannot go to the same file")
    if sorted(os.listdir(place.folder)) != before or (place.folder / "p.pol").read_text() != HEADER + DECISION:
        raise Wrong(f"there is {os.listdir(place.folder)}")


@case("a full disk is told, whatever is written there")
def _(place):
    place.write("r.jsonl", GOOD + "{}\n")
    place.write("a.golden", f"policy p.pol\n== a\nas of 2021-01-01\n{GOOD}--\na: no\n")
    with open("/dev/full", "wb") as full:
        expect(place.run([*RUN, "p.pol", "r.jsonl"], stdout=full), USAGE, "standard output: No space left")
        expect(place.run(["check", "p.pol"], stdout=full), USAGE, "standard output: No space left")
        expect(place.run(["test", "a.golden"], stdout=full), USAGE, "standard output: No space left")
        expect(place.run(["--help"], stdout=full), USAGE, "standard output: No space left")
    expect(place.run([*RUN, "p.pol", "r.jsonl", "-o", "/dev/full"]), USAGE, "/dev/full: No space left")
    expect(place.run([*RUN, "p.pol", "r.jsonl", "--rejects", "/dev/full"]), USAGE, "/dev/full: No space left")
    expect(place.run(["test", "a.golden", "--junit", "/dev/full"]), USAGE, "/dev/full: No space left")


@case("a disk that fills while the output is written leaves the old one")
def _(place):
    place.write("r.jsonl", GOOD * 1000)
    expect(place.run([*old_output(place), "r.jsonl"], limits=[(resource.RLIMIT_FSIZE, 8192)]), USAGE, "out/decided: File too large")
    is_untouched(place)


@case("a closed output pipe is told")
def _(place):
    place.write("r.jsonl", GOOD * 20000)
    process = place.start([*RUN, "p.pol", "r.jsonl"])
    process.stdout.read(100)
    process.stdout.close()
    process.stdout = None
    expect(end_of(process), USAGE, "standard output: Broken pipe")


@case("an input pipe that closes in the midst of a record leaves that one out")
def _(place):
    expect(place.run([*RUN, "p.pol"], GOOD.encode() + b'{"id":"3","n"'), REJECTS, "standard input:2:14: rejected", out=DECIDED)


@case("an input pipe that stalls is waited for, and what has come is decided before")
def _(place):
    process = place.start([*RUN, "p.pol"], stdin=subprocess.PIPE)
    process.stdin.write(GOOD.encode() + b'{"id":')
    process.stdin.flush()
    if process.stdout.readline() != DECIDED:
        raise Wrong("the first record was not decided")
    process.stdin.write(b'"3"}\n')
    process.stdin.close()
    expect(end_of(process), REJECTS, "standard input:2:")


# ---- interruptions ----

def interrupted_after(place, delay, number):
    arguments = old_output(place)
    process = place.start([*arguments, "--rejects", "out/kept", "r.jsonl"])
    time.sleep(delay)
    os.kill(process.pid, number)
    status, _, said, _ = end_of(process)
    left = sorted(os.listdir(place.folder / "out"))
    whole = (place.folder / "out/decided").read_bytes()
    if status in (-signal.SIGTERM, -signal.SIGINT) and left == ["decided"]:
        return "early"  # before the program had begun to be one
    if status == DONE and left == ["decided", "kept"] and whole == DECIDED * 100000:
        os.unlink(place.folder / "out/kept")
        return "done"
    if status != LIMIT or "interrupted" not in said:
        raise Wrong(f"status {status} after {delay:.3f} s: {said[:200]}")
    if left not in (["decided"], ["decided", "kept"]) or whole not in (b"old\n", DECIDED * 100000):
        raise Wrong(f"after {delay:.3f} s there is {left}")
    if "kept" in left:
        os.unlink(place.folder / "out/kept")
    return "interrupted"


@case("a run that is interrupted at any time leaves its output complete or absent")
def _(place):
    place.write("r.jsonl", GOOD * 100000)
    took = time.monotonic()
    expect(place.run([*old_output(place), "r.jsonl"]), DONE)
    took = time.monotonic() - took
    ends = [interrupted_after(place, took * step / 25, signal.SIGTERM if step % 2 else signal.SIGINT) for step in range(30)]
    if "interrupted" not in ends:
        raise Wrong(f"no run was interrupted: {ends}")


@case("an update of golden files that is interrupted at any time leaves whole ones")
def _(place):
    text = f"policy p.pol\n== a\nas of 2021-01-01\n{GOOD}--\na: yes\n"
    updated = text.replace("a: yes", "a: no by rest")
    golden = [place.folder / f"g/{number:03}.golden" for number in range(200)]
    ended = set()
    for step in range(12):
        os.makedirs(place.folder / "g", exist_ok=True)
        (place.folder / "g/p.pol").write_text(HEADER + DECISION)
        for path in golden:
            path.write_text(text)
        process = place.start(["test", "--update", "g"])
        time.sleep(0.02 * step)
        os.kill(process.pid, signal.SIGTERM)
        status, _, said, _ = end_of(process)
        ended.add(status)
        if status not in (DONE, LIMIT, -signal.SIGTERM) or (status == LIMIT and "interrupted" not in said):
            raise Wrong(f"status {status}: {said[:200]}")
        left = set(os.listdir(place.folder / "g")) - {path.name for path in golden} - {"p.pol"}
        changed = {path.read_text() for path in golden} - {text, updated}
        if left or changed:
            raise Wrong(f"there is {left}, and {list(changed)[:1]}")
    if not ended & {DONE, LIMIT}:
        raise Wrong("none was interrupted, none done")


@case("a run that waits for its input is ended by a signal")
def _(place):
    process = place.start([*old_output(place), "--threads", "2"], stdin=subprocess.PIPE)
    process.stdin.write(GOOD.encode())
    process.stdin.flush()
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGTERM)
    expect(end_of(process), LIMIT, "interrupted")
    is_untouched(place)


@case("a check that waits for its policy is ended by a signal")
def _(place):
    process = place.start(["check", "-"], stdin=subprocess.PIPE)
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGINT)
    expect(end_of(process), LIMIT, "interrupted")


# ---- surroundings ----

@case("a small stack is enough for a deep policy")
def _(place):
    needs_plain(place)
    place.write("deep.pol", HEADER + f"decide a: Answer {{ rule r when {'not (' * 98}n > 1{')' * 98} then yes otherwise o then no }}\n")
    for size in (64 << 10, 128 << 10, 8 << 20):
        expect(place.run(["check", "deep.pol"], limits=[(resource.RLIMIT_STACK, size)]), DONE)
        expect(place.run([*RUN, "deep.pol"], (GOOD * 50000).encode(), limits=[(resource.RLIMIT_STACK, size)]), DONE)


@case("a limit of memory ends a run with a message, and leaves the old output")
def _(place):
    needs_plain(place)
    place.write("r.jsonl", GOOD * 100000)
    needed = False
    for megabytes in range(4, 200, 2):
        result = place.run([*old_output(place), "r.jsonl"], limits=[(resource.RLIMIT_AS, megabytes * MIB)])
        if result[0] == DONE:
            break
        if result[0] == LIMIT:
            expect(result, LIMIT, "out of memory")
            needed = True
        elif result[0] != 127:  # the loader could not even begin
            raise Wrong(f"status {result[0]} with {megabytes} MiB: {result[2][:200]}")
        is_untouched(place)
    if not needed:
        raise Wrong("no limit was too low")


@case("a limit of processor time ends a run like an interruption")
def _(place):
    expect(place.run(old_output(place), (GOOD.encode() * 20000 for _ in range(100000)), limits=[(resource.RLIMIT_CPU, 1, 20)]), LIMIT,
           "interrupted")
    is_untouched(place)


@case("few open files are enough")
def _(place):
    place.write("r.jsonl", GOOD)
    expect(place.run([*RUN, "p.pol", *["r.jsonl"] * 100], limits=[(resource.RLIMIT_NOFILE, 8)]), DONE, out=DECIDED * 100)


@case("without threads the caller's does all")
def _(place):
    expect(place.run([*RUN, "--threads", "8", "p.pol"], (GOOD * 100000).encode(), limits=[(resource.RLIMIT_NPROC, 1)]), DONE,
           out=DECIDED * 100000)


@case("an odd environment changes nothing")
def _(place):
    place.write("r.jsonl", GOOD)
    odd = [{}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "xx", "TZ": ":/etc/passwd", "TERM": ""}, {"TZ": "A" * 100000, "NO_COLOR": "1" * 1000},
           {"HOME": "/nowhere", "TMPDIR": "/nowhere", "TZDIR": "/nowhere", "LC_ALL": "\udcff"}]
    for environment in odd:
        expect(place.run([*RUN, "p.pol", "r.jsonl"], environment=environment), DONE, out=DECIDED)


@case("closed standard streams are no trouble where they are not needed")
def _(place):
    place.write("r.jsonl", GOOD)

    def run(redirections):
        return by_shell(place, f'exec "$0" {" ".join(RUN)} p.pol {redirections}')
    if run("r.jsonl <&- 2>&-").stdout != DECIDED:
        raise Wrong("closed input and error")
    if run("r.jsonl >&-").returncode != USAGE:
        raise Wrong("closed output")
    if run("-o out.jsonl r.jsonl <&- >&- 2>&-").returncode != DONE or (place.folder / "out.jsonl").read_bytes() != DECIDED:
        raise Wrong("all closed")
    if b"standard input: cannot be read" not in run("<&-").stderr:
        raise Wrong("closed input that is needed")


@case("a folder that is gone is no trouble")
def _(place):
    os.mkdir(place.folder / "gone")
    result = by_shell(place, f'cd gone && rmdir ../gone && exec "$0" check "{place.folder}/p.pol"')
    if result.returncode != DONE:
        raise Wrong(result.stderr.decode()[:200])


@case("odd command lines are told")
def _(place):
    for words in ([], [""], ["--"], ["-"], ["run"], ["run", ""], ["run", "--"], ["run", "p.pol", "--as-of"], ["run", "p.pol", "--threads", "0"],
                  ["run", "p.pol", "--threads", "1" * 100], ["check"], ["check", ""], ["check", "a" * 10000], ["test", "\udcff"],
                  ["run", "p.pol", "--" + "x" * 10000], ["run", "p.pol", "-" + "q" * 10000, "gone"], ["test", "--run", "(" * 10000, "."]):
        expect(place.run(words), USAGE)


# ---- least privilege ----

def opened(place, arguments, environment=None):
    """The paths that a run opens, those before its first record and those from there on, by strace; None without strace."""
    log = place.folder / "trace"
    try:
        result = subprocess.run(["strace", "-f", "-o", log, "-e", "trace=open,openat,openat2,creat,execve,socket,connect,fork,vfork,clone,clone3",
                                 place.certpol, *arguments], cwd=place.folder, capture_output=True, timeout=60, env=environment, check=False)
    except FileNotFoundError:
        return None
    if not log.exists() or "ptrace" in result.stderr.decode():
        return None
    if result.returncode != DONE:
        raise Wrong(result.stderr.decode()[:300])
    return log.read_text(encoding="utf-8", errors="replace")


@case("a run opens what it was given, starts no process and uses no network")
def _(place):
    place.write("r.jsonl", GOOD)
    needs_plain(place)
    place.write("s.jsonl", GOOD * 30000)
    trace = opened(place, [*RUN, "--threads", "2", "p.pol", "r.jsonl", "s.jsonl", "-o", "decided"])
    if trace is None:
        return
    if re.search(r"(socket|connect|fork)\(", trace) or trace.count("execve(") != 1:
        raise Wrong("it started something")
    if re.search(r"clone3?\((?!.*CLONE_THREAD).*flags", trace):
        raise Wrong("it made a process")
    behind = trace[re.search(r'openat\([^)]*"r\.jsonl", O_RDONLY\|O_CLOEXEC\)', trace).start():]
    paths = set(re.findall(r'open(?:at2?)?\((?:AT_FDCWD, )?"([^"]*)"', behind))
    # The C library asks for these two when a thread needs memory; the kernel refuses.
    others = paths - {"r.jsonl", "s.jsonl", ".", "/sys/devices/system/cpu/online", "/proc/sys/vm/overcommit_memory"}
    if others:
        raise Wrong(f"it opened {sorted(others)} while reading records")


# ---- what takes gigabytes or millions ----

@big("a record of one GiB in one line is rejected")
def _(place):
    def feed():
        yield b'{"id":"1","x":"'
        for _ in range(1024):
            yield b"x" * MIB
        yield b'"}\n' + GOOD.encode()
    expect(place.run([*RUN, "p.pol"], feed()), REJECTS, "longer than 67108864 bytes", out=DECIDED, memory=200 * MIB)


@big("an array's element of one GiB is rejected")
def _(place):
    def feed():
        yield b'[{"id":"1","x":"'
        for _ in range(1024):
            yield b"x" * MIB
        yield b'"},' + GOOD.encode() + b"]"
    expect(place.run([*RUN, "--input-format", "json", "p.pol"], feed()), REJECTS, "longer than 67108864 bytes", out=DECIDED, memory=200 * MIB)


@big("a CSV cell of one GiB is rejected, closed or not")
def _(place):
    def feed(end):
        yield b'name,n\n"'
        for _ in range(1024):
            yield b"x" * MIB
        yield end
    for end in (b'",1\nb,1\n', b""):
        expect(place.run([*RUN, "--input-format", "csv", "flat.pol"], feed(end)), REJECTS, "longer than 67108864 bytes", memory=200 * MIB)


@big("one GiB of empty lines takes no memory")
def _(place):
    expect(place.run([*RUN, "p.pol"], (b"\n" * MIB for _ in range(1024))), DONE, out=b"", memory=48 * MIB)


@big("a record of one GiB can be let through")
def _(place):
    def feed():
        yield GOOD.encode()[:-2] + b',"x":"'
        for _ in range(1000):
            yield b"x" * MIB
        yield b'"}\n'
    expect(place.run([*RUN, "--max-record-bytes", "1073741824", "p.pol"], feed()), DONE, out=DECIDED, memory=2500 * MIB)


@big("a record of five million fields that no schema knows is read")
def _(place):
    def feed():
        yield GOOD.encode()[:-2]
        for k in range(0, 5000000, 10000):
            yield b"".join(b',"k%d":1' % i for i in range(k, k + 10000))
        yield b"}\n"
    expect(place.run([*RUN, "--max-record-bytes", "100000000", "p.pol"], feed()), DONE, out=DECIDED, memory=600 * MIB)


@big("a list of ten million elements that schema and limits allow is decided")
def _(place):
    place.write("wide.pol", (HEADER + DECISION).replace("[integer]? up to 1000", "[integer]? up to 10000000"))
    expect(place.run([*RUN, "--max-record-bytes", "100000000", "wide.pol"], long_list(100)), DONE,
           out=DECIDED.replace(b'"no"', b'"yes"').replace(b'"rest"', b'"many"') + DECIDED, memory=1000 * MIB)


@big("a policy of 100,000 rules is checked and run")
def _(place):
    def policy():
        yield (HEADER + "decide a: Answer {\n").encode()
        for i in range(100000):
            yield f"  rule r{i} when n > {i + 1} and day > 2020-01-01 + {i % 10000} days then yes\n".encode()
        yield b"  otherwise rest then no }\n"
    place.write("r.pol", policy())
    expect(place.run([*RUN, "r.pol"], GOOD.encode()), DONE, out=DECIDED, memory=1500 * MIB)


@big("a table of ten million rows is read")
def _(place):
    def rows():
        yield b"id,n\n"
        for k in range(0, 10000000, 10000):
            yield b"".join(b"%d,%d\n" % (i, i % 1000) for i in range(k, k + 10000))
    place.write("t.csv", rows())
    place.write("t.pol", HEADER + 'table t from "t.csv" key id { id: text  n: integer }\n'
                "decide a: Answer { rule r when t[id] is present then no otherwise rest then yes }\n")
    expect(place.run([*RUN, "t.pol"], GOOD.encode()), DONE, out=DECIDED.replace(b'"rest"', b'"r"'), memory=2500 * MIB)


@big("a table that is too large is told")
def _(place):
    place.write("t.csv", [b"id\n"] + [b"x" * MIB] * 300)
    place.write("t.pol", HEADER + 'table t from "t.csv" { id: text }\n' + DECISION)
    expect(place.run(["check", "t.pol"]), POLICY, "more than 268435456 bytes", memory=64 * MIB)


@big("a policy file that is too large is told")
def _(place):
    place.write("l.pol", [b"#" * MIB] * 17)
    expect(place.run(["check", "l.pol"]), USAGE, "more than 16777216 bytes", memory=64 * MIB)


# ---- the table ----

def told_otherwise(title):
    """What the case's row says and did not come."""
    row = table.rows(HEADING).get(title)
    if not row or not NOTED:
        return None
    missing = [words for words in table.words(row[1]) if not any(words in said for _, said, _ in NOTED)]
    if missing:
        return f"the table promises the words {missing}, which did not come"
    return table.difference(row[0], {status for status, _, _ in NOTED})


def try_case(certpol, title, function):
    NOTED.clear()
    with tempfile.TemporaryDirectory(prefix="certpol-hostile-") as folder:
        began = time.monotonic()
        try:
            place = Place(certpol, folder)
            function(place)
            wrong = None if place.sanitized else told_otherwise(title)
        except Skipped:
            wrong = None
        except Wrong as problem:
            wrong = str(problem)
        return wrong, time.monotonic() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("certpol")
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--times", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    certpol = os.path.abspath(options.certpol)
    if options.list:
        print("\n".join(CASES | BIG))
        return 0
    cases = {title: function for title, function in (CASES | (BIG if options.big else {})).items() if options.only in title}
    failed = 0
    for title, function in cases.items():
        wrong, took = try_case(certpol, title, function)
        failed += wrong is not None
        if wrong is not None:
            print(f"FAIL  {title}\n      {wrong}")
        elif options.times:
            print(f"ok    {took:5.1f} s  {max((used for _, _, used in NOTED), default=0) // MIB:5} MiB  {title}")
    for problem in table.differing_names(HEADING, CASES | BIG):
        print(f"FAIL  {problem}")
        failed += 1
    print(f"hostile: {len(cases)} cases, {failed} failed")
    return 1 if failed or not cases else 0


sys.exit(main())
