import * as vscode from 'vscode';
import * as z from 'zod';
import { ExplainLineRequest } from '../../../server/src/protocol/explain.ts';
import { EXPLANATION_SCHEME, type RoadgateClient } from '../client.ts';
import { showFailure } from '../log.ts';

/** The one document that explanations are shown in; its name is what the tab says. */
const DOCUMENT = vscode.Uri.from({ scheme: EXPLANATION_SCHEME, path: '/How this line was read' });

/** Milliseconds without a move of the cursor after which its new line is explained. */
const REST = 150;

const Target = z.object({ uri: z.string() });

/**
 * "Why is this not a task?": a read-only document beside the roadmap says how the line at the cursor was
 * read. While it is in sight it follows the cursor and the text.
 */
export function registerExplainLine(client: RoadgateClient, log: vscode.LogOutputChannel): vscode.Disposable {
  const explanations = new Explanations(client, log);
  const links = { provideDocumentLinks: (document: vscode.TextDocument) => explanations.links(document) };
  return vscode.Disposable.from(
    explanations,
    vscode.workspace.registerTextDocumentContentProvider(EXPLANATION_SCHEME, explanations),
    vscode.languages.registerDocumentLinkProvider({ scheme: EXPLANATION_SCHEME }, links),
    vscode.commands.registerCommand('roadgate.explainLine', (argument: unknown) =>
      explanations.show(argument),
    ),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor) explanations.follow(editor);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => explanations.follow(textEditor)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document === document) explanations.follow(editor);
    }),
  );
}

/** Tells something about the line at the cursor, with a way to learn how the line was read. */
export async function offerExplanation(message: string): Promise<void> {
  const why = vscode.l10n.t('Why?');
  const choice = await vscode.window.showInformationMessage(message, why);
  if (choice === why) await vscode.commands.executeCommand('roadgate.explainLine');
}

class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  #target: { readonly uri: vscode.Uri; readonly line: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(client: RoadgateClient, log: vscode.LogOutputChannel) {
    this.#client = client;
    this.#log = log;
  }

  /** @param argument `{ uri }` for another document than that of the active editor. */
  async show(argument: unknown): Promise<void> {
    const target = Target.safeParse(argument);
    const editor = target.success
      ? await vscode.window.showTextDocument(vscode.Uri.parse(target.data.uri))
      : vscode.window.activeTextEditor;
    if (!editor || !isMarkdown(editor.document)) {
      const hint = vscode.l10n.t(
        'Open a Markdown document and put the cursor on the line that you ask about.',
      );
      void vscode.window.showInformationMessage(hint);
      return;
    }
    try {
      this.#aim(editor);
      this.#changed.fire(DOCUMENT);
      const document = await vscode.workspace.openTextDocument(DOCUMENT);
      await vscode.languages.setTextDocumentLanguage(document, 'markdown');
      const viewColumn = shownIn() ?? vscode.ViewColumn.Beside;
      await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: true });
    } catch (error) {
      void showFailure(this.#log, vscode.l10n.t('The line could not be explained.'), error);
    }
  }

  /** Explains the line of this editor once its cursor rests, if somebody is looking. */
  follow(editor: vscode.TextEditor): void {
    if (!isMarkdown(editor.document) || shownIn() === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#aim(editor);
      this.#changed.fire(DOCUMENT);
    }, REST);
  }

  async provideTextDocumentContent(_: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const target = this.#target;
    const missing = vscode.l10n.t('Put the cursor on a line of a Markdown document.');
    if (!target) return missing;
    const params = { uri: target.uri.toString(), line: target.line };
    const answer = await this.#client.request(ExplainLineRequest, params, token);
    if (!answer) return missing;
    return `${answer.markdown}\n---\n\n${vscode.workspace.asRelativePath(target.uri)}, line ${answer.line}\n`;
  }

  /** `line 12` leads to the line. */
  links(document: vscode.TextDocument): vscode.DocumentLink[] {
    const uri = this.#target?.uri.toString();
    if (uri === undefined) return [];
    return [...document.getText().matchAll(/\bline (\d+)/gi)].map((match) => {
      const range = new vscode.Range(
        document.positionAt(match.index),
        document.positionAt(match.index + match[0].length),
      );
      const place = encodeURIComponent(JSON.stringify([{ uri, line: Number(match[1]) - 1 }]));
      const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:roadgate.goToTask?${place}`));
      link.tooltip = vscode.l10n.t('Go to Line');
      return link;
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  #aim({ document, selection }: vscode.TextEditor): void {
    this.#target = { uri: document.uri, line: selection.active.line };
  }
}

function isMarkdown(document: vscode.TextDocument): boolean {
  return document.languageId === 'markdown' && document.uri.scheme !== EXPLANATION_SCHEME;
}

/** The column that shows the explanation; undefined while none does. */
function shownIn(): vscode.ViewColumn | undefined {
  const isShown = ({ document }: vscode.TextEditor) => document.uri.scheme === EXPLANATION_SCHEME;
  return vscode.window.visibleTextEditors.find(isShown)?.viewColumn;
}
