"""Policies and records for what grows: many rules, long lists."""
import json

LEVELS = ["fundamentals", "associate", "expert", "specialty"]
ITEMS = 1000
HOLDER_ITEMS = 20


def write(path, lines):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)
    return path


def never_firing(path, count):
    """COUNT rules that never fire, over the benchmark's certifications."""
    rules = (f"  rule r{k}  when cert.level is {LEVELS[k % 4]} and cert.available_since > {2030 + k % 60}-01-01  then yes"
             for k in range(count))
    return write(path, [
        'policy rules { timezone "UTC" }',
        "enum Level { fundamentals  associate  expert  specialty }",
        "record Certification key id { id: text  level: Level  available_since: date }",
        "input Holder key id { id: text  certifications: [Certification] up to 100 }",
        "outcome Answer { yes  no }",
        "decide fires: Answer for each cert in certifications {",
        *rules,
        "  otherwise none  then no",
        "}"])


def told_apart(path, count, by):
    """COUNT rules told apart by an enumeration (BY "kind") or a key (BY "code"), over the records of items."""
    names = [f"item_{k}" for k in range(ITEMS)]
    wanted = names if by == "kind" else [f'"{name}"' for name in names]
    return write(path, [
        "policy items { }",
        "enum Kind { " + "  ".join(names) + " }",
        "record Item key number { number: integer  kind: Kind  code: text }",
        "input Box key id { id: text  items: [Item] up to 100 }",
        "outcome Answer { yes  no }",
        "decide which: Answer for each item in items {",
        *(f"  rule r{k}  when item.{by} is {wanted[k]}  then yes" for k in range(count)),
        "  otherwise none  then no",
        "}"])


def items(path, records):
    """Records of items in an order that follows no pattern a processor could learn."""
    state = 1

    def item(number):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        name = f"item_{(state >> 33) % ITEMS}"
        return {"number": number, "kind": name, "code": name}

    return write(path, (json.dumps({"id": f"box-{k:06}", "items": [item(i) for i in range(HOLDER_ITEMS)]},
                                   separators=(",", ":")) for k in range(records)))


def long_lists(path, records, length):
    """Holders with one certification and LENGTH assessments, most of them of others."""
    def holder(k):
        assessments = [{"certification": f"other-{i % 7}" if i % 4 else "own", "passed": i % 3 == 0,
                        "taken": f"20{10 + i % 10}-{1 + i % 12:02}-{1 + i % 28:02}T{i % 24:02}:{i % 60:02}:{k % 60:02}Z"}
                       for i in range(length)]
        certification = {"id": "own", "kind": "role_based", "expires": f"2021-0{3 + k % 6}-15", "available_since": "2018-05-01"}
        return json.dumps({"id": f"holder-{k:07}", "profiles": {"linked": True}, "certifications": [certification],
                           "assessments": assessments}, separators=(",", ":"))

    return write(path, (holder(k) for k in range(records)))
