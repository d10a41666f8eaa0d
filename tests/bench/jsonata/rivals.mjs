// The same work by the rivals, on one core: node rivals.mjs NODE_MODULES-FOLDER JAVA-CLASSPATH EXPRESSIONS-FOLDER FOLDER.
// jsonata (npm), gojq and com.dashjoin:jsonata take what bench_jsonata left in FOLDER. A result that differs from ours ends
// the run: no time counts then. Each row says how many times faster ours is.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

const [modules, classpath, expressions, folder] = process.argv.slice(2);
const jsonata = createRequire(modules + '/')('jsonata');
const ours = JSON.parse(readFileSync(`${folder}/figures.json`, 'utf8'));
const works = [['orders', 'a: 2,000 orders', 5], ['lines', 'b: 2,000 lines, 1 MB', 5], ['records', 'c: 224,000 records, 50 MB', 1]];
const seconds = (start) => Number(process.hrtime.bigint() - start) / 1e9;
const linesOf = (path) => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

function row(what, measured, unit, ratio) {
  const digits = measured < 10 ? 2 : measured < 1000 ? 1 : 0;
  console.log(`| ${what.padEnd(52)} | ${measured.toFixed(digits).padStart(12)} | ${unit.padEnd(8)} | ${`× ${ratio.toFixed(1)}`.padEnd(10)} |`);
}

async function reference(name, rounds) {
  const inputs = readFileSync(`${folder}/${name}.json`, 'utf8').trim().split('\n');
  const source = readFileSync(`${expressions}/${name}.jsonata`, 'utf8');
  const expression = jsonata(source);
  let best = Infinity;
  let outputs = [];
  for (let round = 0; round < rounds; ++round) {
    const start = process.hrtime.bigint();
    outputs = [];
    for (const input of inputs) outputs.push(JSON.stringify(await expression.evaluate(JSON.parse(input))));
    best = Math.min(best, seconds(start));
  }
  let compile = Infinity;  // the best of as many as of ours
  for (let i = 0; i < 200; ++i) {
    const start = process.hrtime.bigint();
    jsonata(source);
    compile = Math.min(compile, seconds(start) * 1e3);
  }
  return { seconds: best, compile, results: outputs.map((output) => JSON.parse(output)) };
}

/// A whole process; what it takes to start (0.01 s) is in the time.
function gojq(name, rounds) {
  let best = Infinity;
  for (let round = 0; round < rounds; ++round) {
    const out = openSync(`${folder}/${name}.gojq`, 'w');
    const start = process.hrtime.bigint();
    const run = spawnSync('gojq', ['-c', '-f', `${expressions}/${name}.jq`, `${folder}/${name}.json`],
      { stdio: ['ignore', out, 'inherit'], env: { ...process.env, GOMAXPROCS: '1' } });
    best = Math.min(best, seconds(start));
    closeSync(out);
    if (run.status !== 0) throw new Error(`gojq: ${name} ended with ${run.status}`);
  }
  return { seconds: best, results: linesOf(`${folder}/${name}.gojq`) };
}

function java(name, rounds) {
  const run = spawnSync('java', ['-XX:+UseSerialGC', '-XX:ActiveProcessorCount=1', '-cp', classpath, `${expressions}/JavaRival.java`,
    `${expressions}/${name}.jsonata`, `${folder}/${name}.json`, `${folder}/${name}.java`, String(rounds * 3)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (run.status !== 0) throw new Error(`java: ${name} ended with ${run.status}`);
  return { ...JSON.parse(run.stdout.toString()), results: linesOf(`${folder}/${name}.java`) };
}

/// $string gives 15 digits, and jsonata-java prints by it.
const rounded = (value) => typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(15))
  : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)])) : value;

console.log(`\nJSONata: the rivals, one core, equal results\n\n| ${'what'.padEnd(52)} | ${'measured'.padStart(12)} | unit     | ours is    |\n|---|---|---|---|`);
for (const [name, title, rounds] of works) {
  const wanted = linesOf(`${folder}/${name}.out`);
  for (const [rival, run] of [['jsonata-js', reference], ['gojq', gojq], ['jsonata-java', java]]) {
    const answer = await run(name, rounds);
    const differs = answer.results.length !== wanted.length ? 0
      : answer.results.findIndex((result, i) => !isDeepStrictEqual(result, wanted[i]) && !isDeepStrictEqual(rounded(result), rounded(wanted[i])));
    if (differs >= 0) {
      console.error(`${rival}, ${name}: result ${differs} differs\n${JSON.stringify(answer.results[differs])?.slice(0, 2000)}\n${JSON.stringify(wanted[differs])?.slice(0, 2000)}`);
      process.exit(1);
    }
    const { rate, units, unit, compile } = ours[name];
    row(`${title}: ${rival}`, units / answer.seconds, unit, rate / (units / answer.seconds));
    if (answer.compile && name === 'orders') row(`compile the expression of a: ${rival}`, answer.compile, 'ms', answer.compile / compile);
  }
}
