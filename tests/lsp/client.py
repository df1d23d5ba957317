"""client.py - the other end of the wire: starts a language server and talks to it.

Knows the protocol's envelope and a few shapes of answers; nothing of what is right."""
import json
import os
import pathlib
import select
import subprocess
import time

PATIENCE = float(os.environ.get("LSP_PATIENCE", "20"))  # seconds for an answer, also of a slow build


class Refused(Exception):
    """The server answered with an error."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]
        self.message = error["message"]


def everything():
    """What an editor that can do everything says of itself."""
    return {
        "textDocument": {
            "completion": {"completionItem": {"snippetSupport": True}},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        },
        "workspace": {
            "workspaceEdit": {"documentChanges": False},
            "codeLens": {"refreshSupport": True},
        },
    }


class Client:
    def __init__(self, program, folder=None, capabilities=None, greet=True):
        self.process = subprocess.Popen([program, "lsp", "--stdio"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.received = b""
        self.last_id = 0
        self.problems = {}   # by URI, as told last
        self.told = []       # (URI, version, diagnostics), in order
        self.letters = []    # all other things that came
        self.answers = {}    # that came before somebody asked for them
        self.folder = pathlib.Path(folder).resolve() if folder else None
        if greet:
            uri = self.folder.as_uri() if self.folder else None
            self.abilities = self.ask("initialize", {
                "processId": os.getpid(), "rootUri": uri,
                "capabilities": everything() if capabilities is None else capabilities})["capabilities"]
            self.tell("initialized", {})

    # ---- the wire ----

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, letter):
        body = json.dumps(letter).encode()
        self.send_bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def receive(self, patience=PATIENCE):
        """The next letter, or None where none comes in time or ever again."""
        until = time.monotonic() + patience
        while True:
            head, found, rest = self.received.partition(b"\r\n\r\n")
            if found:
                length = int(head.split(b":")[1])
                if len(rest) >= length:
                    self.received = rest[length:]
                    return json.loads(rest[:length])
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                return None
            piece = os.read(self.process.stdout.fileno(), 1 << 20)
            if not piece:
                return None
            self.received += piece

    def note(self, letter):
        if letter.get("method") == "textDocument/publishDiagnostics":
            told = letter["params"]
            self.problems[told["uri"]] = told["diagnostics"]
            self.told.append((told["uri"], told.get("version"), told["diagnostics"]))
        else:
            self.letters.append(letter)
            if "id" in letter and "method" in letter:
                self.send({"jsonrpc": "2.0", "id": letter["id"], "result": None})
            elif "id" in letter:
                self.answers[letter["id"]] = letter

    # ---- talking ----

    def tell(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method, params):
        self.last_id += 1
        self.send({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params})
        return self.last_id

    def finish(self, wanted):
        while True:
            letter = self.answers.pop(wanted, None) or self.receive()
            if letter is None:
                raise AssertionError("no answer to request %r; standard error: %s"
                                     % (wanted, self.complaints()))
            if letter.get("id") == wanted and "method" not in letter:
                if "error" in letter:
                    raise Refused(letter["error"])
                return letter["result"]
            self.note(letter)

    def ask(self, method, params):
        return self.finish(self.begin(method, params))

    def wait_for_problems(self, uri, version=None):
        """What is told of URI, in VERSION where that is given, or next."""
        seen = len(self.told)
        if version is not None:
            seen = 0
        while True:
            for told, of, problems in self.told[seen:]:
                if told == uri and (version is None or of == version):
                    return problems
            seen = len(self.told)
            letter = self.receive()
            if letter is None:
                raise AssertionError("nothing is told of %s; standard error: %s" % (uri, self.complaints()))
            self.note(letter)

    def complaints(self):
        if self.process.poll() is None:
            return "(the server is alive)"
        return self.process.stderr.read().decode(errors="replace")[-4000:]

    # ---- texts ----

    def open(self, path, text=None):
        path = pathlib.Path(path)
        uri = path.resolve().as_uri() if path.is_absolute() else str(path)
        return Draft(self, uri, path.read_text() if text is None else text)

    def leave(self):
        """The exit status of an orderly end."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.end()

    def end(self):
        self.process.stdin.close()
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("the server does not end")
        self.errors = self.process.stderr.read().decode(errors="replace")
        self.process.stdout.close()
        self.process.stderr.close()
        return status


def position(text, offset):
    """Line and character, in units of UTF-16, of the character at OFFSET."""
    before = text[:offset]
    line = before.count("\n")
    last = before.rfind("\n") + 1
    return {"line": line, "character": len(before[last:].encode("utf-16-le")) // 2}


def line_of(text, part):
    """The line in which PART begins, which stands once in TEXT."""
    assert text.count(part) == 1, "%r stands %d times" % (part, text.count(part))
    return text[:text.index(part)].count("\n")


def offset_of(text, place):
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[:place["line"]])
    units = 0
    for character in lines[place["line"]]:
        if units >= place["character"]:
            break
        units += len(character.encode("utf-16-le")) // 2
        offset += 1
    return offset


def apply(text, edits):
    """TEXT as EDITS make it."""
    for edit in sorted(edits, key=lambda edit: offset_of(text, edit["range"]["start"]), reverse=True):
        start, end = (offset_of(text, edit["range"][side]) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


class Draft:
    """A text that is open."""

    def __init__(self, client, uri, text):
        self.client, self.uri, self.text, self.version = client, uri, text, 1
        client.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "certpol", "version": 1, "text": text}})

    def at(self, mark, where=None):
        """The parameters of a question about the `|` in MARK, which stands, without it, once in the text; or
        in it the WHEREth time."""
        before = mark.index("|")
        plain = mark.replace("|", "")
        offset = -1
        for _ in range((where or 0) + 1):
            offset = self.text.index(plain, offset + 1)
        assert where is not None or self.text.count(plain) == 1, "%r stands %d times" % (plain, self.text.count(plain))
        return {"textDocument": {"uri": self.uri}, "position": position(self.text, offset + before)}

    def ask(self, method, mark, **more):
        where = more.pop("where", None)
        return self.client.ask("textDocument/" + method, dict(self.at(mark, where), **more))

    def about(self, method, **more):
        return self.client.ask("textDocument/" + method, dict({"textDocument": {"uri": self.uri}}, **more))

    def replace(self, old, new):
        """An incremental edit: OLD, which stands once, becomes NEW."""
        start = self.text.index(old)
        assert self.text.count(old) == 1
        change = {"range": {"start": position(self.text, start),
                            "end": position(self.text, start + len(old))}, "text": new}
        self.text = self.text.replace(old, new)
        self.change([change])

    def become(self, text):
        self.text = text
        self.change([{"text": text}])

    def change(self, changes):
        self.version += 1
        self.client.tell("textDocument/didChange", {
            "textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": changes})

    def problems(self):
        return self.client.wait_for_problems(self.uri, self.version)

    def close(self):
        self.client.tell("textDocument/didClose", {"textDocument": {"uri": self.uri}})

    def words(self, locations):
        """The texts of LOCATIONS that are in this draft."""
        return [self.part(location["range"]) for location in locations if location["uri"] == self.uri]

    def part(self, span):
        return self.text[offset_of(self.text, span["start"]):offset_of(self.text, span["end"])]
