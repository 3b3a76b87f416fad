/** An iterator that can also hand an item to its reader at once, without a promise. */
export interface Offering<T> extends AsyncIterableIterator<T> {
  /** While next() waits, a new item is offered first. If `take` returns true, next() goes on waiting. */
  offer?(take: (item: T) => boolean): void;
}

/**
 * A single-reader mailbox as an async iterator. Unlike a generator's, its return() also ends a waiting reader, so a disconnected
 * client frees everything at once.
 */
export interface Inbox<T> extends Offering<T> {
  push(item: T): void;
  /** Accepts no more items; queued items can still be read. */
  end(): void;
}

/** For an iterator around another one whose items it passes on as they are. */
export const offerOf = <T>(inner: Offering<T>): Pick<Offering<T>, "offer"> => (inner.offer ? { offer: (take) => inner.offer!(take) } : {});

export interface InboxOptions<T> {
  /** Beyond this number of unread items, items superseded by a later one with the same key are dropped, oldest first. */
  capacity: number;
  /** Slow readers skip superseded items; the newest item of a key is never dropped. */
  keyOf(item: T): string;
  /** Called once, when the reader has left, or when the inbox has ended and is empty. */
  onClose(): void;
}

export function createInbox<T>({ capacity, keyOf, onClose }: InboxOptions<T>): Inbox<T> {
  const items: T[] = [];
  let wake: ((result: IteratorResult<T>) => void) | undefined;
  let take: (item: T) => boolean = () => false;
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
        if (take(item)) return;
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
    offer: (reader) => void (take = reader),
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
