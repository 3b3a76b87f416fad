/** Work that waits in turn: one piece of each owner, then one more of each, so that none of them waits for all of another. */
export interface FairQueue<T> {
  readonly size: number;
  /** Whether a piece of the owner's would be taken now. */
  hasRoom(owner: string): boolean;
  /** Null without room. In a full queue the last item of the party with the most items is removed and returned as `displaced`. */
  add(owner: string, item: T): { displaced: T | null } | null;
  next(): T | undefined;
}

export function createFairQueue<T>(most: number): FairQueue<T> {
  // In the order in which their turns come.
  const owners = new Map<string, T[]>();
  let size = 0;

  const greatest = () => [...owners.values()].reduce((most, items) => Math.max(most, items.length), 0);
  // Of two with the same share none gives way, or they would take turns at displacing each other.
  const mayDisplace = (owner: string) => (owners.get(owner)?.length ?? 0) + 1 < greatest();

  const displace = () => {
    const most = greatest();
    const items = [...owners.values()].find(({ length }) => length === most);
    size--;
    return items!.pop()!;
  };

  return {
    get size() {
      return size;
    },

    hasRoom: (owner) => size < most || mayDisplace(owner),

    add(owner, item) {
      const isFull = size >= most;
      if (isFull && !mayDisplace(owner)) return null;
      const displaced = isFull ? displace() : null;
      const items = owners.get(owner);
      if (items) items.push(item);
      else owners.set(owner, [item]);
      size++;
      return { displaced };
    },

    next() {
      const first = owners.entries().next().value;
      if (!first) return undefined;
      const [owner, items] = first;
      const item = items.shift();
      owners.delete(owner);
      if (items.length > 0) owners.set(owner, items);
      size--;
      return item;
    },
  };
}
