#!/bin/bash
# aws-v1: the whole story with the AWS CLI, version 1, where there is one.
# usage: aws-v1.sh   AWS_V1 names the program, else the first aws in PATH
cd "$(dirname "$0")/../.." || exit 1
. tests/clients/story.bash

STORY_AWS=${AWS_V1:-$(command -v aws)}
export STORY_AWS
case $("$STORY_AWS" --version 2>&1) in
aws-cli/1*) both bash tests/clients/cli_story.bash ;;
*) skip 'aws is not the AWS CLI of version 1; its story was NOT told' ;;
esac
finish
