#!/usr/bin/env python3
"""The benchmark: build what is compared, check that it decides the same, measure, print a table.

    bench.py CERTPOL BUILD [--records N] [--rounds N] [--input FILE] [--yardstick PROGRAM]

BUILD is a folder for all that is made; the generator and the yardstick are in it already.  Run from the project's root."""
import argparse
import filecmp
import os
import pathlib

import measure
import policies
import reference

HERE = pathlib.Path(__file__).parent
AS_OF = "2021-03-01"
HOLDERS_AS_OF = "2021-10-01"
CATALOGUES = ["policies/renewal.pol", "policies/badges.pol"]
HOLDERS = "examples/holders.jsonl"
COPIES = 100  # of the thousand holders: as many records as the benchmark has
CHECKED = 100000  # records that are compared with the reference


class Bench:
    def __init__(self, arguments):
        self.certpol, self.rounds, self.records = arguments.certpol, arguments.rounds, arguments.records
        self.build = pathlib.Path(arguments.build)
        self.yardstick = arguments.yardstick or str(self.build / "yardstick")
        self.policy = str(HERE / "renewal.pol")
        self.input = arguments.input or self.generate(self.records)

    def path(self, name):
        return str(self.build / name)

    def generate(self, count):
        path = self.path(f"records-{count}.jsonl")
        if not os.path.exists(path):
            measure.run([self.path("generate"), str(count)], path + ".part")
            os.rename(path + ".part", path)
        return path

    def decide(self, inputs, policy=None, threads=1, as_of=AS_OF):
        return [self.certpol, "run", "--as-of", as_of, "--threads", str(threads), "-q",
                *(policy or [self.policy]), *inputs]

    def pair(self, first, second, rounds=None):
        return measure.Pair(first, second, rounds or self.rounds)

    # ---- what is measured; each prints its rows ----

    def check(self):
        records = self.generate(min(self.records, CHECKED))
        decisions, by_hand, threads = self.path("decisions"), self.path("by-hand"), self.path("threads")
        measure.run(self.decide([records]), decisions)
        measure.run(self.decide([records], threads=3), threads)
        measure.run([self.yardstick, records], by_hand)
        same = filecmp.cmp(decisions, threads, shallow=False)
        if not (reference.compare(records, decisions) and reference.compare(records, by_hand, by_hand=True) and same):
            raise SystemExit("the decisions differ: nothing is measured")

    def against_yardstick(self):
        pair = self.pair(self.decide([self.input]), [self.yardstick, self.input])
        size = os.path.getsize(self.input)
        row("one thread ÷ the yardstick", pair, 1.6, 1.0,
            f"{pair.first:.4f} s, {size / pair.first / 1e9:.2f} GB/s; {pair.second:.4f} s, {size / pair.second / 1e9:.2f} GB/s")

    def against_reading(self):
        pair = self.pair(self.decide([self.input]), ["wc", "-l", self.input])
        row("one thread ÷ counting lines (wc -l)", pair, None, None, f"wc {pair.second:.4f} s")

    def threads(self):
        one = self.decide([self.input])
        pair = self.pair(self.decide([self.input], threads=2), one)
        row("two threads ÷ one", pair, 0.60, 0.52, f"{pair.first:.4f} s, {pair.second:.4f} s")
        pair = measure.Pair(one, one, self.rounds, measure.run_twice_at_once)
        row("half of two runs at once ÷ one", pair, None, None, "what the machine has for two threads")

    def instructions(self):
        few, many = self.generate(1000), self.generate(4000)
        counts = [measure.instructions(self.decide([path])) for path in (few, many)]
        if None in counts:
            return row("instructions a record", None, None, None, "valgrind is missing")
        row("instructions a record", (counts[1] - counts[0]) / 3000, None, None, "by callgrind, 4,000 records less 1,000")

    def memory(self):
        policy = measure.memory_waiting(self.decide(["-"]), pathlib.Path(self.generate(1)).read_bytes())
        file = measure.memory(self.decide([self.input])) - policy
        pipe = measure.memory_piped(self.decide(["-"]), self.input) - policy
        row("memory above the policy, MiB: a file", file / 1024, 16, None, f"with one record {policy / 1024:.1f} MiB")
        row("memory above the policy, MiB: a pipe", pipe / 1024, 16, None, "")

    def one_record(self):
        one, record = self.path("one.jsonl"), self.generate(1)
        with open(HOLDERS, "rb") as source:
            pathlib.Path(one).write_bytes(source.readline())
        command = self.decide([one], CATALOGUES[:1], as_of=HOLDERS_AS_OF)
        pair = self.pair(command, [self.yardstick, record], 20 * self.rounds)
        row("one record, renewal.pol ÷ the yardstick's start", pair, 6, 3,
            f"{1000 * pair.first:.2f} ms, {1000 * pair.second:.2f} ms")

    def told_apart(self):
        items = policies.items(self.path("items.jsonl"), 20000)
        for by, name in (("kind", "an enumeration"), ("code", "a key")):
            commands = [self.decide([items], [policies.told_apart(self.path(f"{by}-{count}.pol"), count, by)])
                        for count in (1000, 10)]
            pair = self.pair(*commands)
            row(f"1,000 rules told apart by {name} ÷ 10", pair, 3, 1.2, f"{pair.first:.4f} s, {pair.second:.4f} s")

    def certifications(self):
        with open(self.input, "rb") as records:
            return sum(line.count(b'"available_since"') for line in records)

    def many_rules(self):
        few, many = (policies.never_firing(self.path(f"rules-{count}.pol"), count) for count in (4, 1004))
        pair = self.pair(self.decide([self.input], [many]), self.decide([self.input], [few]))
        cost = (pair.first - pair.second) / self.certifications() / 1000 * 1e9
        by_node = measure.first_line("node", str(HERE / "rules.js"), "1000", self.input)
        note = f"{cost:.4f} ns a rule and certification; Node.js {by_node} ns"
        row("a rule of 1,000 ÷ by hand in JavaScript", cost / float(by_node) if by_node != "none" else None, 1, 0.3, note)

    def catalogues(self):
        held = [path for path in CATALOGUES if os.path.exists(path)]
        copies = [HOLDERS] * COPIES
        pair = self.pair(self.decide(copies, held, as_of=HOLDERS_AS_OF), self.decide([self.input]))
        ours = os.path.getsize(HOLDERS) * COPIES / 1e9 / pair.first
        theirs = os.path.getsize(self.input) / 1e9 / pair.second
        row(f"{' + '.join(map(os.path.basename, held))}, a byte ÷ the benchmark's", theirs / ours, 3, 1.5,
            f"{ours:.2f} GB/s, {theirs:.2f} GB/s")

    def long_lists(self):
        files = [policies.long_lists(self.path(f"lists-{length}.jsonl"), 400000 // length, length) for length in (10, 1000)]
        pair = self.pair(*(self.decide([path]) for path in reversed(files)))
        long, short = (os.path.getsize(path) / seconds / 1e9 for path, seconds in zip(reversed(files), (pair.first, pair.second)))
        row("lists of 1,000, a byte ÷ lists of 10", short / long, None, None, f"{long:.2f} GB/s, {short:.2f} GB/s")


def shown(value):
    return "-" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def row(what, value, must, aim, note):
    """VALUE is a number or a pair, of which the best ratio is shown, too."""
    best = shown(value.best) if isinstance(value, measure.Pair) else ""
    median = shown(value.ratio if best else value)
    print(f"| {what} | {median} | {best} | {must or ''} | {aim or ''} | {note} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("certpol")
    parser.add_argument("build")
    parser.add_argument("--records", type=int, default=100000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--input", help="measure with these records, which the yardstick can read, instead of our own")
    parser.add_argument("--yardstick", help="another program to compare with")
    parser.add_argument("--only", help="the name of one measurement")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    bench = Bench(arguments)
    bench.check()
    print(f"{measure.machine()}\n{measure.first_line(arguments.certpol, '--version')}, "
          f"{measure.first_line('g++', '--version')}, Node.js {measure.first_line('node', '--version')}\n"
          f"{arguments.records} records, {os.path.getsize(bench.input) / 1e6:.1f} MB; medians of {arguments.rounds} paired runs; "
          f"load before: {load:.1f}\n")
    print("| what | median | best | must | aim | |\n| --- | --- | --- | --- | --- | --- |")
    for name in ("against_yardstick", "against_reading", "threads", "instructions", "memory", "one_record", "told_apart",
                 "many_rules", "catalogues", "long_lists"):
        if arguments.only in (None, name):
            getattr(bench, name)()


if __name__ == "__main__":
    main()
