import * as z from "zod";
import { integer, orEmpty, redisUrl, text, url } from "../schemas.js";
import { variable } from "../variable.js";

export const SERVICE_VARIABLES = {
  DATABASE_URL: variable({
    schema: url("postgres:", "postgresql:"),
    default: "postgresql://codequest:codequest@127.0.0.1:5432/codequest",
    meaning: "PostgreSQL 15 or newer. When set, `npm start` starts no PostgreSQL of its own and creates no demo accounts.",
    secret: true,
  }),
  DATABASE_POOL_MAX: variable({ schema: integer(1, 200), default: "10", meaning: "Connections each process may hold." }),
  DATABASE_STATEMENT_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "10000",
    meaning: "Longest time of a statement; migrations have none.",
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
      "Redis 6.2 or newer with maxmemory-policy noeviction. When set, `npm start` starts no Redis of its own. Also redis+sentinel://user:password@host:26379,host:26379/master?sentinelPassword=… and redis+cluster://user:password@host:6379,host:6379; rediss… is with TLS.",
    secret: true,
  }),
  REDIS_PREFIX: variable({
    schema: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, - or _"),
    default: "codequest",
    meaning: "Put before every Redis key and channel, so that several installations can share one Redis.",
  }),
  S3_ENDPOINT: variable({
    schema: url("http:", "https:"),
    default: "http://127.0.0.1:9000",
    meaning: "S3-compatible object storage. When set, `npm start` starts no S3 server of its own.",
  }),
  S3_CLIENT_ENDPOINT: variable({
    schema: orEmpty(url("http:", "https:")),
    default: "",
    meaning: "The object storage as clients reach it, for uploads and downloads; empty is S3_ENDPOINT.",
  }),
  PUBLIC_FILES_URL: variable({
    schema: orEmpty(url("http:", "https:")),
    default: "",
    meaning:
      "Base of the addresses of public files, such as a CDN's, in front of the bucket's folder public/; empty gives links that expire.",
  }),
  S3_REGION: variable({ schema: text, default: "us-east-1", meaning: "Region of the bucket." }),
  S3_BUCKET: variable({ schema: text, default: "codequest", meaning: "Bucket for test sets and files; created at start when missing." }),
  S3_ACCESS_KEY_ID: variable({ schema: text, default: "S3RVER", meaning: "Access key of the bucket." }),
  S3_SECRET_ACCESS_KEY: variable({ schema: text, default: "S3RVER", meaning: "Secret key of the bucket.", secret: true }),
};
