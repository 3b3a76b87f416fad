import { fileURLToPath } from "node:url";

/** Root of the checkout: two folders up from src/config/, dist/config/ and dist/bundle/. */
const ROOT = new URL("../../", import.meta.url);

/** Absolute path of a file or folder of the checkout. */
export const inRoot = (path: string): string => fileURLToPath(new URL(path, ROOT));
