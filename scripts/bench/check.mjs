// What checking a whole project takes: the first time, again, and after small changes.
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { timeOf } from './command.mjs';
import { plan, WORDS } from './documents.mjs';

const DOCUMENTS = 200;
const LINES = 150;
/** The longest reference leads to a line of about this number. */
const FILE_LINES = 12;

/** Names of rows and values: milliseconds, and how many times as long as the first check. */
export async function measureCheck(folder) {
  const results = new Map();
  const project = path.join(folder, 'project');
  const documentAt = (index) => path.join(project, `docs/plan-${index}.md`);
  await mkdir(path.join(project, 'docs'), { recursive: true });
  const text = plan(LINES);
  for (let index = 0; index < DOCUMENTS; index++) await writeFile(documentAt(index), text);
  for (const name of WORDS) {
    await mkdir(path.join(project, 'src', name), { recursive: true });
    for (const file of WORDS) await writeOld(path.join(project, 'src', name, `${file}.ts`));
  }
  const check = () => timeOf(['check', '--format', 'json'], project, folder, 1);
  // So that what V8 compiles of the program is not part of it.
  await timeOf(['check', '--help'], project, folder);
  const first = await check();
  const row = (what, time) => {
    results.set(`${what}: ms`, time.toFixed(0));
    results.set(`${what}: ratio`, `${(time / first).toFixed(2)} ×`);
  };
  row(`first check of ${DOCUMENTS} documents`, first);
  row('again', await check());
  await writeFile(documentAt(0), `${text}\nAnother line.\n`);
  row('one document changed', await check());
  await writeOld(path.join(project, 'src', WORDS[0], `${WORDS[1]}.ts`), 'another line\n');
  row('one file changed', await check());
  return results;
}

/** What was written a moment ago is not relied on; this was an hour ago. */
async function writeOld(file, more = '') {
  await writeFile(file, `${'line\n'.repeat(FILE_LINES)}${more}`);
  const hour = Date.now() / 1000 - 3600;
  await utimes(file, hour, hour);
}
