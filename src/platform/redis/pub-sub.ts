import { RedisPubSub, type PubSubRedisOptions } from "graphql-redis-subscriptions";
import type { Redis } from "ioredis";
import type { Contract } from "../../kernel/contract.js";
import type { Logger } from "../telemetry/logger.js";
import type { RedisCommands, RedisConnection } from "./redis.js";

/** A family of Redis channels with one payload type, for example `submission-status` with a submission's id as the key. */
export type PubSubTopic<T> = Contract<T>;

export interface PubSub {
  /** At most once, not stored: it is lost for clients that are not subscribed. */
  publish<T>(topic: PubSubTopic<T>, key: string, payload: T): Promise<void>;
  /** The same payload on several channels in one write to Redis, with the commands that `also` adds. */
  publishAll<T>(
    channels: readonly (readonly [PubSubTopic<T>, string])[],
    payload: T,
    also?: (commands: RedisCommands) => void,
  ): Promise<void>;
  /**
   * Resolves when Redis has confirmed the subscription: later messages will arrive. All subscribers of this process share the payload.
   * A message that does not match the topic is dropped and logged.
   */
  subscribe<T>(topic: PubSubTopic<T>, key: string, onMessage: (payload: T) => void): Promise<() => void>;
  /** Calls back on each reconnect of the subscriber connection; messages published meanwhile are lost. */
  onReconnect(callback: () => void): () => void;
}

export interface PubSubOptions {
  prefix: string;
  publisher: RedisConnection;
  subscriber: Redis;
  log: Logger;
}

export function createPubSub({ prefix, publisher, subscriber, log }: PubSubOptions): PubSub {
  // The library is typed against an older ioredis of its own; the calls that it makes exist in ours too.
  const redisPubSub = new RedisPubSub({ publisher, subscriber } as unknown as PubSubRedisOptions);
  const channel = (topic: PubSubTopic<unknown>, key: string) => `${prefix}:${topic.name}:${key}`;
  const reconnectListeners = new Set<() => void>();
  let wasReady = subscriber.status === "ready";
  subscriber.on("ready", () => {
    if (wasReady) for (const listener of reconnectListeners) listener();
    wasReady = true;
  });
  subscriber.setMaxListeners(0);

  /** By the object that the library hands to all subscribers of a message, so that it is parsed once. */
  const payloads = new WeakMap<object, unknown>();
  const payloadOf = <T>(topic: PubSubTopic<T>, raw: unknown): T => {
    const message = Object(raw) as object;
    let payload = payloads.get(message);
    if (payload === undefined) payloads.set(message, (payload = topic.parse(raw)));
    return payload as T;
  };

  return {
    publish: (topic, key, payload) => redisPubSub.publish(channel(topic, key), payload),

    async publishAll(channels, payload, also) {
      const commands = publisher.pipeline();
      const text = JSON.stringify(payload);
      for (const [topic, key] of channels) commands.publish(channel(topic, key), text);
      also?.(commands);
      const failure = (await commands.exec())?.find(([error]) => error !== null);
      if (failure) throw failure[0]!;
    },

    async subscribe(topic, key, onMessage) {
      const id = await redisPubSub.subscribe(channel(topic, key), (raw: unknown) => {
        try {
          onMessage(payloadOf(topic, raw));
        } catch (error) {
          log.error({ topic: topic.name, err: error }, "message dropped");
        }
      });
      let open = true;
      return () => {
        if (open) redisPubSub.unsubscribe(id);
        open = false;
      };
    },

    onReconnect(callback) {
      reconnectListeners.add(callback);
      return () => reconnectListeners.delete(callback);
    },
  };
}
