import { bestOrder } from '../../server/src/board/layout/graphBestOrder.ts';
import type { GraphOrder, OrderInput } from '../../server/src/board/layout/graphOrder.ts';

/** A question to the worker and its answer carry the same number. */
export interface OrderQuestion {
  readonly number: number;
  readonly input: OrderInput;
}

export interface OrderAnswer {
  readonly number: number;
  readonly order: GraphOrder;
}

// Finding an order takes up to seconds; here nothing waits for it.
addEventListener('message', ({ data }: MessageEvent<OrderQuestion>) => {
  const answer: OrderAnswer = { number: data.number, order: bestOrder(data.input) };
  postMessage(answer);
});
