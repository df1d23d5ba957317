#!/usr/bin/env python3
"""change.py CERTPOL - is an explanation right?

The eleven records of cases are explained as JSON.  Then the world is changed in many ways, one at a time: the clock, the record, the
policy's parameters.  Each time the truth of every condition is worked out anew from its own text and the values that the
explanation names.  In the end every value that was named must have changed at least once, and every condition must have been
seen both true and false.
"""
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

CERTPOL = os.path.abspath(sys.argv[1])
TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
os.chdir(TOP)

# ---- running ----


def explain(folder, record, as_of, decisions):
    command = [CERTPOL, "explain", f"{folder}/renewal.pol", f"{folder}/badges.pol", "-", "--as-of", as_of, "--format", "json"]
    for decision in decisions:
        command += ["--decision", decision]
    result = subprocess.run(command, input=json.dumps(record), capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, (command, result.stderr)
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def cases():
    records = [json.loads(line) for line in open("tests/explain/records.jsonl", encoding="utf-8")]
    named = {record["id"]: record for record in records}
    for line in open("tests/explain/cases", encoding="utf-8"):
        words = line.split()
        if words and not line.startswith("#"):
            yield named[words[0]], words[1], [b for a, b in zip(words, words[1:]) if a == "--decision"]


# ---- what a condition says, worked out by hand ----

RELATION = re.compile(r"^(.*?) (<=|>=|<|>|is not|is|in) (.*)$")
UNKNOWN = object()


def value_named(look, text):
    """The value that LOOK names for TEXT, or that TEXT itself is."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    for part in look.get("parts", []):
        if part["text"] == text:
            return part.get("value", part.get("holds"))
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[a-z_]+", text):
        return text  # a member or a case
    return UNKNOWN


def comparable(value):
    if isinstance(value, str):
        return value.split("(")[0].replace("-", "_") if re.match(r"[a-z]", value) else value
    return value


def truth(look):
    """Whether the test LOOK holds, or UNKNOWN where its form is not understood here."""
    text = look["text"]
    for word, present in (("present", True), ("absent", False)):
        if text.endswith(f" is {word}"):
            parts = [p for p in look.get("parts", []) if p["text"] == text[: -len(f" is {word}")]]
            return (parts[0]["value"] is not None) == present if parts else UNKNOWN
    found = RELATION.match(text)
    if not found:
        return UNKNOWN
    left = value_named(look, found[1])
    if found[2] == "in":
        members = re.fullmatch(r"\[(.*)\]", found[3])
        if not members or left is UNKNOWN:
            return UNKNOWN
        return comparable(left) in members[1].split(", ")
    right = value_named(look, found[3])
    if left is UNKNOWN or right is UNKNOWN or left is None or right is None:
        return UNKNOWN
    left, right = comparable(left), comparable(right)
    return {"<": lambda: left < right, "<=": lambda: left <= right, ">": lambda: left > right, ">=": lambda: left >= right,
            "is": lambda: left == right, "is not": lambda: left != right}[found[2]]()


def joined(look):
    """Whether what LOOK joins makes it hold, by those parts that the decision looked at."""
    parts = [p for p in look.get("parts", []) if "holds" in p and not p.get("aside")]
    if look["kind"] == "all":
        return all(p["holds"] for p in parts)
    if look["kind"] == "some":
        return any(p["holds"] for p in parts)
    if look["kind"] == "not":
        return not parts[0]["holds"]
    return UNKNOWN


# ---- what was seen ----


class Ledger:
    def __init__(self):
        self.values, self.truths = {}, {}  # by decision, rule, condition (and the value in it)
        self.checked = self.unknown = 0
        self.wanted = False  # take note of what must be seen to change

    def look(self, at, look):
        if look.get("aside") or "missing" in look:
            return
        if look["kind"] in ("test", "all", "some", "not", "any", "every"):
            self.condition(at, look)
        for part in look.get("parts", []) + ([look["asked"]] if "asked" in look else []):
            self.look(at, part)

    def condition(self, at, look):
        expected = truth(look) if look["kind"] == "test" else joined(look)
        if expected is UNKNOWN:
            self.unknown += look["kind"] == "test"
        else:
            self.checked += 1
            assert expected == look["holds"], (at, json.dumps(look, indent=1))
        key = at + (look["text"],)
        if self.wanted:
            self.truths.setdefault(key, set())
        if key in self.truths:
            self.truths[key].add(look["holds"])
        for part in look.get("parts", []):
            if "value" in part and (self.wanted or key + (part["text"],) in self.values):
                self.values.setdefault(key + (part["text"],), set()).add(json.dumps(part["value"]))

    def explanation(self, told):
        for rule in told["rules"]:
            if "condition" in rule:
                self.look((told["decision"], rule["rule"]), rule["condition"])


# ---- other worlds ----


def element(record):
    return (record["certifications"] or record.get("achievements") or [None])[0]


def with_fields(record, changes):
    changed = copy.deepcopy(record)
    for path, value in changes.items():
        at = changed
        *folders, last = path.split(".")
        for name in folders:
            at = element(changed) if name == "element" else at.setdefault(name, {})
        if value is None:
            at.pop(last, None)
        else:
            at[last] = value
    return changed


def a_try(ended, result, certification):
    return {"certification": certification, "started": ended[:11] + "00:00:00Z", "ended": ended, "result": result}


def changed_records(record):
    of = element(record)["id"]
    badge = "achievements" in record
    yield record
    for changes in BADGE_CHANGES if badge else CERTIFICATION_CHANGES:
        yield with_fields(record, changes)
    if badge:
        return
    for tries in ([], [("2021-04-01T10:30:00Z", "fail")], [("2021-03-15T10:30:00Z", "pass")], [("2021-09-01T10:30:00Z", "pass")],
                  [("2021-04-01T10:30:00Z", "fail"), ("2021-09-15T09:30:00Z", "fail")], [("2020-06-01T10:30:00Z", "pass")],
                  [("2021-08-31T10:30:00Z", "fail"), ("2021-08-31T23:30:00Z", "fail")]):
        yield with_fields(record, {"assessments": [a_try(*one, of) for one in tries]})
        yield with_fields(record, {"assessments": [a_try(*one, "another") for one in tries]})
        yield with_fields(record, {"element.released": "2021-02-15", "element.retired": "2021-03-10",
                                   "assessments": [a_try(*one, of) for one in tries]})
        yield with_fields(record, {"profiles.linked": not record["profiles"]["linked"],
                                   "assessments": [a_try(*one, of) for one in tries]})
    mails = record.get("notices_sent", [])
    for kind in ("window_open", "link_first", "reminder"):
        sent = [{"certification": of, "kind": kind, "sent": "2021-05-02T08:00:00Z"}]
        yield with_fields(record, {"notices_sent": mails + sent * 4})
        yield with_fields(record, {"notices_sent": sent})
    for sent in ("2020-01-01T08:00:00Z", "2021-05-02T08:00:00Z"):
        yield with_fields(record, {"notices_sent": [{"certification": of, "kind": "window_open", "sent": sent}],
                                   "profiles.linked": False})
    yield with_fields(record, {"exams": [{"id": "AZ-103", "family": "general", "tries": [
        {"ended": "2021-03-01T10:00:00Z", "result": "pass"}]}]})
    yield with_fields(record, {"courses": [{"title": "x", "ended": "2021-02-01T00:00:00Z"}]})
    yield with_fields(record, {"exception_requests": [{"certification": of, "asked": "2021-02-01T00:00:00Z"}]})


CERTIFICATION_CHANGES = [
    {"element.expires": "2021-03-15"}, {"element.expires": "2023-01-31"}, {"element.expires": "2021-08-30"}, {"element.expires": None},
    {"element.released": "2021-01-15"}, {"element.released": "2015-01-15"}, {"element.released": None},
    {"element.retired": "2021-01-31"}, {"element.retired": "2030-01-31"},
    {"element.earned": "2019-08-31T23:59:59Z", "element.expires": None}, {"element.earned": "2021-07-01T00:00:00Z"},
    {"element.earned": None}, {"element.live": "2020-03-01", "element.expires": None},
    {"element.kind": "fundamentals"}, {"element.kind": "role-based"}, {"element.kind": "specialty"},
    {"element.kind": "role-based", "element.expires": "2021-05-31"},
    {"element.id": "azure-developer"}, {"element.id": "unheard-of"},
    {"profiles.linked": True}, {"profiles.linked": False},
    {"profiles.certification_profiles": 0}, {"profiles.certification_profiles": 3}, {"profiles.certification_profiles": None},
    {"profiles.merged": True}, {"profiles.merged": True, "profiles.docs_linked": 1},
    {"profiles.merged": True, "profiles.certification_account": "a@x", "profiles.docs_personal": "A@x"},
    {"profiles.certification_profiles": None, "profiles.certification_account": "a@x", "profiles.docs_personal": "b@x"},
    {"assessment_language": "ko"}, {"assessment_language": "xx"}, {"assessment_language": None},
]

BADGE_CHANGES = [
    {"element.earned": None}, {"element.earned": "2021-04-01"}, {"element.badge": None}, {"element.badge.issued": "2021-02-20"},
    {"element.badge": {"issued": "2021-04-01"}}, {"element.badge": {"issued": "2021-02-20"}},
    {"element.badge": {"issued": "2021-01-22", "accepted": True}}, {"element.badge": {"issued": "2021-01-22", "accepted": False}},
    {"element.badge": {"issued": "2021-01-22", "link_followed": True}}, {"element.badge": {"issued": "2021-01-22", "logged_in": True}},
    {"element.object": "exam", "element.id": "AZ-104"}, {"element.id": "MB-901", "element.object": "exam", "element.retired": "2020-01-01"},
    {"element.id": "74-343", "element.object": "exam"},
    {"email": None}, {"email": "other@example.com"}, {"mailbox_lost": True}, {"mailbox_lost": True, "platform_account": None},
    {"platform_account": None}, {"platform_account.confirmed": False}, {"platform_account.auto_accept": False},
    {"platform_account.auto_accept": None}, {"platform_account.auto_accept_since": None},
    {"platform_account.auto_accept_since": "2021-01-01"}, {"platform_account.email": "lee@example.com"},
]

INSTANTS = ["2020-12-20", "2021-03-02", "2021-02-20", "2021-05-20", "2021-08-31", "2021-09-01", "2021-09-16T10:00:00Z", "2022-03-01", "2024-06-01"]

PARAMETERS = [("window:", "6 months", "5 months"), ("minimum_age:", "6 months", "9 months"),
              ("extension:", "1 year", "2 years"), ("pause:", "24 hours", "30 hours")]


def changed_policies(folder):
    """Copies of the policies, each with another parameter."""
    for number, (start, old, new) in enumerate(PARAMETERS):
        copied = os.path.join(folder, str(number))
        shutil.copytree("policies", copied)
        path = os.path.join(copied, "renewal.pol")
        with open(path, encoding="utf-8") as policy:
            lines = policy.readlines()
        where = [i for i, line in enumerate(lines) if line.startswith("parameter " + start)]
        assert len(where) == 1 and f"= {old}" in lines[where[0]], start
        lines[where[0]] = lines[where[0]].replace(f"= {old}", f"= {new}")
        with open(path, "w", encoding="utf-8") as policy:
            policy.writelines(lines)
        yield copied


# Conditions that several things have to come together for.
TOGETHER = [
    ("2022-03-01", {"element.retired": "2021-01-31", "element.expires": "2023-01-31"}),
    ("2021-08-31T23:50:00Z", {"element.expires": "2021-08-31", "assessments": [
        a_try("2021-08-31T10:30:00Z", "fail", "azure-administrator"), a_try("2021-08-31T23:30:00Z", "fail", "azure-administrator")]}),
    ("2021-03-01", {"element.earned": None, "element.expires": "2021-08-31"}),
    ("2021-06-10", {"profiles.certification_profiles": 1, "profiles.certification_account": "a@x", "profiles.docs_personal": "b@x"}),
    ("2022-03-01", {"element.retired": "2021-06-01", "element.expires": "2022-03-31",
                    "assessments": [a_try("2022-02-01T10:30:00Z", "pass", "azure-administrator")]}),
    ("2022-03-01", {"element.id": "m365-teamwork-administrator", "element.expires": "2022-08-31"}),
    ("2022-03-01", {"element.id": "m365-teamwork-administrator", "element.expires": "2022-08-31",
                    "assessments": [a_try("2022-02-28T10:30:00Z", "pass", "m365-teamwork-administrator")]}),
    ("2022-03-05", {"element.id": "m365-teamwork-administrator", "element.expires": "2022-08-31",
                    "assessments": [a_try("2022-02-28T10:30:00Z", "pass", "m365-teamwork-administrator"),
                                    a_try("2022-03-01T10:30:00Z", "pass", "m365-teamwork-administrator")]}),
    ("2021-05-01", {"assessment_language": "de"}),
    ("2021-10-01", {"assessment_language": "id-id"}),
]


def other_worlds(record, as_of, policies):
    for instant, changes in TOGETHER if "achievements" not in record else []:
        yield "policies", with_fields(record, changes), instant
    for changed in changed_records(record):
        yield "policies", changed, as_of
    for instant in INSTANTS:
        yield "policies", record, instant
    for folder in policies:
        yield folder, record, as_of


# What no change above can turn, and why.
LASTING = {
    ("notices", "remind", "extended is not not_applicable"): "it is only asked of what may be renewed",
    ("renew", "retired", "r.certification is certification_id"): "of a table, only a row that does not fit is told",
    ("extend", "after_retirement", "r.certification is certification_id"): "of a table, only a row that does not fit is told",
    ("extend", "after_retirement", "date of ended > last and not retired_renewable on date of ended"):
        "where all elements fit, none is told by itself",
}
LASTING_VALUES = {
    ("renew", "retired", "r.certification is certification_id", "r.certification"): "the first row is told, where none fits",
    ("extend", "after_retirement", "r.certification is certification_id", "r.certification"): "the same",
    ("extend", "after_retirement", "r.certification is certification_id", "certification_id"): "it is told of one record alone",
}


def main():
    ledger, runs = Ledger(), 0
    with tempfile.TemporaryDirectory() as folder:
        policies = list(changed_policies(folder))
        for record, as_of, decisions in cases():
            ledger.wanted = True
            for told in explain("policies", record, as_of, decisions):
                ledger.explanation(told)
            ledger.wanted = False
            for where, changed, when in other_worlds(record, as_of, policies):
                for told in explain(where, changed, when, decisions):
                    ledger.explanation(told)
                runs += 1
    still = [key for key, seen in ledger.values.items() if len(seen) < 2 and key not in LASTING_VALUES]
    steady = [key for key, seen in ledger.truths.items() if len(seen) < 2 and key not in LASTING]
    stale = [key for key in LASTING if len(ledger.truths.get(key, ())) != 1]
    stale += [key for key in LASTING_VALUES if len(ledger.values.get(key, ())) != 1]
    for key in stale:
        print("not lasting, or not named:", *key, sep=" | ")
    for key in still:
        print("never changed: value", *key, sep=" | ")
    for key in steady:
        print("never changed: condition", *key, ledger.truths[key], sep=" | ")
    print(f"{len(ledger.values)} values and {len(ledger.truths)} conditions changed in {runs} worlds, "
          f"{ledger.checked} truths worked out, {ledger.unknown} not understood")
    return 1 if still or steady or stale or not ledger.checked else 0


sys.exit(main())
