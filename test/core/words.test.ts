import assert from 'node:assert/strict';
import type { RoadmapDocument } from '../../server/src/core/model/document.ts';
import { compileIdTemplate } from '../../server/src/core/parse/vocabulary/idTemplate.ts';
import { parseProjectConfig } from '../../server/src/core/configFile.ts';
import { dedent } from '../support/fixture.ts';
import { uriOf, workspaceFrom } from '../support/workspace.ts';

/** The document `/plan.md` of a project with this `.roadgate.yaml`. */
function read(config: string, plan: string): RoadmapDocument {
  const yaml = dedent(config);
  assert.deepEqual(parseProjectConfig(yaml).problems, []);
  const markup = `//- /plan.md\n${dedent(plan)}\n//- /.roadgate.yaml\n${yaml}`;
  const document = workspaceFrom(markup).workspace.documents.get(uriOf('/plan.md'));
  assert.ok(document);
  return document;
}

function tasksOf({ tasks }: RoadmapDocument): string[] {
  return tasks.map(({ id, title, status }) => `${id ?? '-'} ${title}: ${status ?? '-'}`);
}

describe("a project's own words", () => {
  const PLAN = `
    # Roadmap
    ## Etapas 1: Anfang
    ### Arbeitspaket 1: Wand
    **Lage:** geparkt
    **Zeitbedarf:** 3h
    **Gleis:** \`feature/wand\`
    **Baut auf:** Arbeitspaket 2
    **Bereit wenn:**
    - sie steht

    **Ergebnisstücke:**
    - [ ] Foto

    **Handgriffe:**
    - [ ] messen
    ### Arbeitspaket 2: Dach
    **Lage:** Richtfest gefeiert
  `;

  it('are not known without the project', () => {
    const [first] = read('rules: {}', PLAN).tasks;
    assert.equal(first?.branch ?? null, null);
  });

  it('name states, fields, labels, groups and tasks', () => {
    const document = read(
      `
        words:
          status:
            blocked: [geparkt]
            done: [Richtfest gefeiert]
          fields:
            status: [Lage]
            effort: [Zeitbedarf]
            branch: [Gleis]
            dependsOn: [Baut auf]
            criteria: [Bereit wenn]
            deliverables: [Ergebnisstücke]
            steps: [Handgriffe]
          groups:
            phase: [Etapas]
          tasks: [Arbeitspaket]
      `,
      PLAN,
    );
    assert.deepEqual(tasksOf(document), ['1 Wand: blocked', '2 Dach: done']);
    assert.deepEqual(
      document.groups.map(({ kind, id }) => `${kind} ${id ?? ''}`),
      ['phase Etapas 1'],
    );
    const [wall] = document.tasks;
    assert.equal(wall?.effort?.min, 3);
    assert.equal(wall.branch, 'feature/wand');
    assert.deepEqual(
      wall.dependsOn.map(({ id }) => id),
      ['2'],
    );
    assert.deepEqual(
      wall.items.map(({ role, text }) => `${role}: ${text}`),
      ['criterion: sie steht', 'deliverable: Foto', 'step: messen'],
    );
  });

  it('win over the built-in ones', () => {
    const plan = '# Roadmap\n- [ ] T001 a\n### Issue #1: A\n**Status:** Review\n';
    assert.deepEqual(tasksOf(read('words: { status: { blocked: [review] } }', plan)).at(-1), '#1 A: blocked');
    assert.deepEqual(tasksOf(read('rules: {}', plan)).at(-1), '#1 A: in-review');
  });

  it('name the columns of a table', () => {
    const plan = `
      # Roadmap
      | Task | Lage |
      |---|---|
      | Wand | geparkt |
      | Dach | done |
    `;
    const config = 'words: { status: { blocked: [geparkt] }, fields: { status: [Lage] } }';
    assert.deepEqual(tasksOf(read(config, plan)), ['- Wand: blocked', '- Dach: done']);
  });
});

describe("a project's own forms of ids", () => {
  it('make tasks of headings, items and rows, and dependencies', () => {
    const document = read(
      "ids: ['{A}/{n}', 'bd-{x}']",
      `
        # Roadmap
        ### RG/12 Read files
        **Status:** open
        **Depends on:** bd-a1f, RG/13
        ### RG/13: Write files
        **Status:** done
        ## Later
        - bd-a1f Rename files
        - [ ] bd-a2 Move files
      `,
    );
    assert.deepEqual(tasksOf(document), [
      'RG/12 Read files: todo',
      'RG/13 Write files: done',
      'bd-a1f Rename files: -',
      'bd-a2 Move files: todo',
    ]);
    assert.deepEqual(
      document.tasks[0]?.dependsOn.map(({ id }) => id),
      ['bd-a1f', 'RG/13'],
    );
  });

  it('are matched in linear time', () => {
    const read = compileIdTemplate('{x}-{x}-{x}-{x}-{x}#');
    assert.ok(read.kind === 'ok');
    assert.equal(new RegExp(read.source, 'u').test('a'.repeat(1e6)), false);
  });

  it('may have holes that cannot hold the same side by side', () => {
    const kinds = ['{A}{n}', '{A}{n}{A}', '{n}.{n}', '{A}1{x}', '{x}1{x}', '{x}{n}', '{n}1{n}'].map(
      (template) => compileIdTemplate(template).kind,
    );
    assert.deepEqual(kinds, ['ok', 'ok', 'ok', 'ok', 'invalid', 'invalid', 'invalid']);
  });
});

describe('two folders', () => {
  it('are read with the words of each', () => {
    const plan = '# Roadmap\n### Issue #1: A\n**Status:** geparkt\n### Issue #2: B\n**Status:** done\n';
    const status = (config: string) => read(config, plan).tasks[0]?.status;
    assert.equal(status('words: { status: { blocked: [geparkt] } }'), 'blocked');
    assert.equal(status('words: { status: { deferred: [geparkt] } }'), 'deferred');
    assert.equal(status('rules: {}'), null);
  });
});
