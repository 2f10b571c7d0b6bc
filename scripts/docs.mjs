// Writes the generated parts of README.md, between their markers, and schemas/roadgate.schema.json:
//   node scripts/docs.mjs           writes them
//   node scripts/docs.mjs --check   changes nothing and exits with 1 where they are out of date
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { configSchema } from './lib/configSchema.mjs';
import { Problem, root, runMain, say } from './lib/process.mjs';

const PARTS = { rules: rulesTable, settings: settingsTable };

const FILES = { 'README.md': readme, 'schemas/roadgate.schema.json': schema };

await runMain(async () => {
  const check = process.argv.includes('--check');
  let isOld = false;
  for (const [name, make] of Object.entries(FILES)) {
    const file = path.join(root, name);
    const before = existsSync(file) ? await readFile(file, 'utf8') : '';
    const after = await format(await make(before), { ...(await resolveConfig(file)), filepath: file });
    if (after === before) continue;
    isOld = true;
    if (check) say(`${name} is out of date; run \`npm run docs\`.`);
    else {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, after);
      say(`${name} was brought up to date.`);
    }
  }
  return check && isOld ? 1 : 0;
});

async function readme(before) {
  let text = before;
  for (const [name, make] of Object.entries(PARTS)) text = replacePart(text, name, await make());
  return text;
}

async function schema() {
  const { ConfigFile } = await tsImport('../server/src/core/config.ts', import.meta.url);
  return JSON.stringify(configSchema(ConfigFile, await rules()));
}

function replacePart(text, name, content) {
  const start = `<!-- ${name}: written by scripts/docs.mjs -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Problem(`README.md must hold the markers "${start}" and "${end}".`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Every rule with its severity and the first paragraph of its page. */
async function rules() {
  const { RULES } = await tsImport('../server/src/core/analysis/registry.ts', import.meta.url);
  return Promise.all(
    RULES.map(async ({ code, severity }) => ({
      code,
      severity,
      description: await firstParagraph(path.join(root, `docs/rules/${code}.md`)),
    })),
  );
}

async function rulesTable() {
  const rows = (await rules()).map(({ code, severity, description }) => [
    `[${code}](docs/rules/${code}.md)`,
    severity,
    description,
  ]);
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
