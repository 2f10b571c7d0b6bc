import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JSX } from 'preact';
import { DARK, LIGHT, type Palette } from '../board/draw/palette.ts';
import { toFile } from '../board/draw/toFile.ts';
import type { LastRun } from '../board/data/graph.ts';
import { type Day, dayOf } from '../core/calendar/days.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { isStatusFile } from '../core/status/plan.ts';
import { EVIDENCE_FILE, EvidenceStore } from '../host/evidenceStore.ts';
import { NodeFileSystem } from '../host/files.ts';
import { choose, type CommandInput, optionText, UsageError } from './command.ts';
import { readResults } from './gateResult.ts';
import { collectGates } from './gateSelection.ts';
import { displayPath, findProjectRoot, loadProjects, type LoadedProject } from './load.ts';
import type { Terminal } from './terminal.ts';

/** The roadmap that a picture is asked of, in its project. */
export interface PictureSubject {
  readonly project: LoadedProject;
  readonly workspace: Workspace;
  readonly document: RoadmapDocument;
  /** The last results of gates, from the evidence of the repository. */
  readonly lastRun: LastRun;
}

/** Reads the roadmap that `--roadmap` names, else the only one of the project. @throws UsageError if there is none. */
export async function pictureSubject(input: CommandInput, terminal: Terminal): Promise<PictureSubject> {
  const name = optionText(input, 'roadmap');
  const files = new NodeFileSystem({ processes: true });
  const paths = [name ?? findProjectRoot(terminal.cwd, terminal.cwd)];
  const isWanted = (file: string): boolean => name !== undefined || !isStatusFile(path.basename(file));
  const { projects } = await loadProjects(paths, terminal, files, { isWanted });
  const found = projects.flatMap((project) =>
    project.uris.flatMap((uri) => {
      const document = project.workspace.documents.get(uri);
      return document?.roadmap === true && document.tasks.length > 0 ? [{ project, document }] : [];
    }),
  );
  const [first, other] = found;
  if (first === undefined)
    throw new UsageError(
      name === undefined
        ? 'No roadmap with tasks is here: name one with --roadmap.'
        : `There is no roadmap with tasks in ${name}.`,
    );
  if (other !== undefined) {
    const names = found.map(({ document }) => displayPath(document.uri, terminal.cwd));
    throw new UsageError(`There are several roadmaps, name one with --roadmap: ${names.join(', ')}.`);
  }
  const { project, document } = first;
  return { project, workspace: project.workspace, document, lastRun: await lastRunOf(project) };
}

/** What a picture can be printed as; each is made when it is asked for. */
export interface Prints {
  readonly svg: () => JSX.Element;
  readonly mermaid: () => string;
  readonly csv: () => string;
  readonly json: () => unknown;
}

/** What `--format` asks for. */
export function formatOf(input: CommandInput): keyof Prints {
  return choose(input, 'format', ['svg', 'mermaid', 'csv', 'json']);
}

/** Prints a picture, or its data, in one of the formats. */
export function print(format: keyof Prints, prints: Prints, terminal: Terminal): void {
  terminal.out(TEXTS[format](prints));
}

const TEXTS: Readonly<Record<keyof Prints, (prints: Prints) => string>> = {
  svg: ({ svg }) => toFile(svg()),
  mermaid: ({ mermaid }) => mermaid(),
  csv: ({ csv }) => csv(),
  json: ({ json }) => `${JSON.stringify(json(), null, 2)}\n`,
};

/** The colours that `--theme` asks for. */
export function paletteOf(input: CommandInput): Palette {
  return choose(input, 'theme', ['light', 'dark']) === 'dark' ? DARK : LIGHT;
}

/** The day that an option names; null without it. @throws UsageError for what is no day. */
export function dayOption(input: CommandInput, name: string): Day | null {
  const text = optionText(input, name);
  if (text === undefined) return null;
  const day = dayOf(text);
  if (day === null) throw new UsageError(`--${name} must be a day such as 2026-01-22.`);
  return day;
}

async function lastRunOf(project: LoadedProject): Promise<LastRun> {
  const gates = await collectGates(project);
  const history = await new EvidenceStore(path.join(project.root, EVIDENCE_FILE)).read();
  // Whether a result is fresh depends on what is checked out, which would make every commit change the picture.
  const results = await readResults({ project: gates, history, tree: undefined });
  const byTask = new Map([...results].map(([{ document, key }, result]) => [`${document} ${key}`, result]));
  return ({ uri }, { key }) => {
    const file = path.relative(project.root, fileURLToPath(uri)).replaceAll(path.sep, '/');
    const result = byTask.get(`${file} ${key}`);
    if (result === undefined) return null;
    const { outcome, commit, start } = result;
    return { outcome, fresh: true, commit, start };
  };
}
