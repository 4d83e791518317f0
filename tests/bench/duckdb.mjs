// duckdb: how many one-line describe answers have Status FAILED, as DuckDB counts them.
import { DuckDBInstance } from '@duckdb/node-api';

const [file] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(
  `SELECT count(*) AS n FROM read_json('${file.replaceAll("'", "''")}', format='newline_delimited',
     columns={Certificate: 'STRUCT(Status VARCHAR)'}) WHERE Certificate.Status = 'FAILED'`);
console.log(`${reader.getRows()[0][0]} FAILED`);
