#!/bin/sh
# Two archives of the same files, packed from two checkouts: are they the same bytes?
# usage: sh same_archive.sh     (GNU tar, gzip)
set -eu
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
for copy in a b; do
    mkdir -p "$top/$copy/data"
    [ $copy = a ] && names="1 2 3" || names="3 1 2"
    for name in $names; do echo "row $name" >"$top/$copy/data/$name.csv"; done
    [ $copy = a ] && touch -d '2026-01-01 00:00' "$top/$copy/data/"* "$top/$copy/data"
done
try() {
    name=$1
    shift
    for copy in a b; do
        (cd "$top/$copy" && "$@" >"$top/$copy.tgz")
        sleep 1.1
    done
    sums=$(sha256sum "$top/a.tgz" "$top/b.tgz" | cut -c1-12 | tr '\n' ' ')
    cmp -s "$top/a.tgz" "$top/b.tgz" && same=same || same=different
    echo "$name: $same ($sums)"
}
tar --version | head -1
try 'tar czf' tar -czf - data
try '--sort=name' tar --sort=name -czf - data
try '--sort=name --mtime=@0' tar --sort=name --mtime=@0 -czf - data
try '… --owner=0 --group=0 --numeric-owner' tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -czf - data
gzipped() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf data.tar data; gzip -c "$@" data.tar; rm data.tar; }
try 'tar to a file, then gzip' gzipped
try 'tar to a file, then gzip -n' gzipped -n
