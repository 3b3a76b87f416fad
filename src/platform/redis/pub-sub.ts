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

interface Subscriber {
  onMessage(payload: never): void;
}

interface Channel {
  subscribers: Set<Subscriber>;
  /** Resolves to the id of the library's subscription when Redis has confirmed it. */
  confirmed: Promise<number>;
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

  /** Subscribers of the same channel share one subscription of the library, so each costs little, and a message is parsed once. */
  const channels = new Map<string, Channel>();
  const join = <T>(topic: PubSubTopic<T>, name: string): Channel => {
    const known = channels.get(name);
    if (known) return known;
    const subscribers = new Set<Subscriber>();
    const hear = (raw: unknown) => {
      try {
        const payload = topic.parse(raw);
        for (const { onMessage } of subscribers) deliver(topic, onMessage as (payload: T) => void, payload);
      } catch (error) {
        log.error({ topic: topic.name, err: error }, "message dropped");
      }
    };
    const joined: Channel = { subscribers, confirmed: redisPubSub.subscribe(name, hear) };
    channels.set(name, joined);
    return joined;
  };
  const deliver = <T>(topic: PubSubTopic<T>, onMessage: (payload: T) => void, payload: T) => {
    try {
      onMessage(payload);
    } catch (error) {
      log.error({ topic: topic.name, err: error }, "message dropped");
    }
  };
  const leave = (name: string, { subscribers, confirmed }: Channel, subscriber: Subscriber) => {
    if (!subscribers.delete(subscriber) || subscribers.size > 0) return;
    channels.delete(name);
    void confirmed.then((id) => redisPubSub.unsubscribe(id)).catch(() => undefined);
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

    async subscribe<T>(topic: PubSubTopic<T>, key: string, onMessage: (payload: T) => void) {
      const name = channel(topic, key);
      const joined = join(topic, name);
      const subscriber = { onMessage: onMessage as Subscriber["onMessage"] };
      joined.subscribers.add(subscriber);
      const unsubscribe = () => leave(name, joined, subscriber);
      try {
        await joined.confirmed;
      } catch (error) {
        unsubscribe();
        throw error;
      }
      return unsubscribe;
    },

    onReconnect(callback) {
      reconnectListeners.add(callback);
      return () => reconnectListeners.delete(callback);
    },
  };
}
