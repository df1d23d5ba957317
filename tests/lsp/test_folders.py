"""Folders that come and go while the server runs, and files that change outside of the editor."""
import pathlib
import tempfile

from case import Case
from client import everything


class Folders(Case):
    def setUp(self):
        super().setUp()
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.other = pathlib.Path(place.name).resolve()
        (self.other / "other.pol").write_text("record Whatchamacallit key id { id: text }\n")

    def names(self):
        return [symbol["name"] for symbol in self.client.ask("workspace/symbol", {"query": "Whatchamacallit"}) or []]

    def change(self, added=(), removed=()):
        self.client.tell("workspace/didChangeWorkspaceFolders", {"event": {
            "added": [{"uri": folder.as_uri(), "name": "x"} for folder in added],
            "removed": [{"uri": folder.as_uri(), "name": "x"} for folder in removed]}})

    def test_a_folder_that_is_added_is_searched_until_it_is_removed(self):
        self.assertEqual(self.names(), [])
        self.change(added=[self.other])
        self.assertEqual(self.names(), ["Whatchamacallit"])
        self.change(added=[self.other])
        self.assertEqual(self.names(), ["Whatchamacallit"])
        self.change(removed=[self.other])
        self.assertEqual(self.names(), [])

    def test_removing_a_folder_leaves_the_others(self):
        self.change(added=[self.other])
        self.change(removed=[self.other])
        self.assertEqual(self.renewal().problems(), [])


class Watching(Case):
    capabilities = everything() | {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}

    def test_an_editor_that_can_is_asked_to_tell_of_files_that_change(self):
        self.renewal()
        asked = [letter["params"] for letter in self.client.letters if letter.get("method") == "client/registerCapability"]
        self.assertEqual(len(asked), 1)
        registration, = asked[0]["registrations"]
        self.assertEqual(registration["method"], "workspace/didChangeWatchedFiles")
        self.assertEqual(sorted(watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]),
                         ["**/*.csv", "**/*.golden", "**/*.pol"])
