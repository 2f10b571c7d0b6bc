// Writes the generated parts of README.md and of the pages in docs/rules, between their markers, schemas/roadgate.schema.json, and
// what reports say of the rules:
//   node scripts/docs.mjs           writes them
//   node scripts/docs.mjs --check   changes nothing and exits with 1 where they are out of date
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { configSchema } from './lib/configSchema.mjs';
import { Problem, root, runMain, say } from './lib/process.mjs';

const FILES = {
  'README.md': withParts({ rules: () => rulesTable('docs/rules/'), settings: settingsTable }),
  'docs/rules/README.md': withParts({ index: () => rulesTable('') }),
  'schemas/roadgate.schema.json': schema,
  'server/src/cli/report/ruleTexts.ts': ruleTexts,
};

await runMain(async () => {
  const check = process.argv.includes('--check');
  let isOld = false;
  for (const [name, make] of Object.entries({ ...FILES, ...(await doubtParts()) })) {
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

/** Makes a page of the one before: each part anew, between its markers. */
function withParts(parts) {
  return async (before) => {
    let text = before;
    for (const [name, make] of Object.entries(parts)) text = replacePart(text, name, await make());
    return text;
  };
}

async function schema() {
  const { ConfigFile } = await tsImport('../server/src/core/config.ts', import.meta.url);
  return JSON.stringify(configSchema(ConfigFile, await rules()));
}

async function ruleTexts() {
  const texts = Object.fromEntries((await rules()).map(({ code, description }) => [code, description]));
  return `/** What each rule reports, as the first paragraph of its page says; written by scripts/docs.mjs. */
export const RULE_TEXTS: Readonly<Record<string, string>> = ${JSON.stringify(texts)};
`;
}

function replacePart(text, name, content) {
  const start = `<!-- ${name}: written by scripts/docs.mjs -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Problem(`The page must hold the markers "${start}" and "${end}".`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** The pages of the rules that say what makes a finding less sure. */
async function doubtParts() {
  const { RULES } = await tsImport('../server/src/core/analysis/registry.ts', import.meta.url);
  const rules = RULES.filter(({ doubts }) => doubts !== undefined);
  return Object.fromEntries(
    rules.map(({ code, doubts }) => [
      `docs/rules/${code}.md`,
      withParts({ doubts: () => doubtList(doubts) }),
    ]),
  );
}

/** What makes a finding only an information or a hint. */
function doubtList(doubts) {
  const severities = ['information', 'hint'];
  const lists = severities.flatMap((severity) => {
    const own = doubts.filter((doubt) => doubt.severity === severity);
    if (own.length === 0) return [];
    const items = own.map(({ because }) => `- ${because}`).join('\n');
    return [`It is only ${severity === 'hint' ? 'a hint' : 'an information'} where\n\n${items}`];
  });
  return lists.join('\n\n');
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

/** @param folder of the pages, seen from the page with the table. */
async function rulesTable(folder) {
  const rows = (await rules()).map(({ code, severity, description }) => [
    `[${code}](${folder}${code}.md)`,
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
