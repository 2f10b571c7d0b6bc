import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Evidence } from '../gates/evidence.ts';
import { makeFolder } from './makeFolder.ts';

/** Where a repository keeps evidence that its people share, relative to the workspace folder. */
export const EVIDENCE_FILE = '.roadgate/evidence.jsonl';

/**
 * Evidence in a file of one JSON object per line. It is only ever appended to, so that two branches merge
 * without conflict (`merge=union`) and a crash in the middle of a write costs at most the line in question.
 */
export class EvidenceStore {
  readonly #file: string;

  /** The file and its folder are made when the first evidence is added. */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * All evidence in the order of the runs. Of a file that has grown very large only the end is read. Lines
   * that cannot be understood (torn ones, conflict markers, those of a newer version) are left out.
   */
  async read(): Promise<Evidence[]> {
    const text = await this.#readEnd();
    const lines = new Set(text.split('\n').filter((line) => line !== ''));
    const evidence = [...lines].map(parseLine).filter((entry) => entry !== undefined);
    return evidence.sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  }

  async append(evidence: Evidence): Promise<void> {
    await makeFolder(path.dirname(this.#file));
    const file = await open(this.#file, 'a+');
    try {
      // One write of whole lines: entries that two processes add at once do not mix.
      await file.appendFile(`${(await endsOpen(file)) ? '\n' : ''}${JSON.stringify(evidence)}\n`);
    } finally {
      await file.close();
    }
  }

  async #readEnd(): Promise<string> {
    const file = await open(this.#file, 'r').catch(() => undefined);
    if (file === undefined) return '';
    try {
      const { size } = await file.stat();
      const position = Math.max(0, size - READ_LIMIT);
      const buffer = Buffer.alloc(size - position);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      const text = buffer.toString('utf8', 0, bytesRead);
      return position === 0 ? text : text.slice(text.indexOf('\n') + 1);
    } finally {
      await file.close();
    }
  }
}

function parseLine(line: string): Evidence | undefined {
  try {
    return Evidence.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Whether the last line was torn off: what is added would become a part of it. */
async function endsOpen(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

/** Bytes. */
const READ_LIMIT = 16 * 1024 * 1024;
