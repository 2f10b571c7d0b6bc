import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Explainer } from '../../../server/src/core/explain/explainer.ts';
import { toMarkdown } from '../../../server/src/core/explain/text.ts';
import { toJson } from '../../../server/src/core/model/json.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const documents = ['examples', 'test/core/dialects', 'test/grammar', 'docs', '.'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: folder !== '.' })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => name.endsWith('.md') && !name.includes('node_modules')),
);

describe('Every line of every document', () => {
  for (const name of documents) {
    it(`is explained as the model has it: ${name}`, () => {
      const text = readFileSync(path.join(root, name), 'utf8');
      for (const variant of [text, `\ufeff${text.replaceAll('\n', '\r\n')}`]) checkDocument(name, variant);
    });
  }

  it('also where a line is broken off or damaged', () => {
    for (const text of [
      '',
      '\n',
      '\ufeff',
      '- [',
      '#',
      '| a |\n| - |',
      '```',
      '---\nid: 1',
      '- - - [ ] a',
      '> # a',
    ])
      checkDocument('plan.md', text);
  });
});

function checkDocument(name: string, text: string): void {
  const source = new SourceText(text);
  const document = parseRoadmap(name, source);
  const explainer = new Explainer(name, source);
  assert.deepEqual(toJson(explainer.document), toJson(document));
  const tasks = new Set(document.tasks.map(({ line }) => line));
  const groups = new Set(document.groups.map(({ line }) => line));
  const items = new Set(document.tasks.flatMap((task) => task.items.map(({ line }) => line)));
  for (let line = 1; line <= source.lineCount; line++) {
    const explanation = explainer.line(line);
    const { kind, task, answer, facts } = explanation;
    assert.equal(explanation.line, line);
    assert.equal(kind === 'task', tasks.has(line), `${name}:${line}: ${answer}`);
    assert.equal(answer.startsWith(`Line ${line} is the task `), tasks.has(line), answer);
    if (kind === 'task') assert.equal(task, line);
    if (!tasks.has(line)) assert.equal(kind === 'group', groups.has(line), `${name}:${line}: ${answer}`);
    if (task !== null) assert(tasks.has(task), `${name}:${line} belongs to line ${task}`);
    if (items.has(line) && !tasks.has(line) && !groups.has(line))
      assert(['criterion', 'step', 'deliverable'].includes(kind), `${name}:${line}: ${answer}`);
    assert(kind !== 'text' || facts.some((fact) => fact.name === 'Why'), `${name}:${line} has no reason`);
    const own = toMarkdown(explanation, '').replace(/“[^”]*”|(`+)[^]*?\1/g, '');
    assert(!/undefined|null|\[object/.test(own), own);
  }
}
