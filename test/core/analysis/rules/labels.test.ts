import { checkFindings, checkFix } from '../../../support/findings.ts';

const PLAN = `
  # Roadmap
  ## Issue #1: Store
  **Labels:** \`storage\`, \`phase-1\`, \`urgnet\`
  ## Issue #2: Server
  **Labels:** \`server\`, \`phase-2\`, \`urgent\`
  ## Issue #3: Pages
  **Labels:** \`pages\`, \`Phase-2\`, \`urgent\``;

describe('label/undeclared', () => {
  const check = (markup: string) => checkFindings('label/undeclared', markup);

  it('finds what the list does not have, once per label', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Labels:** \`storage\`, \`phase-1\`, \`urgnet\`
      //                                 ^^^^^^ label/undeclared information: The document's list of labels has no urgnet; urgent is the nearest.
      ## Issue #2: Server
      **Labels:** \`server\`, \`phase-2\`, \`urgent\`, \`other\`
      //                                          ^^^^^ label/undeclared information: The document's list of labels has no other, which 2 tasks and groups carry.
      ## Issue #3: Pages
      **Labels:** \`server\`, \`Phase-2\`, \`other\`
      ## Labels
      - **Phases:** \`phase-1\`, \`phase-2\`
      - **Areas:** \`storage\`, \`server\`, \`urgent\`
    `));

  it('knows patterns', () =>
    check(`${PLAN.replace('urgnet', 'urgent')}
      ## Labels
      - \`phase-N\`
      - \`storage\`
      - \`server\`
      - \`pages\`
      - \`urgent\`
    `));

  it('says nothing without a list, or where the list is of something else', async () => {
    await check(PLAN);
    await check(`${PLAN}
      ## Labels
      - \`src/labels.ts\`
      - \`src/printer.ts\`
      - \`urgent\`
    `);
  });

  it('corrects a slip of the keyboard', () => {
    const list = '## Labels\n- `storage`, `server`, `pages`, `urgent`, `phase-1`, `phase-2`\n';
    const plan = `# Roadmap\n## Issue #1: Store\n**Labels:** \`storage\`, \`urgnet\`\n## Issue #2: Pages\n**Labels:** \`pages\`, \`server\`\n${list}`;
    return checkFix('Change to urgent', plan, plan.replace('urgnet', 'urgent'));
  });
});

describe('label/unused', () => {
  const check = (markup: string) => checkFindings('label/unused', markup);

  it('finds what no task and no phase carries', () =>
    check(`
      # Roadmap
      ## Phase 1: Answers
      **Labels:** \`epic\`
      ### Issue #1: Store
      **Labels:** \`storage\`, \`urgent\`
      ### Issue #2: Server
      **Labels:** \`server\`
      ## Labels
      - \`storage\`, \`server\`, \`epic\`, \`urgent\`, \`low\`
      //                                        ^^^ label/unused information: No task carries the label low, which is declared here.
    `));

  it('says nothing where hardly anything has labels', () =>
    check(`
      # Roadmap
      ## Issue #1: Store
      **Labels:** \`storage\`
      ## Issue #2: Server
      **Effort:** 1h
      ## Labels
      - \`storage\`, \`server\`, \`epic\`, \`low\`
    `));
});
