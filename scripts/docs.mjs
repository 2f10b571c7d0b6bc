// Writes the generated parts of README.md, between their markers:
//   node scripts/docs.mjs           writes them
//   node scripts/docs.mjs --check   changes nothing and exits with 1 where they are out of date
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { Problem, root, runMain, say } from './lib/process.mjs';

const PARTS = { rules: rulesTable, settings: settingsTable };

await runMain(async () => {
  const check = process.argv.includes('--check');
  const file = path.join(root, 'README.md');
  const before = await readFile(file, 'utf8');
  let parts = before;
  for (const [name, make] of Object.entries(PARTS)) parts = replacePart(parts, name, await make());
  const after = await format(parts, { ...(await resolveConfig(file)), filepath: file });
  if (after === before) return 0;
  if (check) {
    say('README.md is out of date; run `npm run docs`.');
    return 1;
  }
  await writeFile(file, after);
  say('README.md was brought up to date.');
  return 0;
});

function replacePart(text, name, content) {
  const start = `<!-- ${name}: written by scripts/docs.mjs -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Problem(`README.md must hold the markers "${start}" and "${end}".`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Every rule with its severity and the first paragraph of its page. */
async function rulesTable() {
  const { RULES } = await tsImport('../server/src/core/analysis/registry.ts', import.meta.url);
  const rows = await Promise.all(
    RULES.map(async ({ code, severity }) => [
      `[${code}](docs/rules/${code}.md)`,
      severity,
      await firstParagraph(path.join(root, `docs/rules/${code}.md`)),
    ]),
  );
  return table(['Rule', 'Severity', 'Reports'], rows);
}

async function firstParagraph(file) {
  const text = await readFile(file, 'utf8');
  const paragraph = text.split(/\n\s*\n/).find((block) => block.trim() !== '' && !block.startsWith('#'));
  if (paragraph === undefined) throw new Problem(`${file} must begin with a paragraph about its rule.`);
  return paragraph.replace(/\s+/g, ' ').trim();
}

/** Every setting of the manifest, in the order in which the editor shows them. */
async function settingsTable() {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const texts = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8'));
  const translate = (text) => text.replace(/^%(.+)%$/, (_, key) => texts[key]);
  const groups = manifest.contributes.configuration.toSorted((a, b) => a.order - b.order);
  const rows = groups.flatMap(({ properties }) =>
    Object.entries(properties)
      .toSorted(([, a], [, b]) => a.order - b.order)
      .map(([name, setting]) => [
        `\`${name}\``,
        `\`${JSON.stringify(setting.default)}\``,
        translate(setting.markdownDescription),
      ]),
  );
  return table(['Setting', 'Default', 'What it does'], rows);
}

function table(header, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
