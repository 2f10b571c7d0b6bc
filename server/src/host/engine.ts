import v8 from 'node:v8';

/**
 * Sets up V8 for programs that run for seconds, before anything is compiled; threads of the process share the settings.
 * A V8 that does not know one of them would say so on standard error at each start: it is not told.
 *
 * - Patterns are compiled to machine code at once. V8 would compile them twice, for an interpreter and again when one is used a
 *   second time; reading Markdown asks some hundred patterns many times each, so the first compilation is lost.
 * - Functions are optimised when they have run some seven times as long as V8 waits by itself (66 KiB of bytecode). Reading
 *   200 documents of 10 KB, V8 then optimises 182 functions and not 514, and gives up 14 of them and not 43. Optimising what
 *   is over soon was up to two fifths of the processor time of a start; a check of 20 MB takes as long as before. Later versions
 *   than that of Node 22 have other settings for this.
 */
export function setUpEngine(): void {
  for (const flag of engineFlags(process.versions.v8)) v8.setFlagsFromString(flag);
}

/** @param version of V8: `12.4.254.21-node.57`. */
export function engineFlags(version: string): readonly string[] {
  const hasBudget = Number.parseInt(version, 10) < 13;
  return ['--no-regexp-tier-up', ...(hasBudget ? ['--interrupt-budget=500000'] : [])];
}

/**
 * For a program that runs for days: a full collection of garbage comes when the heap has doubled since the last one, not when it is
 * four times as large. 800 keystrokes in 10,000 lines then leave a process of 240 MB and not of 350, and take as long.
 */
export function limitHeap(): void {
  v8.setFlagsFromString('--heap-growing-percent=100');
}
