// The stages of `npm test`. Each answers how many of its tests passed and failed.
import { existsSync } from 'node:fs';
import { readFile, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { prepareEditor } from './e2e.mjs';
import { root, run, say } from './process.mjs';
import { checkVsix, packageVsix } from './vsix.mjs';

/**
 * @typedef {{passed: number, failed: number}} Counts
 * @typedef {{grep?: string, updatePictures?: boolean}} Options
 */

const bin = (name) => path.join(root, 'node_modules', name);
const node = (...args) => [process.execPath, args];
const mocha = bin('mocha/bin/mocha.js');

/** @type {Record<string, (options: Options) => Promise<Counts>>} */
export const stages = {
  typecheck: () => check('typecheck', ...node(bin('typescript/bin/tsc'), '--build')),
  lint: () => check('lint', ...node(bin('eslint/bin/eslint.js'), '.')),
  format: () => check('format', ...node(bin('prettier/bin/prettier.cjs'), '--check', '.')),
  unused: () => check('unused code', ...node(bin('knip/bin/knip.js'))),
  build: () => check('build', ...node('scripts/build.mjs')),
  unit: ({ grep }) => runMocha('unit', [mocha, ...select(grep)]),
  grammar: testGrammar,
  package: testPackage,
  e2e: testInEditor,
};

function select(grep) {
  return grep === undefined ? [] : ['--grep', grep];
}

/** A stage that is one program and either passes or fails. Its output is shown only when it fails. */
async function check(title, command, args) {
  const { code, output } = await run(command, args, { quiet: true });
  return verdict(title, code === 0 ? undefined : output);
}

/** Prints the outcome of one thing that was checked and counts it. */
function verdict(title, problem) {
  say(problem === undefined ? `  ✔ ${title}` : `  ✘ ${title}\n${problem.trimEnd().replace(/^/gm, '      ')}`);
  return problem === undefined ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a program that records a mocha run, and counts what it recorded. */
async function runMocha(title, args, env = {}) {
  const record = path.join(root, 'out', `${title}.record.jsonl`);
  await rm(record, { force: true });
  const reporter = ['--reporter', path.join(root, 'test/support/reporter.ts')];
  const all = args[0] === mocha ? [...args, ...reporter] : args;
  const { code } = await run(process.execPath, all, {
    env: { ...process.env, ...env, ROADGATE_RECORD: record },
  });
  return countRecord(title, record, code);
}

async function countRecord(title, record, code) {
  const lines = existsSync(record) ? (await readFile(record, 'utf8')).trim().split('\n') : [];
  const kinds = lines.filter(Boolean).map((line) => JSON.parse(line).kind);
  const passed = kinds.filter((kind) => kind === 'passed').length;
  const failed = kinds.filter((kind) => kind === 'failed').length;
  const complete = kinds.at(-1) === 'end';
  if (!complete) verdict(`${title}: the tests broke off before their end (exit code ${code})`, '');
  else if (passed + failed === 0) verdict(`${title}: no test ran`, '');
  else if (code !== 0 && failed === 0) verdict(`${title}: exit code ${code} although no test failed`, '');
  else return { passed, failed };
  return { passed, failed: failed + 1 };
}

async function testGrammar() {
  const folder = path.join(root, 'test/grammar');
  const files = (await readdir(folder)).filter((name) => /\.test\.(md|markdown)$/.test(name)).sort();
  if (files.length === 0) return verdict('grammar: no test in test/grammar', '');
  let counts = none;
  for (const file of files) {
    const args = [
      bin('vscode-tmgrammar-test/dist/unit.js'),
      '--config',
      'package.json',
      path.join(folder, file),
    ];
    counts = add(counts, await check(`grammar of ${file}`, process.execPath, args));
  }
  return counts;
}

async function testPackage() {
  const { code, output } = await packageVsix();
  let counts = verdict('the extension can be packaged', code === 0 ? undefined : output);
  if (code !== 0) return counts;
  for (const { title, problem } of await checkVsix()) counts = add(counts, verdict(title, problem));
  return counts;
}

async function testInEditor({ grep, updatePictures }) {
  const env = {
    ...(await prepareEditor()),
    ROADGATE_GREP: grep,
    ...(updatePictures ? { ROADGATE_UPDATE_PICTURES: '1' } : {}),
  };
  const tsx = ['--import', 'tsx'];
  const inside = await runMocha('e2e-suite', [...tsx, 'test/e2e/launch.ts'], env);
  const window = ['test/e2e/window/**/*.test.ts', '--no-config', '--timeout', '120000', ...select(grep)];
  const outside = await runMocha('e2e-window', [mocha, ...window, '--node-option', 'import=tsx'], env);
  return add(inside, outside);
}

/** Nothing counted yet. */
export const none = { passed: 0, failed: 0 };

/** @param {Counts} a @param {Counts} b */
export function add(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}
