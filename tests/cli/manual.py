"""Are the examples of the manual true?  manual.py CERTPOL: runs what stands behind a $ and compares what stands below it."""
import pathlib
import subprocess
import sys
import tempfile

manual = pathlib.Path("../../interp/tool/man")


def blocks(page):
    text = (manual / page).read_text(encoding="utf-8")
    for part in text.split(".Bd -literal -offset indent\n")[1:]:
        yield part.split(".Ed\n")[0].replace("\\e", "\\")


def shown(command):
    words = command.split()
    assert words[0] == "certpol", command
    return subprocess.run([sys.argv[1], *words[1:]], capture_output=True, text=True, encoding="utf-8").stdout


examples = 0
for page in ("certpol-check.1", "certpol-run.1", "certpol-trace.1", "certpol-explain.1"):
    for block in blocks(page):
        command, _, below = block.partition("\n")
        assert shown(command.removeprefix("$ ")) == below, (page, shown(command.removeprefix("$ ")), below)
        examples += 1
for block in (block for block in blocks("certpol-test.1") if block.startswith("policy ")):
    with tempfile.NamedTemporaryFile("w", suffix=".golden", encoding="utf-8") as golden:
        golden.write(block.replace("policy ", f"policy {pathlib.Path.cwd()}/", 1))
        golden.flush()
        told = shown("certpol test " + golden.name)
        assert told == "2 passed, 0 failed\n", told
        examples += 1
assert examples == 5, examples
