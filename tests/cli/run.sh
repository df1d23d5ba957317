#!/bin/sh
# run.sh - the command line, from outside.  CERTPOL is the program.  A function a fact: its name is the sentence.
#
#   run.sh           all
#   run.sh WORD...   only the facts whose names contain one of the words
set -u
certpol=${CERTPOL:-build/certpol}
case $certpol in /*) ;; *) certpol=$PWD/$certpol ;; esac
cd "$(dirname "$0")" || exit 2
here=$PWD
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
unset NO_COLOR
export TERM=xterm
as_of="--as-of 2021-02-28"

# ---- helpers: each says what is wrong and returns 1 ----

# status N COMMAND...: the command ends with N.  Its output is in $out and $err.
status() {
    wanted=$1
    shift
    "$@" >"$scratch/out" 2>"$scratch/err"
    got=$?
    [ "$got" -eq "$wanted" ] && return 0
    echo "    exit status $got instead of $wanted: $*"
    sed 's/^/    | /' "$scratch/err"
    return 1
}
run() { status "$1" "$certpol" run renewal.pol $as_of "${@:2}"; }
says() { # says FILE TEXT: the stream holds the text
    grep -qF -- "$2" "$scratch/$1" && return 0
    echo "    $1 does not say: $2"
    sed 's/^/    | /' "$scratch/$1"
    return 1
}
silent() { # silent FILE: nothing was written there
    [ ! -s "$scratch/$1" ] && return 0
    echo "    $1 is not empty:"
    sed 's/^/    | /' "$scratch/$1"
    return 1
}
is() { # is FILE: exactly standard input was written there
    cat >"$scratch/wanted"
    diff -u "$scratch/wanted" "$scratch/$1"
}
same() { cmp "$1" "$2"; }

