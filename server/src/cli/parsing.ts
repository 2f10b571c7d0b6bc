import { stat } from 'node:fs/promises';
import type { ProjectConfig } from '../core/config.ts';
import type { RoadmapDocument } from '../core/model/document.ts';
import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { SourceText } from '../core/text/source.ts';
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

/** Lets `work` read the documents that are in `files` (absolute paths), on several threads if there is much to read. */
export async function withParser<T>(
  files: readonly string[],
  work: (parse: Parse) => Promise<T>,
): Promise<T> {
  if (!(await isMuch(files))) return work(parseHere);
  const pool = new ParserPool();
  try {
    return await work((uri, text, config, path) => pool.read(uri, text, config, path));
  } finally {
    pool.close();
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
