#!/bin/sh
# layers.sh - every include points down: fails on one that names a later layer.  Run at the top of the project.
set -u

# LAYER of a file, by its path.
layers='
function layer(path) {
    if (path ~ /^grammar\//) return 1
    if (path ~ /^interp\/value\//) return 2
    if (path ~ /^interp\/data\//) return 3
    if (path ~ /^interp\/check\//) return 4
    if (path ~ /^interp\/eval\//) return 5
    if (path ~ /^interp\/report\//) return 6
    if (path ~ /^interp\/stream\//) return 7
    if (path ~ /^interp\/explain\//) return 8
    if (path ~ /^interp\/[^\/]*$/) return 8
    if (path ~ /^interp\/lsp\//) return 9
    if (path ~ /^interp\/tool\//) return 10
    return 0
}
# What a layer may not use although it is below: the tree is for the checker alone, values know nothing of
# grammar but memory, places and complaints, and the tool is written on the public header; the language server is a tool
# that sees the tree and what the checker found, but nothing of evaluation.
function forbidden(from, to) {
    if (layer(to) > layer(from)) return 1
    if (layer(from) >= 5 && layer(from) <= 7 && to == "grammar/ast.h") return 1
    if (from ~ /^interp\/certpol/ && to == "grammar/ast.h") return 1
    if (layer(from) >= 2 && layer(from) <= 3 && layer(to) == 1)
        return to !~ /^grammar\/(arena|source|diag|utf8|pointer_map)\.h$/
    if (layer(from) == 9) return layer(to) >= 5 && layer(to) <= 8 && to !~ /^interp\/(load|path|read)\.h$/
    if (from == "interp/tool/lsp.c" && to == "interp/lsp/lsp.h") return 0
    if (layer(from) == 10) return to != "interp/certpol.h" && layer(to) != 10
    return 0
}
/^#include "/ {
    split($0, part, "\"")
    to = part[2]
    if (to !~ /\// || to ~ /^\./) {
        printf "%s:%d: \"%s\" is not rooted at the project\n", FILENAME, FNR, to
        bad++
    } else if (layer(to) == 0) {
        printf "%s:%d: \"%s\" is in no layer\n", FILENAME, FNR, to
        bad++
    } else if (forbidden(FILENAME, to)) {
        printf "%s:%d: %s may not include \"%s\"\n", FILENAME, FNR, FILENAME, to
        bad++
    }
    good++
}
END {
    printf "layers: %d passed, %d failed\n", good - bad, bad
    exit bad > 0 || good == 0
}'

files=$(find grammar interp -name '*.[chly]')
# shellcheck disable=SC2086
awk "$layers" $files || exit 1
