#!/bin/sh
# Lays out what the image has beside its base: the package with its dependencies, k6 with its licence, and the command.
# The Dockerfile and the test of the image both call it.
#   image-files.sh ROOT PACKAGE.tgz K6 LICENCE
set -eu

root=$1
package=$2
k6=$3
licence=$4

mkdir -p "$root/opt" "$root/usr/local/bin" "$root/usr/share/doc/k6" "$root/work"
npm install --prefix "$root/opt" --omit=dev --no-audit --no-fund --loglevel=error "$package"
ln -s ../../../opt/node_modules/edfi-load-test/bin/edfi-load-test.mjs "$root/usr/local/bin/edfi-load-test"

# For the k6-operator, whose pods have this folder first in their PATH.
mkdir -p "$root/opt/k6-operator"
cp "$(dirname "$0")/k6-operator/k6" "$root/opt/k6-operator/k6"
chmod 755 "$root/opt/k6-operator/k6"

# k6 is a separate program, unmodified.
cp "$k6" "$root/usr/local/bin/k6"
chmod 755 "$root/usr/local/bin/k6"
cp "$licence" "$root/usr/share/doc/k6/LICENSE.md"
cat > "$root/usr/share/doc/k6/SOURCE" <<TEXT
k6 in this image is $("$k6" version --no-color 2>/dev/null || "$k6" version), unmodified, under the AGPL-3.0 (LICENSE.md).
Its source is the Go module go.k6.io/k6/v2 of the same version: https://github.com/grafana/k6
TEXT

# Any user may write results here; in a cluster the user's number is not known before.
chmod 1777 "$root/work"
