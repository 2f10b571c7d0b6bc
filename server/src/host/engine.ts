import v8 from 'node:v8';

/**
 * Sets up V8 for programs that run for seconds, before anything is compiled. V8 compiles a pattern twice, for an
 * interpreter and again to machine code when it is used a second time. Reading Markdown asks some hundred patterns
 * many times each, so the first compilation is lost: without it, the first 1,000 lines take three quarters of the
 * processor time. Threads of the process share the setting.
 */
export function setUpEngine(): void {
  v8.setFlagsFromString('--no-regexp-tier-up');
}
