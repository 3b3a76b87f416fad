/** Pieces of one answer that arrive within a short time are published as one. */

/** Shorter than people notice, and several pieces of a fast model. */
const BATCH_MS = 40;

export interface Batch {
  text: string;
  /** Whether the text of earlier batches no longer counts. */
  startsOver: boolean;
}

export interface PieceBatches {
  /** Publishes at once if the last batch is older than BATCH_MS; the first piece therefore never waits. */
  add(text: string, startsOver: boolean): void;
  /** Discards unpublished text: the stored row has all of it, or the answer has failed. */
  close(): void;
}

export function createPieceBatches(publish: (batch: Batch) => void): PieceBatches {
  let waiting: Batch | null = null;
  /** Runs from each batch to the earliest time of the next one. */
  let timer: NodeJS.Timeout | null = null;

  const next = () => {
    timer = null;
    if (!waiting) return;
    timer = setTimeout(next, BATCH_MS);
    publish(waiting);
    waiting = null;
  };

  return {
    add(text, startsOver) {
      waiting = waiting && !startsOver ? { ...waiting, text: waiting.text + text } : { text, startsOver };
      if (!timer) next();
    },
    close() {
      if (timer) clearTimeout(timer);
      timer = null;
      waiting = null;
    },
  };
}
