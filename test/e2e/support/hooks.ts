import type { Context, RootHookObject } from 'mocha';
import { seenText } from './window.ts';

/** Where nobody can look at the window, a failed test tells what could be read in it. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Context) {
    if (this.currentTest?.state === 'failed') console.log(`The window showed:\n${await seenText()}\n`);
  },
};
