// Random schemas of draft 2020-12 and instances near them, the same for the same seed.
import { randomOf } from '../jsonata/generate.mjs';

export { randomOf };

const names = ['a', 'b', 'c', 'ab', 'x-y', 'é', '', 'a/b~c'];
const texts = ['', 'a', 'abc', 'é', '🚀', 'a b', '12', 'x-y', 'ABC', '\n'];
const numbers = [0, 1, 2, 3, -1, 10, 1.5, 0.1, 0.3, -0.0, 1e3, 1e20, 12345678901234567890, 1e-7];
const patterns = ['^a', 'b$', '[a-c]+', '^\\d+$', '^.$', 'x-y|z', '^\\S*$', '\\p{L}', '^[^a]*$', 'a{2,3}'];
const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

export function instance(random, depth = 3) {
  switch (random.below(depth > 0 ? 9 : 5)) {
    case 0: case 1: return random.pick(numbers);
    case 2: case 3: return random.pick(texts);
    case 4: return random.pick([true, false, null]);
    case 5: case 6: return Array.from({ length: random.below(5) }, () => instance(random, depth - 1));
    default: return Object.fromEntries(Array.from({ length: random.below(5) }, () => [random.pick(names), instance(random, depth - 1)]));
  }
}

export function schema(random) {
  const root = object(random, 3);
  if (random.chance(0.5)) root.$defs = { one: schemaOf(random, 2), two: { $anchor: 'two', ...object(random, 2) }, tree: { type: ['object', 'array', 'number', 'string', 'boolean', 'null'], additionalProperties: { $ref: '#/$defs/tree' }, items: { $ref: '#/$defs/tree' } } };
  else root.$defs = { one: true, two: { $anchor: 'two' }, tree: {} };
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...root };
}

const schemaOf = (random, depth) => (random.chance(0.12) || depth <= 0 ? random.pick([true, false, {}, simple(random)]) : object(random, depth));
const simple = (random) => Object.assign({}, ...Array.from({ length: 1 + random.below(2) }, () => assertion(random)));

function object(random, depth) {
  const parts = Array.from({ length: 1 + random.below(3) }, () => (random.chance(0.5) ? assertion(random) : applicator(random, depth)));
  const made = Object.assign({}, ...parts);
  if (random.chance(0.15)) made.unevaluatedProperties = schemaOf(random, depth - 2);
  if (random.chance(0.15)) made.unevaluatedItems = schemaOf(random, depth - 2);
  return made;
}

function assertion(random) {
  const n = () => random.below(4);
  switch (random.below(15)) {
    case 0: case 1: case 2: return { type: random.chance(0.7) ? random.pick(types) : [...new Set([random.pick(types), random.pick(types)])] };
    case 3: return { enum: unique([instance(random, 1), instance(random, 1), random.pick(texts)]) };
    case 4: return { const: instance(random, 1) };
    case 5: return { minimum: random.pick(numbers) };
    case 6: return { maximum: random.pick(numbers) };
    case 7: return random.chance(0.5) ? { exclusiveMinimum: random.pick(numbers) } : { exclusiveMaximum: random.pick(numbers) };
    case 8: return { multipleOf: random.pick([1, 2, 3, 0.5, 10]) };
    case 9: return random.chance(0.5) ? { minLength: n() } : { maxLength: n() };
    case 10: return { pattern: random.pick(patterns) };
    case 11: return random.chance(0.5) ? { minItems: n() } : { maxItems: n() };
    case 12: return { uniqueItems: random.chance(0.8) };
    case 13: return random.chance(0.5) ? { minProperties: n() } : { maxProperties: n() };
    default: return random.chance(0.5) ? { required: unique([random.pick(names), random.pick(names)]) } : { dependentRequired: { [random.pick(names)]: unique([random.pick(names)]) } };
  }
}

function applicator(random, depth) {
  const sub = () => schemaOf(random, depth - 1);
  const members = (keys) => Object.fromEntries(Array.from({ length: 1 + random.below(3) }, () => [random.pick(keys), sub()]));
  switch (random.below(15)) {
    case 0: case 1: return { properties: members(names) };
    case 2: return { patternProperties: members(patterns) };
    case 3: return { additionalProperties: sub() };
    case 4: return { propertyNames: simple(random) };
    case 5: return { items: sub() };
    case 6: return { prefixItems: [sub(), sub()], ...(random.chance(0.5) ? { items: sub() } : {}) };
    case 7: return { contains: sub(), ...(random.chance(0.4) ? { minContains: random.below(3) } : {}), ...(random.chance(0.4) ? { maxContains: 1 + random.below(3) } : {}) };
    case 8: return { allOf: [sub(), sub()] };
    case 9: return { anyOf: [sub(), sub()] };
    case 10: return { oneOf: [sub(), sub()] };
    case 11: return { not: sub() };
    case 12: return { if: sub(), ...(random.chance(0.8) ? { then: sub() } : {}), ...(random.chance(0.8) ? { else: sub() } : {}) };
    case 13: return { dependentSchemas: { [random.pick(names)]: sub() } };
    default: return { $ref: random.pick(['#/$defs/one', '#/$defs/tree', '#two', '#/$defs/two']) };
  }
}

const unique = (values) => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
