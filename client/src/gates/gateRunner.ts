import path from 'node:path';
import * as vscode from 'vscode';
import { evidenceTail, type Evidence } from '../../../server/src/gates/evidence.ts';
import { gateDigest, logName } from '../../../server/src/gates/digest.ts';
import { type GateOwner, gateOwner } from '../../../server/src/gates/owners.ts';
import { planGate, type GatePlan } from '../../../server/src/gates/plan.ts';
import { readEnvFile } from '../../../server/src/host/envFile.ts';
import { type RunOptions as HostOptions, runGate, type RunResult } from '../../../server/src/host/runner.ts';
import { type GateOutline, RoadmapRequest, type TaskOutline } from '../../../server/src/protocol/outline.ts';
import type { RoadgateClient } from '../client.ts';
import type { Roadmaps } from '../roadmaps.ts';
import type { Approvals } from './approvals.ts';
import type { GateHistory } from './gateHistory.ts';
import { placeOf, runSettings, type GatePlace } from './place.ts';

/** Gates of one task, phase or document that are to run. */
export interface TaskRun {
  readonly uri: string;
  /** The key of the task or phase, or `DOCUMENT_KEY`. */
  readonly task: string;
  /** Keys of its gates; undefined: all of them. */
  readonly gates?: ReadonlySet<string>;
}

/** Where a run shows itself: the Test Explorer. */
export interface RunView {
  enqueued(gate: GateOutline): void;
  /** It does not run, for a reason that is a sentence. */
  skipped(gate: GateOutline, reason: string): void;
  started(gate: GateOutline): void;
  output(gate: GateOutline, text: string): void;
  ended(gate: GateOutline, result: RunResult): void;
}

/** How a run comes about. */
export interface RunOptions {
  /** False: nobody asked for it just now, so what was never approved does not run. */
  readonly mayAsk: boolean;
  /** Called when everything is approved and the first gate is about to start. */
  readonly onStart?: () => void;
  /** The tasks behind one whose gate does not pass are left for later. */
  readonly stopAtFailure?: boolean;
  /** What runs a gate; absent: a process of its own, out of sight. */
  readonly execute?: GateExecutor;
}

/** Runs an approved gate to its end; never rejects for what the gate does. */
export type GateExecutor = (plan: GatePlan, options: HostOptions) => Promise<RunResult>;

/** Why nothing ran, as a sentence; undefined if a person refused, who knows why. */
export interface Refusal {
  readonly reason: string | undefined;
}

/** What all gates of one run have in common. */
interface Course {
  readonly signal: AbortSignal;
  readonly execute: GateExecutor;
  /**
   * What each text showed: gates of phases, documents and the project run once for all of a document, and not at all where the
   * same gate of a task ran.
   */
  readonly ran: Map<string, RunResult>;
}

interface Prepared extends GatePlace {
  readonly run: TaskRun;
  readonly owner: GateOwner;
  readonly gates: readonly { readonly gate: GateOutline; readonly plan: GatePlan }[];
}

/**
 * Runs gates as they stand in the newest text: asks for what was never approved, one after the other, and
 * keeps what each run showed as evidence.
 */
export class GateRunner implements vscode.Disposable {
  readonly #client: RoadgateClient;
  readonly #roadmaps: Roadmaps;
  readonly #approvals: Approvals;
  readonly #history: GateHistory;
  readonly #closing = new AbortController();

  constructor(client: RoadgateClient, roadmaps: Roadmaps, approvals: Approvals, history: GateHistory) {
    this.#client = client;
    this.#roadmaps = roadmaps;
    this.#approvals = approvals;
    this.#history = history;
  }

  /** Asks for every text that was never approved, and runs nothing. */
  async approve(runs: readonly TaskRun[]): Promise<Refusal | undefined> {
    for (const run of runs) {
      const answer = await this.#prepare(run);
      if ('reason' in answer) return answer;
      if (!(await this.#approve(answer))) return { reason: undefined };
    }
    return undefined;
  }

  /** Settles when all have ended. Every text is approved before the first one starts. */
  async run(
    runs: readonly TaskRun[],
    viewOf: (run: TaskRun) => RunView,
    token: vscode.CancellationToken,
    { mayAsk, onStart, stopAtFailure = false, execute = runGate }: RunOptions,
  ): Promise<Refusal | undefined> {
    const prepared: Prepared[] = [];
    for (const run of runs) {
      const answer = await this.#prepare(run);
      if ('reason' in answer) return answer;
      if (!mayAsk) prepared.push(await this.#approvedOf(answer, viewOf(run)));
      else if (await this.#approve(answer)) prepared.push(answer);
      else return { reason: undefined };
    }
    onStart?.();
    for (const one of prepared) for (const { gate } of one.gates) viewOf(one.run).enqueued(gate);
    const abort = new AbortController();
    const cancelling = token.onCancellationRequested(() => abort.abort());
    const signal = AbortSignal.any([abort.signal, this.#closing.signal]);
    try {
      const course: Course = { signal, execute, ran: new Map() };
      let goesOn = true;
      for (const one of prepared) {
        const view = viewOf(one.run);
        if (goesOn) goesOn = (await this.#runTask(one, view, course)) || !stopAtFailure;
        else
          for (const { gate } of one.gates)
            view.skipped(gate, vscode.l10n.t('An earlier gate did not pass.'));
      }
    } finally {
      cancelling.dispose();
    }
    return undefined;
  }

  /** Ends what is running; each process tree ends with it. */
  dispose(): void {
    this.#closing.abort();
  }

  async #prepare(run: TaskRun): Promise<Prepared | Refusal> {
    const place = placeOf(vscode.Uri.parse(run.uri));
    if (place.kind === 'refused') return place;
    await this.#roadmaps.load();
    const roadmap = await this.#client.request(RoadmapRequest, { uri: run.uri });
    const owner = gateOwner(roadmap, run.task);
    if (!owner) return { reason: vscode.l10n.t('What was to run is no longer in {0}.', place.document) };
    const wanted = owner.gates.filter(({ key }) => run.gates?.has(key) ?? true);
    if (wanted.length === 0) {
      return { reason: vscode.l10n.t('{0} has no such gate any more.', nameOf(owner)) };
    }
    const gates = wanted.map((gate) => ({ gate, plan: planGate(gate, place.settings) }));
    return { run, owner, gates, document: place.document, settings: place.settings };
  }

  #approve({ owner, gates, document }: Prepared): Promise<boolean> {
    const plans = gates.map(({ plan }) => plan);
    return this.#approvals.confirm(plans, nameOf(owner) || document, document);
  }

  /** Without the gates that would have to be asked for. */
  async #approvedOf(prepared: Prepared, view: RunView): Promise<Prepared> {
    const waiting = await this.#approvals.waiting(prepared.gates.map(({ plan }) => plan));
    const refused = new Set(waiting.map(({ plan }) => plan));
    const gates = prepared.gates.filter(({ gate, plan }) => {
      if (refused.has(plan)) {
        view.skipped(gate, vscode.l10n.t('This text was never approved: run it once yourself.'));
      }
      return !refused.has(plan);
    });
    return { ...prepared, gates };
  }

  /** @returns whether all of its gates passed. */
  async #runTask(prepared: Prepared, view: RunView, course: Course): Promise<boolean> {
    const { uri, task } = prepared.run;
    const { signal, ran } = course;
    const isShared = prepared.owner.source !== 'task';
    this.#history.started(uri, task);
    let hasPassed = true;
    try {
      for (const { gate, plan } of prepared.gates) {
        if (signal.aborted) return false;
        const key = JSON.stringify([uri, await gateDigest(plan)]);
        const known = isShared ? ran.get(key) : undefined;
        if (known) {
          view.started(gate);
          view.ended(gate, known);
        }
        const result = known ?? (await this.#runOne(prepared, gate, plan, view, course));
        ran.set(key, result);
        hasPassed &&= result.outcome === 'passed';
      }
      return hasPassed;
    } finally {
      this.#history.ended(uri, task);
    }
  }

  async #runOne(
    { run, owner, document, settings }: Prepared,
    gate: GateOutline,
    plan: GatePlan,
    view: RunView,
    { signal, execute }: Course,
  ): Promise<RunResult> {
    view.started(gate);
    const tree = await this.#history.treeState(settings.root, plan.coverage, run.uri);
    const digest = await gateDigest(plan);
    const { envFile, logFolder } = runSettings(settings.root);
    const env = { ...(envFile === undefined ? {} : await readEnvFile(envFile)), ...plan.env };
    const result = await execute(
      { ...plan, env },
      {
        signal,
        onOutput: (text) => view.output(gate, text),
        ...(logFolder === undefined ? {} : { log: path.join(logFolder, logName(digest, new Date())) }),
      },
    );
    view.ended(gate, result);
    if (result.outcome === 'cancelled') return result;
    const evidence: Evidence = {
      schemaVersion: 1,
      document,
      task: { key: owner.key, id: owner.id },
      gate: { name: gate.name, digest },
      cwd: plan.directory,
      ...tree,
      start: result.start.toISOString(),
      duration: Math.round(result.duration),
      outcome: result.outcome,
      exitCode: result.exitCode,
      failingLine: result.failingLine,
      reason: result.reason,
      tail: evidenceTail(result.output, process.env),
    };
    await this.#history.record(settings.root, evidence);
    return result;
  }
}

/** A task as people call it: `#12 Show where a parcel has been`. */
export function nameOf({ id, title }: Pick<TaskOutline, 'id' | 'title'>): string {
  return [id, title].filter(Boolean).join(' ');
}
