#!/bin/sh
# run.sh - the language's own examples.  CERTPOL is the program.
set -u
certpol=${CERTPOL:-build/certpol}
"$certpol" test "$(dirname "$0")"
