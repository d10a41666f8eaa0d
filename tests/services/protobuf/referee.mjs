// referee.mjs PAIRS FOLDER: what buf finds in each pair, by the rules of the wire format; fails where the file says otherwise.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const [pairsFile, folder] = process.argv.slice(2);

function write(side, text) {
    mkdirSync(`${folder}/${side}`, { recursive: true });
    writeFileSync(`${folder}/${side}/a.proto`, text.startsWith('syntax') ? text : `syntax = "proto3";\n${text}`);
    writeFileSync(`${folder}/${side}/buf.yaml`, 'version: v2\nbreaking:\n  use: [WIRE]\n');
}

function rulesOf({ before, after }) {
    write('old', before);
    write('new', after);
    const run = spawnSync(`${folder}/node_modules/.bin/buf`,
        ['breaking', `${folder}/new`, '--against', `${folder}/old`, '--error-format', 'json'], { encoding: 'utf8' });
    if (run.status !== 0 && run.status !== 100) {
        return [run.stderr.trim()];
    }
    const lines = run.stdout.split('\n').filter((line) => line !== '');
    return [...new Set(lines.map((line) => JSON.parse(line).type))].sort();
}

let agreed = 0;
let differ = 0;
for (const pair of JSON.parse(readFileSync(pairsFile, 'utf8'))) {
    const rules = rulesOf(pair);
    if (JSON.stringify(rules) === JSON.stringify(pair.buf)) {
        ++agreed;
    } else {
        ++differ;
        console.log(`${pair.name}: buf says ${JSON.stringify(rules)}`);
    }
}
console.log(`${agreed} passed, ${differ} failed`);
process.exit(differ === 0 && agreed > 0 ? 0 : 1);
