#!/bin/sh
# Which settings let a job print what is not ASCII, where no locale is set?
# usage: sh narrow_stdout.sh     (Python 3.9 or newer)
program='print("caf\u00e9 \u2192 done")'
try() {
    name=$1
    shift
    told=$(env -i PATH="$PATH" "$@" python3 -c "$program" 2>&1 | tail -1)
    echo "$name: $told"
}
python3 --version
try 'nothing set' A=1
try 'LC_ALL=C' LC_ALL=C
try 'LC_ALL=POSIX' LC_ALL=POSIX
try 'LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0' LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0
try 'LC_ALL=en_US.ISO-8859-1' LC_ALL=en_US.ISO-8859-1
try 'PYTHONIOENCODING=ascii' PYTHONIOENCODING=ascii
try '… and PYTHONUTF8=1' PYTHONIOENCODING=ascii PYTHONUTF8=1
try 'PYTHONIOENCODING=utf-8' LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 PYTHONIOENCODING=utf-8
try 'LC_ALL=C PYTHONUTF8=1' LC_ALL=C PYTHONUTF8=1
