/** Milliseconds. */
const PATIENCE = 60_000;

/**
 * Asks `probe` again and again until it answers something other than undefined or false.
 * @param what completes the sentence "waited in vain until …"
 * @param patience milliseconds after which it gives up
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | PromiseLike<T | undefined | false>,
  patience = PATIENCE,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
