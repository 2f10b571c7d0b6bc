import * as vscode from 'vscode';

/** Opens an unsaved roadmap that shows the form: a phase, a task with fields, criteria and a gate. */
export function registerNewRoadmap(): vscode.Disposable {
  return vscode.commands.registerCommand('roadgate.newRoadmap', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: TEMPLATE });
    await vscode.window.showTextDocument(document);
  });
}

const TEMPLATE = `# Roadmap

## Phase 1: Foundation

### Task 1.1: Describe the first piece of work

**Status:** To do
**Effort:** 2-3 hours
**Branch:** \`feature/first-piece\`

**Acceptance criteria:**
- [ ] What must be true when it is done
- [ ] And what else

**Validate:**
\`\`\`bash
npm test
\`\`\`

### Task 1.2: Describe the next one

**Status:** To do
**Depends on:** 1.1

**Acceptance criteria:**
- [ ] …
`;
