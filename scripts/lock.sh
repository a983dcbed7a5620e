#!/usr/bin/env bash
# Writes requirements.lock from pyproject.toml, with hashes and without any address or path of this machine.
# FRESH=1 looks for newer versions of everything; otherwise pins that still fit are kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

new=.venv/requirements.lock.new
if [ "${FRESH:-}" = 1 ]; then rm -f "$new"; else cp requirements.lock "$new"; fi
CUSTOM_COMPILE_COMMAND="make lock" .venv/bin/python -m piptools compile --quiet --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe --no-strip-extras \
    --extra dev --extra ocr-fast --extra parquet --extra postgresql --extra web --output-file "$new" pyproject.toml
if grep -nE '://|^-|^ *(/|\.\.?/)' "$new"; then
    echo "lock: the lines above hold an address or a path; requirements.lock is left as it was" >&2
    exit 1
fi
mv "$new" requirements.lock
echo "lock: $(grep -c '^[a-z]' requirements.lock) packages"
