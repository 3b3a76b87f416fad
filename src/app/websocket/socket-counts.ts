/** Counts the connections of this process per address or account. */
export interface SocketCounts {
  /** Counts one for the key. Null if the limit is reached, else a function that releases it; only its first call counts. */
  take(key: string): (() => void) | null;
}

/** Shared by WebSockets and event streams. */
export interface ConnectionShares {
  /** By `networkOf` of the address. */
  ofAddress: SocketCounts;
  ofAccount: SocketCounts;
}

export function createConnectionShares(env: { SOCKETS_PER_ADDRESS: number; SOCKETS_PER_ACCOUNT: number }): ConnectionShares {
  return { ofAddress: createSocketCounts(env.SOCKETS_PER_ADDRESS), ofAccount: createSocketCounts(env.SOCKETS_PER_ACCOUNT) };
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
