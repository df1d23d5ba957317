#!/bin/sh
# hardened.sh PROGRAM - the guards that the program is built with are really in it.
#
# FORTIFIED=no where the build is one that is not for use and goes without _FORTIFY_SOURCE.
set -u
program=$1 failed=0 passed=0
file=$(mktemp) || exit 2
trap 'rm -f "$file"' EXIT

# has WHAT PATTERN COMMAND...: what COMMAND prints has a line like PATTERN; has_not: it has none.
has() {
    what=$1 pattern=$2
    shift 2
    "$@" "$program" >"$file" 2>/dev/null
    if grep -Eq -e "$pattern" "$file"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL  $program: $what"
    fi
}
has_not() {
    what=$1 pattern=$2
    shift 2
    "$@" "$program" >"$file" 2>/dev/null
    if [ -s "$file" ] && ! grep -Eq -e "$pattern" "$file"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL  $program: $what"
    fi
}

has "it is no position-independent executable" 'Flags:.*\bPIE\b' readelf -dW
has "there is no part that is read-only after relocation" 'GNU_RELRO' readelf -lW
has "functions are bound late, so that their table stays writable" 'BIND_NOW' readelf -dW
has "its stack is executable" 'GNU_STACK.* RW +0x' readelf -lW
has_not "something is both writable and executable" ' RWE ' readelf -lW
has_not "its code has to be changed by the loader" 'TEXTREL' readelf -dW
has_not "it looks for libraries in folders of its own" '(RPATH|RUNPATH)' readelf -dW
has "the stack is not protected" '__stack_chk_fail' nm -D
[ "${FORTIFIED:-yes}" = no ] || has "buffers of known size are not guarded" '__(memcpy|snprintf|vsnprintf)_chk' nm -D
echo "hardened: $passed guards are in, $failed are not"
[ "$failed" -eq 0 ]
