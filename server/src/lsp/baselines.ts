import { Baseline, BASELINE_FILE, matchBaseline } from '../core/analysis/baseline.ts';
import type { Finding } from '../core/analysis/finding.ts';
import type { ConfigProblem } from '../core/configFile.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { type Folder, locate, uriIn, type Workspace } from '../core/model/workspace.ts';
import type { FileSystem } from '../core/ports.ts';
import { toPath } from './uris.ts';

interface Told {
  readonly findings: readonly Finding[];
  readonly baseline: Baseline;
  readonly fresh: readonly Finding[];
}

/** The baselines of the folders: what stands in them is known, and not shown again. */
export class Baselines {
  readonly #byFolder = new Map<string, Baseline>();
  /** Per document, what was left of its findings the last time: the same value for the same findings. */
  readonly #told = new Map<string, Told>();

  /** Reads the baseline of a folder again; what is wrong with it is told, and then it knows nothing. */
  async load(folder: Folder, files: FileSystem): Promise<readonly ConfigProblem[]> {
    const path = toPath(uriIn(folder, BASELINE_FILE));
    const text = path === undefined ? undefined : await files.readText(path);
    const baseline = text === undefined ? undefined : parse(text);
    if (baseline) this.#byFolder.set(folder.uri, baseline);
    else this.#byFolder.delete(folder.uri);
    return text === undefined || baseline ? [] : [BROKEN];
  }

  /** The findings that no baseline knows. */
  fresh(
    workspace: Workspace,
    { uri, source }: RoadmapDocument,
    findings: readonly Finding[],
  ): readonly Finding[] {
    const place = locate(workspace, uri);
    const baseline = place && this.#byFolder.get(place.folder.uri);
    if (!baseline) {
      this.#told.delete(uri);
      return findings;
    }
    const told = this.#told.get(uri);
    if (told?.findings === findings && told.baseline === baseline) return told.fresh;
    const isThere = (path: string): boolean => place.folder.files.has(path) !== undefined;
    const document = { path: place.path, source, findings };
    const [left = findings] = matchBaseline([document], baseline, isThere).fresh;
    const fresh = left.length === findings.length ? findings : left;
    this.#told.set(uri, { findings, baseline, fresh });
    return fresh;
  }
}

const BROKEN: ConfigProblem = {
  line: 1,
  column: 1,
  message: `This is no baseline: delete it, and write it again with \`roadgate check --write-baseline\`.`,
};

function parse(text: string): Baseline | undefined {
  try {
    return Baseline.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
