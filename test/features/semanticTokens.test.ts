import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import {
  compareTokens,
  provideSemanticTokens,
  SEMANTIC_LEGEND,
} from '../../server/src/features/semanticTokens.ts';
import type { Snapshot } from '../../server/src/features/snapshot.ts';
import { changeOf, editCount, randomSessions } from '../support/randomEdits.ts';
import { uriOf, workspaceFrom } from '../support/workspace.ts';
import { featureFixture } from './support.ts';

/** Tokens as people read them: `line text type.modifier`, lines from 1. */
function checkTokens(markup: string, expected: readonly string[]): void {
  const { snapshot } = featureFixture(markup);
  const { source } = snapshot.document;
  assert.deepEqual(
    decode(provideSemanticTokens(snapshot)).map(({ line, from, to, name }) => {
      const text = source.lineText(line).slice(from, to);
      return `${line + 1} ${text} ${name}`;
    }),
    expected,
  );
}

interface Decoded {
  /** From 0, as the columns. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly name: string;
}

function decode(data: readonly number[]): Decoded[] {
  const tokens: Decoded[] = [];
  let line = 0;
  let from = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
    from = down === 0 ? from + right : right;
    line += down;
    const modifiers = SEMANTIC_LEGEND.tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0);
    const name = [SEMANTIC_LEGEND.tokenTypes[type], ...modifiers].join('.');
    tokens.push({ line, from, to: from + length, name });
  }
  return tokens;
}

function snapshotOf(text: string): Snapshot {
  const document = parseRoadmap(uriOf('/plan.md'), new SourceText(text));
  return { workspace: workspaceFrom(`//- /src/a.ts\nx\n`).workspace, document, version: 1 };
}

/** The same list, which counts how often somebody looks into it. */
function counting<T>(list: readonly T[], reads: { count: number }): readonly T[] {
  return new Proxy(list, {
    get: (target, key, receiver) => {
      reads.count++;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

const DIALECTS = 'test/core/dialects';
const texts = readdirSync(DIALECTS)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(path.join(DIALECTS, name), 'utf8'));

describe('Semantic tokens', () => {
  it('are ids, states and boxes', () =>
    checkTokens(
      `
      # Roadmap
      ## P0-1: Store
      **Status:** In progress
      **Depends on:** P0-2

      **Acceptance Criteria:**
      - [x] a
      - [ ] b
      ## P0-2: Cache ✅
      **Effort:** 1h
      `,
      [
        '2 P0-1 type.declaration.inProgress',
        '3 In progress enumMember.inProgress',
        '4 P0-2 type',
        '7 x enumMember.done',
        '9 P0-2 type.declaration.done',
        '9 ✅ enumMember.done',
      ],
    ));

  it('tell files that are there from those that are not', () =>
    checkTokens(
      `
      # Roadmap
      - [ ] T001 Split \`src/a.ts:3-9\`, src/gone.ts:4
      //- /src/a.ts
      a
      `,
      [
        '2 T001 type.declaration.todo',
        '2 src/a.ts string.resolved',
        '2 3-9 number',
        '2 src/gone.ts string',
        '2 4 number',
      ],
    ));

  it('stand in rows, front matter and group fields', () => {
    checkTokens(
      `
      # Roadmap
      | Task | What  | Status  |
      | ---- | ----- | ------- |
      | T-1  | Store | Blocked |
      | T-2  | Cache | Done    |
      `,
      [
        '4 T-1 type.declaration.blocked',
        '4 Blocked enumMember.blocked',
        '5 T-2 type.declaration.done',
        '5 Done enumMember.done',
      ],
    );
    checkTokens('---\nid: B-7\nstatus: done\n---\n\n# Cache\n', [
      '2 B-7 type.declaration.done',
      '3 done enumMember.done',
    ]);
  });

  it('count columns in UTF-16 units, with CRLF and a byte-order mark', () => {
    const { snapshot } = featureFixture(
      '\ufeff# Roadmap\r\n- [x] 🚀 **T001** `src/a.ts:3`\r\n- [ ] T002 b\r\n',
    );
    assert.deepEqual(
      decode(provideSemanticTokens(snapshot)).map(({ line, from, to }) => [line, from, to]),
      [
        [1, 3, 4],
        [1, 11, 15],
        [1, 19, 27],
        [1, 28, 29],
        [2, 6, 10],
      ],
    );
  });

  it('leave what is no roadmap alone', () => checkTokens('# Notes\n\nSee `src/a.ts:3`, #12.\n', []));

  it('neither overlap nor leave their line', () => {
    for (const text of texts) {
      const { document, ...rest } = snapshotOf(text);
      let last = { line: 0, to: 0 };
      for (const token of decode(provideSemanticTokens({ document, ...rest }))) {
        assert(token.line > last.line || token.from >= last.to, `${token.line} ${text.slice(0, 40)}`);
        assert(token.from < token.to && token.to <= document.source.lineText(token.line).length);
        last = token;
      }
    }
  });

  it('of a range are those of the whole document that touch it', () => {
    for (const text of texts) {
      const snapshot = snapshotOf(text);
      const { source } = snapshot.document;
      const all = decode(provideSemanticTokens(snapshot));
      for (let line = 0; line < source.lineCount; line += 3) {
        const from = source.lineSpan(line).from;
        const to = source.lineSpan(Math.min(line + 5, source.lineCount - 1)).to;
        const there = all.filter((token) => token.line >= line && token.line <= line + 5);
        assert.deepEqual(decode(provideSemanticTokens(snapshot, { from, to })), there, `${line}: ${text}`);
      }
    }
  });

  it('of a range are found without walking the document', () => {
    const text = `# Roadmap\n${Array.from({ length: 1000 }, (_, n) => `- [ ] T${n} \`src/a.ts:${n}\`\n`).join('')}`;
    const { document, ...rest } = snapshotOf(text);
    const reads = { count: 0 };
    const { tasks, references, source } = document;
    const watched = {
      ...document,
      tasks: counting(tasks, reads),
      references: counting(references, reads),
    };
    const within = { from: source.lineSpan(500).from, to: source.lineSpan(519).to };
    assert.equal(decode(provideSemanticTokens({ document: watched, ...rest }, within)).length, 60);
    assert(reads.count < 250, `${reads.count} values were looked at`);
  });

  it('after an edit are the old ones with the difference applied', function () {
    this.timeout(120_000);
    for (const { text, edits } of randomSessions({ seed: 7, edits: editCount(200), texts, longest: 2000 })) {
      let source = new SourceText(text);
      let data = provideSemanticTokens(snapshotOf(text));
      for (const edit of edits) {
        source = source.withChanges([changeOf(edit, source)]);
        const after = provideSemanticTokens(snapshotOf(source.text));
        const patched = [...data];
        for (const { start, deleteCount, data: added = [] } of compareTokens(data, after))
          patched.splice(start, deleteCount, ...added);
        assert.deepEqual(patched, after);
        data = after;
      }
    }
  });

  it('differ by whole tokens, and only where something changed', () => {
    const before = [1, 0, 4, 0, 1, 1, 0, 4, 0, 1, 2, 0, 4, 0, 1];
    assert.deepEqual(compareTokens(before, before), []);
    assert.deepEqual(compareTokens(before, [1, 0, 4, 0, 1, 1, 0, 5, 0, 1, 2, 0, 4, 0, 1]), [
      { start: 5, deleteCount: 5, data: [1, 0, 5, 0, 1] },
    ]);
    assert.deepEqual(compareTokens(before, before.slice(0, 5)), [{ start: 5, deleteCount: 10, data: [] }]);
  });
});
