#!/usr/bin/env bash
# Both commands of the README on a bare Debian 12: a new root with nothing of this machine but the Rust and the Node
# folder, read-only, and what this machine needs to reach its package mirrors. Takes root, debootstrap, and an hour.
#
#   tests/fresh.sh            the whole of it; the last 20 lines of each command are printed
#   tests/fresh.sh --probe    only makes the root and asks whether the tools and the mirrors answer inside
#
# All mounts live in a mount namespace of this script: they are gone when it ends, however it ends, and outside of it
# the root is a plain folder. So removing it cannot reach through a mount into anything else.
set -euo pipefail

repo=$(cd "$(dirname "$0")/.." && pwd)
logs=${FRESH_LOGS:-$repo/target/fresh}

if [ "${1-}" != --inside ]; then
    [ "$(id -u)" = 0 ] || { echo "root is needed: debootstrap and chroot" >&2; exit 1; }
    command -v debootstrap >/dev/null || { echo "apt-get install debootstrap" >&2; exit 1; }
    root=$(mktemp -d "${TMPDIR:-/tmp}/hongwang-fresh.XXXXXX")
    finish() {
        if findmnt --raw --noheadings --output TARGET | grep -qF "$root/"; then
            echo "something is still mounted below $root: left as it is" >&2
        else
            rm -rf --one-file-system -- "$root"
        fi
    }
    trap finish EXIT
    mkdir -p "$logs"
    FRESH_ROOT=$root FRESH_LOGS=$logs unshare --mount --propagation private --pid --fork --kill-child \
        "$0" --inside "${1-}"
    exit
fi

root=$FRESH_ROOT
what=${2-}

# The mirror that this machine's apt uses for its own release, whichever it is.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' 2>/dev/null | head -n 1)
: "${mirror:=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1)}"
echo "== debootstrap"
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$logs/debootstrap.log" 2>&1 ||
    { tail -n 20 "$logs/debootstrap.log" >&2; exit 1; }

# How this machine reaches its mirrors: apt's settings, names, certificates, the clients' own settings.
copy() { if [ -e "$1" ]; then mkdir -p "$root$(dirname "$1")" && cp -aL "$1" "$root$(dirname "$1")/"; fi; }
rm -rf -- "$root/etc/apt/sources.list.d" "$root/etc/apt/sources.list"
for file in sources.list sources.list.d apt.conf apt.conf.d auth.conf auth.conf.d keyrings trusted.gpg.d; do
    copy "/etc/apt/$file"
done
for file in /usr/share/keyrings /etc/resolv.conf /etc/hosts "$HOME/.npmrc" "$HOME/.cargo/config.toml"; do
    copy "$file"
done
certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
mkdir -p "$root/opt/rust" "$root/opt/node/bin" "$root/opt/node/lib/node_modules/npm" "$root$HOME"
cp -L "$certificates" "$root/opt/certificates.crt"

# Rust and Node, read-only. Node may stand in /usr among everything else: then only its program and npm are taken.
mount_at() { mount --bind "$1" "$2" && mount -o remount,ro,bind "$2"; }
mount_at "$(rustc --print sysroot)" "$root/opt/rust"
npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
touch "$root/opt/node/bin/node"
mount_at "$(readlink -f "$(command -v node)")" "$root/opt/node/bin/node"
mount_at "$npm" "$root/opt/node/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/opt/node/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$root/opt/node/bin/npx"

mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for device in null zero full random urandom; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done

# The environment is new as well, but for the proxies and registries that this machine's clients are told about.
passed=()
while IFS= read -r name; do passed+=("$name=${!name}"); done < <(
    compgen -e | grep -iE '^(https?_proxy|no_proxy|all_proxy|npm_config_registry|cargo_registries_.*|cargo_source_.*|cargo_http_.*|cargo_net_.*)$' || true
)
inside() {
    chroot "$root" /usr/bin/env -i "${passed[@]}" \
        HOME="$HOME" PATH=/opt/rust/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 CI=true SSL_CERT_FILE=/opt/certificates.crt NODE_EXTRA_CA_CERTS=/opt/certificates.crt \
        CARGO_HTTP_CAINFO=/opt/certificates.crt npm_config_cafile=/opt/certificates.crt \
        /bin/sh -ec "$1" </dev/null
}

# The branch's last commit; what is not committed does not exist for anybody else either.
git clone --quiet --no-hardlinks "$repo" "$root/opt/hongwang"
git -C "$root/opt/hongwang" log -1 --format='== clone of %h %s'

if [ "$what" = --probe ]; then
    inside 'cargo --version; node --version; npm --version; command -v cc git || echo "no compiler, no git, as it should be"'
    inside 'cd /opt/hongwang && cargo fetch --quiet && echo "crates answer"'
    inside 'cd /tmp && npm view --silent vue version >/dev/null && echo "npm answers"'
    inside 'cd /opt/hongwang && cargo xtask help >/dev/null && command -v cc && echo "the tasks start, and apt answers"'
    exit
fi

for command in run test; do
    echo "== cargo xtask $command"
    ended=0
    started=$SECONDS
    inside "cd /opt/hongwang && cargo xtask $command" >"$logs/$command.log" 2>&1 || ended=$?
    tail -n 20 "$logs/$command.log"
    echo "== cargo xtask $command: exit $ended, $(((SECONDS - started) / 60)) min"
    [ "$ended" = 0 ] || exit "$ended"
done
