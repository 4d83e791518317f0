"""schema_check: documents against a JSON Schema. usage: schema_check.py SCHEMA FILE [lines]"""
import json
import sys

import jsonschema

schema_file, data_file = sys.argv[1:3]
with open(schema_file, encoding="utf-8") as stream:
    schema = json.load(stream)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
with open(data_file, encoding="utf-8") as stream:
    if len(sys.argv) > 3:
        documents = [json.loads(line) for line in stream]
    else:
        documents = [json.load(stream)]
faults = 0
for number, document in enumerate(documents, 1):
    for error in validator.iter_errors(document):
        faults += 1
        where = "/".join(str(part) for part in error.absolute_path)
        print(f"{data_file}: document {number}: /{where}: {error.message[:200]}")
sys.exit(1 if faults or not documents else 0)
