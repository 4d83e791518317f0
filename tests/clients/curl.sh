#!/bin/bash
# curl: the whole story with curl --aws-sigv4, which shows the bytes on the wire.
# usage: curl.sh   needs curl of 7.75 or later, jq and python3; CURL names another curl
cd "$(dirname "$0")/../.." || exit 1
. tests/clients/story.bash

STORY_CURL=${CURL:-/usr/bin/curl}
export STORY_CURL
if "$STORY_CURL" --help all 2> /dev/null | grep -q -e --aws-sigv4; then
    both bash tests/clients/curl_story.bash
else
    missing "$STORY_CURL does not know --aws-sigv4 (Debian: curl)"
fi
finish
