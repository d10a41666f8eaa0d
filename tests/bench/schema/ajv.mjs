// The same work by ajv: node ajv.mjs NODE_MODULES-FOLDER SCHEMA-FILE DOCUMENTS-FILE; wrong documents are in DOCUMENTS-FILE.wrong
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const [folder, schemaFile, documentsFile] = process.argv.slice(2);
const require = createRequire(folder + '/');
const Ajv = require('ajv/dist/2020');
const addFormats = require('ajv-formats');
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const [lines, wrong] = [documentsFile, documentsFile + '.wrong'].map((file) => readFileSync(file, 'utf8').trim().split('\n'));

const began = process.hrtime.bigint();
const ajv = new Ajv({ strict: false, multipleOfPrecision: 6 });
addFormats(ajv);
const validate = ajv.compile(schema);
console.log(`compile ${(Number(process.hrtime.bigint() - began) / 1e6).toFixed(1)} ms`);

/// As ours: for two seconds at least.
function best(pass) {
  const began = process.hrtime.bigint();
  let rate = 0;
  for (let round = 0; round < 25 || process.hrtime.bigint() - began < 2_000_000_000n; ++round) {
    const start = process.cpuUsage();
    pass();
    rate = Math.max(rate, lines.length / (process.cpuUsage(start).user / 1e6));
  }
  return Math.round(rate);
}
const parsed = lines.map((line) => JSON.parse(line));
const check = (value) => { if (!validate(value)) throw new Error(JSON.stringify(validate.errors)); };
console.log('validate', best(() => parsed.forEach(check)), 'docs/s');
console.log('parse', best(() => lines.forEach((line) => JSON.parse(line))), 'docs/s');
console.log('parse + validate', best(() => lines.forEach((line) => check(JSON.parse(line)))), 'docs/s');

const all = addFormats(new Ajv({ strict: false, multipleOfPrecision: 6, allErrors: true })).compile(schema);
const refuse = (value) => { if (all(value) || all.errors.length < 3) throw new Error('a wrong order passes'); };
console.log('parse + all errors of a wrong one', best(() => wrong.forEach((line) => refuse(JSON.parse(line)))), 'docs/s');
