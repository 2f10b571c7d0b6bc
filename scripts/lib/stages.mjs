// The stages of `npm test`. Each answers how many of its tests passed and failed.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { add, countMocha, countProgram, none, verdict } from './counts.mjs';
import { emulatorEnvironment, prepareEditor, vsixFile } from './e2e.mjs';
import { root } from './process.mjs';
import { checkVsix, packageVsix } from './vsix.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {{grep?: string, updatePictures?: boolean}} Options
 */

const packages = path.join(root, 'node_modules');
const reporter = path.join(root, 'test/support/reporter.ts');

/**
 * In the order in which they run.
 * @type {Record<string, (options: Options) => Promise<Counts>>}
 */
export const stages = {
  typecheck: () => countProgram('typecheck', [`${packages}/typescript/bin/tsc`, '--build']),
  lint: () => countProgram('lint', [`${packages}/eslint/bin/eslint.js`, '.']),
  format: () => countProgram('format', [`${packages}/prettier/bin/prettier.cjs`, '--check', '.']),
  docs: () => countProgram('generated documentation', ['scripts/docs.mjs', '--check']),
  unused: () => countProgram('unused code', [`${packages}/knip/bin/knip.js`]),
  build: () => countProgram('build', ['scripts/build.mjs']),
  unit: testUnits,
  grammar: testGrammar,
  package: testPackage,
  editor: testInEditor,
  window: testWindow,
};

/**
 * The stages to run for the names that were given, with those they build on, in order.
 * `e2e` stands for both of the real editor.
 */
export function chooseStages(names) {
  const all = Object.keys(stages);
  if (names.length === 0) return all;
  const chosen = new Set(names.flatMap((name) => (name === 'e2e' ? ['editor', 'window'] : [name])));
  if (chosen.has('editor') || chosen.has('window')) chosen.add('package');
  if (chosen.has('package')) chosen.add('build');
  return [...all.filter((name) => chosen.has(name)), ...[...chosen].filter((name) => !all.includes(name))];
}

function mocha(grep, ...args) {
  const selection = grep === undefined ? [] : ['--grep', grep];
  return [`${packages}/mocha/bin/mocha.js`, '--reporter', reporter, ...args, ...selection];
}

async function testUnits({ grep }) {
  // Not in .mocharc.json: there they would be added to the files that a developer names.
  const files = ['test/**/*.test.ts', '--ignore', 'test/e2e/**'];
  return countMocha('unit', mocha(grep, ...files), { env: await emulatorEnvironment(), grep });
}

async function testGrammar() {
  const folder = path.join(root, 'test/grammar');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.test.md')).sort();
  if (files.length === 0) return verdict('grammar', 'There is no test in test/grammar.');
  // What our grammars are injected into, and what that in turn needs for front matter and HTML.
  const hosts = ['markdown', 'yaml', 'html', 'html-derivative', 'css', 'javascript'];
  const grammars = hosts.flatMap((name) => ['--grammar', `${packages}/tm-grammars/grammars/${name}.json`]);
  const tester = [`${packages}/vscode-tmgrammar-test/dist/unit.js`, '--config', 'package.json', ...grammars];
  const noise = /^grammar not found for .*\n/gm;
  let counts = none;
  for (const file of files) {
    counts = add(
      counts,
      await countProgram(`grammar of ${file}`, [...tester, path.join(folder, file)], noise),
    );
  }
  return counts;
}

async function testPackage() {
  const vsix = vsixFile();
  const { code, output } = await packageVsix(vsix);
  let counts = verdict('the extension can be packaged', code === 0 ? undefined : output);
  if (code !== 0) return counts;
  for (const { title, problem } of await checkVsix(vsix)) counts = add(counts, verdict(title, problem));
  return counts;
}

async function testInEditor({ grep }) {
  const env = { ...(await prepareEditor()), ...(grep === undefined ? {} : { ROADGATE_GREP: grep }) };
  return countMocha('editor', ['--import', 'tsx', 'test/e2e/launch.ts'], { env, grep });
}

async function testWindow({ grep, updatePictures }) {
  const env = { ...(await prepareEditor()), ...(updatePictures ? { ROADGATE_UPDATE_PICTURES: '1' } : {}) };
  const hooks = ['--require', './test/e2e/support/hooks.ts'];
  const options = ['--no-config', '--node-option', 'import=tsx', ...hooks, '--timeout', '240000'];
  return countMocha('window', mocha(grep, ...options, 'test/e2e/window/**/*.test.ts'), { env, grep });
}
