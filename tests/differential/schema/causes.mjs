// Why ajv and hyperjump are wrong where ours disagrees with one of them, each decided by the text of draft 2020-12 (core and
// validation). A cause explains a disagreement only where it ends once the cause is gone: with that keyword of the validator
// mended, with the schema written another way that means the same, or without the keyword that asks for annotations. Reduced
// pairs of each are kept in tests/cases/schema/where-others-are-wrong.case.

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const branchWords = ['anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'];
const itemWords = ['prefixItems', 'items', 'contains', 'unevaluatedItems'];
const propertyWords = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];

// The copy of a schema in which every object is what `change` makes of it.
function rewritten(value, change) {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewritten(member, change)])));
}

function target(root, ref) {
  const isIt = (value) => isObject(value) && value.$anchor === ref.slice(1);
  return ref.startsWith('#/') ? ref.slice(2).split('/').reduce((at, name) => at?.[name], root) : Object.values(root.$defs ?? {}).find(isIt);
}

// The schemas that see the same instance as `schema`, with whether they may fail or not be asked without its failing.
function* inPlace(root, schema, isBranch = false, seen = new Set()) {
  if (!isObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  yield { schema, isBranch };
  if (schema.$ref) yield* inPlace(root, target(root, schema.$ref), isBranch, seen);
  for (const word of ['allOf', ...branchWords].filter((word) => schema[word] !== undefined)) {
    const below = ['if', 'then', 'else', 'not'].includes(word) ? [schema[word]] : Object.values(schema[word]);
    for (const each of below) yield* inPlace(root, each, isBranch || word !== 'allOf', seen);
  }
}

// The schema without those `unevaluated…` of which the schemas in place are as `asks` says.
function withoutUnevaluated(root, asks) {
  return rewritten(root, (schema) => {
    const kept = { ...schema };
    for (const [word, words] of [['unevaluatedItems', itemWords], ['unevaluatedProperties', propertyWords]]) {
      const has = ({ schema: part }) => words.some((each) => part[each] !== undefined && (part !== schema || each !== word));
      if (schema[word] !== undefined && [...inPlace(root, schema)].some((part) => has(part) && asks(part, word, schema))) delete kept[word];
    }
    return kept;
  });
}

const all = ['multipleOf', 'names'];
const agreesWhenMended = (mends) => async (pair, verdict) => (await verdict(pair, mends)) === pair.ours;

const agreesWhenRewritten = (change, mends = all) => async (pair, verdict) => {
  const schema = rewritten(pair.schema, change);
  return JSON.stringify(schema) !== JSON.stringify(pair.schema) && (await verdict({ ...pair, schema }, mends)) === pair.ours;
};

const agreesWithout = (asks) => async (pair, verdict, ours) => {
  const other = { schema: withoutUnevaluated(pair.schema, asks), instance: pair.instance };
  return JSON.stringify(other.schema) !== JSON.stringify(pair.schema) && (await verdict(other, all)) === ours([other])[0];
};

const meansAnything = (schema) => schema === true || (isObject(schema) && Object.keys(schema).length === 0);
const anything = { not: { not: {} } };

// prefixItems and items in an allOf: the same, but not beside contains.
function tupleApart(schema) {
  if (!schema.prefixItems || schema.contains === undefined) return schema;
  const { prefixItems, items, ...rest } = schema;
  return { ...rest, allOf: [...(rest.allOf ?? []), { prefixItems, ...(items !== undefined && { items }) }] };
}

export const causes = [
  {
    name: 'The name "" counts as no name',
    wrong: 'ajv', section: 'validation 6.5.3 (required), 6.5.4 (dependentRequired)',
    explains: agreesWhenMended(['names']),
  },
  {
    name: 'multipleOf is computed with doubles; a number is an arbitrary-precision decimal',
    wrong: 'ajv', section: 'validation 6.2.1 (multipleOf), core 4.2.1 (numbers)',
    explains: agreesWhenMended(['multipleOf']),
  },
  {
    name: 'multipleOf is computed with doubles, and what is left may be as much as 1e-7',
    wrong: 'hyperjump', section: 'validation 6.2.1 (multipleOf), core 4.2.1 (numbers)',
    explains: agreesWhenMended(['multipleOf']),
  },
  {
    name: 'An empty array passes a contains that stands beside prefixItems',
    wrong: 'ajv', verdict: true, section: 'core 10.3.1.3 (contains), validation 6.4.5 (minContains is 1 when it is absent)',
    explains: agreesWhenRewritten(tupleApart),
  },
  {
    name: 'An if alone is not looked at, but what it evaluates is evaluated',
    wrong: 'ajv', section: 'core 10.2.2.1 (if: annotations are collected without then and else too)',
    explains: agreesWhenRewritten((schema) => (schema.if !== undefined && (meansAnything(schema.then) || schema.then === undefined) ? { ...schema, then: anything } : schema)),
  },
  {
    name: 'contains evaluates all items or none, not those that it fits',
    wrong: 'ajv', section: 'core 10.3.1.3 (contains: its annotation is the indexes that it fits), 11.2 (unevaluatedItems)',
    explains: agreesWithout(({ schema }, word) => word === 'unevaluatedItems' && schema.contains !== undefined),
  },
  {
    name: 'What a branch evaluates counts when the branch fails or is not looked at',
    wrong: 'ajv', verdict: true, section: 'core 7.7.1.2 (a failed schema has no annotations), 11.2, 11.3 (unevaluated…)',
    explains: agreesWithout(({ isBranch }) => isBranch),
  },
  {
    name: 'What an unevaluatedItems: true inside of a branch evaluates is not counted',
    wrong: 'ajv', verdict: false, section: 'core 11.2 (unevaluatedItems: nested ones count)',
    explains: agreesWithout(({ schema, isBranch }, word, outer) => isBranch && schema !== outer && word === 'unevaluatedItems' && schema.unevaluatedItems !== undefined),
  },
];

// Why one of them gives no verdict: schemas that refer to themselves without end (core 9.4.1).
export const endless = /Maximum call stack size exceeded/;
