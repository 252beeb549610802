#!/bin/sh
# Makes the virtual environment .venv with the Python given. Debian ships Python without the module that fills one:
# where it is missing and Debian's packages may be installed, it is; otherwise one line says what to do.
set -eu
python="$1"
[ -x .venv/bin/pip ] && exit 0
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Leerweg needs Python 3.11 or newer; '$python' is not. Name another: make PYTHON=/path/to/python3 serve" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
  else
    echo "This Python cannot make a virtual environment. On Debian: apt install python3-venv" >&2
    exit 1
  fi
fi
rm -rf .venv
"$python" -m venv .venv
