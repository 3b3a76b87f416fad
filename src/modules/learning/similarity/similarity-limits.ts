/** Stored submissions of one problem that a new one is compared with: the newest. */
export const LOOKED_AT = 20_000;
/** Most similar ones by sketches, one of each account, whose fingerprints are compared. */
export const PRESELECTED = 200;
/** Most similar ones by fingerprints, one of each account, that are compared token by token. */
export const COMPARED = 20;
/** Pairs below it are not stored: see docs/similarity.md. */
export const STORED_SCORE_MIN = 0.5;
/** Raised when tokens or fingerprints change: `npm run fingerprint` then makes those of older versions again. */
export const FINGERPRINT_VERSION = 1;
