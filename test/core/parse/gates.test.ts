import assert from 'node:assert/strict';
import type { Gate, Group, Item, Task } from '../../../server/src/core/model/document.ts';
import { classifyCommands, isCommand } from '../../../server/src/core/parse/commands/classify.ts';
import { placeCommands, splitCommands } from '../../../server/src/core/parse/commands/split.ts';
import { attachGates } from '../../../server/src/core/parse/gates.ts';
import { type UnitOf, viewOf } from './view.ts';

describe('gates', () => {
  describe('command lines', () => {
    it('know where they begin', () => {
      const lines = (text: string): number[] => placeCommands(text, null).map(({ line }) => line);
      assert.deepEqual(lines('# all\nmake lint\r\n\r\nmake test'), [1, 3]);
      assert.deepEqual(lines('a \\\n  b\nc'), [0, 2]);
      assert.deepEqual(lines('$ npm test\n\n12 passing\n$ npm run lint'), [0, 3]);
      assert.deepEqual(lines('for f in *; do\n  a\ndone\nb'), [0, 3]);
    });
    const check = (text: string, expected: string[], language = 'bash'): void => {
      it(JSON.stringify(text), () => assert.deepEqual(splitCommands(text, language), expected));
    };
    check('make lint\n\nmake test', ['make lint', 'make test']);
    check('# all of it\nmake all  # lint + type\necho "#1 # not"', ['make all', 'echo "#1 # not"']);
    check('pytest -v \\\n  --cov=src \\\n  tests', ['pytest -v --cov=src tests']);
    check('dotnet test `\n  --filter X', ['dotnet test --filter X'], 'powershell');
    check('dir ^\n  /s', ['dir /s'], 'cmd');
    check(':: all\nREM more\nctest', ['ctest'], 'bat');
    check('$ npm test\n\n12 passing\n$ npm run lint', ['npm test', 'npm run lint'], 'console');
    check('PS C:\\app> dotnet test\nPassed!', ['dotnet test'], 'powershell');
    check('cat > a.txt <<EOF\nmake: nothing\nEOF\nmake', ['cat > a.txt <<EOF\nmake: nothing\nEOF', 'make']);
    check('python -c "\nprint(1)\n"\nmake', ['python -c "\nprint(1)\n"', 'make']);
    check('for f in *.sh; do\n  bash $f\ndone\nmake', ['for f in *.sh; do\n  bash $f\ndone', 'make']);
    check("echo don't\nmake", ["echo don't", 'make']);
    check('make\r\nctest\r\n', ['make', 'ctest']);
    check('', []);
  });

  describe('classes', () => {
    const check = (expected: string, ...commands: string[]): void => {
      for (const command of commands)
        it(`${command}: ${expected}`, () => assert.equal(classifyCommands([command]).class, expected));
    };
    check(
      'check',
      'make all',
      'npm ci && npm test',
      'cd a && go test ./...',
      'CI=1 npm test',
      'curl localhost:1/health',
      'cargo test',
      'npm run build',
      'docker build .',
      'docker compose up --abort-on-container-exit',
      'python deploy.py --dry-run',
      'grep -r "rm -rf" src',
    );
    check(
      'setup',
      'npm ci',
      'pip install -r requirements.txt',
      'bun add -d jest',
      'cd app',
      'export A=1',
      'docker compose up -d',
      'git clone x',
      'poetry add redis',
      'cp .env.example .env',
    );
    check(
      'mutating',
      'git push',
      'npm test && git commit -m x',
      'rm -rf dist',
      'npm publish',
      'kubectl apply -f a.yml',
      'terraform apply',
      'gh issue create --title x',
      'alembic upgrade head',
      'npm run db:migrate',
      'curl -X POST localhost/x',
      'psql -c "DROP TABLE a"',
      'sed -i s/a/b/ f',
      'npm run deploy',
    );
    check(
      'long-running',
      'npm run dev',
      'npm start',
      'docker compose up',
      'uvicorn app:app',
      'tail -f log',
      'npx vitest --watch',
      'python -m http.server',
      'python manage.py runserver',
    );
    check('example', 'npm test -- <name>', 'python /path/to/check.py', 'git diff ...');
    it('names the command that decides', () => {
      assert.deepEqual(classifyCommands(['make lint', 'git push origin main']), {
        class: 'mutating',
        reason: 'changes something: git push origin main',
      });
    });
  });

  describe('what reads as a command', () => {
    const check = (expected: boolean, ...lines: string[]): void => {
      for (const line of lines) it(`${line}: ${expected}`, () => assert.equal(isCommand(line), expected));
    };
    check(
      true,
      'make all',
      'pytest',
      './gradlew test',
      'npx tsc --noEmit',
      'A=1 npm test',
      'vendor/bin/phpunit --testdox',
      'scripts/check.sh -v',
      'cd a && make',
      'lake env lean Main.lean',
    );
    check(
      false,
      "$env:X='true'",
      'make sure that it works',
      'src/a.ts',
      'npm',
      'telemetry.start_span',
      'GET /health',
      'git',
      'a => b',
      'const a = 1;',
      'main',
      '├── src',
    );
  });

  describe('fences', () => {
    const check = (title: string, text: string, ...expected: string[]): void => {
      it(title, () =>
        assert.deepEqual(
          document(text).map((gate) => `${gate.line} ${gate.class} ${gate.name}`),
          expected,
        ),
      );
    };
    check('under a validate step', '1. **Validate:**\n   ```bash\n   make all\n   ```', '2 check Validate');
    check('under a heading', '## Validation commands\n\n```sh\nmake\n```', '3 check Validation commands');
    check(
      'under a lead-in sentence',
      'Once the tests pass, verify:\n\n```\nnpm test\n```',
      '3 check Once the tests pass, verify',
    );
    check(
      'under a heading whose sentence says when to run it',
      '## Required validation\n\nRun these after each implementation:\n\n```bash\nmake all\n```',
      '5 check Required validation',
    );
    check('not under Implementation', '## Tests\n\n**Implementation:**\n\n```bash\nmake all\n```');
    check('in another language', '**Prüfung:**\n\n```bash\nmake\n```', '3 check Prüfung');
    check('not a tree', '## Tests\n\n```\ntests/\n├── a.py\n```');
    check('not code', '## Tests\n\n```python\nimport a\n```');
    check('not under anything else', '## Deployment\n\n```bash\nmake all\n```');
    check('not under Install inside Testing', '## Testing\n\n**Install:**\n\n```bash\nnpm ci\n```');
    check('setup at a gate’s place', '## Testing\n\n```bash\nnpm ci\n```', '3 setup Testing');
    check('a record of a run', '## Tests\n\nWe ran:\n\n```bash\nnpm test\n```', '5 example Tests');
    check('not the red step', '**Step 2: Run test to verify it fails**\n\n```bash\nnpm test\n```');
    check('not a commit', '**Step 3: Verify, then commit**\n\n```bash\ngit commit -m x\n```');
  });

  it('stand in fences below labels in every language', () => {
    for (const label of ['Prüfung', 'Vérification', 'Verificación', 'Verificação', 'Verifica', 'Проверка'])
      assert.equal(document(`**${label}:**\n\n\`\`\`bash\nnpm test\n\`\`\``).length, 1, label);
    for (const label of ['Weryfikacja', 'Verifikasi', '验证', '検証', '검증', 'Validação'])
      assert.equal(document(`**${label}**：\n\n\`\`\`\nnpm test\n\`\`\``).length, 1, label);
  });

  describe('inline commands', () => {
    const check = (title: string, text: string, ...expected: string[]): void => {
      it(title, () =>
        assert.deepEqual(
          document(text).map(({ line, name }) => `${line} ${name}`),
          expected,
        ),
      );
    };
    check('in a box that says run', '- [ ] Run `make test` and fix', '1 make test');
    check('in a box that says verify', '- [ ] **T1** Verify: `npm test`', '1 npm test');
    check('not in another box', '- [ ] Configure `cargo fmt`');
    check('in a numbered step that verifies', '- [ ] **Step 5: Verify** — `npm run e2e`', '1 npm run e2e');
    check('in a box that says it passes', '- [x] 2.3 `npm run lint` passes', '1 npm run lint');
    check(
      'in a box that runs it at its end',
      '- [ ] Move it and run `cargo test` until green',
      '1 cargo test',
    );
    check('in a box that is nothing else', '- [ ] **Step 3: `cargo check`**', '1 cargo check');
    check('not in a box that adds it', '- [ ] Add `npm test` to the workflow');
    check('not where it fails', '- [ ] Step 2: `npm test` fails\n- [ ] Run `npm test` and see it fail');
    check('not in a question', '- [ ] Check if it is there - `npm info x`');
    check('in a criterion line', '- Verify: `npm run build` succeeds', '1 npm run build');
    check('under a criteria label', '**Acceptance criteria:**\n\n- `make all` passes', '3 make all');
    check(
      'in a field among others',
      '**Status:** open\r\n**Validate:** `npm test`\r\n**Setup:** `npm ci`',
      '2 npm test',
    );
    check('behind a label of tests', '**Tests:** `npm test`', '1 npm test');
    check(
      'behind a label of tests among fields',
      '**Status:** open\n**Test command:** `npm test`\n**Notes:** `npm ci`',
      '2 npm test',
    );
    check('not where a label of tests says more', '**Tests:** add `npm run lint` to the build');
    check('not in a field between', '**Verify:** by hand\n**Setup:** `npm ci`\n`npm test` is for later');
    check('not a path or a name', '**Acceptance:**\n\n- [ ] `src/a.ts` uses `pytest` and `npm`');
    check('one program that passes', '**Acceptance:**\n\n- [ ] `pytest` passes', '3 pytest');
    check('not an assignment', "1. **Validate:** set `$env:X='true'`");
    check('not in prose', 'Use `npm run build` here.');
    check(
      'a run line below the box of its step',
      '- [ ] **Step 6: Run test to verify it passes**\n\nRun: `npm test`\n\n- [ ] **Step 7: Commit**\n\nRun: `make all`',
      '3 npm test',
    );
    check('not where tests are yet to be written', '**Step 1: Write a failing test**\n\nRun: `npm test`');
    check(
      'a run line of a verify step',
      '**Step 4: Run test to verify it passes**\n\nRun: `npm test`',
      '3 npm test',
    );
    check(
      'under a step that says to run a gate',
      '1. Run the gate before a push:\n   - `npm test`',
      '2 npm test',
    );
    check('not under a step that only tests', '1. Test the gate by hand:\n   - `npm test`');
    check('not of a failing one', '**Step 2: Run test to verify it fails**\n\nRun: `npm test`');
    check(
      'verbs of other languages',
      '- [ ] 运行 `npm test`\n- [ ] Ejecutar `make all`\n- [x] `npm run lint`を実行\n- [ ] `make docs` 확인하기',
      '1 npm test',
      '2 make all',
      '3 npm run lint',
      '4 make docs',
    );

    it('in a criterion that the parser found', () => {
      const text = '# T\n- `make all` works';
      const item: Item = {
        key: 'i',
        line: 2,
        text: '',
        role: 'criterion',
        checked: null,
        span: { from: 4, to: text.length },
        mark: null,
      };
      assert.equal(
        attach(text, { tasks: [{ line: 1, endLine: 2, items: [item] }] }).tasks[0]?.gates.length,
        1,
      );
      const view = viewOf(text, { groups: [{ line: 1, endLine: 2 }] });
      assert.deepEqual(attachGates(view).groups[0]?.gates, []);
      const criteria = [{ ...item, group: 1 }];
      assert.deepEqual(commandsOf(attachGates({ ...view, criteria }).groups[0]?.gates ?? []), ['make all']);
      assert.deepEqual(commandsOf(attachGates({ ...viewOf(text), criteria }).gates), ['make all']);
    });
  });

  describe('owners', () => {
    const text =
      '# Phase\n## Task 1\n**Test:**\n```bash\nmake one\n```\n# End\n## Validation\n```bash\nmake all\n```';

    it('are the innermost task or group, else the document', () => {
      const { tasks, groups, gates } = attach(text, {
        groups: [{ line: 1, endLine: 6 }],
        tasks: [{ line: 2, endLine: 6 }],
      });
      assert.deepEqual(
        tasks.map((task) => commandsOf(task.gates)),
        [['make one']],
      );
      assert.deepEqual(
        groups.map((group) => commandsOf(group.gates)),
        [[]],
      );
      assert.deepEqual(commandsOf(gates), ['make all']);
    });

    it('do not announce by their own title', () => {
      const { tasks } = attach('# Tests for X\n```bash\nmake\n```', { tasks: [{ line: 1, endLine: 4 }] });
      assert.deepEqual(tasks[0]?.gates, []);
    });

    it('announce by a title that is to verify', () => {
      const text = '# Plan\n## 2. Build Verification\n```bash\nmake\n```';
      const { tasks } = attach(text, { tasks: [{ line: 2, endLine: 5 }] });
      assert.deepEqual(commandsOf(tasks[0]?.gates ?? []), ['make']);
    });
  });

  it('keeps the verbatim text, unindented, and its place', () => {
    const text = '1. **Test:**\n   ```bash\n   # all\n   make all\n   ```';
    const [gate] = document(text);
    assert.deepEqual(
      [gate?.text, gate?.language, gate?.form, gate?.endLine, gate?.commands],
      ['# all\nmake all', 'bash', 'fence', 5, ['make all']],
    );
    assert.equal(text.slice(gate?.span.from, gate?.span.to).startsWith('```bash'), true);
  });
});

function attach(text: string, units: { tasks?: UnitOf<Task>[]; groups?: UnitOf<Group>[] }) {
  return attachGates(viewOf(text, units));
}

function document(text: string): readonly Gate[] {
  return attach(text, {}).gates;
}

function commandsOf(gates: readonly Gate[]): string[] {
  return gates.flatMap((gate) => gate.commands);
}
