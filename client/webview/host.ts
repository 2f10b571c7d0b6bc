import * as z from 'zod';
import { type FromPage, ToPage } from '../../server/src/protocol/board.ts';

/** What VS Code gives to a page. */
interface VsCode {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();

export function send(message: FromPage): void {
  vscode.postMessage(message);
}

/** Calls `take` with each message of the extension, until what it returns is called. */
export function listen(take: (message: ToPage) => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>): void => {
    const parsed = ToPage.safeParse(data);
    if (parsed.success) take(parsed.data);
    else console.error('Unexpected message', z.prettifyError(parsed.error));
  };
  addEventListener('message', hear);
  return () => removeEventListener('message', hear);
}

/** What the page remembers while it is hidden, and over a restart of the editor. */
export const PageState = z.object({
  /** The roadmap that is shown. */
  uri: z.string().nullable().default(null),
  /** Id of the tab. */
  tab: z.string().default('graph'),
  /** Whether views show their tables. */
  table: z.boolean().default(false),
  /** Whatever each view remembers of each roadmap, by `view uri`. */
  views: z.record(z.string(), z.unknown()).default({}),
});
export type PageState = z.infer<typeof PageState>;

let state: PageState = readState();

function readState(): PageState {
  const read = PageState.safeParse(vscode.getState() ?? {});
  return read.success ? read.data : PageState.parse({});
}

export function pageState(): PageState {
  return state;
}

export function updatePageState(change: Partial<PageState>): void {
  state = { ...state, ...change };
  vscode.setState(state);
}

/** What a view remembers of a roadmap, if it still has the shape that the view expects. */
export function viewState<T extends z.ZodType>(view: string, uri: string, shape: T): z.output<T> | undefined {
  const read = shape.safeParse(state.views[`${view} ${uri}`]);
  return read.success ? read.data : undefined;
}

export function updateViewState(view: string, uri: string, value: unknown): void {
  updatePageState({ views: { ...state.views, [`${view} ${uri}`]: value } });
}
