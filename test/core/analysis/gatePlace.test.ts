import assert from 'node:assert/strict';
import { gatedGroup, gatedTask } from '../../../server/src/core/analysis/gateOwners.ts';
import { gatePlaces } from '../../../server/src/core/analysis/gatePlace.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

const MODULES =
  '//- /packages/api/package.json\n{}\n//- /packages/api/src/a.ts\n//- /packages/web/package.json\n{}\n//- /packages/web/b.ts\n';

describe('where a gate runs', () => {
  /** `cwd (reason)` of the first task's first gate, of a task that names files and has these commands. */
  function check(files: string, commands: string, expected: string, more = MODULES): void {
    const plan = `//- /plan.md\n# P\n### Issue #1: A\n**Status:** Open\n**Files:** ${files}\n\n**Validate:**\n${commands}\n`;
    const { cwd = '.', cwdReason } = placeIn(plan + more);
    assert.equal(`${cwd}${cwdReason === undefined ? '' : ` (${cwdReason})`}`, expected);
  }
  function placeIn(markup: string): ReturnType<typeof gatePlaces>[number] {
    const { workspace, folder } = workspaceFrom(markup);
    const document = workspace.documents.get(uriOf('/plan.md'));
    const [task] = document?.tasks ?? [];
    assert(document && task);
    const gated = gatedTask(document, task, folder.config.gates);
    assert(gated);
    const [place] = gatePlaces(folder, document, gated);
    assert(place);
    return place;
  }
  const fence = (text: string): string => `\`\`\`bash\n${text}\n\`\`\``;
  const API = "packages/api (the package.json of the task's files)";

  it('is the module that all files of the task lie in', () => {
    check('`packages/api/src/a.ts`', fence('npm test'), API);
    check('`packages/api/src/a.ts`, `packages/api/package.json`', fence('echo go\nnpm test && npx tsc'), API);
  });
  it('is that of all files of a phase for the gates of the phase', () => {
    const task = (id: string, file: string): string =>
      `### Issue #${id}: A\n**Status:** Open\n**Files:** \`${file}\`\n`;
    const checkPhase = (files: readonly string[], expected: string | undefined): void => {
      const tasks = files.map((file, index) => task(`${index + 1}`, file)).join('');
      const plan = `//- /plan.md\n# P\n## Phase 1: X\n**Validate:**\n${fence('npm test')}\n${tasks}`;
      const { workspace, folder } = workspaceFrom(plan + MODULES);
      const document = workspace.documents.get(uriOf('/plan.md'));
      const [group] = document?.groups ?? [];
      const gated = group && gatedGroup(group);
      assert(document && gated);
      assert.equal(gatePlaces(folder, document, gated)[0]?.cwdReason, expected);
    };
    const reason = "the package.json of the phase's files";
    checkPhase(['packages/api/src/a.ts', 'packages/api/package.json'], reason);
    checkPhase(['packages/api/src/a.ts', 'packages/web/b.ts'], "the phase's files lie in 2 modules");
    checkPhase(['packages/api/src/a.ts', 'plan.md'], undefined);
  });
  it('is the workspace folder where nobody can say', () => {
    check('none', fence('npm test'), '.');
    const several = "the task's files lie in 2 modules";
    check('`packages/api/src/a.ts`, `packages/web/b.ts`', fence('npm test'), `. (${several})`);
    check('`packages/api/src/a.ts`, `plan.md`', fence('npm test'), '.');
  });
  it('is the workspace folder where the commands say where they work', () => {
    for (const command of [
      'cd packages/api && npm test',
      'npm --prefix packages/api test',
      'npx jest packages/api/src/a.ts',
      'npm test\n./scripts/check.sh',
      'pnpm --filter api test',
    ])
      check('`packages/api/src/a.ts`', fence(command), '.');
  });
  it('is the workspace folder where that is a project of the kind', () => {
    check('`packages/api/src/a.ts`', fence('npm test'), '.', `${MODULES}//- /package.json\n{}\n`);
    check('`packages/api/src/a.ts`', fence('npm test'), API, `${MODULES}//- /go.mod\nmodule x\n`);
  });
  it('knows crates, Go modules and Python projects', () => {
    const more =
      '//- /core/Cargo.toml\n//- /core/src/lib.rs\n//- /srv/go.mod\n//- /srv/main.go\n//- /ml/pyproject.toml\n//- /ml/m.py\n';
    check('`core/src/lib.rs`', fence('cargo test'), "core (the Cargo.toml of the task's files)", more);
    check('`srv/main.go`', fence('go test ./...'), "srv (the go.mod of the task's files)", more);
    check('`ml/m.py`', fence('pytest -q'), "ml (the pyproject.toml of the task's files)", more);
    check('`ml/m.py`', fence('cargo test'), '.', more);
  });
  it('is what a comment at the gate says, and .roadgate.yaml says for all', () => {
    const marked = `<!-- roadgate-gate: cwd=packages/web -->\n${fence('npm test')}`;
    check('`packages/api/src/a.ts`', marked, 'packages/web');
    const defaults = '//- /.roadgate.yaml\ngateDefaults:\n  cwd: packages/web\n';
    check('`packages/api/src/a.ts`', fence('npm test'), 'packages/web', MODULES + defaults);
  });

  it('comes with time, coverage and variables of the project, unless the gate says other', () => {
    const yaml =
      '//- /.roadgate.yaml\ngateDefaults:\n  timeout: 10m\n  covers: [src/**]\n  env: { CI: "1" }\n';
    const plan = (comment: string): string =>
      `//- /plan.md\n# P\n### Issue #1: A\n**Status:** Open\n\n**Validate:**\n\n${comment}${fence('make')}\n${yaml}`;
    const defaults = { timeout: 600_000, covers: ['src/**'], env: { CI: '1' } };
    assert.deepEqual(placeIn(plan('')), defaults);
    const said = placeIn(plan('<!-- roadgate-gate: timeout=5s -->\n'));
    assert.deepEqual(said, { ...defaults, timeout: 5000 });
    const own = `${yaml}gates:\n  - name: all\n    run: make\n    timeout: 1h\n    env: { A: b }\n`;
    const ofProject = placeIn(`//- /plan.md\n# P\n### Issue #1: A\n**Status:** Open\n${own}`);
    assert.deepEqual(ofProject, { ...defaults, timeout: 3_600_000, env: { A: 'b' } });
  });
});
