"""A real editor at the other end: Neovim, without a screen."""
import json
import os
import shutil
import subprocess
import unittest

from case import Case, PROGRAM

HERE = os.path.dirname(os.path.abspath(__file__))


@unittest.skipUnless(shutil.which("nvim"), "Neovim is not installed")
class Neovim(Case):
    def test_a_person_sees_completes_renames_lays_out_and_mends(self):
        result = self.space.folder / "result.json"
        environment = dict(os.environ, CERTPOL=PROGRAM, RESULT=str(result), HOME=str(self.space.folder),
                           XDG_STATE_HOME=str(self.space.folder), XDG_CACHE_HOME=str(self.space.folder))
        ran = subprocess.run(["nvim", "--headless", "--clean", "-c", "luafile " + os.path.join(HERE, "neovim.lua")],
                             cwd=self.space.folder, env=environment, capture_output=True, timeout=120, text=True)
        self.assertTrue(result.exists(), ran.stderr)
        seen = json.loads(result.read_text())
        self.assertNotIn("problem", seen, ran.stderr)
        policy, schema = self.space.text("policies/renewal.pol"), self.space.text("policies/schema.pol")
        self.assertEqual(seen["problems"], ["unknown-field"])
        self.assertEqual(seen["mended"], policy)
        self.assertEqual(seen["offered"], ["id", "kind", "expires", "points"])
        self.assertEqual(seen["completed"], policy)
        self.assertEqual(seen["renamed"]["policy"], policy.replace("cert.expires", "cert.last_day"))
        self.assertEqual(seen["renamed"]["schema"], schema.replace("  expires:", "  last_day:").replace(
            "2150-12-31\n", '2150-12-31 "expires"\n'))
        self.assertIn("\noutcome Count {", seen["formatted"])
        self.assertNotIn("outcome      Count", seen["formatted"])
