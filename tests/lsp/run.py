"""run.py PROGRAM [PATTERN] - the tests of the language server; the last line is their number.

speed.py measures how soon an edit is told of.  It is timed, so it runs only when it is asked for:
run.py build/certpol speed.py."""
import os
import sys
import unittest

os.environ["CERTPOL"] = os.path.abspath(sys.argv[1])
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
sys.dont_write_bytecode = True

suite = unittest.defaultTestLoader.discover(here, pattern=sys.argv[2] if len(sys.argv) > 2 else "test_*.py")
result = unittest.TextTestRunner(verbosity=0, stream=sys.stderr).run(suite)
bad = len(result.failures) + len(result.errors)
skipped = "" if not result.skipped else ", %d skipped (%s)" % (len(result.skipped), result.skipped[0][1])
print("lsp: %d passed, %d failed%s" % (result.testsRun - bad - len(result.skipped), bad, skipped))
sys.exit(1 if bad or not result.testsRun else 0)
