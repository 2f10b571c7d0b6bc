import * as vscode from 'vscode';
import { visibleText } from '../../../server/src/gates/approval.ts';
import { evidenceTail } from '../../../server/src/gates/evidence.ts';
import { failedCommand } from '../../../server/src/gates/explain.ts';
import { placePhrase } from '../../../server/src/gates/words.ts';
import type { RunResult } from '../../../server/src/host/runner.ts';
import type { GateOutline } from '../../../server/src/protocol/outline.ts';
import type { RunView } from './gateRunner.ts';
import { BoundedOutput, toTerminal } from './testOutput.ts';

/** A gate's item, with those of its commands. */
export interface GateItems {
  readonly gate: vscode.TestItem;
  readonly commands: readonly vscode.TestItem[];
}

/** One run of the Test Explorer, for the gates of one task. */
export class TestView implements RunView {
  readonly #run: vscode.TestRun;
  readonly #itemsOf: (gate: string) => GateItems | undefined;
  readonly #outputs = new Map<string, BoundedOutput>();

  constructor(run: vscode.TestRun, itemsOf: (gate: string) => GateItems | undefined) {
    this.#run = run;
    this.#itemsOf = itemsOf;
  }

  enqueued({ key }: GateOutline): void {
    const items = this.#itemsOf(key);
    if (items) this.#run.enqueued(items.gate);
  }

  /** It does not run, and says why. */
  skipped({ key, name }: GateOutline, reason: string): void {
    const items = this.#itemsOf(key);
    if (!items) return;
    this.#run.appendOutput(`${toTerminal(visibleText(`${name}: ${reason}`))}\r\n`, undefined, items.gate);
    this.#run.skipped(items.gate);
  }

  started({ key, name, cwd, cwdReason }: GateOutline): void {
    const item = this.#itemsOf(key)?.gate;
    if (!item) return;
    this.#run.started(item);
    this.#run.appendOutput(
      `\r\n\x1b[1m▷ ${visibleText(name)}\x1b[0m${visibleText(placePhrase(cwd, cwdReason))}\r\n`,
      undefined,
      item,
    );
    this.#outputs.set(key, new BoundedOutput((text) => this.#run.appendOutput(text, undefined, item)));
  }

  output({ key }: GateOutline, text: string): void {
    this.#outputs.get(key)?.push(text);
  }

  ended(gate: GateOutline, result: RunResult): void {
    const items = this.#itemsOf(gate.key);
    if (!items) return;
    this.#outputs.get(gate.key)?.finish();
    const item = items.gate;
    const reason = result.reason ?? '';
    if (reason !== '') this.#run.appendOutput(`\x1b[31m${toTerminal(reason)}\x1b[0m\r\n`, undefined, item);
    this.#commandsEnded(gate, items, result);
    switch (result.outcome) {
      case 'passed':
        return this.#run.passed(item, result.duration);
      case 'failed':
        return this.#run.failed(item, messageOf(item, gate, result), result.duration);
      case 'errored':
        return this.#run.errored(item, new vscode.TestMessage(reason), result.duration);
      case 'cancelled':
        return this.#run.skipped(item);
    }
  }

  /** Commands are told apart by the line that failed; a shell that names none says nothing about them. */
  #commandsEnded(gate: GateOutline, { commands }: GateItems, result: RunResult): void {
    const failed = failedCommand(gate.commandLines, result.failingLine);
    for (const [index, item] of commands.entries()) {
      if (result.outcome === 'passed' || (failed !== undefined && index < failed)) this.#run.passed(item);
      else if (index === failed) this.#run.failed(item, messageOf(item, gate, result));
      else this.#run.skipped(item);
    }
  }
}

function messageOf(item: vscode.TestItem, gate: GateOutline, result: RunResult): vscode.TestMessage {
  const tail = evidenceTail(result.output, process.env);
  const message = new vscode.TestMessage([result.reason, tail].filter(Boolean).join('\n\n'));
  const line = failingLineInDocument(gate, result.failingLine);
  if (item.uri && item.range) {
    message.location = new vscode.Location(
      item.uri,
      line === undefined ? item.range : new vscode.Position(line, 0),
    );
  }
  return message;
}

/** 0-based. The first line of a fence is its mark, so line 1 of its script is the one below. */
function failingLineInDocument({ form, range }: GateOutline, line: number | null): number | undefined {
  if (form !== 'fence' || range === null || line === null) return undefined;
  return Math.min(range.start.line + line, range.end.line);
}
