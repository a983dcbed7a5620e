#!/usr/bin/env bash
# Tesseract with Portuguese, for scans. Text sources work without it, so nothing here is fatal.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_por() { command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx por; }
if has_por; then
    exit 0
fi

log=.venv/tesseract-install.log
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
# One try for each environment: a machine without the network is not asked again and again.
if [ ! -e "$log" ] && command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    echo "tesseract: installing tesseract-ocr and tesseract-ocr-por by apt-get ..."
    export DEBIAN_FRONTEND=noninteractive
    {
        "${as_root[@]}" apt-get update &&
            "${as_root[@]}" apt-get install -y tesseract-ocr tesseract-ocr-por
    } </dev/null >"$log" 2>&1 || true
fi
if ! has_por; then
    echo "tesseract: not found with its Portuguese data; text sources work, scans need it. Install it by:" \
        "apt-get install tesseract-ocr tesseract-ocr-por (Debian, Ubuntu), brew install tesseract tesseract-lang (macOS)"
fi
