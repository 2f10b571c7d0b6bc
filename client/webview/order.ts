import { type GraphOrder, type OrderInput, quickOrder } from '../../server/src/board/layout/graphOrder.ts';
import type { OrderAnswer, OrderQuestion } from './orderWorker.ts';
import program from './orderWorker.ts?worker';

/** Milliseconds that nobody notices: small graphs are drawn only once. */
const PATIENCE = 60;

/**
 * Finds orders for graphs beside the page. Only the newest question is answered; what is asked again is known.
 */
export class Orders {
  #worker: Worker | undefined;
  #number = 0;
  readonly #known = new Map<string, GraphOrder>();

  /** What is known of it already. */
  known(input: OrderInput): GraphOrder | undefined {
    return this.#known.get(JSON.stringify(input));
  }

  /** @param tell is called with the best order, and before that with a quick one if the best takes long. */
  find(input: OrderInput, tell: (order: GraphOrder) => void): () => void {
    const name = JSON.stringify(input);
    const number = ++this.#number;
    const quick = setTimeout(() => tell(quickOrder(input)), PATIENCE);
    const worker = (this.#worker ??= start());
    const take = ({ data }: MessageEvent<OrderAnswer>): void => {
      if (data.number !== number) return;
      finish();
      this.#known.clear();
      this.#known.set(name, data.order);
      tell(data.order);
    };
    const finish = (): void => {
      clearTimeout(quick);
      worker.removeEventListener('message', take);
    };
    worker.addEventListener('message', take);
    worker.postMessage({ number, input } satisfies OrderQuestion);
    return () => {
      finish();
      // What nobody waits for any more would keep the next one waiting.
      if (this.#known.has(name) || this.#worker !== worker) return;
      worker.terminate();
      this.#worker = undefined;
    };
  }
}

function start(): Worker {
  const url = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}
