import { fileURLToPath } from "node:url";

/** The checkout. Two folders up from here: src/config/, dist/config/ and dist/bundle/ alike. */
const ROOT = new URL("../../", import.meta.url);

/** Absolute path of a file or folder of the checkout. */
export const inRoot = (path: string): string => fileURLToPath(new URL(path, ROOT));
