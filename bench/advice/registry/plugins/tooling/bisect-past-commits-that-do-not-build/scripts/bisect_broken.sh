#!/bin/sh
# Ten commits; the seventh breaks the result, the third to fifth do not even build.
# usage: sh bisect_broken.sh     (git)
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cd "$top" || exit 1
git init -q . && git config user.email a@example.org && git config user.name 'A. Researcher'
for n in 1 2 3 4 5 6 7 8 9 10; do
    case $n in 3 | 4 | 5) echo 'if then' >score.sh ;; 7 | 8 | 9 | 10) echo 'echo 0.71' >score.sh ;; *) echo 'echo 0.93' >score.sh ;; esac
    echo $n >version && git add . && git commit -qm "change $n"
done
git --version
try() {
    git bisect start >/dev/null && git bisect bad HEAD >/dev/null && git bisect good HEAD~9 >/dev/null
    told=$(git bisect run sh -c "$2" 2>&1 | grep -e 'is the first bad commit' -e 'cannot bisect more')
    echo "$1: ${told#* }, $(git log -1 --format=%s refs/bisect/bad)"
    git bisect reset >/dev/null 2>&1
}
try 'test is the exit code' 'test "$(sh score.sh)" = 0.93'
try 'exit 125 where it does not build' 'sh -n score.sh 2>/dev/null || exit 125; test "$(sh score.sh)" = 0.93'
