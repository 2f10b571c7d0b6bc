export interface Editor {
  /** The Node to start the VS Code server with. */
  readonly node: string;
  /** The server's entry point. */
  readonly main: string;
}

export interface ServerOptions {
  /** Folder of settings and state. */
  readonly data: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** False starts windows in Restricted Mode. */
  readonly trusted?: boolean;
  /** Folder of installed extensions. */
  readonly extensions?: string;
  /** Opens when the address names no folder. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Server {
  readonly origin: string;
  readonly port: number;
  /** What the server has written so far. */
  readonly log: () => string;
  readonly exited: Promise<void>;
  readonly stop: () => Promise<void>;
}

export function startServer(editor: Editor, options: ServerOptions): Promise<Server>;

export function installExtension(
  editor: Editor,
  options: { readonly vsix: string; readonly extensions: string; readonly data: string },
): Promise<void>;
