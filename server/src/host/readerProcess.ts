import { parseRoadmap } from '../core/parse/document.ts';
import { parseOptions } from '../core/parse/options.ts';
import { SourceText } from '../core/text/source.ts';
import { type DocumentCache, documentCache } from './documentCache.ts';
import type { ReadAnswer, ReadRequest } from './readerMessages.ts';

/** Reads long documents for the process that started this one, and ends with it; see reader.ts. */
export function serveReader(): void {
  const cache = documentCache();
  process.on('message', (request: ReadRequest) => process.send?.(answer(request, cache)));
}

/**
 * Reads one document; what brings the parser down is told.
 * @param cache where it is kept for other processes.
 */
export function answer(request: ReadRequest, cache?: DocumentCache): ReadAnswer {
  const { id, uri, text, config, path } = request;
  try {
    const document = parseRoadmap(uri, new SourceText(text), parseOptions(config, path));
    cache?.write(uri, text, config, path, document);
    // The other side has the text.
    return { id, document: { ...document, source: undefined } };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
