/** The executable of Chrome or Chromium; installs Debian's where it may. */
export function ensureBrowser(): Promise<string>;
