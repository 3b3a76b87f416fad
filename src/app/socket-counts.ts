import { isIPv6 } from "node:net";

/** How many sockets of this process belong to one address or one account. */
export interface SocketCounts {
  /** Counts one for the key. Null when it has its share already, else the function that takes it back, once. */
  take(key: string): (() => void) | null;
}

export function createSocketCounts(most: number): SocketCounts {
  const counts = new Map<string, number>();
  return {
    take(key) {
      const count = counts.get(key) ?? 0;
      if (count >= most) return null;
      counts.set(key, count + 1);
      let taken = true;
      return () => {
        if (!taken) return;
        taken = false;
        const left = counts.get(key)! - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}

/** Whoever has an IPv6 network has 2^64 addresses of it, so the network counts: its first four groups. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const behind = tail === "" ? 0 : tail.split(":").length;
    while (groups.length + behind < 8) groups.push("0");
  }
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(":");
}
