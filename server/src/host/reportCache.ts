import { createHash } from 'node:crypto';
import path from 'node:path';
import v8 from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { cacheFolder } from './cacheFolder.ts';
import { programDigest } from './programDigest.ts';
import { makeOwnDirectory, readTrusted, removeOldest, writeTrusted } from './trustedFiles.ts';

export interface ReportCacheOptions {
  /** Where values are kept. */
  readonly directory: string;
  /** What made them: another build may come to others. */
  readonly build: string;
}

/** So many projects are kept. */
const MOST_FILES = 60;
/** Bytes, as they lie on the disk; what would be larger is not kept. */
const LARGEST = 32_000_000;
const ENDING = '.report';

/**
 * Keeps one value for each project on the disk, for the next process. Whether it still holds is for the caller to find out.
 * Nothing fails if the disk is full or read-only, or a file is damaged: then there is no value.
 */
export class ReportCache {
  readonly #directory: string;
  readonly #build: string;

  constructor({ directory, build }: ReportCacheOptions) {
    this.#directory = directory;
    this.#build = build;
  }

  /** What `write` was given last under the same name, by the same build. */
  read(name: string): unknown {
    const bytes = readTrusted(this.#directory, this.#fileOf(name));
    try {
      return bytes && v8.deserialize(inflateRawSync(bytes));
    } catch {
      return undefined; // another version of V8 wrote it
    }
  }

  /** @param value of plain objects, arrays and maps. */
  write(name: string, value: unknown): void {
    try {
      const bytes = deflateRawSync(v8.serialize(value), { level: 1 });
      if (bytes.length > LARGEST || !makeOwnDirectory(this.#directory)) return;
      writeTrusted(this.#fileOf(name), bytes);
      removeOldest(this.#directory, MOST_FILES);
    } catch {
      // A disk that is full or read-only, or another process that writes the same: the next one finds out anew.
    }
  }

  #fileOf(name: string): string {
    const key = JSON.stringify([this.#build, process.versions.v8, name]);
    return path.join(
      this.#directory,
      `${createHash('sha256').update(key).digest('hex').slice(0, 40)}${ENDING}`,
    );
  }
}

/** The cache of this program; none where it runs from its source, which changes while it is worked on. */
export function reportCache(): ReportCache | undefined {
  const directory = cacheFolder('reports');
  const build = programDigest('./cliMain.cjs');
  return directory === undefined || build === undefined ? undefined : new ReportCache({ directory, build });
}
