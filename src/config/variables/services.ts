import * as z from "zod";
import { integer, orEmpty, redisUrl, text, url } from "../schemas.js";
import { variable } from "../variable.js";

export const SERVICE_VARIABLES = {
  DATABASE_URL: variable({
    schema: url("postgres:", "postgresql:"),
    default: "postgresql://codequest:codequest@127.0.0.1:5432/codequest",
    meaning: "PostgreSQL 15 or newer. If set, `npm start` does not start PostgreSQL and creates no demo accounts.",
    secret: true,
  }),
  DATABASE_POOL_MAX: variable({ schema: integer(1, 200), default: "10", meaning: "Maximum number of connections per process." }),
  DATABASE_STATEMENT_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "10000",
    meaning: "Timeout of a statement; does not apply to migrations.",
  }),
  SLOW_STATEMENT_MS: variable({
    schema: integer(0, 600_000),
    default: "500",
    meaning: "From how many milliseconds on an SQL statement is logged as slow, without its values; 0 is never.",
  }),
  REDIS_URL: variable({
    schema: redisUrl,
    default: "redis://127.0.0.1:6379",
    meaning:
      "Redis 6.2 or newer with maxmemory-policy noeviction. If set, `npm start` does not start Redis. Also redis+sentinel://user:password@host:26379,host:26379/master?sentinelPassword=… and redis+cluster://user:password@host:6379,host:6379; rediss… for TLS.",
    secret: true,
  }),
  REDIS_PREFIX: variable({
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, - or _"),
    default: "codequest",
    meaning: "Prefix of all Redis keys and channels, so that several installations can share one Redis.",
  }),
  S3_ENDPOINT: variable({
    schema: url("http:", "https:"),
    default: "http://127.0.0.1:9000",
    meaning: "S3-compatible object storage. If set, `npm start` does not start an S3 server.",
  }),
  S3_CLIENT_ENDPOINT: variable({
    schema: orEmpty(url("http:", "https:")),
    default: "",
    meaning: "Address of the object storage for clients, for uploads and downloads; if empty, S3_ENDPOINT.",
  }),
  PUBLIC_FILES_URL: variable({
    schema: orEmpty(url("http:", "https:")),
    default: "",
    meaning: "Base address of public files, such as a CDN for the bucket's folder public/; if empty, links expire.",
  }),
  S3_REGION: variable({ schema: text, default: "us-east-1", meaning: "Region of the bucket." }),
  S3_BUCKET: variable({ schema: text, default: "codequest", meaning: "Bucket for test sets and files; created at start if missing." }),
  S3_ACCESS_KEY_ID: variable({ schema: text, default: "S3RVER", meaning: "Access key of the bucket." }),
  S3_SECRET_ACCESS_KEY: variable({ schema: text, default: "S3RVER", meaning: "Secret key of the bucket.", secret: true }),
};
