#!/bin/sh
# Installs the system parts that only tests or one command need, from Debian's packages, where that may be done:
# a Java runtime (HermiT, for `leerweg ontology check`), a browser (tests of the pages), tools for the power-cut test.
# Where it may not, it says so in one line; the tests concerned then say why they did not run.
set -u

missing=""
java -version >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$missing chromium"
command -v mkfs.ext4 >/dev/null 2>&1 || [ -x /sbin/mkfs.ext4 ] || missing="$missing e2fsprogs"
command -v losetup >/dev/null 2>&1 || [ -x /sbin/losetup ] || missing="$missing mount"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Not installed (needs root and Debian's packages):$missing"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # the list is meant to be split
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1; then
  echo "Debian's packages could not be installed:$missing"
fi
exit 0
