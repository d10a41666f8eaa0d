// Random expressions through the reference (npm jsonata, by name) and through `patchbay-cli map eval --batch`:
//   node compare.mjs NODE_MODULES-FOLDER PATCHBAY-CLI [COUNT] [SEED]
// Prints each difference as a line of the batch with both answers; exits with 1 when there is one. Three things are no
// differences: where the reference crashes (an exception of JavaScript instead of an error code: it writes a member into a
// text, a number or a boolean), where it changes its own input (a transform of `$$`, a group of an empty list), and which of
// several errors is told (its object constructors run their members at once).
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { document, expression, randomOf } from './generate.mjs';

const [modules, program, count = '20000', seed = '1'] = process.argv.slice(2);
const jsonata = createRequire(modules + '/')('jsonata');
const random = randomOf(Number(seed));

const hasHoles = (value) => value !== null && typeof value === 'object' && !value._jsonata_lambda &&
  Object.values(value).some((item) => (Array.isArray(value) && item === undefined) || hasHoles(item));

async function answerOf({ expr, input }) {
  const before = JSON.stringify(input);
  const isChanged = () => {
    try { return JSON.stringify(input) !== before; } catch { return true; }  // a circle
  };
  try {
    const result = await jsonata(expr).evaluate(input);
    if (isChanged()) return { error: { code: 'changed input' } };
    if (result === undefined) return { undefined: true };
    if (hasHoles(result)) return { error: { code: 'hole' } };
    const json = JSON.stringify(result, (_, value) => (typeof value === 'function' || value?._jsonata_lambda || value?._jsonata_function ? null : value));
    return json === undefined ? { result: null } : { result: JSON.parse(json) };
  } catch (error) {
    if (isChanged()) return { error: { code: 'changed input' } };
    return { error: { code: error.code ?? String(error.message), position: error.position } };
  }
}

const requests = Array.from({ length: Number(count) }, () => ({ expr: expression(random), input: document(random) }));
const expected = [];
for (const request of requests) expected.push(await answerOf(JSON.parse(JSON.stringify(request))));
const run = spawnSync(program, ['map', 'eval', '--batch'], { input: requests.map((request) => JSON.stringify(request)).join('\n') + '\n', maxBuffer: 1 << 30 });
if (run.status !== 0) throw new Error(`patchbay-cli ended with ${run.status ?? run.signal}\n${run.stderr}`);
const answers = run.stdout.toString().trim().split('\n').map((line) => JSON.parse(line));
if (answers.length !== requests.length) throw new Error(`${answers.length} answers to ${requests.length} requests\n${run.stderr}`);

const kinds = {};
let differences = 0;
requests.forEach((request, i) => {
  const wanted = expected[i], found = answers[i];
  const crashed = wanted.error && !/^[A-Z]\d{4}$/.test(wanted.error.code);
  const otherError = wanted.error && found.error && wanted.error.code !== found.error.code;
  const kind = crashed ? 'crashes of the reference' : otherError ? 'other errors' : wanted.error ? 'errors' : wanted.undefined ? 'undefined' : 'results';
  kinds[kind] = (kinds[kind] ?? 0) + 1;
  if (crashed || (wanted.error ? found.error : isDeepStrictEqual(wanted, found))) return;
  ++differences;
  if (differences <= 40) console.log(JSON.stringify({ ...request, reference: wanted, ours: found }));
});
console.log(`${requests.length} expressions (${Object.entries(kinds).map(([kind, n]) => `${n} ${kind}`).join(', ')}): ${differences} differences`);
process.exit(differences === 0 ? 0 : 1);
