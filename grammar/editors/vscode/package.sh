#!/bin/sh
# package.sh [FOLDER] - the extension as one file, in FOLDER (here, if none is named): certpol-VERSION.vsix,
# or where its packer cannot be had, an npm package that holds the same.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$(cd "${1:-.}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$here"/. "$work"/
cd "$work"
rm -rf node_modules ./*.vsix ./*.tgz
npm ci --omit=dev --ignore-scripts --no-audit --no-fund --silent
if npx --yes --quiet @vscode/vsce@3.2.1 package --allow-missing-repository --skip-license --out "$target" >packer.log 2>&1; then
    ls "$target"/certpol-*.vsix
else
    tail -n 3 packer.log >&2
    npm pack --silent --pack-destination "$target"
fi
