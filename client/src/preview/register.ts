import type MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import type { RoadgateClient } from '../client.ts';
import type { Words } from './html.ts';
import { extendMarkdown } from './plugin.ts';
import { Previews } from './previews.ts';

export interface MarkdownPreview {
  readonly subscription: { dispose(): void };
  /** What the editor's preview of Markdown asks the extension for. */
  readonly extendMarkdownIt: (md: MarkdownIt) => MarkdownIt;
}

/** States, progress and references of roadmaps in the editor's own preview. */
export function registerMarkdownPreview(
  client: RoadgateClient,
  log: vscode.LogOutputChannel,
): MarkdownPreview {
  const previews = new Previews(client, log);
  let hasFailed = false;
  const onFailure = (error: unknown): void => {
    // A preview renders at every keystroke, and the log is for people.
    if (!hasFailed) log.error('The Markdown preview is shown plain:', error);
    hasFailed = true;
  };
  return {
    subscription: previews,
    extendMarkdownIt: (md) =>
      extendMarkdown(md, { pageOf: (document) => previews.pageOf(document), words: words(), onFailure }),
  };
}

function words(): Words {
  return {
    status: {
      todo: vscode.l10n.t('To do'),
      'in-progress': vscode.l10n.t('In progress'),
      'in-review': vscode.l10n.t('In review'),
      blocked: vscode.l10n.t('Blocked'),
      done: vscode.l10n.t('Done'),
      deferred: vscode.l10n.t('Deferred'),
      cancelled: vscode.l10n.t('Cancelled'),
    },
    criteria: criteriaWords,
    tasks: (done, total) => vscode.l10n.t('{0} of {1} tasks done', done, total),
    problem: vscode.l10n.t('Problem'),
  };
}

function criteriaWords(met: number, recorded: number, unrecorded: number): string {
  if (recorded === 0) return vscode.l10n.t('no record for {0} criteria', unrecorded);
  if (unrecorded === 0) return vscode.l10n.t('{0} of {1} criteria met', met, recorded);
  return vscode.l10n.t('{0} of {1} criteria met, no record for {2}', met, recorded, unrecorded);
}
