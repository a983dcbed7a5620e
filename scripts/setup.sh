#!/usr/bin/env bash
# Makes .venv with the locked packages and this project in it. Done once per change of the lock, of
# pyproject.toml or of the folder's place; otherwise it answers at once. PYTHON=... picks the interpreter.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stamp=.venv/lavra-setup
wanted="$(pwd -P) $(cat requirements.lock pyproject.toml | cksum)"
if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3 python; do
        if fits "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    echo "setup: no Python 3.11 or later was found; install one, or name it: make PYTHON=/path/to/python3.11" >&2
    exit 2
}

if ! fits .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    echo "setup: .venv by $("$python" --version) ..."
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "setup: $python cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2
        exit 2
    fi
fi

rm -f "$stamp"
pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input)
echo "setup: installing the packages of requirements.lock (a few minutes the first time) ..."
"${pip[@]}" install --quiet --require-hashes -r requirements.lock
"${pip[@]}" install --quiet --no-deps --no-build-isolation -e .
printf '%s\n' "$wanted" >"$stamp"
echo "setup: done"
