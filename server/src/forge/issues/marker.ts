import * as z from 'zod';

/**
 * What stands hidden in the body of an issue that was made from a roadmap: which task it is of, and what was
 * last written, so that a later run knows what people changed since.
 */
export interface IssueMarker {
  /** Path of the roadmap from the root of the repository, with `/`. */
  readonly document: string;
  /** Key of the item. */
  readonly task: string;
  /** Digest of the title that was written. */
  readonly title: string;
  /** Digest of the text that was written; see `textDigest`. */
  readonly text: string;
  /** One character for each box that was written: `x` or `-`. */
  readonly boxes: string;
  readonly labels: readonly string[];
  readonly milestone: string | null;
  readonly assignees: readonly string[];
  /** Name of the column that its card was put into; left out where there was no board. */
  readonly column?: string | undefined;
}

/** An issue's body, taken apart. */
export interface MarkedBody {
  readonly marker: IssueMarker;
  /** What people wrote above the generated part. */
  readonly before: string;
  /** The generated part, as it is now. */
  readonly text: string;
  readonly after: string;
}

/** Undefined if nothing in it says that Roadgate made it, or if what says so is damaged. */
export function readBody(body: string): MarkedBody | undefined {
  const plain = body.replace(/\r\n?/g, '\n');
  const start = START.exec(plain);
  if (start?.[1] === undefined) return undefined;
  const marker = readMarker(start[1]);
  const from = start.index + start[0].length;
  const end = plain.indexOf(END, from);
  if (marker === undefined || end < 0) return undefined;
  return {
    marker,
    before: plain.slice(0, start.index),
    text: plain.slice(from, end).trim(),
    after: plain.slice(end + END.length),
  };
}

/** The whole body. @param around what people wrote; their text stays. */
export function writeBody(
  marker: IssueMarker,
  text: string,
  around: Pick<MarkedBody, 'before' | 'after'> = { before: '', after: '' },
): string {
  return `${around.before}<!-- ${NAME} ${toComment(marker)} -->\n${text}\n${END}${around.after}`;
}

/** Text that looks like a marker is none any more: a plan may speak of markers. */
export function withoutMarkers(text: string): string {
  return text.replace(/<!--(?=\s*\/?roadgate-)/g, '<!--\u200b');
}

/** Equal for texts that differ only in boxes, line numbers of links, blanks and line ends. */
export function textDigest(text: string): string {
  return digest(comparable(text));
}

/** See `textDigest`. */
export function comparable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(BOX, '$1[ ]')
    .replace(/(#(?:L|lines-))\d+/g, '$10')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

/** One character for each box of a Markdown text: `x` or `-`. */
export function boxesOf(text: string): string {
  return [...text.matchAll(BOX)].map(([, , mark]) => (mark === ' ' ? '-' : 'x')).join('');
}

/** Every box with the text of its line. */
export function boxLines(text: string): readonly { readonly text: string; readonly ticked: boolean }[] {
  return [...text.matchAll(BOX_LINE)].map(([, mark = ' ', line = '']) => ({
    text: line.trim(),
    ticked: mark !== ' ',
  }));
}

/** `text` with its boxes as `tick` has them. @param tick of the text of a box's line and what it is now. */
export function withBoxes(text: string, tick: (line: string, ticked: boolean) => boolean): string {
  return text.replace(BOX_LINE, (whole: string, mark: string, line: string) => {
    const wanted = tick(line.trim(), mark !== ' ') ? 'x' : ' ';
    return whole.replace(/\[[ xX]\]/, `[${wanted}]`);
  });
}

/** 64-bit FNV-1a of UTF-16 code units: it tells whether a text was changed, and keeps no secret. */
export function digest(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

const NAME = 'roadgate-issue';
const START = /<!-- roadgate-issue (\{[^\n]*\}) -->\n?/;
const END = '<!-- /roadgate-issue -->';
const BOX = /^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\](?=[ \t])/gm;
const BOX_LINE = /^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[([ xX])\][ \t]+([^\n]*)$/gm;

const Marker: z.ZodType<IssueMarker> = z.object({
  document: z.string(),
  task: z.string(),
  title: z.string(),
  text: z.string(),
  boxes: z.string(),
  labels: z.array(z.string()),
  milestone: z.string().nullable(),
  assignees: z.array(z.string()),
  column: z.string().optional(),
});

function readMarker(json: string): IssueMarker | undefined {
  try {
    return Marker.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/** JSON that cannot end the comment it stands in. */
function toComment(value: IssueMarker): string {
  return JSON.stringify(value)
    .replace(/--/g, String.raw`-\u002d`)
    .replace(/>/g, String.raw`\u003e`);
}
