import assert from 'node:assert/strict';
import { callsOf } from '../../../../server/src/core/analysis/targets/calls.ts';
import { readManifest } from '../../../../server/src/core/analysis/targets/manifests.ts';
import { parseRoadmap } from '../../../../server/src/core/parse/document.ts';
import { SourceText } from '../../../../server/src/core/text/source.ts';
import { checkFindings, checkFix } from '../../../support/findings.ts';

const FILES = `
      //- /Makefile
      check: lint test
      	node --test
      lint test:
      	eslint .
      //- /package.json
      {"scripts": {"test:unit": "node --test"}}
      //- /tests/test_store.py
      x
      //- /scripts/check.sh
      x`;

describe('gate/unknown-target', () => {
  const check = (markup: string) => checkFindings('gate/unknown-target', markup);

  it('is sure where the work is done', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Validate:**
      \`\`\`bash
      make check lnt -j4
      //         ^^^ gate/unknown-target warning: Makefile has no target lnt; lint is the nearest.
      npm run test:e2e -- --headed
      //      ^^^^^^^^ gate/unknown-target warning: package.json has no script test:e2e.
      pytest tests/test_stor.py::test_a -k name
      //     ^^^^^^^^^^^^^^^^^^ gate/unknown-target warning: There is no file tests/test_stor.py; tests/test_store.py is the nearest.
      bash scripts/check.sh
      npm run test:unit
      \`\`\`
      ${FILES}`));

  it('leaves it at a hint where the line says so itself', () =>
    check(`
      # Roadmap
      | ID | Task | Gate | Status |
      | --- | --- | --- | --- |
      | T1 | Store | \`npm run test:e2e\` | ✅ done. \`test:e2e\` does not exist in \`package.json\` |
      //                      ^^^^^^^^ gate/unknown-target hint
      | T2 | Cache | \`npm run test:e2e\` | ✅ done |
      //                      ^^^^^^^^ gate/unknown-target warning
      ${FILES}`));

  it('reads what cargo, tox, poe and poetry list', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Validate:**
      \`\`\`bash
      cargo test -p store --test recovery -- --nocapture
      cargo test -p stores --test recover
      //            ^^^^^^ gate/unknown-target warning: No Cargo.toml of the project has a package stores; store is the nearest.
      //                          ^^^^^^^ gate/unknown-target warning: No package of the project has an integration test recover.
      cargo clippy -p serde && cargo run --bin store && cargo run --bin tool
      //                                                                ^^^^ gate/unknown-target warning: No package of the project has a binary tool.
      cargo nextest run --package=log --manifest-path ../x/Cargo.toml
      tox -e lint,py312-django,docs
      //                       ^^^^ gate/unknown-target warning: tox.ini has no environment docs.
      poe check
      poe chekc
      //  ^^^^^ gate/unknown-target warning: pyproject.toml has no task chekc; check is the nearest.
      poetry run pytest
      poetry run shopp --version
      //         ^^^^^ gate/unknown-target warning: pyproject.toml has no script shopp; shop is the nearest.
      \`\`\`
      //- /Cargo.toml
      [workspace]
      members = ["store"]
      //- /store/Cargo.toml
      [package]
      name = "store"
      [dependencies]
      serde = "1"
      //- /store/tests/recovery.rs
      //- /tox.ini
      [tox]
      envlist = py{311,312}-{django,flask}
          lint
      [testenv:lint]
      commands = ruff check
      //- /pyproject.toml
      [tool.poe.tasks]
      check = "ruff check"
      [tool.poetry.scripts]
      shop = "shop:main"
      `));

  it('doubts what open work may bring, and what is not of one task', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Acceptance Criteria:**
      - [ ] \`make types\` passes
      //          ^^^^^ gate/unknown-target hint
      ## Issue #2: Server
      **Status:** In progress
      **Acceptance Criteria:**
      - [ ] \`make types\` passes
      //          ^^^^^ gate/unknown-target information
      ## Validation commands
      \`\`\`bash
      make types
      //   ^^^^^ gate/unknown-target information
      \`\`\`
      ${FILES}`));

  it('says nothing of what runs elsewhere, or of which nobody knows the names', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Validate:**
      \`\`\`bash
      yarn jest src
      just anything
      docker compose exec app pytest tests/other.py
      python -c "print(1)"
      bash build/made.sh
      npm run maybe --if-present
      make -C other all
      \`\`\`
      ## Issue #2: Server ✅ DONE
      **Validate:**
      \`\`\`bash
      cd ../other
      make all
      \`\`\`
      ${FILES}`));

  it('says nothing where a Makefile takes in another', () =>
    check(`
      # Roadmap
      ## Issue #1: Store ✅ DONE
      **Validate:**
      \`\`\`bash
      make all
      \`\`\`
      //- /Makefile
      include common.mk
      check:
      	true`));

  it('writes the nearest name', () => {
    const plan = '# Roadmap\n## Issue #1: Store\n**Validate:**\n```bash\nmake lnit\n```';
    return checkFix(
      'Change to lint',
      `//- /plan.md\n${plan}\n//- /Makefile\nlint:\n\teslint .`,
      plan.replace('lnit', 'lint'),
    );
  });
});

describe('calls of gates', () => {
  const check = (command: string, ...expected: string[]): void => {
    it(command, () => {
      const text = `# Roadmap\n## Issue #1: Store\n**Validate:**\n\`\`\`bash\n${command}\n\`\`\`\n`;
      const [gate] = parseRoadmap('plan.md', new SourceText(text)).tasks[0]?.gates ?? [];
      assert.ok(gate);
      assert.deepEqual(
        callsOf(gate).map(({ runner, name }) => `${runner} ${name}`),
        expected,
      );
    });
  };
  check('make lint test V=1 -j 4', 'make lint', 'make test');
  check('npm --prefix web run lint', 'script lint');
  check('npm test', 'script test');
  check('pnpm -r run build', 'script build');
  check('pnpm tsc');
  check('yarn workspace web test:unit', 'script test:unit');
  check('bun test');
  check('just check fast', 'just check');
  check('composer run stan', 'composer stan');
  check('uv run python -m pytest tests/a.py', 'path tests/a.py');
  check('python scripts/run.py data/x.py', 'path scripts/run.py');
  check('npx vitest run src/a.test.ts --reporter=dot', 'path src/a.test.ts');
  check('./scripts/check.sh --all', 'path ./scripts/check.sh');
  check('pytest "tests/$NAME.py" tests/test_*.py');
  check('cd /srv/app && make all');
});

describe('lists of targets', () => {
  const check = (path: string, text: string, ...expected: string[]): void => {
    it(`${path}: ${text.replaceAll('\n', ' ⏎ ')}`, () => {
      const manifest = readManifest(path, text);
      assert.deepEqual([...(manifest?.targets ?? []), ...(manifest?.isOpen === true ? ['…'] : [])], expected);
    });
  };
  check(
    'Makefile',
    'A := b\nall: a \\\n  b\n\tx: y\n.PHONY: all\nc d:: e\nf = g:h',
    'all',
    '.PHONY',
    'c',
    'd',
  );
  check('a/Makefile', '%.o: %.c\n\tcc', '%.o', '…');
  check('Makefile', '-include x.mk', '…');
  check('package.json', '{"scripts":{"a":"x","b:c":"y"}}', 'a', 'b:c');
  check('package.json', '{"name":"x"}');
  check('package.json', '{"scripts":');
  check('justfile', 'v := "1"\n@a x="1": b\n  echo: no\nalias t := a', 'a', 't');
  check('justfile', 'mod x\na:', 'a', '…');
  check('Taskfile.yml', 'version: 3\ntasks:\n  a:\n    aliases: [b]\n  c:d: x\n', 'a', 'c:d', 'b');
  check('Taskfile.yml', 'includes:\n  x: ./x\ntasks:\n  a: y', 'a', '…');
});
