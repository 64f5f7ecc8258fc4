#!/bin/sh
# The linker that cargo calls on Linux: the system's own compiler. On a machine that has none yet, not even the project's
# tasks could be linked, which are what installs everything else; so this one package is seen to here.
if ! command -v cc >/dev/null 2>&1; then
    line='apt-get install --yes --no-install-recommends build-essential'
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        printf '没有 C 编译器，请先运行 / no C compiler, please run first:\n\n  sudo %s\n\n' "$line" >&2
        exit 1
    fi
    # What it says would be shown as a warning of the linker: only a failure speaks.
    said=$( (apt-get update && DEBIAN_FRONTEND=noninteractive $line) 2>&1) || {
        printf '%s\n' "$said" >&2
        exit 1
    }
fi
exec cc "$@"
