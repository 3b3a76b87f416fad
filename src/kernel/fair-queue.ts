/** A round-robin queue: takes one item of each owner in turn, so no owner waits for all items of another. */
export interface FairQueue<T> {
  readonly size: number;
  /** Would an item of this owner be accepted now? */
  hasRoom(owner: string): boolean;
  /** Null without room. In a full queue the last item of the owner with the most items is removed and returned as `displaced`. */
  add(owner: string, item: T): { displaced: T | null } | null;
  next(): T | undefined;
}

export function createFairQueue<T>(most: number): FairQueue<T> {
  // In round-robin order.
  const owners = new Map<string, T[]>();
  let size = 0;

  const greatest = () => [...owners.values()].reduce((most, items) => Math.max(most, items.length), 0);
  // Owners with equal shares do not displace each other, or they would do so in turns.
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
