import * as vscode from 'vscode';
import * as z from 'zod';
import { unapproved, visibleText, type Unapproved } from '../../../server/src/gates/approval.ts';
import type { GatePlan } from '../../../server/src/gates/plan.ts';

const Approval = z.object({
  digest: z.string(),
  /** What was approved, for the list in which it can be revoked. */
  script: z.string(),
  shell: z.string(),
  directory: z.string(),
  document: z.string(),
});
export type Approval = z.infer<typeof Approval>;

/**
 * The gates that a person has allowed to run in this workspace, by digest of their exact text. Kept in the
 * workspace's storage, out of reach of the workspace itself.
 */
export class Approvals {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  all(): readonly Approval[] {
    return z.array(Approval).safeParse(this.#state.get(KEY)).data ?? [];
  }

  async add(approval: Approval): Promise<void> {
    const others = this.all().filter(({ digest }) => digest !== approval.digest);
    await this.#state.update(KEY, [...others, approval]);
  }

  async revokeAllBut(digests: ReadonlySet<string>): Promise<void> {
    await this.#state.update(
      KEY,
      this.all().filter(({ digest }) => digests.has(digest)),
    );
  }

  /** Those of `plans` whose exact text was never approved. */
  waiting(plans: readonly GatePlan[]): Promise<readonly Unapproved[]> {
    return unapproved(plans, new Set(this.all().map(({ digest }) => digest)));
  }

  /**
   * Asks for each exact text among `plans` that was never approved, before any of them runs.
   * @param title the task they run for, as people know it.
   * @returns false if the person refused one: then none should run.
   */
  async confirm(plans: readonly GatePlan[], title: string, document: string): Promise<boolean> {
    const waiting = await this.waiting(plans);
    for (const [index, gate] of waiting.entries()) {
      const count = waiting.length > 1 ? ` (${index + 1}/${waiting.length})` : '';
      if (!(await ask(gate, title + count, document))) return false;
      const { script, shell, directory } = gate.plan;
      await this.add({ digest: gate.digest, script, shell: shell.dialect, directory, document });
    }
    return true;
  }
}

const KEY = 'roadgate.approvedGates';

/** More lines than a dialog is sure to show: nobody approves what was not on the screen. */
const DIALOG_LINES = 25;

/** Gates whose whole text was opened in an editor in this window. */
const shown = new Set<string>();

async function ask({ plan, digest }: Unapproved, title: string, document: string): Promise<boolean> {
  const lines = visibleText(plan.script).split('\n');
  const run = vscode.l10n.t('Run');
  const show = vscode.l10n.t('Show All {0} Lines', lines.length);
  const whole = lines.length <= DIALOG_LINES || shown.has(digest);
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Run this gate of {0}?', visibleText(title).replace(/\s+/g, ' ').slice(0, 120)),
    { modal: true, detail: [...excerpt(lines), '', ...facts(plan, document)].join('\n') },
    whole ? run : show,
  );
  if (choice === show) {
    shown.add(digest);
    const opened = await vscode.workspace.openTextDocument({
      content: lines.join('\n'),
      language: 'shellscript',
    });
    await vscode.window.showTextDocument(opened, { preview: true });
    void vscode.window.showInformationMessage(
      vscode.l10n.t('These are all lines of the gate. Run it again to be asked for your approval.'),
    );
  }
  return choice === run;
}

function excerpt(lines: readonly string[]): readonly string[] {
  if (lines.length <= DIALOG_LINES) return lines;
  return [
    ...lines.slice(0, DIALOG_LINES - 1),
    vscode.l10n.t('… and {0} more lines', lines.length - DIALOG_LINES + 1),
  ];
}

function facts({ shell, cwd, directoryReason, variables = {} }: GatePlan, document: string): string[] {
  const set = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  const why = directoryReason === undefined ? '' : ` (${directoryReason})`;
  return [
    vscode.l10n.t('Shell: {0}', shell.executable),
    vscode.l10n.t('Directory: {0}', visibleText(cwd + why)),
    ...(set.length === 0 ? [] : [vscode.l10n.t('Variables: {0}', visibleText(set.join(' ')))]),
    vscode.l10n.t('Document: {0}', visibleText(document)),
    '',
    vscode.l10n.t('You are asked once for each exact text.'),
  ];
}
