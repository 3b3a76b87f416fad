import type { Redis } from "ioredis";

/**
 * What one turn of the event loop sends, it sends in one write: under load the requests of a process, and those that they wake, share the
 * cost of a system call. Commands keep their order.
 */
export function writeTogether(redis: Redis): Redis {
  redis.on("connect", () => {
    const { stream } = redis;
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    let isWaiting = false;
    const flush = () => {
      isWaiting = false;
      stream.uncork();
    };
    stream.write = (...args: unknown[]) => {
      if (!isWaiting) {
        isWaiting = true;
        stream.cork();
        setImmediate(flush);
      }
      return write(...args);
    };
  });
  return redis;
}
