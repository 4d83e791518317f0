#!/bin/bash
# sdk-js: the whole story with the AWS SDK for JavaScript, version 3.
# usage: sdk-js.sh   needs node 20 or later, and the packages of sdk/ (npm ci does it)
cd "$(dirname "$0")/../.." || exit 1
. tests/clients/story.bash

if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    missing 'no node and npm'
elif [ ! -d tests/clients/sdk/node_modules/@aws-sdk/client-acm ] &&
    ! (cd tests/clients/sdk && npm ci --no-audit --no-fund > "$story_work/npm.log" 2>&1); then
    missing 'npm ci in tests/clients/sdk'
    tail -n 12 "$story_work/npm.log" | sed 's/^/    /'
else
    both node tests/clients/sdk/story.mjs
fi
finish
