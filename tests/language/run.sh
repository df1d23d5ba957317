#!/bin/sh
# run.sh - the language's own examples.  CERTPOL is the program.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
"${CERTPOL:-$top/build/certpol}" test "$top/tests/language"
