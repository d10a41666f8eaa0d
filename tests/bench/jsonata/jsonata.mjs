// The same work by the reference: node jsonata.mjs NODE_MODULES-FOLDER EXPRESSIONS-FOLDER FOLDER. The results must be equal
// to those that bench_jsonata left in FOLDER, else no time counts.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const [modules, expressions, folder] = process.argv.slice(2);
const jsonata = createRequire(modules + '/')('jsonata');
const works = [['orders', 5, 'docs/s'], ['lines', 5, 'MB/s'], ['records', 1, 'MB/s']];

for (const [name, rounds, unit] of works) {
  const source = readFileSync(`${expressions}/${name}.jsonata`, 'utf8');
  const bytes = readFileSync(`${folder}/${name}.json`, 'utf8');
  const inputs = bytes.trim().split('\n');
  const ours = readFileSync(`${folder}/${name}.out`, 'utf8').trim().split('\n');
  const expression = jsonata(source);
  let seconds = Infinity;
  let outputs = [];
  for (let round = 0; round < rounds; ++round) {
    const start = process.hrtime.bigint();
    outputs = [];
    for (const input of inputs) outputs.push(JSON.stringify(await expression.evaluate(JSON.parse(input))));
    seconds = Math.min(seconds, Number(process.hrtime.bigint() - start) / 1e9);
  }
  const differs = outputs.findIndex((output, i) => !isDeepStrictEqual(JSON.parse(output), JSON.parse(ours[i])));
  if (differs >= 0 || outputs.length !== ours.length) {
    console.error(`${name}: result ${differs} differs\n${outputs[differs]?.slice(0, 2000)}\n${ours[differs]?.slice(0, 2000)}`);
    process.exit(1);
  }
  const start = process.hrtime.bigint();
  for (let i = 0; i < 200; ++i) jsonata(source);
  const compile = Number(process.hrtime.bigint() - start) / 200 / 1e6;
  const rate = (unit === 'docs/s' ? inputs.length : bytes.length / 1e6) / seconds;
  console.log(`| ${`jsonata-js: ${name}`.padEnd(52)} | ${rate.toFixed(1).padStart(12)} | ${unit.padEnd(8)} |            |`);
  console.log(`| ${`jsonata-js: compile ${name}`.padEnd(52)} | ${compile.toFixed(2).padStart(12)} | ms       |            |`);
}
