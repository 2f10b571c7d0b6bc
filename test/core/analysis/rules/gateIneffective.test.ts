import { checkFindings, checkFix } from '../../../support/findings.ts';

describe('gate/ineffective', () => {
  const check = (markup: string) => checkFindings('gate/ineffective', markup);

  it('finds a search that succeeds when it finds what is bad', () =>
    check(`
      # Roadmap
      ## Issue #1: Keep secrets out of the log
      **Validate:**
      \`\`\`bash
      make test
      grep -r "Bearer\\|password" src/ test/
      //<37 gate/ineffective hint: This succeeds when grep finds something, and fails when it finds nothing.
      grep "version" package.json
      # Should return no results
      grep -n "legacy" src/store.js
      //<29 gate/ineffective hint
      \`\`\`
    `));

  it('finds what cannot fail', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Validate:**
      \`\`\`bash
      npm test || true
      //<16 gate/ineffective hint: This cannot fail: whatever happens, \`|| true\` succeeds.
      npm run lint || (echo "no" && exit 1)
      COUNT=$(grep -c a b.txt || true)
      npm run build && echo done
      \`\`\`
      ## Issue #2: Server
      **Validate:**
      \`\`\`bash
      echo "All tests pass"
      //<21 gate/ineffective hint: This cannot fail, as it only prints something: echo "All tests pass".
      \`\`\`
    `));

  it('finds what changes or prepares and checks nothing', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Acceptance Criteria:**
      - [ ] Make sure that \`main\` is up-to-date: \`git pull origin main\`
      //                                          ^^^^^^^^^^^^^^^^^^^^ gate/ineffective hint: This changes something rather than checks it: git pull origin main.
      ## Issue #2: Server
      **Validate:**
      \`\`\`bash
      npm ci
      //<6 gate/ineffective hint: This prepares something rather than checks it: npm ci.
      \`\`\`
    `));

  it('says nothing where something else checks, or where the action itself must work', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Validate:**
      \`\`\`bash
      npm ci
      npm test
      \`\`\`
      ## Issue #2: Server
      **Acceptance Criteria:**
      - [ ] Verify that \`npm install\` completes without warnings
      - [ ] Run \`npm install\`
      - [ ] \`curl -X POST http://localhost:8080/parcels\` answers 201
    `));

  it('turns a search around', () => {
    const plan =
      '# Roadmap\n## Issue #1: Log\n**Validate:**\n```bash\nmake\ngrep -r "password" src/  # none\n```\n';
    return checkFix(
      'Fail when something is found',
      plan,
      plan.replace('grep -r "password" src/', 'if grep -r "password" src/; then exit 1; fi'),
    );
  });

  it('has a search expect that nothing is found, and is content then', async () => {
    const plan = '# Roadmap\n## Issue #1: Log\n**Validate:**\n```bash\nmake\ngrep -r "password" src/\n```\n';
    const expecting = plan.replace('src/', 'src/ # roadgate: expect=1');
    await checkFix('Expect that nothing is found', plan, expecting);
    await check(expecting);
  });
});
