#!/usr/bin/env python3
"""coverage.py BUILD - the lines of grammar/ and interp/ that the tests of a build with COVERAGE=1 ran, by file; fails below 95 %.

--missed FILE... lists the lines of the files that were not run.

Why a function is not run as a whole stands in uncovered.txt, a line each: FILE FUNCTION REASON.  A function that is not listed
there, and one that need no longer be, are told; --update writes the list anew, with `untried` for what is new."""
import argparse
import glob
import json
import os
import re
import subprocess
import sys

WANTED = 95.0
LIST = "tests/uncovered.txt"


def export(build, *files):
    counts = glob.glob(f"{build}/counts/*.profraw")
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", f"{build}/counts/all.profdata", *counts], check=True)
    objects = [f"{build}/certpol"] + [test for test in glob.glob(f"{build}/tests/*") if os.access(test, os.X_OK) and os.path.isfile(test)]
    command = ["llvm-cov", "export", f"-instr-profile={build}/counts/all.profdata", objects[0]]
    command += [f"-object={each}" for each in objects[1:]]
    text = subprocess.run([*command, *files], capture_output=True, check=True).stdout
    return json.loads(text)["data"][0]["files"]


def runs(segments, lines):
    """For each line that has code, whether it was run: some part of it, as llvm-cov counts."""
    counted, at, open_segment = {}, 0, None
    for line in range(1, lines + 1):
        here = [open_segment] if open_segment and open_segment[3] else []
        while at < len(segments) and segments[at][0] == line:
            open_segment = segments[at]
            if open_segment[3] and open_segment[4]:
                here.append(open_segment)
            at += 1
        if here:
            counted[line] = max(segment[2] for segment in here) > 0
    return counted


def ranges(lines):
    lines, text = sorted(lines), []
    while lines:
        end = 1
        while end < len(lines) and lines[end] == lines[0] + end:
            end += 1
        text.append(str(lines[0]) if end == 1 else f"{lines[0]}-{lines[end - 1]}")
        lines = lines[end:]
    return ", ".join(text)


def function_at(text, number):
    """The name of the function that line NUMBER is in: its head begins in the first column."""
    for line in reversed(text[:number]):
        if line[:1].isalpha() or line[:1] == "_":
            name = re.search(r"(?!__attribute__|format)\b(\w+)\(", line)
            if name and not line.rstrip().endswith(";"):
                return name[1]
    return "-"


def listed():
    """The reasons of uncovered.txt by file and function, and what stands before them."""
    reasons, head = {}, []
    with open(LIST, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                head.append(line)
                continue
            file, function, reason = line.split(maxsplit=2)
            reasons[file, function] = reason.strip()
    return reasons, head


def tell_reasons(missed, update):
    """How many lines of MISSED, by file and function, have which reason."""
    reasons, head = listed()
    for place in sorted(missed.keys() - reasons.keys()):
        print(f"new   {place[0]} {place[1]}: not in {LIST}")
    for place in sorted(reasons.keys() - missed.keys()):
        print(f"gone  {place[0]} {place[1]}: is run now, and need not stand in {LIST}")
    counts = {}
    for place, number in missed.items():
        reason = reasons.get(place, "untried").split(":")[0]
        counts[reason] = counts.get(reason, 0) + number
    print("not run: " + ", ".join(f"{reason} {count}" for reason, count in sorted(counts.items())) +
          f"; lines of {len(missed)} functions")
    if update:
        with open(LIST, "w", encoding="utf-8") as out:
            out.writelines(head)
            out.writelines(f"{file} {function} {reasons.get((file, function), 'untried')}\n" for file, function in sorted(missed))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--missed", nargs="*", default=[])
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    total = ran = 0
    by_function = {}
    for each in sorted(export(options.build), key=lambda file: file["filename"]):
        path = os.path.relpath(each["filename"])
        if not path.startswith(("grammar/", "interp/")):
            continue
        with open(path, encoding="utf-8") as file:
            text = file.readlines()
        counted = runs(each["segments"], len(text))
        if not counted:
            continue
        missed = [line for line, was_run in counted.items() if not was_run]
        for line in missed:
            place = path, function_at(text, line)
            by_function[place] = by_function.get(place, 0) + 1
        total += len(counted)
        ran += len(counted) - len(missed)
        share = 100 * (len(counted) - len(missed)) / len(counted)
        if share < WANTED or path in options.missed:
            print(f"{share:5.1f} %  {path}: not run: {ranges(missed)}")
        else:
            print(f"{share:5.1f} %  {path}")
    tell_reasons(by_function, options.update)
    share = 100 * ran / max(total, 1)
    print(f"coverage: {ran} of {total} lines, {share:.1f} %")
    return 0 if share >= WANTED else 1


sys.exit(main())
