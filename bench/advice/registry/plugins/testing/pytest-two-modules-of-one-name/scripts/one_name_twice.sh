#!/bin/sh
# Two folders with a test module of the same name: what does pytest say?
# usage: sh one_name_twice.sh     (needs pytest)
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
cd "$top" || exit 1
mkdir -p tests/train tests/data
echo 'def test_loss(): assert True' >tests/train/test_load.py
echo 'def test_rows(): assert True' >tests/data/test_load.py
python3 -m pytest --version
try() { name=$1; shift; echo "== $name"; python3 -m pytest -q -p no:cacheprovider "$@" 2>&1 | grep -v '^$' | tail -${lines:-3}; }
lines=12 try 'as it is'
find . -name __pycache__ -exec rm -r {} +
try 'caches removed'
touch tests/train/__init__.py
try 'one __init__.py'
rm tests/train/__init__.py
try '--import-mode=importlib' --import-mode=importlib
