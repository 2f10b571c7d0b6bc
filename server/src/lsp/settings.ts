import type { Connection } from 'vscode-languageserver/node';
import * as z from 'zod';
import type { ConfigFile } from '../core/config.ts';
import { parseSettings } from '../core/configFile.ts';
import type { HintChoice } from '../features/inlayHint.ts';
import type { Client } from './client.ts';
import { problemsOf } from './settingsProblems.ts';

/** What a person has set in the editor, for one folder or document. */
export interface EditorSettings {
  /** Which documents the Problems panel shows. */
  readonly diagnostics: 'openFiles' | 'workspace';
  readonly codeLens: boolean;
  readonly inlayHints: HintChoice;
  /** What `.roadgate.yaml` may say as well. */
  readonly config: ConfigFile;
  /** The editor checks relative links itself; a second message about the same link would be noise. */
  readonly editorChecksLinks: boolean;
  /** The editor completes relative links itself; every file would be listed twice. */
  readonly editorCompletesLinks: boolean;
  /** The editor lets links follow files that move; both would write the same link. */
  readonly editorMovesLinks: boolean;
}

/**
 * The settings per resource: asked for once, remembered, and dropped when the editor says that they changed.
 * An editor that cannot be asked may push them; until it does, the defaults hold.
 */
export class Settings {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #cache = new Map<string, Promise<EditorSettings>>();
  /** Sentences about wrong settings that were written to the log: folders mostly have the same. */
  readonly #told = new Set<string>();
  #pushed: unknown;

  constructor(connection: Connection, client: Client) {
    this.#connection = connection;
    this.#client = client;
  }

  /** @param scope the URI of a folder or document; undefined: what holds for the whole window. */
  get(scope?: string): Promise<EditorSettings> {
    const key = scope ?? '';
    let settings = this.#cache.get(key);
    if (!settings) {
      settings = this.#ask(scope);
      this.#cache.set(key, settings);
    }
    return settings;
  }

  /** @param pushed the settings, if the editor sent them along. */
  changed(pushed: unknown): void {
    this.#pushed = pushed;
    this.#cache.clear();
    this.#told.clear();
  }

  async #ask(scopeUri: string | undefined): Promise<EditorSettings> {
    if (!this.#client.can.configuration) {
      const pushed = z.looseObject({ roadgate: z.unknown() }).safeParse(this.#pushed);
      const own = pushed.success ? pushed.data.roadgate : undefined;
      this.#tellProblems(own);
      return readSettings(own);
    }
    const scope = scopeUri === undefined ? {} : { scopeUri };
    const items = [
      { ...scope, section: 'roadgate' },
      { ...scope, section: 'markdown.validate' },
      { ...scope, section: 'markdown.suggest.paths' },
      { ...scope, section: 'markdown.updateLinksOnFileMove' },
    ];
    const answers: unknown[] = await this.#connection.workspace
      .getConfiguration(items)
      .catch((error: unknown) => {
        this.#connection.console.warn(`The editor did not tell its settings: ${String(error)}`);
        return [];
      });
    this.#tellProblems(answers[0]);
    return readSettings(...answers);
  }

  #tellProblems(own: unknown): void {
    for (const problem of problemsOf(own)) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      this.#connection.console.warn(`Settings: ${problem}`);
    }
  }
}

const USUAL_HINTS = { totals: true, tasks: false, groups: false };

/** Wrong values are as good as none: their defaults hold. */
const OwnSettings = z.looseObject({
  diagnostics: z.enum(['openFiles', 'workspace']).catch('openFiles'),
  codeLens: z.looseObject({ enabled: z.boolean().catch(true) }).catch({ enabled: true }),
  inlayHints: z
    .looseObject({
      totals: z.boolean().catch(true),
      tasks: z.boolean().catch(false),
      groups: z.boolean().catch(false),
    })
    .catch(USUAL_HINTS),
  /** By glob, whether the documents that match are roadmaps. */
  roadmaps: z.record(z.string(), z.unknown()).catch({}),
});
const MoveSettings = z.looseObject({ enabled: z.string().catch('never') });
const MarkdownSettings = z.looseObject({ enabled: z.boolean().catch(false) });

function readSettings(
  value?: unknown,
  validation?: unknown,
  suggestions?: unknown,
  moves?: unknown,
): EditorSettings {
  const own = OwnSettings.safeParse(value ?? {});
  const fields = own.success ? own.data : { roadmaps: {} };
  return {
    diagnostics: own.success ? own.data.diagnostics : 'openFiles',
    codeLens: own.success ? own.data.codeLens.enabled : true,
    inlayHints: own.success ? own.data.inlayHints : USUAL_HINTS,
    config: parseSettings({ ...fields, roadmaps: readRoadmapGlobs(fields.roadmaps) }),
    editorChecksLinks: MarkdownSettings.safeParse(validation).data?.enabled ?? false,
    editorMovesLinks: ['prompt', 'always'].includes(MoveSettings.safeParse(moves).data?.enabled ?? ''),
    editorCompletesLinks: MarkdownSettings.safeParse(suggestions).data?.enabled ?? false,
  };
}

function readRoadmapGlobs(globs: Readonly<Record<string, unknown>>): ConfigFile['roadmaps'] {
  const of = (wanted: boolean): string[] => Object.keys(globs).filter((glob) => globs[glob] === wanted);
  return { include: of(true), exclude: of(false) };
}
