#!/bin/sh
# A hook that tells the model a word: note.sh EVENT, as a command hook for that event.
# Afterwards ask Claude which word the hook said.
printf '{"hookSpecificOutput":{"hookEventName":"%s","additionalContext":"The hook says: marzipan-17."}}' "$1"
