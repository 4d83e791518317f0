// duckdb_dns: how many expected validation records no saved zone holds, as DuckDB joins them.
import { DuckDBInstance } from '@duckdb/node-api';

const [folder] = process.argv.slice(2).map((path) => path.replaceAll("'", "''"));
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(`
  WITH wanted AS (
    SELECT lower(unnest(Certificate.DomainValidationOptions).ResourceRecord.Name) AS name
    FROM read_json('${folder}/certificates.ndjson', format='newline_delimited', columns={Certificate:
      'STRUCT(DomainValidationOptions STRUCT(ResourceRecord STRUCT(Name VARCHAR))[])'})),
  there AS (
    SELECT lower(s.Name) AS name FROM (
      SELECT unnest(ResourceRecordSets) AS s
      FROM read_json('${folder}/records/*.json', maximum_object_size=268435456, columns={ResourceRecordSets:
        'STRUCT(Name VARCHAR, Type VARCHAR)[]'})) WHERE s.Type = 'CNAME')
  SELECT count(*) FROM wanted WHERE name NOT IN (SELECT name FROM there)`);
console.log(`${reader.getRows()[0][0]} missing`);
