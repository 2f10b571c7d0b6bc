import { stat } from 'node:fs/promises';
import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { SourceText } from '../core/text/source.ts';
import { type DocumentCache, documentCache } from '../host/documentCache.ts';
import { ParserPool } from '../host/parserPool.ts';

/** Reads a text as the document at `path`, relative to the project that `config` is of. */
export type Parse = (
  uri: string,
  text: string,
  config: ProjectConfig,
  path: string,
) => RoadmapDocument | Promise<RoadmapDocument>;

/** Bytes. To start threads takes as long as to read so much. */
const WORTH_THREADS = 400_000;

/**
 * Lets `work` read the documents that are in `files` (absolute paths), on several threads if there is much to read. What an
 * earlier process read is not read again.
 */
export async function withParser<T>(
  files: readonly string[],
  work: (parse: Parse) => Promise<T>,
  cache: DocumentCache | undefined = documentCache(),
): Promise<T> {
  const pool = (await isMuch(files)) ? new ParserPool() : undefined;
  let isAnyNew = false;
  try {
    return await work(async (uri, text, config, path) => {
      const known = cache?.read(uri, text, config, path);
      if (known) return known;
      isAnyNew = true;
      // A thread keeps what it reads by itself.
      if (pool) return pool.read(uri, text, config, path);
      const document = parseHere(uri, text, config, path);
      cache?.write(uri, text, config, path, document);
      return document;
    });
  } finally {
    pool?.close();
    if (isAnyNew) cache?.trim();
  }
}

function parseHere(uri: string, text: string, config: ProjectConfig, path: string): RoadmapDocument {
  return parseRoadmap(uri, new SourceText(text), parseOptions(config, path));
}

/** A single file is read by one thread anyway. */
async function isMuch(files: readonly string[]): Promise<boolean> {
  if (files.length < 2) return false;
  let bytes = 0;
  for (const file of files) {
    bytes += await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes > WORTH_THREADS) return true;
  }
  return false;
}
