// Style of all sources: no tabs, no blanks at the end of a line, no line over 110 characters.
import { readdirSync, readFileSync } from 'node:fs';

const MAXIMUM = 110;
let problems = 0;

for (const folder of ['src', 'test', 'scripts']) {
  for (const name of readdirSync(folder)) check(`${folder}/${name}`);
}
console.log(problems === 0 ? 'style: fine' : `style: ${problems} problem(s)`);
process.exitCode = problems === 0 ? 0 : 1;

function check(path) {
  readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.includes('\t')) report(path, index, 'tab');
      if (/\s$/.test(line)) report(path, index, 'blank at the end of the line');
      if (line.length > MAXIMUM) report(path, index, `longer than ${MAXIMUM} characters`);
    });
}

function report(path, index, what) {
  problems += 1;
  console.error(`${path}:${index + 1}: ${what}`);
}
