/**
 * A single-reader mailbox that is an async iterator. Unlike a generator's, its return() ends a reader that waits, so a
 * client that leaves frees everything at once.
 */
export interface Inbox<T> extends AsyncIterableIterator<T> {
  push(item: T): void;
  /** Nothing is accepted any more; what lies in the box is still read. */
  end(): void;
}

export interface InboxOptions<T> {
  /** Beyond this many unread items, items that a later one of the same key has overtaken go, oldest first. */
  capacity: number;
  /** Slow readers skip what is overtaken; the newest item of a key is never dropped. */
  keyOf(item: T): string;
  /** Called once, when the reader has left or the box has ended and is empty. */
  onClose(): void;
}

export function createInbox<T>({ capacity, keyOf, onClose }: InboxOptions<T>): Inbox<T> {
  const items: T[] = [];
  let wake: ((result: IteratorResult<T>) => void) | undefined;
  let ended = false;
  let closed = false;

  const done: IteratorResult<T> = { value: undefined, done: true };
  const close = () => {
    if (closed) return;
    ended = closed = true;
    items.length = 0;
    onClose();
  };

  const dropOvertaken = () => {
    const index = items.findIndex((item, at) => items.some((later, i) => i > at && keyOf(later) === keyOf(item)));
    if (index >= 0) items.splice(index, 1);
  };

  return {
    push(item) {
      if (ended) return;
      if (wake) {
        wake({ value: item, done: false });
        wake = undefined;
        return;
      }
      items.push(item);
      if (items.length > capacity) dropOvertaken();
    },
    end() {
      ended = true;
      if (!wake) return;
      wake(done);
      wake = undefined;
      close();
    },
    async next() {
      if (items.length > 0) return { value: items.shift()!, done: false };
      if (ended) {
        close();
        return done;
      }
      return new Promise((resolve) => (wake = resolve));
    },
    async return() {
      close();
      wake?.(done);
      wake = undefined;
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
