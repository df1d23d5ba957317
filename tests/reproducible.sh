#!/bin/sh
# reproducible.sh - the same sources make the same bytes: the program and the library, built twice, in folders of
# different names and at different times, by different numbers of jobs, in different locales.
#
# Runs from the project's root.  MAKE is make.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT

# build NAME JOBS: a copy of the sources below NAME, built.
build() {
    mkdir -p "$folder/$1" && cp -R Makefile grammar interp "$folder/$1" &&
        "${MAKE:-make}" --no-print-directory -s -C "$folder/$1" -j "$2" build/certpol >"$folder/log" 2>&1 && return
    tail -n 20 "$folder/log"
    echo "FAIL  reproducible: $1 was not built"
    exit 1
}

unset MAKEFLAGS MFLAGS
LC_ALL=C TZ=UTC build one 2
LC_ALL=C.UTF-8 TZ=Asia/Seoul build a/rather/longer/name 1
for made in certpol libcertpol.a; do
    if ! cmp "$folder/one/build/$made" "$folder/a/rather/longer/name/build/$made"; then
        echo "FAIL  reproducible: two builds of $made differ"
        exit 1
    fi
done
if grep -q "$folder" "$folder/one/build/certpol"; then
    echo "FAIL  reproducible: the program knows where it was built"
    exit 1
fi
echo "reproducible: $(sha256sum <"$folder/one/build/certpol" | cut -c 1-16), twice"
