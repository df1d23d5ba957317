#!/usr/bin/env python3
"""clauses.py CERTPOL - is every clause of the two documents cited and exercised, and is it noticed where one is not?

Every normative clause that a single rule or parameter cites loses that citation, one clause at a time, in a copy of the
policies; each time `certpol trace` has to exit with 1 and name the clause.
"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile

CERTPOL = os.path.abspath(sys.argv[1])
POLICIES = ["policies/renewal.pol", "policies/badges.pol"]


def trace(*options, cwd="."):
    return subprocess.run([CERTPOL, "trace", *POLICIES, *options], cwd=cwd, capture_output=True, text=True, check=False)


def without(text, line, clause):
    """TEXT without the citation of CLAUSE in what begins at LINE."""
    lines = text.split("\n")
    before, after = "\n".join(lines[: line - 1]), "\n".join(lines[line - 1 :])
    word = re.escape(clause) + r"(?![\w.])"
    for pattern, put in ((rf"{word},\s*", ""), (rf",\s*{word}", ""), (rf"cites\s+{word}", "")):
        found = re.search(pattern, after)
        if found and after[: found.start()].count("\n") < 5:
            return before + "\n" + after[: found.start()] + put + after[found.end() :]
    raise AssertionError((line, clause))


def lose(row):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("policies", os.path.join(folder, "policies"))
        path = os.path.join(folder, row["file"])
        with open(path, encoding="utf-8") as policy:
            text = policy.read()
        with open(path, "w", encoding="utf-8") as policy:
            policy.write(without(text, int(row["line"]), row["clause"]))
        result = trace(cwd=folder)
        assert result.returncode == 1, (row, result.returncode, result.stderr)
        assert f"nothing cites {row['clause']}: {row['statement']}" in result.stderr, (row, result.stderr)


def main():
    whole = trace("--examples", "examples", "--format", "csv")
    assert whole.returncode == 0, whole.stderr
    rows = list(csv.DictReader(io.StringIO(whole.stdout)))
    listed = {row["clause"]: row["document"] for row in rows}
    assert list(listed.values()).count("renewal") == 51 and list(listed.values()).count("badge") == 57, len(listed)
    citations = {}
    for row in rows:
        if row["kind"] == "normative":
            citations.setdefault(row["clause"], {})[(row["file"], row["line"])] = row
    alone = [next(iter(cited.values())) for cited in citations.values() if len(cited) == 1]
    for row in alone:
        lose(row)
    assert alone
    print(f"{len(listed)} clauses, {len(rows)} rows; {len(alone)} lost and missed")


main()
