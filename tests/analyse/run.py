#!/usr/bin/env python3
"""run.py - gcc's analyser, clang-tidy and cppcheck over grammar/ and interp/; run at the top of the project.

What they find must stand in known.txt, a line each with the reason why it is none: TOOL FILE CHECK REASON.  What is new fails;
what stands there and is found no more is told, so that the list stays as short as it can be."""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys

FLAGS = ["-std=c17", "-I.", "-Ibuild", "-D_GNU_SOURCE", '-DCERTPOL_VERSION="0"']
FILES = sorted(glob.glob("grammar/*.c") + glob.glob("interp/*.c") + glob.glob("interp/*/*.c") + glob.glob("interp/*/*/*.c"))


def told(command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def gcc(file):
    errors = told(["gcc", "-fanalyzer", "-O1", *FLAGS, "-c", "-o", os.devnull, file]).stderr
    return {("gcc", found[0].removeprefix("./"), found[1]) for found in re.findall(r"^(\S+?):\d+:\d+: warning: .*\[-W(\S+)\]$", errors, re.M)}


def tidy(file):
    text = told(["clang-tidy", "--quiet", file, "--", *FLAGS]).stdout.replace(os.getcwd() + "/", "")
    return {("clang-tidy", *found) for found in re.findall(r"^(\S+?):\d+:\d+: warning: .*\[([\w.-]+)\]$", text, re.M)}


def cppcheck():
    text = told(["cppcheck", "--enable=warning,performance,portability", "--std=c11", "--quiet", "-I.", "-Ibuild", "-D_GNU_SOURCE",
                 '-DCERTPOL_VERSION="0"', "--library=posix", "--library=gnu", "--library=tests/analyse/certpol.cfg",
                 "--template={file} {id}", "grammar", "interp"]).stderr
    return {("cppcheck", *line.split()) for line in text.splitlines() if len(line.split()) == 2}


def known():
    with open("tests/analyse/known.txt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                tool, file, check, reason = line.split(maxsplit=3)
                if not reason.strip():
                    sys.exit(f"known.txt: no reason: {line}")
                yield tool, file, check


def main():
    found = cppcheck()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for each in list(pool.map(gcc, FILES)) + list(pool.map(tidy, FILES)):
            found |= each
    accepted = set(known())
    for finding in sorted(found - accepted):
        print("FAIL ", *finding)
    for finding in sorted(accepted - found):
        print("gone ", *finding)
    print(f"analyse: {len(FILES)} files, {len(found)} findings, {len(found - accepted)} new")
    return 1 if found - accepted else 0


sys.exit(main())
