"""table.py - the tables of tests/README.md, which the scripts here hold against what they see."""
import pathlib
import re


def rows(heading):
    """The cells behind the first one, by the first one, of the table below HEADING."""
    text = (pathlib.Path(__file__).parent / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.M | re.S)
    if not section:
        return {}
    lines = [line for line in section[1].splitlines() if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    found = {row[0]: row[1:] for row in cells}
    if len(found) != len(cells):
        raise ValueError(f"a row stands twice under {heading}")
    return found


def statuses(cell):
    """The exit statuses that a cell names: those that must be seen ("0, 4") and those that may ("5 or 0")."""
    must, may = set(), set()
    for part in filter(None, (part.strip() for part in cell.split(","))):
        choices = {int(word) for word in re.split(r"\s+or\s+", part)}
        (must if len(choices) == 1 else may).update(choices)
    return must, may


def difference(cell, seen):
    """What is wrong where the statuses SEEN are not those that CELL names; None if nothing is."""
    must, may = statuses(cell)
    if must - seen:
        return f"the table promises status {sorted(must - seen)}, which did not come"
    if seen - must - may:
        return f"status {sorted(seen - must - may)} came, of which the table says nothing"
    return None


def differing_names(heading, names):
    """What the table below HEADING lacks of NAMES, and has too much."""
    listed = set(rows(heading))
    return ([f"tests/README.md, {heading}: no row for: {name}" for name in names if name not in listed] +
            [f"tests/README.md, {heading}: nothing does: {name}" for name in sorted(listed - set(names))])


def words(cell):
    """What a cell says in backquotes."""
    return re.findall(r"`([^`]*)`", cell)
