/** What the two sides tell each other once. */
import * as z from 'zod';

/** `initializationOptions`: what this client can do beyond LSP. All optional, so that any editor may connect. */
export const InitializationOptions = z.object({
  /** Commands the client has registered; lenses carry only these. */
  commands: z.array(z.string()).default([]),
  /** False: start no process, not even git (Restricted Mode). */
  trusted: z.boolean().default(true),
  /** Hold a new finding on the word being typed until the cursor leaves it. */
  holdWhileTyping: z.boolean().default(false),
  /** Lenses come with their texts and commands at once; none has to be resolved. */
  wholeLenses: z.boolean().default(false),
  /** The editor follows relative links of Markdown itself. */
  followsLinks: z.boolean().default(false),
});
export type InitializationOptions = z.infer<typeof InitializationOptions>;

/** Client → server: trust was granted. */
export const TrustGranted = { method: 'roadgate/trustGranted', params: z.object({}) } as const;
