#!/bin/sh
# Install nginx and Redis where they are missing and root asks for it; anybody else is told what to install.
set -eu
PATH="$PATH:/usr/sbin"
missing=""
command -v nginx >/dev/null 2>&1 || missing="nginx"
command -v valkey-server >/dev/null 2>&1 || command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The cluster needs what is not installed here. On Debian: sudo apt-get install --no-install-recommends $missing" >&2
    exit 1
fi
echo "Installing $missing …" >&2
apt-get update -qq >/dev/null
# Neither is started as a service of the machine: the cluster starts its own.
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $missing >/dev/null
