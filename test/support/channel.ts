import type { PubSub } from "../../src/platform/redis/pub-sub.js";

/** For unit tests of streams: a channel with one subscriber, which gets what the test delivers. */
export function stubChannel<M = void>(): { pubSub: PubSub; deliver(message: M): void } {
  let listener: (message: M) => void = () => undefined;
  const pubSub = {
    subscribe: async (_topic: unknown, _key: string, onMessage: typeof listener) => {
      listener = onMessage;
      return () => undefined;
    },
    onReconnect: () => () => undefined,
  } as unknown as PubSub;
  return { pubSub, deliver: (message) => listener(message) };
}
