// Random pairs of schema and instance through ajv and hyperjump (npm, by name) and `patchbay-cli schema validate --batch`:
//   node compare.mjs NODE_MODULES-FOLDER PATCHBAY-CLI [COUNT] [SEED]
// Exits with 1 where ours disagrees with both of them, or with one of them for no cause that is decided (causes.mjs), and
// prints those pairs. Where one of them gives up, the other one's word is all there is.
import { causes, endless } from './causes.mjs';
import { instance, randomOf, schema } from './generate.mjs';
import { validatorsIn } from './validators.mjs';

const [modules, program, count = '20000', seed = '1'] = process.argv.slice(2);
const { ajv, hyperjump, ours } = await validatorsIn(modules, program);
const others = { ajv, hyperjump };
const random = randomOf(Number(seed));
const pairs = Array.from({ length: Number(count) / 4 }, () => schema(random)).flatMap((made) => Array.from({ length: 4 }, () => ({ schema: made, instance: instance(random) })));
const verdicts = ours(pairs);

const tally = new Map();
const add = (key) => tally.set(key, (tally.get(key) ?? 0) + 1);
let undecided = 0;

async function causeOf(pair, who, found) {
  for (const cause of causes) {
    if (cause.wrong !== who || (cause.verdict ?? found) !== found) continue;
    if (await cause.explains(pair, others[who], ours)) return `${cause.wrong}: ${cause.name} [${cause.section}]`;
  }
  return null;
}

async function compare(pair) {
  const found = { ajv: ajv(pair), hyperjump: await hyperjump(pair) };
  const against = Object.keys(found).filter((who) => typeof found[who] === 'boolean' && found[who] !== pair.ours);
  for (const who of Object.keys(found).filter((who) => typeof found[who] === 'string')) {
    add(`${who} gives up: schemas without end [core 9.4.1]`);
    if (!endless.test(found[who])) against.push(who);
  }
  const cause = against.length === 1 ? await causeOf(pair, against[0], found[against[0]]) : null;
  if (cause) add(cause);
  if (against.length === 0 || cause) return;
  add(`undecided, against ${against.join(' and ')}`);
  if (++undecided <= 25) console.log(JSON.stringify({ against, ...pair, found }));
}

for (const [i, pair] of pairs.entries()) {
  await compare({ ...pair, ours: verdicts[i] });
}
console.log(`${pairs.length} pairs, ${verdicts.filter((valid) => valid).length} valid, ${undecided} disagreements undecided`);
for (const [key, n] of [...tally].sort()) console.log(`${n}\t${key}`);
process.exit(undecided === 0 ? 0 : 1);
