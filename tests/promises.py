#!/usr/bin/env python3
"""promises.py CERTPOL - tries to break what the language promises, with policies and records too odd to
keep as files: deep, wide, exponential.  Each attempt must end soon, in the right exit status, with a
message that says what is wrong."""
import json
import os
import subprocess
import sys
import tempfile

CERTPOL = os.path.abspath(sys.argv[1])
HEADER = """policy hostile { timezone "UTC"  rounding down }
record Item key id { id: text  on: date  n: integer 0 .. 100 }
input Case key id { id: text  n: integer  amount: decimal?  day: date  items: [Item] up to 1000 }
outcome Answer { yes  no  total(n: integer)  on(day: date) }
"""
FINE = HEADER + "decide a: Answer { rule many when count items > 2 then yes otherwise rest then no }\n"
RECORD = {"id": "1", "n": 1, "day": "2021-01-01", "items": []}


def certpol(folder, *arguments, stdin=""):
    return subprocess.run([CERTPOL, *arguments], cwd=folder, input=stdin, capture_output=True, text=True,
                          timeout=60, check=False)


def policy(body, status, *words):
    """`certpol check` of HEADER and BODY."""
    def attempt(folder):
        with open(os.path.join(folder, "p.pol"), "w", encoding="utf-8") as out:
            out.write(HEADER + body)
        return certpol(folder, "check", "p.pol"), status, words
    return attempt


def record(text, status, *words, policy_text=FINE, strict=False):
    """`certpol run` of a fine policy over TEXT."""
    def attempt(folder):
        with open(os.path.join(folder, "p.pol"), "w", encoding="utf-8") as out:
            out.write(policy_text)
        options = ["--strict"] if strict else []
        return certpol(folder, "run", *options, "--as-of", "2021-01-01", "p.pol", stdin=text), status, words
    return attempt


def deep(opening, closing, depth, inside="n > 1"):
    return f"decide a: Answer {{ rule r when {opening * depth}{inside}{closing * depth} then yes otherwise o then no }}\n"


def defines(count, body):
    lines = ["define f0(x: integer): integer = x\n"]
    lines += [f"define f{i}(x: integer): integer = {body.format(p=i - 1)}\n" for i in range(1, count)]
    return "".join(lines)


ATTEMPTS = {
    "an expression 150 deep is fine": policy(deep("not (", ")", 70), 0),
    "an expression 10,000 deep is refused": policy(deep("(", ")", 10000), 3, "nested too deeply"),
    "a chain of 100,000 conditions is refused":
        policy(f"decide a: Answer {{ rule r when {' or '.join(['n > 1'] * 100000)} then yes otherwise o then no }}\n",
               3, "more than 200 levels"),
    "defines that double thirty times cost a billion steps":
        policy(defines(40, "min(f{p}(x), f{p}(x))") +
               "decide a: Answer { otherwise o then total(n: f39(n)) }\n", 3, "steps a record"),
    "a chain of 200 defines that each call the one before is fine":
        policy(defines(200, "min(f{p}(x), 9)") + "decide a: Answer { otherwise o then total(n: f199(n)) }\n", 0),
    "a chain of 50,000 defines is refused":
        policy(defines(50000, "min(f{p}(x), 9)") + "decide a: Answer { otherwise o then total(n: f49999(n)) }\n", 3,
               "nest too deep"),
    "a define that calls itself is refused":
        policy("define f(x: integer): integer = f(x)\ndecide a: Answer { otherwise o then total(n: f(n)) }\n",
               3, "f", "itself"),
    "a filter within a filter within a filter is too costly":
        policy("decide a: Answer { rule r when any items as x where (any items as y where y.n < x.n and "
               "(any items as z where z.n < y.n)) then yes otherwise o then no }\n", 3, "steps a record", "items"),
    "a sum of products that could leave 64 bits is refused":
        policy("decide a: Answer { otherwise o then total(n: n * 9000000000 * 9) }\n", 3, "n"),
    "adding years beyond the calendar is refused":
        policy("decide a: Answer { otherwise o then on(day: day + 8000 years) }\n", 3, "9999-12-31"),
    "a missing row must be asked for":
        policy("decide a: Answer { otherwise o then total(n: items[id].n) }\n", 3, "may be absent"),
    "the latest of nothing must be asked for":
        policy("decide a: Answer { otherwise o then on(day: latest on of items) }\n", 3, "may be absent"),
    "a decision that uses itself through another is refused":
        policy("decide a: Answer { rule r when b is yes then yes otherwise o then no }\n"
               "decide b: Answer { rule r when a is yes then yes otherwise o then no }\n", 3, "a", "b"),
    "a number of a million digits is rejected":
        record(json.dumps(RECORD).replace('"n": 1', '"n": ' + "9" * 1000000) + "\n", 4, "n:", "too large"),
    "a fraction of a million digits is rejected":
        record(json.dumps(RECORD).replace('"n": 1', '"n": 1, "amount": 0.' + "1" * 1000000) + "\n", 4, "amount:"),
    "a million nested arrays are rejected":
        record('{"id": "1", "x": ' + "[" * 1000000 + "]" * 1000000 + "}\n", 4, "nested"),
    "a list longer than it may be is rejected":
        record(json.dumps(RECORD | {"items": [{"id": str(i), "on": "2021-01-01", "n": 1} for i in range(1001)]}) + "\n",
               4, "items: more than 1000 elements"),
    "an empty input is done":
        record("", 0),
    "a record that ends in the middle is rejected and the next one decided":
        record('{"id": "1", "n"\n' + json.dumps(RECORD | {"id": "2"}) + "\n", 4, '"record":"2"'),
}


def main():
    passed = failed = 0
    for title, attempt in ATTEMPTS.items():
        with tempfile.TemporaryDirectory() as folder:
            result, status, words = attempt(folder)
            said = result.stdout + result.stderr
            missing = [word for word in words if word not in said]
            if result.returncode == status and not missing:
                passed += 1
                continue
            failed += 1
            print(f"FAIL  {title}\n  exit status {result.returncode}, wanted {status}; not said: {missing}")
            print("  " + said[:600].replace("\n", "\n  "))
    print(f"promises: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
