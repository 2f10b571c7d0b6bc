import * as vscode from 'vscode';
import { readText } from './settings.ts';

const SETTING = 'trace.server';

/** Where the library of the client writes the messages between editor and server. */
export interface MessageLog {
  readonly channel: vscode.LogOutputChannel;
  readonly subscription: vscode.Disposable;
}

/**
 * The library goes by the level of the channel, and asks the setting only how much to write: with the usual level that would
 * be nothing, whatever the setting says, and with the lowest one everything. So this channel has the level that the setting
 * means, and what is written to it is seen at the usual one.
 */
export function createMessageLog(log: vscode.LogOutputChannel): MessageLog {
  const levelChanged = new vscode.EventEmitter<vscode.LogLevel>();
  const channel: vscode.LogOutputChannel = {
    name: log.name,
    get logLevel() {
      return levelOf(readText(SETTING));
    },
    onDidChangeLogLevel: levelChanged.event,
    trace: (message, ...rest: unknown[]) => log.info(message, ...rest),
    debug: (message, ...rest: unknown[]) => log.debug(message, ...rest),
    info: (message, ...rest: unknown[]) => log.info(message, ...rest),
    warn: (message, ...rest: unknown[]) => log.warn(message, ...rest),
    error: (error, ...rest: unknown[]) => log.error(error, ...rest),
    append: (value) => log.append(value),
    appendLine: (value) => log.appendLine(value),
    replace: (value) => log.replace(value),
    clear: () => log.clear(),
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- The type wants it.
    show: () => log.show(true),
    hide: () => log.hide(),
    dispose: () => undefined,
  };
  const listening = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`roadgate.${SETTING}`)) levelChanged.fire(channel.logLevel);
  });
  return { channel, subscription: vscode.Disposable.from(listening, levelChanged) };
}

function levelOf(setting: string): vscode.LogLevel {
  return setting === 'messages' || setting === 'verbose' ? vscode.LogLevel.Trace : vscode.LogLevel.Info;
}
