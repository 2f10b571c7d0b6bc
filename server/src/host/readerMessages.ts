import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';

/** The argument that makes the program of the language server a reader. */
export const READER_FLAG = '--read';

/** A document to be read in the other process. Both ends are of the same build. */
export interface ReadRequest {
  readonly id: number;
  readonly uri: string;
  readonly text: string;
  /** What of the project's settings decides how a document is read. */
  readonly config: ProjectConfig;
  /** Relative to the folder that the settings are of. */
  readonly path: string;
}

export type ReadAnswer =
  | {
      readonly id: number;
      readonly document: Omit<RoadmapDocument, 'source'> & { readonly source: undefined };
    }
  | { readonly id: number; readonly error: string };
