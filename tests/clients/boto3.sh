#!/bin/bash
# boto3: the whole story with boto3.
# usage: boto3.sh   needs Debian's python3-boto3; PYTHON names another python
cd "$(dirname "$0")/../.." || exit 1
. tests/clients/story.bash

python=${PYTHON:-/usr/bin/python3}
if "$python" -c 'import boto3' 2> /dev/null; then
    both "$python" tests/clients/boto3_story.py
else
    missing "$python has no boto3 (Debian: python3-boto3)"
fi
finish
