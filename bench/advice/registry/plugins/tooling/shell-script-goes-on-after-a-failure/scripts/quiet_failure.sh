#!/bin/bash
# Does the script stop where a step of it fails?
# usage: bash quiet_failure.sh
bash --version | head -1
try() {
    told=$(bash -c "$2; echo went on" 2>&1)
    echo "$1: ${told:-stopped} (exit $?)"
}
try 'nothing set, false'                    'false'
try 'set -e, false'                         'set -e; false'
try 'set -e, false | tail'                  'set -e; false | tail -1'
try 'set -e -o pipefail, false | tail'      'set -e -o pipefail; false | tail -1'
try 'set -e, local x=$(false)'              'set -e; f() { local x=$(false); }; f'
try 'set -e, local x; x=$(false)'           'set -e; f() { local x; x=$(false); }; f'
try 'set -e, if f (false in f)'             'set -e; f() { false; echo in f; }; if f; then :; fi'
try 'set -e, cat <(false)'                  'set -e -o pipefail; cat <(false)'
try 'set -e, rm "$unset/x"'                 'set -e; echo would remove "$unset/x"'
try 'set -eu, rm "$unset/x"'                'set -eu; echo would remove "$unset/x"'
