#!/bin/sh
# Install what the browser, widget, mail, Redis and cluster tests need. Outside CI nothing is installed on the machine: those
# tests are skipped with a reason where Node, Chromium, Dovecot, Redis or nginx is missing. In CI nothing may be skipped.
set -eu
[ "${CI:-}" = "true" ] || exit 0

install_package() {
    command -v "$1" >/dev/null 2>&1 && return 0
    echo "Installing $2 …" >&2
    [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null && updated=1; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
}

install_package chromium chromium
install_package firefox-esr firefox-esr
install_package WebKitWebDriver webkit2gtk-driver
install_package xvfb-run xvfb
install_package node nodejs
install_package npm npm
# Not started as a service of the machine: the tests start their own.
PATH="$PATH:/usr/sbin"
RUNLEVEL=1 install_package dovecot dovecot-imapd
sh "$(dirname "$0")/../tools/cluster/prepare.sh"
