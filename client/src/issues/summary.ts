import * as vscode from 'vscode';
import type { ApplyOutcome } from '../../../server/src/forge/issues/apply.ts';

/** What a run has done, as a page with the addresses of the issues. */
export function writeSummary(outcome: ApplyOutcome, repository: string): string {
  const { created, updated, labels, milestones, relations, cards, refused, kind, message } = outcome;
  const title = {
    done: vscode.l10n.t('Issues in {0}', repository),
    cancelled: vscode.l10n.t('Issues in {0}: cancelled', repository),
    stopped: vscode.l10n.t('Issues in {0}: stopped', repository),
  }[kind];
  const next =
    kind === 'done'
      ? []
      : [`${message ?? ''} ${vscode.l10n.t('Run the command again: it goes on from here.')}`, ''];
  const counts = vscode.l10n.t(
    '{0} labels, {1} milestones and {2} relations were made.',
    labels,
    milestones,
    relations,
  );
  const placed =
    cards === 0 ? [] : [vscode.l10n.t('Cards that were put into columns of the board: {0}.', cards)];
  return [
    `# ${title}`,
    '',
    ...next,
    ...list(vscode.l10n.t('Created'), created.map(issueLine)),
    ...list(vscode.l10n.t('Updated'), updated.map(issueLine)),
    ...list(
      vscode.l10n.t('Not accepted'),
      refused.map((sentence) => `- ${sentence}`),
    ),
    [counts, ...placed].join(' '),
    '',
  ].join('\n');
}

function issueLine({ number, title, url }: ApplyOutcome['created'][number]): string {
  return `- #${number} ${title}: ${url}`;
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines, ''];
}
