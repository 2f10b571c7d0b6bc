import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import v8 from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { readingOf } from '../core/parse/options.ts';
import { SourceText } from '../core/text/source.ts';
import { cacheFolder } from './cacheFolder.ts';
import { programDigest } from './programDigest.ts';
import { makeOwnDirectory, readTrusted, removeOldest, writeTrusted } from './trustedFiles.ts';

export interface DocumentCacheOptions {
  /** Where documents are kept. */
  readonly directory: string;
  /** What reads documents: another build may read them otherwise. */
  readonly build: string;
  /** How many documents are kept; absent: some projects of thousands. */
  readonly most?: number;
}

const MOST_FILES = 8000;
/** Bytes, as they lie on the disk; what would be larger is not kept. */
const LARGEST = 4_000_000;
/** Milliseconds after which a document that is still in use is marked as such: those unused longest are given up first. */
const DAY = 86_400_000;
const ENDING = '.doc';

/**
 * Keeps what was read of documents on the disk, for the next process: to load what came of a text takes a part of the time
 * that reading it takes. Everything that decides how a text is read is part of its name. Nothing fails if the disk is full
 * or read-only, or a file is damaged; the text is read again.
 */
export class DocumentCache {
  readonly #directory: string;
  readonly #build: string;
  readonly #most: number;

  constructor({ directory, build, most = MOST_FILES }: DocumentCacheOptions) {
    this.#directory = directory;
    this.#build = build;
    this.#most = most;
  }

  /** What `write` was given for the same text in the same place, under the same settings. */
  read(uri: string, text: string, config: ProjectConfig, path: string): RoadmapDocument | undefined {
    const file = this.#fileOf(uri, text, config, path);
    const bytes = readTrusted(this.#directory, file);
    if (bytes === undefined) return undefined;
    try {
      const kept = v8.deserialize(inflateRawSync(bytes)) as Omit<RoadmapDocument, 'source'>;
      markUsed(file);
      return { ...kept, source: new SourceText(text) };
    } catch {
      return undefined; // another version of V8 wrote it
    }
  }

  /** Whether something was written for the text; it may be damaged. */
  has(uri: string, text: string, config: ProjectConfig, path: string): boolean {
    return fs.existsSync(this.#fileOf(uri, text, config, path));
  }

  /** @param document what came of reading the text; must not have changed since. */
  write(uri: string, text: string, config: ProjectConfig, path: string, document: RoadmapDocument): void {
    try {
      const bytes = deflateRawSync(v8.serialize({ ...document, source: undefined }), { level: 1 });
      if (bytes.length > LARGEST) return;
      if (!makeOwnDirectory(this.#directory)) return;
      writeTrusted(this.#fileOf(uri, text, config, path), bytes);
    } catch {
      // A disk that is full or read-only, or another process that writes the same: the next one reads again.
    }
  }

  /** Gives up what was not used for longest, if there is too much. Call it when documents were written. */
  trim(): void {
    try {
      removeOldest(this.#directory, this.#most);
    } catch {
      // Another process gave them up already.
    }
  }

  #fileOf(uri: string, text: string, config: ProjectConfig, place: string): string {
    const hash = createHash('sha256');
    hash.update(JSON.stringify([this.#build, process.versions.v8, uri, place, readingOf(config)]));
    hash.update('\0').update(text);
    return path.join(this.#directory, `${hash.digest('hex').slice(0, 40)}${ENDING}`);
  }
}

/** The cache of this program; none where it runs from its source, which changes while it is worked on. */
export function documentCache(): DocumentCache | undefined {
  const directory = cacheFolder('documents');
  // It holds all that reads documents, and less else than other bundles.
  const build = programDigest('./parser.cjs');
  return directory === undefined || build === undefined ? undefined : new DocumentCache({ directory, build });
}

function markUsed(file: string): void {
  try {
    const now = Date.now();
    if (now - fs.statSync(file).mtimeMs > DAY) fs.utimesSync(file, now / 1000, now / 1000);
  } catch {
    // Another process gave it up.
  }
}
