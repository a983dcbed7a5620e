#!/usr/bin/env bash
# The main job on our own samples: sources in, database out, and a look at what is in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

db=${1:-demo.db}
lavra=(.venv/bin/python -m pipeline)
show() { printf '\n$ lavra %s\n' "$*"; "${lavra[@]}" "$@"; }

rm -f "$db" "$db-wal" "$db-shm" "$db.lock"
show ingest corpus/samples/sources --db "$db"
show acts --db "$db"
show show "$("${lavra[@]}" sources --db "$db" --ids | head -n 1)#1" --db "$db"
printf '\nThe database: %s\n' "$PWD/$db"
