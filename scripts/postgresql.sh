#!/usr/bin/env bash
# A PostgreSQL server's programs, for the tests that start a server of their own. SQLite needs none, so nothing here is fatal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_server() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
if has_server; then
    exit 0
fi

log=.venv/postgresql-install.log
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
# One try for each environment: a machine without the network is not asked again and again.
if [ ! -e "$log" ] && command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    echo "postgresql: installing postgresql by apt-get ..."
    export DEBIAN_FRONTEND=noninteractive
    {
        "${as_root[@]}" apt-get update &&
            "${as_root[@]}" apt-get install -y --no-install-recommends postgresql
    } </dev/null >"$log" 2>&1 || true
fi
if ! has_server; then
    echo "postgresql: no server's programs were found; its tests are skipped. Install them by: apt-get install postgresql"
fi
