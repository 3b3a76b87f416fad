import { hash } from "node:crypto";
import { DAY_MS, MIB } from "../../kernel/units.js";
import { askInTime, type RedisConnection } from "../redis/redis.js";
import type { Logger } from "../telemetry/logger.js";
import { createMarkdownRenderer } from "./markdown-renderer.js";
import { asPlainText } from "./plain-text.js";
import type { PicturePlaces } from "./links.js";
import { createRecentTexts } from "./recent-texts.js";

export interface Markdown {
  /**
   * Sanitised HTML of the source; of a document beyond the limits, its source as text. Rendered once and kept by content: in this
   * process, and in Redis for all. `client` is the account or address that the work is queued for. `pictures` are addresses that last, as
   * they are kept with the text. Throws RATE_LIMITED if too much waits.
   */
  render(source: string, client: string, pictures?: PicturePlaces): string | Promise<string>;
  close(): Promise<void>;
}

/** Raise it when the same source gives other HTML. */
const VERSION = 1;
const RECENT_BYTES = 16 * MIB;
/** Of one text in Redis. Other content has another key, so nothing is invalidated. */
const LONGEST_MS = DAY_MS;
/** A slow Redis must not slow down reads: the text can be rendered again. */
const PATIENCE_MS = 200;

export interface MarkdownOptions {
  redis: RedisConnection;
  env: { REDIS_PREFIX: string };
  log: Logger;
  /** Origins that may serve pictures over plain HTTP. */
  imageOrigins: readonly string[];
}

export function createMarkdown({ redis, env, log, imageOrigins }: MarkdownOptions): Markdown {
  const renderer = createMarkdownRenderer({ refused: (fault) => log.warn({ fault }, "a text is shown unrendered") });
  const recent = createRecentTexts(RECENT_BYTES);
  const pending = new Map<string, Promise<string>>();
  const salt = JSON.stringify([VERSION, imageOrigins]);
  const keyOf = (source: string, pictures: PicturePlaces | undefined) =>
    hash("sha256", salt + (pictures && Object.keys(pictures).length > 0 ? JSON.stringify(pictures) : "") + source, "base64url");

  const ask = <T>(command: () => Promise<T>) =>
    askInTime(redis, PATIENCE_MS, command, (err) => log.warn({ err }, "cache of Markdown not asked"));

  const load = async (key: string, source: string, client: string, pictures: PicturePlaces) => {
    const place = `${env.REDIS_PREFIX}:markdown:${key}`;
    const kept = await ask(() => redis.get(place));
    if (typeof kept === "string") return kept;
    const rendered = await renderer.render({ source, idPrefix: `md-${key.slice(0, 8)}-`, imageOrigins, pictures }, client);
    const html = rendered ?? asPlainText(source);
    void ask(() => redis.set(place, html, "PX", LONGEST_MS));
    return html;
  };

  const loaded = async (key: string, source: string, client: string, pictures: PicturePlaces) => {
    let loading = pending.get(key);
    if (!loading) {
      loading = load(key, source, client, pictures).finally(() => pending.delete(key));
      pending.set(key, loading);
    }
    const text = await loading;
    recent.set(key, text);
    return text;
  };

  return {
    render(source, client, pictures) {
      if (source.trim() === "") return "";
      const key = keyOf(source, pictures);
      return recent.get(key) ?? loaded(key, source, client, pictures ?? {});
    },
    close: () => renderer.close(),
  };
}
