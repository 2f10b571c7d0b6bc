import path from 'node:path';
import { isMarkdown } from '../../core/analysis/links.ts';
import { CONFIG_FILE } from '../../core/config.ts';
import { inOrder, uriIn } from '../../core/model/workspace.ts';
import type { NodeFileSystem } from '../../host/files.ts';
import type { ReportCache } from '../../host/reportCache.ts';
import type { FoundProject } from '../load.ts';
import type { FileReport } from '../report/report.ts';
import { type Asked, digestOf, type Surroundings } from './surroundings.ts';

/** What was found in a document, without what the next check knows anyway. */
export type Findings = Pick<FileReport, 'roadmap' | 'tasks' | 'findings'>;

/** What was found, with all that it rests on. */
export interface KeptReport extends Findings {
  /** The digest of the document's text. */
  readonly text: string;
  readonly asked: readonly Asked[];
}

interface KeptProject {
  /** The digest of what all documents depend on. */
  readonly basis: string;
  /** All Markdown files of the project were read, and not only those that were asked about. */
  readonly isEvery: boolean;
  /** By URI. */
  readonly documents: ReadonlyMap<string, KeptReport>;
}

/** What the last check of a project has found, for the next one. */
export class KeptReports {
  readonly #cache: ReportCache;
  readonly #name: string;
  readonly #basis: string;
  readonly #project: FoundProject;
  readonly #files: NodeFileSystem;
  /** Of the texts that were found, by URI. */
  readonly #digests: ReadonlyMap<string, string>;
  readonly #last: KeptProject | undefined;

  private constructor(
    cache: ReportCache,
    name: string,
    basis: string,
    project: FoundProject,
    files: NodeFileSystem,
  ) {
    this.#cache = cache;
    this.#name = name;
    this.#basis = basis;
    this.#project = project;
    this.#files = files;
    this.#digests = new Map(project.texts.map(({ uri, text }) => [uri, digestOf(text)]));
    const last = cache.read(name) as KeptProject | undefined;
    this.#last = last?.basis === basis ? last : undefined;
  }

  static async open(
    cache: ReportCache,
    project: FoundProject,
    cwd: string,
    files: NodeFileSystem,
  ): Promise<KeptReports> {
    const config = (await files.readText(path.join(project.root, CONFIG_FILE))) ?? '';
    const listed = [...project.folder.files.files()].sort();
    const basis = digestOf(JSON.stringify([config, listed]));
    return new KeptReports(cache, JSON.stringify([project.root, cwd]), basis, project, files);
  }

  /** What is kept of the texts that were found, by URI; whether it still holds is not known. */
  candidates(): ReadonlyMap<string, KeptReport> {
    const found = new Map<string, KeptReport>();
    for (const [uri, digest] of this.#digests) {
      const kept = this.#last?.documents.get(uri);
      if (kept?.text === digest) found.set(uri, kept);
    }
    return found;
  }

  /** Digests of the texts of all documents that the last check looked at, by their URIs, as they are now, in the order of a workspace. */
  async texts(): Promise<ReadonlyMap<string, string>> {
    if (this.#last?.isEvery !== true) return inOrder(this.#digests);
    const { folder, root } = this.#project;
    const digests = new Map(this.#digests);
    for (const file of folder.files.files()) {
      const uri = isMarkdown(file) ? uriIn(folder, file) : undefined;
      if (uri === undefined || digests.has(uri)) continue;
      const text = await this.#files.readText(path.join(root, file));
      if (text !== undefined) digests.set(uri, digestOf(text));
    }
    return inOrder(digests);
  }

  /**
   * @param reports of the documents that were asked about.
   * @param isEvery all Markdown files of the project were read.
   */
  keep(reports: ReadonlyMap<string, KeptReport>, isEvery: boolean): void {
    const others = [...(this.#last?.documents ?? [])].filter(([uri]) => !this.#digests.has(uri));
    const documents = new Map([...others, ...reports]);
    this.#cache.write(this.#name, { basis: this.#basis, isEvery, documents } satisfies KeptProject);
  }
}

/** Those of the candidates that a check would find again. */
export async function stillTrue(
  candidates: ReadonlyMap<string, KeptReport>,
  surroundings: Surroundings,
): Promise<ReadonlyMap<string, KeptReport>> {
  const found = new Map<string, KeptReport>();
  for (const [uri, kept] of candidates) if (await surroundings.stillHolds(kept.asked)) found.set(uri, kept);
  return found;
}
