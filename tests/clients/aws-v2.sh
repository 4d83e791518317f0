#!/bin/bash
# aws-v2: the whole story with the AWS CLI, version 2.
# usage: aws-v2.sh   needs Debian's awscli; AWS_V2 names another program
cd "$(dirname "$0")/../.." || exit 1
. tests/clients/story.bash

STORY_AWS=${AWS_V2:-/usr/bin/aws}
export STORY_AWS
case $("$STORY_AWS" --version 2>&1) in
aws-cli/2*) both bash tests/clients/cli_story.bash ;;
*) missing "no AWS CLI of version 2 at $STORY_AWS (Debian: awscli)" ;;
esac
finish
