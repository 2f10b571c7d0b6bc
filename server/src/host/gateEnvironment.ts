/**
 * The environment of a gate: that of this process, without what only the editor's own processes mean, then
 * each of `layers` on top; null removes a variable.
 */
export function gateEnvironment(
  base: NodeJS.ProcessEnv,
  ...layers: readonly Readonly<Record<string, string | null>>[]
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !EDITOR_ONLY.test(name)) environment[name] = value;
  }
  for (const [name, value] of layers.flatMap((layer) => Object.entries(layer))) {
    if (value !== null) environment[name] = value;
    else Reflect.deleteProperty(environment, name);
  }
  return environment;
}

/** `ELECTRON_RUN_AS_NODE` alone turns every Electron program that a gate starts into a plain Node. */
const EDITOR_ONLY = /^(?:ELECTRON_|VSCODE_(?!GIT_)|NODE_CHANNEL_|ROADGATE_RUN_ID$)/i;
