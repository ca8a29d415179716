#!/bin/sh
# Install tacit for this user, or upgrade it. Needs Python 3.11 with venv, or uv, and git; never root.
#
# usage: ./install.sh [--registry URL] [--plugin] [--semantic] [--no-demo]
#   --registry URL   join a team's registry instead of making a local one
#   --plugin         leave hooks and skills out of the settings: the plugin brings them
#   --semantic       with what runs a sentence encoder (see docs/retrieval.md); kept by upgrades
#   --no-demo        do not show the whole loop once at the end
#
# Everything lies under ${XDG_DATA_HOME:-~/.local/share}/tacit: an environment `venv-<time>`, and the
# link `venv` to the one in force, which the hooks name. A new version is built beside the old one
# and the link is moved at the end, so a run that fails leaves the old one working.
set -eu

say() { printf 'tacit: %s\n' "$*"; }
fail() {
    printf 'tacit: %s\n' "$*" >&2
    exit 1
}
usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; }

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
demo=yes
plugin=
registry=
extra=
while [ $# -gt 0 ]; do
    case $1 in
        --registry) [ $# -ge 2 ] || fail "--registry needs a URL"; registry=$2; shift ;;
        --registry=*) registry=${1#*=} ;;
        --plugin) plugin=--plugin ;;
        --semantic) extra=[semantic] ;;
        --no-demo) demo= ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown option: $1" ;;
    esac
    shift
done

[ -n "${HOME:-}" ] || fail "HOME is not set"
[ -f "$here/pyproject.toml" ] || fail "run install.sh from a checkout of tacit"
command -v git >/dev/null || fail "git is missing; install it (Debian: apt install git) and run this again"

python=
for name in python3 python3.14 python3.13 python3.12 python3.11; do
    # The interpreter itself: not the shim of a version manager, nor a folder's own version.
    python=$("$name" -I -c 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")' \
        2>/dev/null) || python=
    [ -z "$python" ] || break
done
[ -n "$python" ] || fail "no Python 3.11 or newer on PATH (python3 is $(python3 --version 2>/dev/null || echo missing)); install one and run this again"

uv=$(command -v uv || :)
if [ -z "$uv" ] && ! "$python" -I -c 'import ensurepip, venv' 2>/dev/null; then
    fail "$python has no venv; install it (Debian: apt install python3-venv), or uv, and run this again"
fi

data=${XDG_DATA_HOME:-$HOME/.local/share}/tacit
case $data in /*) ;; *) fail "XDG_DATA_HOME is no absolute path" ;; esac
new=venv-$(date +%Y%m%d%H%M%S)-$$
old=$(readlink "$data/venv" 2>/dev/null || :)
! "$data/venv/bin/python" -I -c 'import onnxruntime, tokenizers' 2>/dev/null || extra=[semantic]
mkdir -p -- "$data"

finished=
clean() { [ -n "$finished" ] || rm -rf -- "${data:?}/$new"; }
trap clean EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

with_uv() {
    [ -n "$uv" ] || return 1
    "$uv" venv --quiet --python "$python" "$data/$new" &&
        "$uv" pip install --quiet --compile-bytecode --python "$data/$new/bin/python" "$here$extra" && return
    say "uv could not do it; trying pip"
    rm -rf -- "${data:?}/$new"
    return 1
}
with_pip() {
    # Settings for installs elsewhere would lead out of the environment.
    unset PIP_TARGET PIP_PREFIX
    PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1
    export PIP_USER PIP_REQUIRE_VIRTUALENV PIP_DISABLE_PIP_VERSION_CHECK
    "$python" -I -m venv "$data/$new" &&
        "$data/$new/bin/python" -I -m pip install --quiet "$here$extra"
}
# What another tool set for its own Python would reach into this one.
unset PYTHONPATH PYTHONHOME

say "building its environment with $python (a minute, most of it downloads) …"
with_uv || with_pip || fail "the environment could not be built (see above); what was installed before still works"
# In place of pip's: this one takes any letter in the path, and nothing from PYTHONPATH.
cat >"$data/$new/bin/tacit" <<'COMMAND'
#!/bin/sh
here=$(readlink -f -- "$0") || exit
exec "${here%/*}/python" -I -m tacit "$@"
COMMAND
"$data/$new/bin/tacit" --version >/dev/null || fail "the new version does not start; what was installed before still works"

# A second version of the folders would part the queue: the first installation's hold.
[ ! -f "$data/venv/tacit-paths.json" ] || cp -- "$data/venv/tacit-paths.json" "$data/$new/"
move_link() { # TARGET LINK: in one step, so that a hook never finds nothing
    ln -s -- "$1" "$2.$$"
    "$python" -I -c 'import os, sys; os.replace(sys.argv[1], sys.argv[2])' "$2.$$" "$2"
}
if [ -d "$data/venv" ] && [ ! -L "$data/venv" ]; then
    mv -- "$data/venv" "$data/venv-before-$$"
fi
move_link "$new" "$data/venv"
finished=yes
for folder in "$data"/venv-*; do # the last version stays for what still runs with it
    case ${folder##*/} in "$new" | "$old") ;; *) rm -rf -- "$folder" ;; esac
done

tacit=$data/venv/bin/tacit
bin=$HOME/.local/bin
mkdir -p -- "$bin"
case $(readlink "$bin/tacit" 2>/dev/null || :) in
    '' | */tacit/venv/bin/tacit)
        if [ -e "$bin/tacit" ] && [ ! -L "$bin/tacit" ]; then
            say "$bin/tacit is not tacit's link and stays; the command is $tacit"
        else
            move_link "$tacit" "$bin/tacit"
        fi
        ;;
    *) say "$bin/tacit leads elsewhere and stays; the command is $tacit" ;;
esac

"$tacit" install ${plugin:+"$plugin"} ${registry:+--registry "$registry"}
case :$PATH: in
    *":$bin:"*) ;;
    *) say "$bin is not on your PATH; add to your shell's start file: export PATH=\"\$HOME/.local/bin:\$PATH\"" ;;
esac
if [ -n "$demo" ]; then
    "$tacit" demo || fail "installed, but the demo failed; \`tacit doctor\` says what is wrong"
fi
