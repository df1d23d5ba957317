"""case.py - a test with a workspace of its own."""
import os
import unittest

from client import Refused
from workspace import Workspace

PROGRAM = os.environ["CERTPOL"]


class Case(unittest.TestCase):
    capabilities = None
    maxDiff = None

    def setUp(self):
        self.space = Workspace(PROGRAM, self.capabilities)
        self.addCleanup(self.space.close)
        self.client = self.space.client

    def renewal(self):
        """The policy, open, without problems."""
        draft = self.space.open("policies/renewal.pol")
        self.assertEqual(draft.problems(), [])
        return draft

    def codes(self, problems):
        return [problem["code"] for problem in problems]

    def refused(self, code, ask, *arguments, **more):
        with self.assertRaises(Refused) as raised:
            ask(*arguments, **more)
        self.assertEqual(raised.exception.code, code)
        return raised.exception.message
