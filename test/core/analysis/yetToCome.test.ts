import assert from 'node:assert/strict';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

/** The severity of each finding about a missing file. */
async function checkMissing(markup: string, expected: readonly string[]): Promise<void> {
  const project = workspaceFrom(markup);
  const uri = uriOf('/tasks.md');
  const findings = checkDocument(project.workspace, uri, await project.facts(uri));
  assert.deepEqual(
    findings.filter(({ code }) => code === 'reference/missing').map(({ severity }) => severity),
    expected,
  );
}

describe('files that open tasks may yet make', () => {
  it('are a hint in the one line of an open box', () =>
    checkMissing(
      `
//- /tasks.md
# Tasks
- [ ] T001 Draw the bar code in \`src/bar-code.js\`
- [ ] T002 Answer it in \`src/server.js\`
//- /src/server.js
x
`,
      ['hint'],
    ));

  it('are no longer expected to come once the box is ticked', () =>
    checkMissing(
      `
//- /tasks.md
# Tasks
- [x] T001 Draw the bar code in \`src/bar-code.js\`
- [ ] T002 Answer it in \`src/server.js\`
//- /src/server.js
x
`,
      ['information'],
    ));

  it('are none where an open task says that it creates them', () =>
    checkMissing(
      `
//- /tasks.md
# Tasks
- [ ] T001 Create \`src/labels.js\`
- [ ] T002 Put eight labels on a page in \`src/labels.js\`
//- /src/server.js
x
`,
      [],
    ));

  it('are none of that once the task that creates them is done', () =>
    checkMissing(
      `
//- /tasks.md
# Tasks
- [x] T001 Create \`src/labels.js\`
- [ ] T002 Put eight labels on a page in \`src/labels.js\` with \`src/server.js\` and \`src/store.js\`
//- /src/server.js
x
//- /src/store.js
x
`,
      ['information', 'hint'],
    ));
});
