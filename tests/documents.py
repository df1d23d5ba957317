#!/usr/bin/env python3
"""documents.py CERTPOL FILE.md... - do the examples in the documents say what the program does?

A chapter is what stands between two headings of the second level.  Its blocks are read in order:

    ```certpol          policy text; all of a chapter's make one policy, and it must check
    ```certpol wrong    policy text that must not check ...
    ```complaint        ... and what `certpol check` says of it, from its message on
    ```golden           cases that must pass with the chapter's policy
    ```csv NAME         a file that stands beside the policy
    ```console          commands after `$ ` and what they print, run in the project's root

A policy without a `policy` header gets an empty one.  Other blocks are not looked at.
"""
import os
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\S*)[ ]?(.*)$")


class Block:
    def __init__(self, kind, argument, line):
        self.kind, self.argument, self.line, self.text = kind, argument, line, ""


def chapters(path):
    """Lists of blocks, one a chapter."""
    blocks, block = [], None
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            fence = FENCE.match(line.rstrip("\n"))
            if fence and block is None:
                block = Block(fence[1], fence[2], number + 1)
            elif fence:
                blocks.append(block)
                block = None
            elif block is not None:
                block.text += line
            elif line.startswith("## "):
                yield blocks
                blocks = []
    yield blocks


class Checker:
    def __init__(self, certpol):
        self.certpol = os.path.abspath(certpol)
        self.passed = self.failed = 0

    def report(self, path, block, problem):
        if problem is None:
            self.passed += 1
            return
        self.failed += 1
        print(f"{path}:{block.line}: {problem}")

    def run(self, *arguments, cwd):
        return subprocess.run([self.certpol, *arguments], cwd=cwd, capture_output=True, text=True,
                              timeout=60, check=False)

    def policy(self, folder, texts):
        text = "".join(texts)
        if not re.search(r"^policy\s", text, re.M):
            text = "policy example { }\n" + text
        with open(os.path.join(folder, "example.pol"), "w", encoding="utf-8") as out:
            out.write(text)
        return self.run("check", "example.pol", cwd=folder)

    def chapter(self, path, blocks):
        texts, wrong = [], None
        with tempfile.TemporaryDirectory() as folder:
            for block in blocks:
                problem = None
                if block.kind == "csv":
                    with open(os.path.join(folder, block.argument), "w", encoding="utf-8") as out:
                        out.write(block.text)
                    continue
                if block.kind == "certpol" and block.argument == "wrong":
                    wrong = self.policy(folder, texts + [block.text])
                    problem = None if wrong.returncode == 3 else "this was to be refused"
                elif block.kind == "complaint":
                    problem = self.complaint(block, wrong)
                elif block.kind == "certpol":
                    texts.append(block.text)
                    result = self.policy(folder, texts)
                    problem = result.stderr if result.returncode else None
                elif block.kind == "golden":
                    problem = self.golden(folder, texts, block)
                elif block.kind == "console":
                    problem = self.console(block)
                else:
                    continue
                self.report(path, block, problem)

    @staticmethod
    def complaint(block, wrong):
        if wrong is None:
            return "no wrong policy stands before this complaint"
        said = re.sub(r"^example\.pol:\d+:\d+: ", "", wrong.stderr, flags=re.M)
        return None if block.text.strip() in said else f"what is said:\n{wrong.stderr}"

    def golden(self, folder, texts, block):
        self.policy(folder, texts)
        text = block.text
        if not text.startswith("policy "):
            text = "policy example.pol\n\n" + text
        with open(os.path.join(folder, "example.golden"), "w", encoding="utf-8") as out:
            out.write(text)
        result = self.run("test", "example.golden", cwd=folder)
        return result.stdout + result.stderr if result.returncode else None

    def console(self, block):
        commands = re.split(r"^\$ ", block.text, flags=re.M)[1:]
        environment = dict(os.environ, PATH=os.path.dirname(self.certpol) + ":" + os.environ["PATH"])
        for command in commands:
            line, _, expected = command.partition("\n")
            result = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=60,
                                    env=environment, check=False)
            seen = result.stdout + result.stderr
            if seen.strip() != expected.strip():
                return f"`{line}` prints:\n{seen}"
        return None


def main():
    checker = Checker(sys.argv[1])
    for path in sys.argv[2:]:
        for blocks in chapters(path):
            checker.chapter(path, blocks)
    print(f"documents: {checker.passed} passed, {checker.failed} failed")
    return 1 if checker.failed or not checker.passed else 0


sys.exit(main())
