// ajv and hyperjump (npm, by name), each also with what is known to be wrong with it mended, and `patchbay-cli`.
// A verdict is true, false, or "cannot: …".
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// A JSON number as an integer and a power of ten, exactly as its text says.
const decimal = (number) => {
  const [digits, exponent = '0'] = String(number).split('e');
  const [whole, fraction = ''] = digits.split('.');
  return { units: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
};

export function isMultiple(value, step) {
  const a = decimal(value), b = decimal(step), least = Math.min(a.exponent, b.exponent);
  const scaled = ({ units, exponent }) => units * 10n ** BigInt(exponent - least);
  return scaled(a) % scaled(b) === 0n;
}

// `mends`: which of `multipleOf` and `names` (required and dependentRequired, of the name "") are mended.
function ajvOf(Ajv) {
  const memo = new Map();
  const make = (mends) => {
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
    const replace = (keyword, type, validate) => ajv.removeKeyword(keyword).addKeyword({ keyword, type, validate });
    if (mends.includes('multipleOf')) replace('multipleOf', 'number', (step, value) => isMultiple(value, step));
    if (mends.includes('names')) {
      const has = (object, names) => names.every((name) => Object.hasOwn(object, name));
      replace('required', 'object', (names, object) => has(object, names));
      replace('dependentRequired', 'object', (rules, object) => Object.entries(rules).every(([name, names]) => !Object.hasOwn(object, name) || has(object, names)));
    }
    return ajv;
  };
  return (pair, mends = []) => {
    try {
      const known = mends.length === 0 ? memo.get(pair.schema) : undefined;
      const validate = known ?? make(mends).compile(pair.schema);
      if (mends.length === 0) memo.set(pair.schema, validate);
      return validate(pair.instance);
    } catch (error) {
      return `cannot: ${error.message}`;
    }
  };
}

function hyperjumpOf({ registerSchema, unregisterSchema, validate }, { addKeyword, getKeyword }) {
  const plain = getKeyword('https://json-schema.org/keyword/multipleOf');
  let isMended = false;
  addKeyword({ ...plain, interpret: (step, node, ...rest) => (isMended && node.type === 'number' ? isMultiple(node.value, step) : plain.interpret(step, node, ...rest)) });
  const memo = new Map();
  const compiled = async (schema) => {
    const uri = `https://example.test/${memo.size}`;
    try {
      registerSchema(schema, uri);
      return await validate(uri);
    } catch (error) {
      return () => { throw error; };
    } finally {
      unregisterSchema(uri);
    }
  };
  return async (pair, mends = []) => {
    if (!memo.has(pair.schema)) memo.set(pair.schema, await compiled(pair.schema));
    isMended = mends.includes('multipleOf');
    try {
      return memo.get(pair.schema)(pair.instance).valid;
    } catch (error) {
      return `cannot: ${error.message}`;
    }
  };
}

export async function validatorsIn(modules, program) {
  const require = createRequire(modules + '/');
  const load = (name) => import(pathToFileURL(require.resolve(name)));
  return {
    ajv: ajvOf(require('ajv/dist/2020')),
    hyperjump: hyperjumpOf(await load('@hyperjump/json-schema/draft-2020-12'), await load('@hyperjump/json-schema/experimental')),
    // The verdicts on many pairs.
    ours(pairs) {
      const run = spawnSync(program, ['schema', 'validate', '--batch'], { input: pairs.map((pair) => JSON.stringify(pair)).join('\n') + '\n', maxBuffer: 1 << 30 });
      const verdicts = run.stdout.toString().trim().split('\n').map((line) => JSON.parse(line).valid);
      if (verdicts.length !== pairs.length) throw new Error(`${verdicts.length} answers to ${pairs.length} pairs\n${run.stderr}`);
      return verdicts;
    },
  };
}
