import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import type { PlanCounts } from '../core/history/planCounts.ts';
import { makeFolder } from './makeFolder.ts';

/** What versions of a document came to, by the objects that hold their texts. Null: no roadmap. */
export type KnownCounts = ReadonlyMap<string, PlanCounts | null>;

/** So many histories are kept. */
const MOST_FILES = 50;
/** Bytes, as they lie on the disk; what would be larger is not kept. */
const LARGEST = 8_000_000;

const compress = promisify(gzip);
const expand = promisify(gunzip);

/**
 * Keeps the counts of histories on the disk, for the next process. Only data is read from there: a file that is damaged, or
 * of another version, is as good as none. Nothing fails if the disk is full or read-only; it takes longer.
 */
export class PlanCache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param key all that decides what is counted, besides the texts. */
  async read(key: string): Promise<KnownCounts> {
    const file = this.#fileOf(key);
    try {
      const text = await expand(await readFile(file), { maxOutputLength: LARGEST * 20 });
      const { versions } = CacheFile.parse(JSON.parse(text.toString('utf8')));
      // The oldest ones are given up first: this one is needed.
      await utimes(file, new Date(), new Date()).catch(() => undefined);
      return new Map(versions);
    } catch {
      return new Map();
    }
  }

  async write(key: string, counts: KnownCounts): Promise<void> {
    const file = this.#fileOf(key);
    const content: z.input<typeof CacheFile> = { versions: [...counts] };
    const part = `${file}.${process.pid}`;
    try {
      const bytes = await compress(JSON.stringify(content), { level: 1 });
      if (bytes.length > LARGEST) return;
      await makeFolder(this.#directory, 0o700);
      await writeFile(part, bytes, { mode: 0o600 });
      await rename(part, file);
      await this.#removeOld();
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  #fileOf(key: string): string {
    return path.join(this.#directory, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.gz`);
  }

  async #removeOld(): Promise<void> {
    const names = await readdir(this.#directory);
    if (names.length <= MOST_FILES) return;
    const files = await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.#directory, name);
        return { file, used: (await stat(file)).mtimeMs };
      }),
    );
    const old = files.sort((a, b) => b.used - a.used).slice(MOST_FILES);
    await Promise.all(old.map(({ file }) => rm(file, { force: true })));
  }
}

const Bounds = z.object({ min: z.number(), max: z.number() });

const counts = {
  tasks: z.object({ done: z.number(), left: z.number(), dropped: z.number() }),
  criteria: z.object({ met: z.number(), unmet: z.number(), unrecorded: z.number() }),
  effort: z.object({
    unit: z.enum(['h', 'pt']).nullable(),
    done: Bounds,
    left: Bounds,
    missing: z.number(),
  }),
};

const Counted: z.ZodType<PlanCounts> = z.object({
  whole: z.object(counts),
  groups: z.array(z.object({ key: z.string(), name: z.string(), ...counts })),
  tasks: z.array(z.object({ key: z.string(), name: z.string(), state: z.enum(['done', 'left', 'dropped']) })),
});

const CacheFile = z.object({ versions: z.array(z.tuple([z.string(), Counted.nullable()])) });
