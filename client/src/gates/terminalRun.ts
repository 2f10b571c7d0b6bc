import * as vscode from 'vscode';
import { visibleText } from '../../../server/src/gates/approval.ts';
import { commandLine } from '../../../server/src/gates/commandLine.ts';
import { explainTimeout } from '../../../server/src/gates/explain.ts';
import type { GatePlan } from '../../../server/src/gates/plan.ts';
import { ExitReport } from '../../../server/src/host/exitReport.ts';
import { gateEnvironment } from '../../../server/src/host/gateEnvironment.ts';
import { judgeExit, removeGate, writeGate, type WrittenGate } from '../../../server/src/host/gateScript.ts';
import type { RunOptions, RunResult } from '../../../server/src/host/runner.ts';
import { TerminalOutput } from './terminalOutput.ts';
import { toTerminal } from './testOutput.ts';

/**
 * Runs gates in terminals, where people can answer what a command asks. The same script runs as anywhere else; its
 * exit code comes from a script around it and from the shell integration. A terminal without one runs the gate all the same, and nobody learns
 * how it ended: the outcome is `cancelled` then, which is no evidence. A gate that runs for too long is interrupted, and its
 * terminal closed if that does not help; only a terminal with shell integration tells when it is over.
 */
export class GateTerminals implements vscode.Disposable {
  readonly #idle = new Map<string, vscode.Terminal>();
  readonly #subscription: vscode.Disposable;

  constructor() {
    this.#subscription = vscode.Disposable.from(
      // Somebody works in it, or has closed it.
      vscode.window.onDidStartTerminalShellExecution(({ terminal }) => this.#forget(terminal)),
      vscode.window.onDidCloseTerminal((terminal) => this.#forget(terminal)),
    );
  }

  /** The same as `runGate`, for plans that were approved. */
  readonly run = async (plan: GatePlan, { signal }: RunOptions): Promise<RunResult> => {
    const start = new Date();
    const gate = await writeGate(plan);
    if (gate.kind === 'refused') return { ...unknownEnd(start, gate.reason), outcome: 'errored' };
    const terminal = this.#terminalFor(plan);
    terminal.show(true);
    const integration = await shellIntegrationOf(terminal);
    const words = [plan.shell.executable, ...gate.args];
    const shell = terminal.state.shell ?? vscode.env.shell;
    if (integration === undefined) {
      removeWhenClosed(terminal, gate);
      terminal.sendText(commandLine(words, shell));
      return unknownEnd(start, plan.timeout === null ? NO_INTEGRATION() : NO_TIMEOUT());
    }
    const report = await ExitReport.of(gate, words);
    try {
      const line = commandLine(report?.words ?? words, shell);
      return await this.#follow(plan, gate, { terminal, integration, line, report, start }, signal);
    } finally {
      report?.dispose();
      await removeGate(gate);
    }
  };

  dispose(): void {
    this.#subscription.dispose();
  }

  async #follow(
    plan: GatePlan,
    gate: WrittenGate,
    { terminal, integration, line, report, start }: Place,
    signal: AbortSignal | undefined,
  ): Promise<RunResult> {
    const execution = integration.executeCommand(line);
    const output = new TerminalOutput(execution.read(), gateEnvironment(process.env, plan.env));
    const exit = await endOf(execution, terminal, { signal, timeout: plan.timeout, report });
    const duration = Date.now() - start.getTime();
    if (exit === 'late-closed') return { ...unknownEnd(start, explainTimeout(plan)), outcome: 'failed' };
    if (exit === 'closed') return unknownEnd(start, vscode.l10n.t('The terminal was closed.'));
    this.#idle.set(keyOf(plan), terminal);
    if (exit === 'late') {
      const tail = await output.whole(GRACE);
      const told = { output: tail.text, dropped: tail.dropped };
      return { ...unknownEnd(start, explainTimeout(plan)), ...told, outcome: 'failed' };
    }
    const exitCode = exit ?? null;
    if (exitCode === null) return unknownEnd(start, NO_CODE());
    if (exitCode === INTERRUPTED) return unknownEnd(start, vscode.l10n.t('The gate was interrupted.'));
    const tail = await output.whole(GRACE);
    const verdict = await judgeExit(plan, gate.script, { exitCode, signal: null });
    return { ...verdict, start, duration, output: tail.text, dropped: tail.dropped };
  }

  /** One that a gate has used before, if it is still there and nobody has used it since. */
  #terminalFor(plan: GatePlan): vscode.Terminal {
    const known = this.#idle.get(keyOf(plan));
    if (known) return known;
    return vscode.window.createTerminal({
      name: vscode.l10n.t('Roadgate gates'),
      cwd: plan.cwd,
      env: plan.env,
      iconPath: new vscode.ThemeIcon('beaker'),
      isTransient: true,
      message: toTerminal(visibleText(plan.script)),
    });
  }

  #forget(terminal: vscode.Terminal): void {
    for (const [key, idle] of this.#idle) if (idle === terminal) this.#idle.delete(key);
  }
}

interface Place {
  readonly terminal: vscode.Terminal;
  readonly integration: vscode.TerminalShellIntegration;
  readonly line: string;
  readonly report: ExitReport | undefined;
  readonly start: Date;
}

const NO_INTEGRATION = (): string =>
  vscode.l10n.t(
    'The gate was sent to a terminal without shell integration: how it ends is not known, so it leaves no result.',
  );
const NO_TIMEOUT = (): string =>
  vscode.l10n.t(
    'The gate was sent to a terminal without shell integration: how it ends is not known, so it leaves no result, and its timeout does not end it.',
  );
const NO_CODE = (): string =>
  vscode.l10n.t('The terminal did not tell the exit code of the gate, so it leaves no result.');

const CTRL_C = '\u0003';
/** What a shell reports for a program that Ctrl+C ended. */
const INTERRUPTED = 130;
/** Milliseconds that a shell gets to start. */
const PATIENCE = 8000;
/** Milliseconds that a gate gets to end by itself once it was interrupted, and the terminal to show the rest of what it wrote. */
const GRACE = 2000;
/** Milliseconds; a timer cannot wait longer. */
const LONGEST = 2 ** 31 - 1;

function keyOf({ cwd, env }: GatePlan): string {
  return JSON.stringify([cwd, env]);
}

function unknownEnd(start: Date, reason: string): RunResult {
  const nothing = { exitCode: null, signal: null, failingLine: null, output: '', dropped: 0 };
  return { ...nothing, outcome: 'cancelled', reason, start, duration: Date.now() - start.getTime() };
}

/** Undefined where the shell offers none in time. */
function shellIntegrationOf(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | undefined> {
  if (terminal.shellIntegration) return Promise.resolve(terminal.shellIntegration);
  return new Promise((resolve) => {
    const end = (integration?: vscode.TerminalShellIntegration): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(integration);
    };
    const timer = setTimeout(end, PATIENCE);
    const listening = vscode.Disposable.from(
      vscode.window.onDidChangeTerminalShellIntegration((event) => {
        if (event.terminal === terminal) end(event.shellIntegration);
      }),
      vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) end();
      }),
    );
  });
}

/** How an execution ended: with its exit code (undefined if the shell does not tell it), or as what ended it. */
type End = number | undefined | 'closed' | 'late' | 'late-closed';

interface EndOptions {
  readonly signal: AbortSignal | undefined;
  /** Milliseconds; null: no limit. */
  readonly timeout: number | null;
  readonly report: ExitReport | undefined;
}

/**
 * The gate's own report counts before what the editor tells: its event can be lost where a shell starts slowly, and comes early,
 * without an exit code or with a wrong one, where a gate writes what looks like the marks of a shell. Without a report soon after
 * an event that has a code the gate was killed together with what is around it; or it wrote such a mark and goes on for longer,
 * which cannot be told from that.
 */
function endOf(
  execution: vscode.TerminalShellExecution,
  terminal: vscode.Terminal,
  { signal, timeout, report }: EndOptions,
): Promise<End> {
  return new Promise((resolve) => {
    const stop = (): void => terminal.dispose();
    let isLate = false;
    const interrupt = (): void => {
      isLate = true;
      terminal.sendText(CTRL_C, false);
      timer = setTimeout(stop, GRACE);
    };
    let timer = timeout === null ? undefined : setTimeout(interrupt, Math.min(timeout, LONGEST));
    const end = (exit: number | undefined | 'closed'): void => {
      clearTimeout(timer);
      listening.dispose();
      signal?.removeEventListener('abort', stop);
      if (!isLate) resolve(exit);
      else resolve(exit === 'closed' ? 'late-closed' : 'late');
    };
    let hasEnded = false;
    let reported: number | undefined;
    const listening = vscode.Disposable.from(
      vscode.window.onDidEndTerminalShellExecution(({ execution: ended, exitCode }) => {
        if (ended !== execution) return;
        hasEnded = true;
        if (report === undefined) end(exitCode);
        else if (reported !== undefined) end(reported);
        else if (exitCode !== undefined) setTimeout(() => end(exitCode), GRACE);
      }),
      vscode.window.onDidCloseTerminal((closed) => {
        if (closed === terminal) end('closed');
      }),
    );
    signal?.addEventListener('abort', stop);
    void report?.exitCode.then((code) => {
      reported = code;
      // Usually the editor tells just then, when the terminal has shown everything.
      if (hasEnded) end(code);
      else setTimeout(() => end(code), GRACE);
    });
  });
}

function removeWhenClosed(terminal: vscode.Terminal, gate: WrittenGate): void {
  const listening = vscode.window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    listening.dispose();
    void removeGate(gate);
  });
}
