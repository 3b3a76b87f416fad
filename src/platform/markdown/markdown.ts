import { createHash } from "node:crypto";
import * as z from "zod";
import { contract } from "../../kernel/contract.js";
import { DAY_MS, MIB } from "../../kernel/units.js";
import type { CacheRegion, ReadCache } from "../redis/read-cache.js";
import type { Logger } from "../telemetry/logger.js";
import { createMarkdownRenderer } from "./markdown-renderer.js";
import { asPlainText } from "./plain-text.js";
import { createRecentTexts } from "./recent-texts.js";

export interface Markdown {
  /**
   * Sanitised HTML of the source; of a document beyond the limits, its source as text. Rendered once and kept by content: in this
   * process, and in Redis for all. `client` is whom the work is for. Throws RATE_LIMITED if too much waits.
   */
  render(source: string, client: string): Promise<string>;
  close(): Promise<void>;
}

/** Raise it when the same source gives other HTML. */
const VERSION = 1;
const RECENT_BYTES = 16 * MIB;
const html = contract("rendered Markdown", z.string());

/** No invalidation: other content has another key. */
const regionOf = (key: string): CacheRegion<string> => ({ name: `markdown:${key}`, longestMs: DAY_MS, content: html });

export function createMarkdown(options: { readCache: ReadCache; log: Logger; imageOrigins: readonly string[] }): Markdown {
  const { readCache, log, imageOrigins } = options;
  const renderer = createMarkdownRenderer({ refused: (fault) => log.warn({ fault }, "a text is shown unrendered") });
  const recent = createRecentTexts(RECENT_BYTES);
  const pending = new Map<string, Promise<string>>();
  const salt = JSON.stringify([VERSION, imageOrigins]);

  const load = (key: string, source: string, client: string) =>
    readCache.read(regionOf(key), "html", async () => {
      const rendered = await renderer.render({ source, idPrefix: `md-${key.slice(0, 8)}-`, imageOrigins }, client);
      return rendered ?? asPlainText(source);
    });

  return {
    async render(source, client) {
      if (source.trim() === "") return "";
      const key = createHash("sha256").update(salt).update(source).digest("base64url");
      const kept = recent.get(key);
      if (kept !== undefined) return kept;
      let loading = pending.get(key);
      if (!loading) {
        loading = load(key, source, client).finally(() => pending.delete(key));
        pending.set(key, loading);
      }
      const text = await loading;
      recent.set(key, text);
      return text;
    },
    close: () => renderer.close(),
  };
}
