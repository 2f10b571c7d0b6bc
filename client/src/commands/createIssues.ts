import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import { IssueSourceRequest } from '../../../server/src/protocol/forge.ts';
import type { RoadgateClient } from '../client.ts';
import type { TokenSource } from '../forge/accounts.ts';
import type { IssuesResult, IssueStandIns } from '../issues/flow.ts';
import { showFailure } from '../log.ts';
import type * as Flow from '../pullRequest/bundle.ts';

/** "Create Issues from This Roadmap": the plan is shown as a diff first. Answers with what came of it. */
export function registerCreateIssues(
  client: RoadgateClient,
  log: vscode.LogOutputChannel,
  token: TokenSource,
  standIns: IssueStandIns,
): vscode.Disposable {
  const pages = new Pages();
  const create = async (argument: unknown): Promise<IssuesResult> => {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const reason = uri === undefined ? NO_ROADMAP() : refusalFor(uri);
    if (uri === undefined || reason !== undefined) return refuse(reason ?? NO_ROADMAP());
    const source = (): Promise<Awaited<ReturnType<Flow.IssuesRequest['source']>>> =>
      client.request(IssueSourceRequest, { uri: uri.toString() });
    return load().createIssues({ uri, source, log, token, show: pages.show, standIns });
  };
  return vscode.Disposable.from(
    pages,
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, pages),
    vscode.commands.registerCommand('roadgate.createIssues', async (argument: unknown) => {
      try {
        return await create(argument);
      } catch (error) {
        // The notification stays until it is dismissed; the command has ended.
        void showFailure(log, vscode.l10n.t('The issues could not be created.'), error);
        return undefined;
      }
    }),
  );
}

const SCHEME = 'roadgate-issues';
const NO_ROADMAP = (): string => vscode.l10n.t('Open the roadmap whose tasks shall become issues.');

/** The bundle beside this one; `require`, since only that knows the module `vscode` everywhere. */
function load(): typeof Flow {
  return createRequire(import.meta.url)('./pullRequest.cjs') as typeof Flow;
}

/** Checked whatever menus show or hide: git runs what the configuration of a repository says. */
function refusalFor(uri: vscode.Uri): string | undefined {
  if (!vscode.workspace.isTrusted) {
    return vscode.l10n.t('No issues in Restricted Mode: trust this folder to run git in it.');
  }
  return uri.scheme === 'file' ? undefined : vscode.l10n.t('Save the roadmap in a git repository first.');
}

function refuse(message: string): IssuesResult {
  void vscode.window.showWarningMessage(message);
  return { kind: 'refused', message };
}

/** Read-only pages: the plan, and later what came of it. */
class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.#changed.event;

  readonly show = async (text: string, languageId: string): Promise<void> => {
    const name = languageId === 'diff' ? vscode.l10n.t('Plan of Issues') : vscode.l10n.t('Issues');
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, languageId);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  };

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
