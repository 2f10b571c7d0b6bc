import assert from 'node:assert/strict';
import { followMovedFiles } from '../../../server/src/core/edit/movedFiles.ts';
import { applyEdits } from '../../support/findings.ts';
import { dedent } from '../../support/fixture.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

/** Moves files of a fixture and compares all documents that change, in the form of a fixture. */
function check(
  markup: string,
  moves: Readonly<Record<string, string>>,
  expected: string,
  links = true,
): void {
  const { workspace, fixture } = workspaceFrom(markup);
  const address = (path: string): string => (path.startsWith('file:') ? path : uriOf(path));
  const pairs = Object.entries(moves).map(([from, to]) => ({ from: address(from), to: address(to) }));
  const edits = followMovedFiles(workspace, pairs, { links });
  const changed = fixture.files.flatMap(({ path, source }) => {
    const own = edits.filter(({ uri }) => uri === uriOf(path));
    return own.length === 0 ? [] : [`//- ${path}\n${applyEdits(source, own)}`];
  });
  assert.equal(changed.join('\n').trimEnd(), dedent(expected).trimEnd());
}

describe('followMovedFiles', () => {
  it('writes new paths with the lines that stand behind them', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`src/store.ts:12\`, src/store.ts and [it](src/store.ts#L3)
      - [ ] T002 See \`src/other.ts\` and [that](src/store.ts:7 "Title")
      //- /src/store.ts
      //- /src/other.ts
      `,
      { '/src/store.ts': '/lib/shop.ts' },
      `
      //- /plan.md
      # Roadmap
      - [ ] T001 Fix \`lib/shop.ts:12\`, lib/shop.ts and [it](lib/shop.ts#L3)
      - [ ] T002 See \`src/other.ts\` and [that](lib/shop.ts:7 "Title")
      `,
    ));

  it('follows a folder with all that is in it', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`src/auth/login.ts:12\` in \`src/auth/\`
      - [ ] T002 See [all](./src/auth) and \`src/author.ts\`
      //- /src/auth/login.ts
      //- /src/author.ts
      `,
      { '/src/auth': '/src/account' },
      `
      //- /plan.md
      # Roadmap
      - [ ] T001 Fix \`src/account/login.ts:12\` in \`src/account/\`
      - [ ] T002 See [all](./src/account) and \`src/author.ts\`
      `,
    ));

  it('keeps the form in which a path is written', () =>
    check(
      `
      //- /docs/plan.md
      # Roadmap
      **Working directory:** \`packages/api/\`
      - [ ] T001 Fix \`../packages/api/src/store.ts\`, \`./notes.txt\`, \`src/store.ts\`
      - [ ] T002 Fix \`project/packages/api/src/store.ts\`, \`packages/api/src/store\`
      //- /docs/notes.txt
      //- /packages/api/src/store.ts
      `,
      {
        '/packages/api/src/store.ts': '/packages/api/lib/shop.ts',
        '/docs/notes.txt': '/docs/more/notes.txt',
      },
      `
      //- /docs/plan.md
      # Roadmap
      **Working directory:** \`packages/api/\`
      - [ ] T001 Fix \`../packages/api/lib/shop.ts\`, \`./more/notes.txt\`, \`lib/shop.ts\`
      - [ ] T002 Fix \`project/packages/api/lib/shop.ts\`, \`packages/api/lib/shop\`
      `,
    ));

  it('leaves what still leads to the file, and names as much as is needed', () =>
    check(
      `
      # Roadmap
      - [ ] T001 Fix \`till.ts:12\` and \`src/till.ts\` and \`api/src/price_list.ts\`
      - [ ] T002 Fix \`tax_list.ts:3\`
      //- /packages/api/src/till.ts
      //- /packages/api/src/price_list.ts
      //- /packages/api/src/tax_list.ts
      //- /lib/duty_list.ts
      `,
      {
        '/packages/api/src/till.ts': '/packages/web/src/till.ts',
        '/packages/api/src/price_list.ts': '/packages/web/src/price_list.ts',
        '/packages/api/src/tax_list.ts': '/packages/api/src/duty_list.ts',
      },
      `
      //- /plan.md
      # Roadmap
      - [ ] T001 Fix \`till.ts:12\` and \`src/till.ts\` and \`web/src/price_list.ts\`
      - [ ] T002 Fix \`src/duty_list.ts:3\`
      `,
    ));

  it('writes the relative paths of a roadmap that moves itself, and links to it', () =>
    check(
      `
      //- /docs/plan.md
      # Roadmap
      - [ ] T001 Fix \`../src/store.ts\` and \`src/store.ts\`, see [it](../src/store.ts), [me](#roadmap), [b](b.md#x)
      - [ ] T002 b
      //- /docs/b.md
      # Roadmap
      - [ ] T003 After [the plan](plan.md#roadmap), see [web](https://example.org/plan.md)
      - [ ] T004 b
      //- /src/store.ts
      `,
      { '/docs/plan.md': '/plans/2025/plan.md' },
      `
      //- /docs/plan.md
      # Roadmap
      - [ ] T001 Fix \`../../src/store.ts\` and \`src/store.ts\`, see [it](../../src/store.ts), [me](#roadmap), [b](../../docs/b.md#x)
      - [ ] T002 b
      //- /docs/b.md
      # Roadmap
      - [ ] T003 After [the plan](../plans/2025/plan.md#roadmap), see [web](https://example.org/plan.md)
      - [ ] T004 b
      `,
    ));

  it('escapes what a link cannot hold', () =>
    check(
      `
      # Roadmap
      - [ ] T001 See [a](a.txt), [b](<a.txt>), [c](%61.txt)
      - [ ] T002 b
      //- /a.txt
      `,
      { '/a.txt': '/ä b (1).txt' },
      `
      //- /plan.md
      # Roadmap
      - [ ] T001 See [a](ä%20b%20%281%29.txt), [b](<ä b (1).txt>), [c](%C3%A4%20b%20%281%29.txt)
      - [ ] T002 b
      `,
    ));

  it('leaves links to an editor that follows them', () =>
    check(
      `
      # Roadmap
      - [ ] T001 See [a](src/a.txt), \`src/a.txt\`
      - [ ] T002 b
      //- /src/a.txt
      `,
      { '/src/a.txt': '/src/b.txt' },
      `
      //- /plan.md
      # Roadmap
      - [ ] T001 See [a](src/a.txt), \`src/b.txt\`
      - [ ] T002 b
      `,
      false,
    ));

  it('changes nothing where nothing is named, in other documents, or by a move out of the folder', () => {
    const plan = `
      # Roadmap
      - [ ] T001 See \`src/a.txt\`
      - [ ] T002 b
      //- /guide.md
      # Guide
      See \`src/b.txt\`.
      //- /src/a.txt
      //- /src/b.txt
      `;
    check(plan, { '/src/b.txt': '/src/c.txt' }, '');
    check(plan, { 'file:///elsewhere/a.txt': '/a.txt' }, '');
    check(plan, { '/src/a.txt': 'file:///elsewhere/a.txt' }, '');
  });
});
