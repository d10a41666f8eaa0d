// Random pairs of schema and instance through ajv and hyperjump (npm, by name) and `patchbay-cli schema validate --batch`:
//   node compare.mjs NODE_MODULES-FOLDER PATCHBAY-CLI [COUNT] [SEED]
// Prints the pairs of which ours disagrees with both, and with one of them; exits with 1 where it disagrees with both. Where
// one of them gives up (schemas that refer to themselves without end, core §9.4.1), the other one's word is all there is.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { instance, randomOf, schema } from './generate.mjs';

const [modules, program, count = '20000', seed = '1'] = process.argv.slice(2);
const require = createRequire(modules + '/');
const Ajv = require('ajv/dist/2020');
const hyperjump = await import(pathToFileURL(require.resolve('@hyperjump/json-schema/draft-2020-12')));
const random = randomOf(Number(seed));

const pairs = Array.from({ length: Number(count) / 4 }, () => schema(random)).flatMap((made) => Array.from({ length: 4 }, () => ({ schema: made, instance: instance(random) })));

function byAjv({ schema, instance }) {
  try {
    return new Ajv({ strict: false, validateFormats: false, logger: false }).validate(schema, instance);
  } catch (error) {
    return `cannot: ${error.message}`;
  }
}

let number = 0;
async function byHyperjump({ schema, instance }) {
  const uri = `https://example.test/${++number}`;
  try {
    hyperjump.registerSchema(schema, uri);
    return (await hyperjump.validate(uri, instance)).valid;
  } catch (error) {
    return `cannot: ${error.message}`;
  } finally {
    hyperjump.unregisterSchema(uri);
  }
}

const run = spawnSync(program, ['schema', 'validate', '--batch'], { input: pairs.map((pair) => JSON.stringify(pair)).join('\n') + '\n', maxBuffer: 1 << 30 });
const ours = run.stdout.toString().trim().split('\n').map((line) => JSON.parse(line).valid);
if (ours.length !== pairs.length) throw new Error(`${ours.length} answers to ${pairs.length} pairs\n${run.stderr}`);
const tally = { valid: 0, 'against ajv': 0, 'against hyperjump': 0, 'against both': 0 };
for (const [i, pair] of pairs.entries()) {
  const one = byAjv(pair), other = await byHyperjump(pair);
  tally.valid += ours[i] === true ? 1 : 0;
  const disagrees = (verdict) => typeof verdict === 'boolean' && verdict !== ours[i];
  if (!disagrees(one) && !disagrees(other)) continue;
  const kind = !disagrees(one) ? 'against hyperjump' : !disagrees(other) ? 'against ajv' : 'against both';
  if (++tally[kind] <= 25) console.log(JSON.stringify({ kind, ...pair, ours: ours[i], ajv: one, hyperjump: other }));
}
console.log(`${pairs.length} pairs: ${Object.entries(tally).map(([kind, n]) => `${n} ${kind}`).join(', ')}`);
process.exit(tally['against both'] === 0 ? 0 : 1);
