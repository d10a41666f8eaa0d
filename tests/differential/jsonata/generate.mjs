// Random JSONata expressions and inputs, the same for the same seed. No clock, no random numbers, no functions as results;
// and no things in which ours differs on purpose: the reference keeps what is not there in a list when a predicate is true
// of it (`**.ref[true]`), names like "12" stand first in its objects, as in those of JavaScript, it takes the `/` behind `[]`
// for a pattern, and what is not a number (NaN) has the type "object".

export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {   // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, chance: (p) => next() < p, pick: (list) => list[below(list.length)] };
}

const names = ['order', 'lines', 'qty', 'price', 'sku', 'tags', 'ref', 'name'];
const texts = ['', 'a', 'Ab', 'x-1', '12', '3.5', 'abc abc', 'Größe', '🚀 up', ' pad ', 'true', 'B,c;d'];
const numbers = [0, 1, 2, 3, -1, 10, 2.5, -0.5, 1e3, 0.1, 1234567.891, 1e21, 1e-7];

export function input(random, depth = 3) {
  const kind = random.below(depth > 0 ? 9 : 5);
  if (kind < 2) return random.pick(numbers);
  if (kind < 4) return random.pick(texts);
  if (kind === 4) return random.pick([true, false, null]);
  if (kind < 7) return object(random, depth);
  return Array.from({ length: random.below(4) }, () => input(random, depth - 1));
}

function object(random, depth) {
  return Object.fromEntries(Array.from({ length: 1 + random.below(4) }, () => [random.pick(names), input(random, depth - 1)]));
}

export function document(random) {
  return object(random, 4);
}

const quote = (text) => JSON.stringify(text);
const one = ['$sum', '$count', '$max', '$min', '$average', '$string', '$number', '$length', '$uppercase', '$lowercase', '$trim', '$keys',
  '$spread', '$merge', '$reverse', '$distinct', '$exists', '$type', '$boolean', '$not', '$abs', '$floor', '$ceil', '$sqrt', '$sort',
  '$base64encode', '$encodeUrlComponent', '$shuffle($reverse', '$round', '$assert'].filter((name) => !name.includes('shuffle') && name !== '$assert');
const two = [['$substringBefore', 's'], ['$substringAfter', 's'], ['$contains', 's'], ['$split', 's'], ['$join', 's'], ['$substring', 'n'],
  ['$power', 'n'], ['$round', 'n'], ['$pad', 'n'], ['$append', 'e'], ['$lookup', 'k'], ['$zip', 'e'], ['$formatBase', 'b'],
  ['$formatNumber', 'p'], ['$formatInteger', 'i'], ['$parseInteger', 'i']];
const pictures = ['0', '#,##0.00', '0.0%', '000', '#0.0#', "0.###e0"];
const integerPictures = ['1', 'I', 'i', 'A', 'a', 'w', 'W', 'Ww', '001', '#,##0', '1;o', 'w;o'];
const patterns = ['/a/', '/[a-c]+/', '/(b)(c)?/i', '/\\\\d+/', '/^x/', '/\\\\s/'].map((pattern) => pattern.replaceAll('\\\\\\\\', '\\\\').replaceAll('\\\\', '\\'));

export function expression(random, depth = 4) {
  if (depth <= 0) return leaf(random);
  const sub = (less = 1) => expression(random, depth - less);
  switch (random.below(24)) {
    case 0: case 1: case 2: return path(random, depth);
    case 3: return `${sub()} ${random.pick(['+', '-', '*', '/', '%'])} ${sub()}`;
    case 4: return `${sub()} ${random.pick(['=', '!=', '<', '<=', '>', '>=', 'in'])} ${sub()}`;
    case 5: return `${sub()} ${random.pick(['and', 'or'])} ${sub()}`;
    case 6: return `${sub()} & ${sub()}`;
    case 7: return `(${sub()} ? ${sub()}${random.chance(0.8) ? ` : ${sub()}` : ''})`;
    case 8: return `[${list(random, depth)}]`;
    case 9: return `{${Array.from({ length: 1 + random.below(3) }, () => `${random.chance(0.7) ? quote(random.pick(names)) : `"k" & $string(${sub(2)})`}: ${sub()}`).join(', ')}}`;
    case 10: return `[${random.below(4)}..${random.below(8)}]`;
    case 11: case 12: return `${random.pick(one)}(${sub()})`;
    case 13: return call(random, depth);
    case 14: return higher(random, depth);
    case 15: return `(${path(random, depth)})${random.pick(['{ref: $sum(qty)}', '{"k" & $string(sku): $count($)}', '{name: qty}'])}`;
    case 16: return `${path(random, depth)}^(${random.pick(['>', '<', ''])}${random.pick(names)})`;
    case 17: return `(${random.chance(0.5) ? '$v' : '$w'} := ${sub()}; ${sub()})`;
    case 18: return `${sub()} ~> ${random.pick(one)}()`;
    case 19: return `-${sub()}`;
    case 20: return `$ ~> |${path(random, 2)}|{${quote(random.pick(names))}: ${sub(2)}}${random.chance(0.3) ? `, ${quote(random.pick(names))}` : ''}|`;
    case 21: return `(${sub()})[${random.pick(['0', '-1', '1', `${random.pick(names)} = ${leaf(random)}`, sub(2)])}]`;
    case 22: return `$replace(${sub()}, ${random.chance(0.5) ? quote(random.pick(texts)) : random.pick(patterns)}, ${quote(random.pick(texts))})`;
    default: return `$match(${sub()}, ${random.pick(patterns)}).match`;
  }
}

const list = (random, depth) => Array.from({ length: random.below(4) }, () => expression(random, depth - 1)).join(', ');

function leaf(random) {
  switch (random.below(6)) {
    case 0: return String(random.pick(numbers)).replace('+', '');
    case 1: return quote(random.pick(texts));
    case 2: return random.pick(['true', 'false', 'null', '$', '$$', '$v']);
    default: return random.pick(names);
  }
}

function path(random, depth) {
  let out = random.pick([...names, ...names, '$', '$$', '*', '**']);
  for (let i = random.below(4); i > 0; --i) {
    out += random.chance(0.8) ? `.${random.pick([...names, ...names, '*', '**', '$', `(${expression(random, depth - 2)})`, `{"k": ${expression(random, depth - 2)}}`, `[${random.pick(names)}]`])}` : '';
    if (random.chance(0.3)) out += `[${random.pick(['0', '-1', '1', `${random.pick(names)} ${random.pick(['=', '>', '!='])} ${leaf(random)}`, '$exists(qty)'])}]`;
    if (random.chance(0.06)) out = `(${out}[])`;
    if (random.chance(0.06)) out += `#$i.{"i": $i, "v": ${random.pick(names)}}`;
    if (random.chance(0.04)) out += `.${random.pick(names)}.%.${random.pick(names)}`;
    if (random.chance(0.04)) out += `@$o.${random.pick(names)}`;
  }
  return out;
}

function call(random, depth) {
  const [name, second] = random.pick(two);
  const argument = { s: () => quote(random.pick(texts)), n: () => String(random.pick([0, 1, 2, -1, 3, 1.5])), e: () => expression(random, depth - 1),
    k: () => quote(random.pick(names)), b: () => String(random.pick([2, 8, 16, 36, 1])), p: () => quote(random.pick(pictures)),
    i: () => quote(random.pick(integerPictures)) }[second]();
  return `${name}(${expression(random, depth - 1)}, ${argument})`;
}

function higher(random, depth) {
  const over = expression(random, depth - 1), body = expression(random, depth - 2);
  return random.pick([`$map(${over}, function($x, $i) { ${random.pick(['$x', '$i', '$x & $i', body])} })`,
    `$filter(${over}, function($x) { ${random.pick(['$x > 1', '$exists($x.qty)', '$type($x) = "string"', body])} })`,
    `$reduce(${over}, function($a, $b) { ${random.pick(['$a + $b', '$a & $b', '$append($b, $a)'])} })`,
    `$each(${over}, function($x, $k) { $k & "=" & $type($x) })`, `$sift(${over}, function($x, $k) { $k != "qty" })`,
    `$single(${over}, function($x) { $x = 1 })`, `$sort(${over}, function($l, $r) { $l > $r })`]);
}
