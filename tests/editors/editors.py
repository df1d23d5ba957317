#!/usr/bin/env python3
"""editors.py CERTPOL - are the files for editors sound, and do they know all of the language?

Runs in the project's root.  What needs vim or node is left out where there is none.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EDITORS = pathlib.Path("grammar/editors")
VSCODE = EDITORS / "vscode"
HERE = pathlib.Path("tests/editors")
CERTPOL = os.path.abspath(sys.argv[1])
VIM = ["vim", "-u", "NONE", "-N", "-es", "-i", "NONE", "-c", f"set rtp^={EDITORS.absolute()}/vim",
       "-c", "filetype plugin indent on", "-c", "syntax on"]

passed = failed = 0


def check(what, problem):
    """Count the fact WHAT; PROBLEM says why it does not hold, or is empty."""
    global passed, failed
    if problem:
        failed += 1
        print(f"FAIL {what}: {problem}")
    else:
        passed += 1


def fmt(text, *options):
    return subprocess.run([CERTPOL, "fmt", *options, "-"], input=text, capture_output=True, text=True,
                          encoding="utf-8")


# ---- the words of the language ----

def keywords():
    """Every word that the grammar has a token for."""
    grammar = pathlib.Path("grammar/parser.y").read_text(encoding="utf-8")
    tokens = grammar[grammar.index("%token AND"):grammar.index("%token LPAREN")]
    return re.findall(r'[A-Z]+ "([a-z]+)"', tokens)


def words_are_known():
    assert len(keywords()) > 50, keywords()
    for path in (EDITORS / "vim/syntax/certpol.vim", VSCODE / "syntaxes/certpol.tmLanguage.json"):
        text = re.sub(r"\\z[se]|\\[a-z]", " ", path.read_text(encoding="utf-8"))
        missing = [word for word in keywords() if not re.search(rf"\b{word}\b", text)]
        check(f"{path} knows every word", ", ".join(missing))


# ---- Visual Studio Code ----

def expanded(body):
    """A snippet as it stands when nothing was typed into it."""
    text = "\n".join(body) if isinstance(body, list) else body
    text = re.sub(r"\$CURRENT_YEAR-\$CURRENT_MONTH-\$CURRENT_DATE", "2021-02-28", text)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^{}]*)\}", r"\1", text)
    return re.sub(r"\$\d+", "", text)


def snippets_are_policies():
    snippets = json.loads((VSCODE / "snippets/certpol.json").read_text(encoding="utf-8"))
    for name, snippet in snippets.items():
        text = expanded(snippet["body"])
        if snippet["prefix"] in ("rule", "otherwise"):
            text = "decide d: O {\n  " + text.replace("\n", "\n  ") + "\n}"
        made = fmt(text)
        check(f"the snippet '{name}' can be read", made.stderr)
        squeezed = [re.sub(r"\s+\n", "\n", part.strip() + "\n") for part in (text, made.stdout)]
        check(f"the snippet '{name}' has the canonical layout", squeezed[0] != squeezed[1] and made.stdout)


def parts_are_there():
    for path in VSCODE.rglob("*.json"):
        try:
            json.loads(path.read_text(encoding="utf-8"))
            check(f"{path} is JSON", "")
        except ValueError as error:
            check(f"{path} is JSON", str(error))
    package = json.loads((VSCODE / "package.json").read_text(encoding="utf-8"))
    named = [package["main"]]
    for part in ("grammars", "snippets"):
        named += [entry["path"] for entry in package["contributes"][part]]
    named += [language["configuration"] for language in package["contributes"]["languages"]]
    for path in named:
        check(f"{path} of package.json is there", "" if (VSCODE / path).exists() else "it is not")
    source = (VSCODE / package["main"]).read_text(encoding="utf-8")
    for command in package["contributes"]["commands"]:
        check(f"the command {command['command']} is registered",
              "" if f'registerCommand("{command["command"]}"' in source else "it is not")


def extension_starts_and_formats():
    told = subprocess.run(["node", HERE / "extension.js", CERTPOL], capture_output=True, text=True)
    check("the extension starts the server and formats", told.stderr)


# ---- vim ----

def vim_shows_what_words_are():
    with tempfile.TemporaryDirectory() as scratch:
        shown = os.path.join(scratch, "groups")
        subprocess.run(VIM + ["-c", f"edit {HERE}/sample.pol", "-c", f"let g:groups = '{shown}'",
                              "-c", f"source {HERE}/groups.vim", "-c", "qall!"], check=True)
        got = pathlib.Path(shown).read_text(encoding="utf-8").splitlines()
    wanted = (HERE / "sample.groups").read_text(encoding="utf-8").splitlines()
    check("vim shows as many lines as there are", "" if len(got) == len(wanted) else f"{len(got)}")
    for line, (one, other) in enumerate(zip(got, wanted), 1):
        check(f"vim shows line {line} of the sample", "" if one == other else f"\n  {one}\n  {other}")


def vim_keeps_the_layout():
    with tempfile.TemporaryDirectory() as scratch:
        indented = pathlib.Path(scratch, "a.pol")
        for path in sorted(pathlib.Path("policies").rglob("*.pol")):
            text = fmt(path.read_text(encoding="utf-8")).stdout
            indented.write_text(text, encoding="utf-8")
            subprocess.run(VIM + ["-c", f"edit {indented}", "-c", "normal gg=G", "-c", "wq"], check=True)
            check(f"vim indents {path} as it is laid out",
                  "" if indented.read_text(encoding="utf-8") == text else "some lines moved")


def vim_indents_what_is_typed():
    keys = ("idecide d: O {\\<CR>rule a\\<CR>when x is 1\\<CR>and y is 2\\<CR>then no\\<CR>"
            "otherwise b\\<CR>then no\\<CR>}\\<CR>enum E {\\<CR>a\\<CR>}")
    wanted = ("decide d: O {\n  rule a\n    when x is 1\n      and y is 2\n    then no\n  otherwise b\n"
              "    then no\n}\nenum E {\n  a\n}\n")
    with tempfile.TemporaryDirectory() as scratch:
        typed = pathlib.Path(scratch, "a.pol")
        subprocess.run(VIM + ["-c", f"edit {typed}", "-c", f'exe "normal {keys}"', "-c", "wq"], check=True)
        got = typed.read_text(encoding="utf-8")
    check("vim indents a decision that is typed", "" if got == wanted else "\n" + got)


words_are_known()
snippets_are_policies()
parts_are_there()
if shutil.which("node"):
    extension_starts_and_formats()
if shutil.which("vim"):
    vim_shows_what_words_are()
    vim_keeps_the_layout()
    vim_indents_what_is_typed()
print(f"editors: {passed} passed, {failed} failed")
sys.exit(failed > 0 or passed == 0)
