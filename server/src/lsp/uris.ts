import { URI } from 'vscode-uri';

/**
 * One spelling per document: editors differ in what they escape (`:` of a drive, blanks), and a document
 * found on disk must be the one that is open.
 */
export function canonicalUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The absolute path, with `/`, of a document in the file system; undefined for other schemes. */
export function toPath(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath.replace(/\\/g, '/') : undefined;
}

const MARKDOWN = /\.(md|markdown|mdown|mkdn?|mdwn)$/i;

export function isMarkdown(path: string): boolean {
  return MARKDOWN.test(path);
}
