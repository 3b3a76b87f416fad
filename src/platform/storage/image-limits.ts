/** As large as the largest phone cameras. Checked in the header, before decoding. */
export const MOST_PIXELS = 50_000_000;

export const TOO_MUCH_MEMORY = "It needs too much memory to process.";
