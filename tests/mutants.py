#!/usr/bin/env python3
"""Plant faults and see who finds them.

Each fault is one change to a copy of the tree; it is found by the golden examples, by a soak of the
product against the oracle, or by the unit tests, in this order.  A fault that nobody finds, or that
no longer has a place in the text, is a failure.  Nothing in the tree itself changes.

    tests/mutants.py [NUMBER...]    all faults, or these

SOAK_SECONDS is how long a soak may look (60).
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PARTS = ["Makefile", "grammar", "interp", "tests", "policies", "examples"]
SOAK_SECONDS = int(os.environ.get("SOAK_SECONDS", "60"))
BUILD_SECONDS = 600

# What is wrong, where, the text, and what stands there instead.
FAULTS = [
    ("adding months keeps the day one too long", "interp/value/calendar.c",
     "length_of(&landing) + (rounding == ROUNDING_UP)", "length_of(&landing) + 1"),
    ("rounding up goes down in the evaluator", "interp/eval/compute.c",
     "code->detail = (uint16_t)compiler->policy->rounding;", "code->detail = ROUNDING_DOWN;"),
    ("`rounding up` is read as down", "interp/check/declare/declare_policy.c",
     "header->policy->rounding = ROUNDING_UP;", "header->policy->rounding = ROUNDING_DOWN;"),
    ("a month is complete a day early", "interp/value/calendar.c",
     "a.day <= b.day ||", "a.day <= b.day + 1 ||"),
    ("today is the day in UTC", "interp/eval/session.c",
     "zone ? zone_date_of(zone, now) : date_of_instant(now)", "date_of_instant(now)"),
    ("a policy ends a day early", "interp/eval/session.c",
     "today <= policy->to", "today < policy->to"),
    ("`<=` is `<`", "interp/eval/instructions.h",
     "integer(slots, at->a) <= integer(slots, at->b)",
     "integer(slots, at->a) < integer(slots, at->b)"),
    ("`..<` includes its end", "interp/eval/run_values.h",
     "low <= value && value < end", "low <= value && value <= end"),
    ("the second rule is asked first", "interp/eval/rules.c",
     "const struct rule *step = &decision->steps[i];",
     "const struct rule *step = &decision->steps[i];\n"
     "        if (decision->count > 2 && i < 2 && decision->steps[0].kind == RULE_WHEN &&\n"
     "            decision->steps[1].kind == RULE_WHEN)\n"
     "            step = &decision->steps[1 - i];"),
    ("a joined list loses its first element", "interp/eval/run_values.c",
     "void join_rows(struct scratch *scratch, struct list *list, struct list part)\n{\n"
     "    for (uint32_t i = 0;",
     "void join_rows(struct scratch *scratch, struct list *list, struct list part)\n{\n"
     "    for (uint32_t i = 1;"),
    ("a list's last element is not looked at", "interp/eval/run_values.h",
     "if (--cursor->count == 0)", "if (--cursor->count <= 1)"),
    ("latest and earliest are swapped", "interp/eval/list.c",
     "if (node->kind == NODE_HIGHEST)", "if (node->kind != NODE_HIGHEST)"),
    ("an absent date is present", "interp/eval/instructions.h",
     "BRANCH(JUMP_PRESENT_INTEGER, integer(slots, at->a) != INTEGER_ABSENT)",
     "BRANCH(JUMP_PRESENT_INTEGER, integer(slots, at->a) <= INTEGER_LIMIT)"),
    ("an absent text is present", "interp/eval/instructions.h",
     "BRANCH(JUMP_ABSENT_POINTER, get(slots, at->a)->row == NULL)",
     "BRANCH(JUMP_ABSENT_POINTER, false)"),
    ("what a decision gave is kept for the next record", "interp/eval/machine.h",
     "return memo->tick == (uint64_t)slots[SLOT_RECORD].integer;", "return memo->tick != 0;"),
    ("facts are kept for the next record", "interp/eval/session.c",
     "    session->slots[SLOT_RECORD].integer++;\n",
     "    session->slots[SLOT_RECORD].integer += session->slots[SLOT_RECORD].integer < 1;\n"),
    ("a table is looked up by its first key only", "interp/eval/lookup_code.c",
     "emit_unary(compiler, OP_COPY, keys[i],", "emit_unary(compiler, OP_COPY, keys[0],"),
    ("texts are equal where they begin alike", "interp/eval/lookup.c",
     "return text_same(a->text, b->text);",
     "return a->text.length > 0 && b->text.length > 0 && a->text.at && b->text.at &&\n"
     "               *a->text.at == *b->text.at;"),
    ("a parameter changes a day early", "interp/eval/run_values.c",
     "parameter->versions[middle].to < date", "parameter->versions[middle].to <= date"),
    ("a switch forgets its last value", "interp/eval/run_values.c",
     "return place < table->count ?", "return place + 1 < table->count ?"),
    ("bounds asked together include their end", "interp/eval/run_values.c",
     "if (value > table->above[middle])", "if (value >= table->above[middle])"),
    ("an element left out of `decide all` has no outcomes", "interp/eval/rules.c",
     "{ NULL, 0, LEFT_OUT_STRIDE }", "{ NULL, 0, 0 }"),
    ("a decision that asks about other elements is taken with theirs", "interp/eval/group.c",
     "least = known - 1 + (node->decision->element && !asks_own(grouping->asking, node));",
     "least = known - 1;"),
    ("what a call has computed holds for other arguments", "interp/eval/available.c",
     "!same_operand(a->operands[i], b->operands[i])", "false"),
    ("a decision that one uses by way of a define is not needed", "interp/eval/uses.c",
     "            define_each(need.define, need_node, &needs);", "            (void)0;"),
    ("a text of blanks folds to an absent one", "interp/eval/run_values.c",
     "return (struct text){ text.at, 0 };", "return (struct text){ NULL, 0 };"),
    ("lists on the way to a constant are kept as sets", "interp/eval/member.c",
     "compiler->section != SECTION_CONSTANTS", "true"),
    ("folding leaves blanks at the end", "interp/value/folded.c",
     "    while ((size = blank_at_end(text, false)) > 0)\n        text.length -= size;\n", ""),
    ("the right side of `or` believes the left", "interp/check/expr/expr.c",
     "frame->facts = conjunction ? left.yes : left.no;", "frame->facts = left.yes;"),
    ("the latest of an empty list is thought to be there", "interp/check/expr/expr_list.c",
     "part.optional = fold->kind != NODE_SUM && !fact_not_empty(frame, list);",
     "part.optional = false;"),
    ("a parameter's list costs nothing", "interp/check/bound/cost_steps.c",
     "parameter->versions[i].value.list.count > length)", "false)"),
    ("a sum of many is thought to be as small as one", "interp/check/bound/ranges_arithmetic.c",
     "(struct interval){ 0, (int128)count }", "(struct interval){ 0, 1 }"),
    ("the highest value of a field is refused", "interp/data/cell.c",
     "value->integer > field->high.integer", "value->integer >= field->high.integer"),
    ("the last element is no duplicate", "interp/data/duplicates.c",
     "for (uint32_t b = 1; b < keys->count; b++)",
     "for (uint32_t b = 1; b + 1 < keys->count; b++)"),
    ("the portable reader lets the last control character through", "interp/data/json_block.h",
     "block_below(word, ' ')", "block_below(word, 0x1f)"),
    ("the reader for SSE2 lets the last control character through", "interp/data/json_block.h",
     "_mm_cmplt_epi8(bytes, _mm_set1_epi8(' '))", "_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x1f))"),
    ("the reader for AVX2 takes any bytes for UTF-8", "interp/data/json_block.h",
     "_mm256_cmpgt_epi8(block_load(block_blanks), bytes)", "_mm256_cmpgt_epi8(bytes, bytes)"),
    ("machine code takes `<=` for `<`", "interp/eval/translate_flow.c",
     "[OP_JUMP_LESS_EQUAL_INTEGER] = X86_LESS_EQUAL,", "[OP_JUMP_LESS_EQUAL_INTEGER] = X86_LESS,"),
    ("machine code takes a constant's `<=` for `<`", "interp/eval/translate_flow.c",
     "[OP_JUMP_LESS_EQUAL_INTEGER] = X86_GREATER_EQUAL,", "[OP_JUMP_LESS_EQUAL_INTEGER] = X86_GREATER,"),
    ("machine code believes that an absent date is there", "interp/eval/translate_flow.c",
     "x86_by_number(&to->code, X86_SUBTRACT, R8, 1);", "x86_by_number(&to->code, X86_SUBTRACT, R8, 0);"),
    ("machine code goes through every other of the rows chosen", "interp/eval/translate_values.c",
     "sizeof(const union value *));", "2 * sizeof(const union value *));"),
    ("an object may end before what must come last", "interp/data/reader_straight.h",
     "return field->place >= plan->obliged", "return field->place + 1 >= plan->obliged"),
    ("of two outcomes in a list one is written", "interp/report/render.c",
     "outcome->list.count > 1", "outcome->list.count > 2"),
]


def run(command, seconds, folder, log):
    """The exit status of COMMAND, None where it took too long."""
    try:
        return subprocess.run(command, cwd=folder, stdout=log, stderr=log, timeout=seconds,
                              check=False).returncode
    except subprocess.TimeoutExpired:
        return None


def make(folder, log, *targets):
    command = ["make", "-j2", "OPTIMISE=-O1", "WARNINGS=", *targets]
    return run(command, BUILD_SECONDS, folder, log) == 0


def unit_tests(folder, log):
    """The first unit test that fails."""
    if not make(folder, log, "unit"):
        return "unit tests do not build"
    tests = os.path.join(folder, "build", "tests")
    for name in sorted(os.listdir(tests)):
        path = os.path.join(tests, name)
        if name.startswith("test_") and os.access(path, os.X_OK) and os.path.isfile(path):
            if run([path], 120, folder, log) != 0:
                return name
    return None


def finder(folder, log, with_units):
    """Who finds something wrong, or None."""
    if not make(folder, log, "build/certpol", "build/tests/soak"):
        return "the compiler"
    if run(["build/certpol", "test", "tests/language", "examples"], 120, folder, log) != 0:
        return "golden examples"
    soak = ["build/tests/soak", "--first", "--seconds", str(SOAK_SECONDS), "--program", "build/certpol"]
    if run(soak, SOAK_SECONDS + 60, folder, log) != 0:
        return "soak"
    return unit_tests(folder, log) if with_units else None


def place_of(folder, fault):
    """The file that holds the fault's text: the one that is named, or else one beside it; None if there is none."""
    _, path, old, _ = fault
    beside = sorted(os.listdir(os.path.join(folder, os.path.dirname(path))))
    for name in [path] + [os.path.join(os.path.dirname(path), other) for other in beside]:
        full = os.path.join(folder, name)
        if os.path.isfile(full):
            with open(full, encoding="utf-8") as file:
                if old in file.read():
                    return name
    return None


def plant(folder, fault):
    """Make the change; the file that it was made in, or None where there is no place for it."""
    path = place_of(folder, fault)
    if path:
        with open(os.path.join(folder, path), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text.replace(fault[2], fault[3], 1))
    return path


def restore(folder, path):
    shutil.copyfile(os.path.join(TOP, path), os.path.join(folder, path))


def try_fault(folder, log, number):
    fault = FAULTS[number]
    begin = time.monotonic()
    path = plant(folder, fault)
    found = finder(folder, log, True) if path else "no place for it"
    if path:
        restore(folder, path)
    seconds = time.monotonic() - begin
    good = found not in (None, "no place for it", "the compiler")
    print(f"{number + 1:3}  {fault[0]:54}  {found or 'NOBODY':18} {seconds:4.0f} s", flush=True)
    return good


def main():
    numbers = [int(word) - 1 for word in sys.argv[1:]] or range(len(FAULTS))
    with tempfile.TemporaryDirectory(prefix="certpol-mutants-") as folder, \
            open(os.path.join(folder, "log"), "wb") as log:
        for part in PARTS:
            source, target = os.path.join(TOP, part), os.path.join(folder, part)
            (shutil.copytree if os.path.isdir(source) else shutil.copyfile)(source, target)
        sound = finder(folder, log, False)
        if sound:
            print(f"without any fault: {sound}")
            return 1
        print(f"     {'fault':54}  {'found by':18}  after")
        found = sum(try_fault(folder, log, number) for number in numbers)
    print(f"mutants: {found} of {len(list(numbers))} found")
    return 0 if found == len(list(numbers)) else 1


if __name__ == "__main__":
    sys.exit(main())
