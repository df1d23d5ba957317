"""A wrong or hostile message gets an error, and the next one an answer."""
import json
import os
import random
import unittest

from case import Case, PROGRAM
from client import Client, Refused
from workspace import FILES


def framed(body):
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Letters(Case):
    def error(self, data):
        """The error that DATA, sent as it is, is answered with; the server is alive afterwards."""
        self.client.send_bytes(data)
        letter = self.client.receive()
        self.assertIsNotNone(letter, self.client.complaints())
        self.assertIn("error", letter)
        self.assertEqual(self.client.ask("workspace/symbol", {"query": "no such name"}), [])
        return letter

    def test_what_is_no_json_is_refused(self):
        for body in (b"", b"{", b'{"id": 1,}', b"\xff\xfe", b'{"jsonrpc": "2.0", "id": 1, "method": "\xff"}', b"[" * 100000,
                     b'{"a":' * 100000, b"0" * 100, b'"\\ud800"'):
            with self.subTest(body[:20]):
                self.assertIn(self.error(framed(body))["error"]["code"], (-32700, -32600))

    def test_json_that_is_no_message_is_refused(self):
        for body in (b"null", b"7", b'"x"', b"[]", b'[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}]', b"{}",
                     b'{"id": 3}', b'{"method": 3}', b'{"method": "x", "id": {}}', b'{"method": "x", "id": null}',
                     b'{"method": "x", "id": 1.5}'):
            with self.subTest(body):
                self.assertEqual(self.error(framed(body))["error"]["code"], -32600)

    def test_parameters_that_are_no_object_are_refused(self):
        letter = self.error(framed(b'{"jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": [1]}'))
        self.assertEqual((letter["id"], letter["error"]["code"]), ("a", -32602))

    def test_a_method_that_does_not_exist_is_refused(self):
        letter = self.error(framed(b'{"jsonrpc": "2.0", "id": 4, "method": "textDocument/fold"}'))
        self.assertEqual((letter["id"], letter["error"]["code"]), (4, -32601))

    def test_a_notice_that_is_not_known_and_an_answer_to_nothing_are_passed_over(self):
        self.client.tell("$/whatever", {"a": 1})
        self.client.tell("textDocument/didDream", {})
        self.client.send({"jsonrpc": "2.0", "id": 99, "result": {}})
        self.client.send({"jsonrpc": "2.0", "id": 98, "error": {"code": 1, "message": ""}})
        self.assertEqual(self.client.ask("workspace/symbol", {"query": "no such name"}), [])

    def test_what_is_no_header_is_skipped(self):
        for data in (b"hello\r\n\r\n", b"Content-Length: -5\r\n\r\n", b"Content-Length: 99999999999999999999\r\n\r\n",
                     b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n", b"Content-Length\r\n\r\n", b"\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"Content-Length: 5 5\r\n\r\n", b"\0" * 5000,
                     b"x" * 100000):
            with self.subTest(data[:30]):
                self.assertEqual(self.error(data)["error"]["code"], -32700)

    def test_a_header_may_have_a_type_and_any_case(self):
        body = json.dumps({"jsonrpc": "2.0", "id": 77, "method": "workspace/symbol", "params": {"query": "zzz"}}).encode()
        self.client.send_bytes(b"content-type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: %d\r\n\r\n"
                               % len(body) + body)
        self.assertEqual(self.client.finish(77), [])

    def test_a_message_that_comes_byte_by_byte_is_one(self):
        for byte in framed(b'{"jsonrpc": "2.0", "id": 78, "method": "workspace/symbol", "params": {"query": "zzz"}}'):
            self.client.send_bytes(bytes([byte]))
        self.assertEqual(self.client.finish(78), [])

    def test_a_message_that_is_too_long_is_refused_and_skipped(self):
        size = (64 << 20) + 1
        self.client.send_bytes(b"Content-Length: %d\r\n\r\n" % size)
        letter = self.client.receive()
        self.assertEqual(letter["error"]["code"], -32600)
        piece = b"Content-Length: 2\r\n\r\n{}" * 3000
        while size:
            self.client.send_bytes(piece[:size])
            size -= min(size, len(piece))
        self.assertEqual(self.client.ask("workspace/symbol", {"query": "zzz"}), [])


class Questions(Case):
    METHODS = ["hover", "completion", "definition", "references", "documentHighlight", "prepareRename", "rename",
               "documentSymbol", "semanticTokens/full", "formatting", "codeAction", "codeLens"]

    def test_questions_without_a_text_are_refused(self):
        for method in self.METHODS:
            for params in ({}, {"textDocument": 5}, {"textDocument": {"uri": 5}}, None,
                           {"textDocument": {"uri": "file:///not/open.pol"}, "position": {"line": 0, "character": 0}}):
                with self.subTest((method, params)):
                    self.refused(-32602, self.client.ask, "textDocument/" + method, params)

    def test_places_that_are_none_are_refused(self):
        draft = self.renewal()
        for place in (None, 5, {}, {"line": -1, "character": 0}, {"line": 0, "character": -1}, {"line": 1.5, "character": 0},
                      {"line": "0", "character": 0}, [0, 0]):
            with self.subTest(place):
                self.refused(-32602, draft.about, "hover", position=place)

    def test_places_far_away_are_at_the_end(self):
        draft = self.renewal()
        for far in (10**6, 2**31, 2**32, 2**53, 2**62):
            for method in self.METHODS[:6]:
                try:
                    draft.about(method, position={"line": far, "character": far}, context={})
                    draft.about(method, position={"line": 3, "character": far}, context={})
                except Refused as refusal:
                    self.assertEqual(refusal.code, -32803)

    def test_other_parameters_of_wrong_types_do_no_harm(self):
        draft = self.renewal()
        self.refused(-32602, draft.about, "codeAction", range=7)
        self.assertEqual(draft.about("codeAction", range={"start": {"line": 9, "character": 0},
                                                          "end": {"line": 0, "character": 0}}, context=9), [])
        self.assertIsInstance(draft.ask("references", "let op|ens", context=[]), list)
        self.assertIsInstance(self.client.ask("workspace/symbol", {"query": 5}), list)
        self.assertIsInstance(self.client.ask("workspace/symbol", None), list)


class Notices(Case):
    def test_notices_that_make_no_sense_change_nothing(self):
        draft = self.renewal()
        for method, params in (
                ("didOpen", {}), ("didOpen", {"textDocument": {"uri": "file:///a.pol"}}), ("didOpen", {"textDocument": []}),
                ("didOpen", {"textDocument": {"uri": draft.uri, "version": 9, "text": "x"}}),
                ("didOpen", {"textDocument": {"uri": "file://elsewhere/a.pol", "version": 9, "text": "x"}}),
                ("didOpen", {"textDocument": {"uri": "file:///%ZZ", "version": 9, "text": "x"}}),
                ("didOpen", {"textDocument": {"uri": "file:///a%00b.pol", "version": 9, "text": "x"}}),
                ("didOpen", {"textDocument": {"uri": "", "version": 9, "text": "x"}}),
                ("didChange", {}), ("didChange", {"textDocument": {"uri": "file:///no.pol"}, "contentChanges": []}),
                ("didChange", {"textDocument": {"uri": draft.uri, "version": 5}, "contentChanges": [7, {}, {"range": 3}]}),
                ("didChange", {"textDocument": {"uri": draft.uri, "version": 5}, "contentChanges": {"text": "x"}}),
                ("didChange", {"textDocument": {"uri": draft.uri, "version": 5}, "contentChanges": [
                    {"range": {"start": {"line": 9, "character": 0}, "end": {"line": 3, "character": 0}}, "text": "x"}]}),
                ("didClose", {}), ("didClose", {"textDocument": {"uri": "file:///no.pol"}}), ("didSave", {"x": 1})):
            self.client.tell("textDocument/" + method, params)
        self.client.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [5], "removed": [{}]}})
        self.client.tell("workspace/didChangeWatchedFiles", {"changes": 7})
        self.client.tell("$/cancelRequest", {})
        self.assertIn("let opens: date", draft.ask("hover", "let op|ens")["contents"]["value"])
        logged = [letter["params"]["message"] for letter in self.client.letters if letter.get("method") == "window/logMessage"]
        self.assertGreaterEqual(len(logged), 10)

    def test_a_text_that_is_too_large_is_not_opened(self):
        self.client.tell("textDocument/didOpen", {"textDocument": {
            "uri": "file:///large.pol", "version": 1, "text": "#" * ((1 << 24) + 1)}})
        self.refused(-32602, self.client.ask, "textDocument/documentSymbol", {"textDocument": {"uri": "file:///large.pol"}})

    def test_a_text_with_what_no_policy_holds_is_told_of(self):
        for text in ("\0", "policy a\0b { }", "\ufeff", "\u202e", "{" * 20000, "(" * 20000, "x " * 20000, "not " * 20000, "\r" * 3000):
            draft = self.client.open("untitled:%d" % len(text), text)
            problems = draft.problems()
            self.assertTrue(problems or text in ("\ufeff", "\r" * 3000), text[:10])
            for method in ("documentSymbol", "semanticTokens/full", "codeLens", "formatting"):
                draft.about(method, options={})
            draft.about("completion", position={"line": 0, "character": 1})
            draft.close()

    def test_many_texts_may_be_open_but_not_too_many(self):
        for i in range(1010):
            self.client.tell("textDocument/didOpen", {"textDocument": {
                "uri": "untitled:%d" % i, "version": 1, "text": "enum A { a }"}})
        last = {"textDocument": {"uri": "untitled:1009"}}
        self.refused(-32602, self.client.ask, "textDocument/documentSymbol", last)
        self.assertTrue(self.client.ask("textDocument/documentSymbol", {"textDocument": {"uri": "untitled:0"}}))


class Cancelling(Case):
    def test_a_request_that_is_taken_back_in_time_is_not_answered(self):
        draft = self.renewal()
        body = b""
        for number in (501, 502):
            body += framed(json.dumps({"jsonrpc": "2.0", "id": number, "method": "textDocument/semanticTokens/full",
                                       "params": {"textDocument": {"uri": draft.uri}}}).encode())
        body += framed(b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 502}}')
        self.client.send_bytes(body)
        self.assertIn("data", self.client.finish(501))
        with self.assertRaises(Refused) as raised:
            self.client.finish(502)
        self.assertEqual(raised.exception.code, -32800)

    def test_so_is_one_that_waits_for_examples(self):
        draft = self.renewal()
        waiting = self.client.begin("textDocument/codeLens", {"textDocument": {"uri": draft.uri}})
        self.client.tell("$/cancelRequest", {"id": waiting})
        try:
            self.client.finish(waiting)
        except Refused as refusal:
            self.assertEqual(refusal.code, -32800)
        self.assertTrue(draft.about("codeLens"))


class Life(unittest.TestCase):
    def client(self, **more):
        client = Client(PROGRAM, **more)
        self.addCleanup(lambda: client.process.poll() is None and client.process.kill())
        return client

    def refusal(self, client, method):
        with self.assertRaises(Refused) as raised:
            client.ask(method, {})
        return raised.exception.code

    def test_before_initialize_nothing_is_answered(self):
        client = self.client(greet=False)
        self.assertEqual(self.refusal(client, "textDocument/hover"), -32002)
        client.tell("textDocument/didOpen", {"textDocument": {"uri": "file:///a.pol", "version": 1, "text": ""}})
        self.assertIn("capabilities", client.ask("initialize", {"capabilities": {}}))
        self.assertEqual(client.leave(), 0)

    def test_initialize_comes_once(self):
        client = self.client()
        self.assertEqual(self.refusal(client, "initialize"), -32600)
        self.assertEqual(client.leave(), 0)

    def test_after_shutdown_only_exit_is_obeyed(self):
        client = self.client()
        client.ask("shutdown", None)
        self.assertEqual(self.refusal(client, "textDocument/hover"), -32600)
        self.assertEqual(self.refusal(client, "shutdown"), -32600)
        client.tell("exit", None)
        self.assertEqual(client.end(), 0)

    def test_exit_without_shutdown_is_told_by_the_status(self):
        client = self.client()
        client.tell("exit", None)
        self.assertEqual(client.end(), 1)

    def test_so_is_the_end_of_the_input(self):
        self.assertEqual(self.client().end(), 1)
        self.assertEqual(self.client(greet=False).end(), 1)

    def test_what_was_asked_before_the_end_is_answered(self):
        client = self.client()
        waiting = client.begin("workspace/symbol", {"query": "zzz"})
        client.process.stdin.close()
        self.assertEqual(client.finish(waiting), [])

    def test_odd_greetings_are_answered(self):
        for params in (None, {}, {"capabilities": 7, "rootUri": 5, "workspaceFolders": 3},
                       {"capabilities": {"general": {"positionEncodings": [1, None]}}, "rootUri": "file:///no/such/folder",
                        "workspaceFolders": [None, 7, {"uri": 7}, {"uri": "http://x/y"}]}):
            client = self.client(greet=False)
            self.assertEqual(client.ask("initialize", params)["capabilities"]["positionEncoding"], "utf-16")
            self.assertEqual(client.leave(), 0)

    def test_nothing_is_said_on_standard_error(self):
        client = self.client()
        client.leave()
        self.assertEqual(client.errors, "")


class Chance(Case):
    """By chance, but the same chance each time, unless SEED says another."""

    def setUp(self):
        super().setUp()
        self.chance = random.Random(int(os.environ.get("SEED", "1")))

    def test_letters_with_changed_bytes_are_answered_or_refused(self):
        draft = self.renewal()
        pattern = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": draft.at("let op|ens")})
        for i in range(400):
            body = bytearray(pattern.encode())
            for _ in range(self.chance.randrange(1, 4)):
                body[self.chance.randrange(len(body))] = self.chance.randrange(256)
            self.client.send_bytes(framed(bytes(body)))
        self.client.send({"jsonrpc": "2.0", "id": "last", "method": "workspace/symbol", "params": {"query": "zzz"}})
        self.assertEqual(self.client.finish("last"), [])

    def test_any_text_can_be_asked_about(self):
        text = FILES["policies/renewal.pol"]
        words = text.split() + list("{}()[].,:=\"#<>") + ["\n", "만료", "😀", "\"", "  "]
        draft = self.space.open("policies/renewal.pol")
        for i in range(150):
            start = self.chance.randrange(len(draft.text))
            end = min(len(draft.text), start + self.chance.choice((0, 0, 1, 5, 40)))
            draft.become(draft.text[:start] + self.chance.choice(words) * self.chance.randrange(3) + draft.text[end:])
            if i % 25 == 24:
                draft.become(text)
            lines = draft.text.split("\n")
            line = self.chance.randrange(len(lines))
            place = {"line": line, "character": self.chance.randrange(len(lines[line]) + 1)}
            for method in Questions.METHODS:
                try:
                    draft.about(method, position=place, newName="other", options={}, context={},
                                range={"start": place, "end": place})
                except Refused as refusal:
                    self.assertEqual(refusal.code, -32803, (method, refusal.message))
        self.assertEqual(self.client.leave(), 0)
