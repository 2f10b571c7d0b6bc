/** Lets everything else that waits in the event loop go first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A promise and the one who fulfils it. */
export class Signal {
  readonly promise: Promise<void>;
  #resolve: () => void = () => undefined;
  #isGiven = false;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get isGiven(): boolean {
    return this.#isGiven;
  }

  give(): void {
    this.#isGiven = true;
    this.#resolve();
  }
}

/** Runs a job some time after it was asked for, once for all who asked meanwhile; never two at a time. */
export class Debounced {
  readonly #job: () => void | Promise<void>;
  readonly #delay: number;
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  /** @param delay in milliseconds, from the last time the job was asked for. */
  constructor(delay: number, job: () => void | Promise<void>) {
    this.#delay = delay;
    this.#job = job;
  }

  request(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), this.#delay);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #run(): Promise<void> {
    if (this.#running) return this.request();
    this.#running = true;
    try {
      await this.#job();
    } finally {
      this.#running = false;
    }
  }
}
