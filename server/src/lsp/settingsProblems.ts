import * as z from 'zod';
import { schemaProblems, settingsProblems } from '../core/configFile.ts';

/**
 * What cannot be taken of the section `roadgate` that an editor sends, in sentences; also of settings that the extension reads
 * and the server does not. What is empty counts as not set: many editors send it so.
 */
export function problemsOf(settings: unknown): readonly string[] {
  const section = z.record(z.string(), z.unknown()).safeParse(settings ?? {});
  if (!section.success) return Array.isArray(settings) && settings.length === 0 ? [] : [NO_SECTION];
  const set = whatIsSet(section.data);
  return [...new Set([...schemaProblems(OwnSettings, set), ...settingsProblems(set)])];
}

const NO_SECTION = 'roadgate must be a set of settings by name.';

function whatIsSet(section: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const set = Object.entries(section).filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(
    set.map(([name, value]) => {
      // Their names are a person's own, and so is what they are set to.
      if (typeof value !== 'object' || Array.isArray(value) || ['rules', 'roadmaps'].includes(name))
        return [name, value];
      return [name, Object.fromEntries(Object.entries(value ?? {}).filter(([, each]) => !isEmpty(each)))];
    }),
  );
}

/** Lua has the same for an empty list as for nothing by name. */
function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Seconds that a timer can wait. */
const MAX_GATE_TIMEOUT = 2_147_483;

const Switch = z.boolean().optional();
const Text = z.string().optional();

const Addresses = z.string().superRefine((text, context) => {
  for (const address of text.split(/[\s,]+/)) {
    if (address === '' || isAddress(address)) continue;
    const message = `${address} is no address such as https://github.example.com/api/v3.`;
    context.addIssue({ code: 'custom', message });
  }
});

/** No token is sent in the clear, but to this very machine. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  );
}

/** The settings that `.roadgate.yaml` does not have, or has in another shape. A test compares them with the manifest. */
const OwnSettings = z.looseObject({
  diagnostics: z.enum(['openFiles', 'workspace']).optional(),
  roadmaps: z.record(z.string(), z.boolean()).optional(),
  codeLens: z.looseObject({ enabled: Switch }).optional(),
  inlayHints: z.looseObject({ totals: Switch, tasks: Switch, groups: Switch }).optional(),
  preview: z.looseObject({ enabled: Switch }).optional(),
  statusBar: z.looseObject({ enabled: Switch }).optional(),
  trace: z.looseObject({ server: z.enum(['off', 'messages', 'verbose']).optional() }).optional(),
  gates: z
    .looseObject({
      timeout: z.number().min(1).max(MAX_GATE_TIMEOUT).optional(),
      shell: Text,
      recordEvidence: Switch,
      env: z.record(z.string(), z.string().nullable()).optional(),
      envFile: Text,
      logFolder: Text,
    })
    .optional(),
  pullRequest: z.looseObject({ states: Switch }).optional(),
  forge: z.looseObject({ apiUrl: Addresses.optional() }).optional(),
});
