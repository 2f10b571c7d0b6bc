import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import type { Gate, RoadmapDocument } from '../../../server/src/core/model/document.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

const CORPUS = join(import.meta.dirname, '../../../../shared/corpus');
const seeds = existsSync(join(CORPUS, 'seeds')) ? readdirSync(join(CORPUS, 'seeds')) : [];

const Gates = z.array(z.object({ line: z.int() }));
const Gold = z.object({
  gates: Gates,
  groups: z.array(z.object({ gates: Gates.optional() })),
  tasks: z.array(z.object({ gates: Gates.optional() })),
});

describe('the gates of real roadmaps', () => {
  if (seeds.length === 0) {
    it('are not looked at: there is no corpus beside the project', () => undefined);
  }

  for (const name of seeds) {
    it(`are found and told apart in ${name}`, () => {
      const { document } = read(name);
      const gates = gatesOf(document);
      const checks = gates.filter((gate) => gate.class === 'check').map(({ line }) => line);
      assert.deepEqual(
        goldLines(name).filter((line) => !checks.includes(line)),
        [],
        `gates that nobody found; found are ${checks.join(', ')}`,
      );
      assert.deepEqual(
        gates.filter(({ reason }) => reason === '').map(({ line }) => line),
        [],
        'gates whose class has no reason',
      );
    });
  }

  for (const name of seeds.filter((each) => each.startsWith('000_'))) {
    it(`need an expected exit code where a search succeeds on finding a secret, in ${name}`, async () => {
      const { document, findings } = read(name);
      const grep = document.source.text.split('\n').findIndex((text) => /^\s*grep -r .*api_key/.test(text));
      const found = (await findings()).filter(({ code }) => code === 'gate/ineffective');
      const here = found.filter(({ span }) => document.source.lineAt(span.from) === grep);
      assert.match(here.map(({ message }) => message).join(), /^This succeeds when grep finds something/);
      assert.match(JSON.stringify(here), /roadgate: expect=1/);
    });
  }
});

function read(name: string): {
  readonly document: RoadmapDocument;
  readonly findings: () => Promise<ReturnType<typeof checkDocument>>;
} {
  const text = readFileSync(join(CORPUS, 'seeds', name), 'utf8');
  const path = `/${name}`;
  const source = new SourceText(text);
  const file = { path, text, source, cursor: undefined, ranges: [], expected: [] };
  const test = workspaceFrom({ files: [file] });
  const uri = uriOf(path);
  const document = test.workspace.documents.get(uri);
  assert(document);
  return { document, findings: async () => checkDocument(test.workspace, uri, await test.facts(uri)) };
}

function gatesOf(document: RoadmapDocument): readonly Gate[] {
  return [document, ...document.groups, ...document.tasks].flatMap(({ gates }) => gates);
}

function goldLines(name: string): readonly number[] {
  const file = join(CORPUS, 'gold', `seeds__${name.replace(/\.md$/, '.json')}`);
  const { gates, groups, tasks } = Gold.parse(JSON.parse(readFileSync(file, 'utf8')));
  return [
    gates,
    ...groups.map((group) => group.gates ?? []),
    ...tasks.map((task) => task.gates ?? []),
  ].flatMap((all) => all.map(({ line }) => line));
}
