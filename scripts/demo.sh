#!/usr/bin/env bash
# The main job on our own samples: sources in, database out, and a look at what is in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

db=${1:-demo.db}
show() {
    printf '\n$ lavra %s\n' "$*"
    .venv/bin/python -m pipeline "$@"
}

rm -f "$db" "$db-wal" "$db-shm" "$db.lock"
show ingest corpus/samples/sources --db "$db"
show acts --db "$db"
show show mt_pagina_2012.txt#2 --db "$db"
printf '\nThe database: %s\n' "$(realpath "$db")"
