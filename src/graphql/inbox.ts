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
  return(): Promise<IteratorResult<T>>;
  /** Also calls back when it closes. `hasLeft`: the reader has left before the end. */
  onceClosed(callback: (hasLeft: boolean) => void): void;
}

export interface InboxOptions<T> {
  /** Beyond this number of unread items, items superseded by a later one with the same key are dropped, oldest first. */
  capacity: number;
  /** Slow readers skip superseded items; the newest item of a key is never dropped. */
  keyOf(item: T): string;
  /** Called once, when the reader has left, or when the inbox has ended and is empty. */
  onClose(): void;
}

export function createInbox<T>(options: InboxOptions<T>): Inbox<T> {
  return new Mailbox(options);
}

/** A class: thousands are open at once, and closures for each would take several times the memory. */
class Mailbox<T> implements Inbox<T> {
  private readonly items: T[] = [];
  private wake: ((result: IteratorResult<T>) => void) | undefined;
  private take: ((item: T) => boolean) | undefined;
  private whenClosed: ((hasLeft: boolean) => void)[] | undefined;
  private ended = false;
  private closed = false;

  constructor(private readonly options: InboxOptions<T>) {}

  push(item: T): void {
    if (this.ended) return;
    if (this.wake) {
      if (!this.take?.(item)) this.answer({ value: item, done: false });
      return;
    }
    this.items.push(item);
    if (this.items.length > this.options.capacity) this.dropOvertaken();
  }

  end(): void {
    this.ended = true;
    if (!this.wake) return;
    this.answer(done());
    this.close(false);
  }

  offer(take: (item: T) => boolean): void {
    this.take = take;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.items.length > 0) return Promise.resolve({ value: this.items.shift()!, done: false });
    if (this.ended) {
      this.close(false);
      return Promise.resolve(done());
    }
    return new Promise((resolve) => (this.wake = resolve));
  }

  return(): Promise<IteratorResult<T>> {
    this.close(true);
    this.answer(done());
    return Promise.resolve(done());
  }

  onceClosed(callback: (hasLeft: boolean) => void): void {
    (this.whenClosed ??= []).push(callback);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private answer(result: IteratorResult<T>): void {
    this.wake?.(result);
    this.wake = undefined;
  }

  private close(hasLeft: boolean): void {
    if (this.closed) return;
    this.ended = this.closed = true;
    this.items.length = 0;
    this.options.onClose();
    for (const callback of this.whenClosed ?? []) callback(hasLeft);
  }

  private dropOvertaken(): void {
    const { items } = this;
    const { keyOf } = this.options;
    const index = items.findIndex((item, at) => items.some((later, i) => i > at && keyOf(later) === keyOf(item)));
    if (index >= 0) items.splice(index, 1);
  }
}

const done = (): IteratorReturnResult<undefined> => ({ value: undefined, done: true });
