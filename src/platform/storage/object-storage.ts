import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutObjectCommand,
  S3Client,
  type CORSRule,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Readable } from "node:stream";
import { isDeepStrictEqual } from "node:util";

/** Id of our rule among the bucket's CORS rules. */
const CORS_RULE = "codequest";
const CORS_MAX_AGE_SECONDS = 3600;

/** An entry of a listing. */
export interface ListedObject {
  key: string;
  sizeBytes: number;
  /** Last modified. */
  changedAt: Date;
  /** Changes with the content. */
  etag: string;
}

/** An object with its content, which can be read once, and the headers for browsers. */
export interface StreamedObject {
  content: Readable;
  sizeBytes: number;
  contentType: string;
  contentDisposition: string | null;
}

/** A Content-Disposition that makes browsers save the object under this name. */
export const asDownload = (fileName: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;

export interface ObjectStorage {
  /** Creates the bucket when it is missing. */
  prepare(): Promise<void>;
  /**
   * Allows web pages of these origins, each with at most one `*`, to upload to and read from presigned addresses. Keeps the bucket's
   * other CORS rules. Rejects if the key may not read or write them.
   */
  allowOrigins(origins: readonly string[]): Promise<void>;
  /** Rejects if the bucket is unreachable. */
  check(): Promise<void>;
  /** With `downloadAs`, browsers save it under that name. */
  put(key: string, content: Buffer, contentType: string, options?: { downloadAs?: string }): Promise<void>;
  /** Atomic: stores the whole object or nothing. The content can be read only once, so retries are up to the caller. */
  putStream(key: string, object: StreamedObject): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Size in bytes; null when there is no such object. */
  sizeOf(key: string): Promise<number | null>;
  /** Rejects when there is no such object. */
  read(key: string): Promise<Readable>;
  /** Lists all objects, or those whose key begins with `prefix`, ordered by key. */
  list(prefix?: string): AsyncIterable<ListedObject>;
  /** Null when there is no such object. */
  open(key: string): Promise<StreamedObject | null>;
  /** No error if it does not exist. */
  remove(key: string): Promise<void>;
  /** An address that accepts one PUT of exactly this type and size, until it expires. */
  presignPut(key: string, object: { contentType: string; sizeBytes: number; expiresSeconds: number }): Promise<string>;
  /** An address that serves the object until it expires. */
  presignGet(key: string, expiresSeconds: number): Promise<string>;
  close(): void;
}

export interface ObjectStorageOptions {
  endpoint: string;
  /** The same storage as clients reach it, for presigned addresses; `endpoint` if empty. */
  clientEndpoint?: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Timeout for opening a connection. */
  connectionTimeoutMs?: number;
  /** Longest silence of the server, before and during a response. */
  silenceMs?: number;
}

export function createObjectStorage({
  endpoint,
  clientEndpoint,
  region,
  bucket,
  accessKeyId,
  secretAccessKey,
  connectionTimeoutMs = 3000,
  silenceMs = 15_000,
}: ObjectStorageOptions): ObjectStorage {
  const settings: S3ClientConfig = {
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 4,
    // Without timeouts a server that accepts and then stays silent would block forever. `socketTimeout` counts only silence;
    // `requestTimeout` would also end a large upload that makes progress.
    requestHandler: { connectionTimeout: connectionTimeoutMs, socketTimeout: silenceMs },
    // Many S3-compatible servers refuse checksums beyond what the operation needs.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  const client = new S3Client(settings);
  const signer = clientEndpoint ? new S3Client({ ...settings, endpoint: clientEndpoint }) : client;
  // Requests about the bucket itself go to `/bucket/`, which some S3-compatible servers sign as `/bucket`. Both name the same
  // resource.
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { path: string };
      if (request.path === `/${bucket}/`) request.path = `/${bucket}`;
      return next(args);
    },
    { step: "build", name: "withoutTrailingSlash" },
  );
  const Bucket = bucket;

  async function sizeOf(key: string): Promise<number | null> {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key: key }))).ContentLength ?? 0;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  let prepared: Promise<void> | undefined;
  async function createWhereMissing(): Promise<void> {
    try {
      await client.send(new HeadBucketCommand({ Bucket }));
    } catch (error) {
      prepared = undefined;
      if (!isMissing(error)) throw error;
      await client.send(new CreateBucketCommand({ Bucket }));
    }
  }

  /** A bucket without CORS rules answers with an error. */
  async function corsRules(): Promise<CORSRule[]> {
    try {
      return (await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules ?? [];
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  async function putObject(
    key: string,
    { content, sizeBytes, contentType, contentDisposition }: Omit<StreamedObject, "content"> & { content: Buffer | Readable },
  ): Promise<void> {
    const headers = { ContentType: contentType, ContentLength: sizeBytes, ContentDisposition: contentDisposition ?? undefined };
    await client.send(new PutObjectCommand({ Bucket, Key: key, Body: content, ...headers }));
  }

  return {
    // Shared by concurrent callers: two requests to create the bucket would collide.
    prepare: () => (prepared ??= createWhereMissing()),
    async allowOrigins(origins) {
      const rules = await corsRules();
      const rule: CORSRule = {
        ID: CORS_RULE,
        AllowedOrigins: [...origins],
        AllowedMethods: ["GET", "HEAD", "PUT"],
        // The signature of a presigned address fixes the relevant headers.
        AllowedHeaders: ["*"],
        ExposeHeaders: ["ETag"],
        MaxAgeSeconds: CORS_MAX_AGE_SECONDS,
      };
      if (rules.some((one) => isDeepStrictEqual(one, rule))) return;
      const CORSRules = [...rules.filter(({ ID }) => ID !== CORS_RULE), rule];
      await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket }));
    },
    put: (key, content, contentType, { downloadAs } = {}) =>
      putObject(key, { content, sizeBytes: content.length, contentType, contentDisposition: downloadAs ? asDownload(downloadAs) : null }),
    putStream: putObject,
    exists: async (key) => (await sizeOf(key)) !== null,
    sizeOf,
    async read(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
      return Body as Readable;
    },
    async *list(prefix) {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken }));
        for (const { Key, Size, ETag, LastModified } of page.Contents ?? [])
          yield { key: Key!, sizeBytes: Size ?? 0, etag: ETag ?? "", changedAt: LastModified ?? new Date() };
        ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (ContinuationToken);
    },
    async open(key) {
      try {
        const { Body, ContentLength, ContentType, ContentDisposition } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
        const contentType = ContentType ?? "application/octet-stream";
        return { content: Body as Readable, sizeBytes: ContentLength ?? 0, contentType, contentDisposition: ContentDisposition ?? null };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
    presignPut: (key, { contentType, sizeBytes, expiresSeconds }) =>
      getSignedUrl(signer, new PutObjectCommand({ Bucket, Key: key, ContentType: contentType, ContentLength: sizeBytes }), {
        expiresIn: expiresSeconds,
        // Signed, so the address can't be used for anything else.
        signableHeaders: new Set(["content-type", "content-length"]),
      }),
    presignGet: (key, expiresSeconds) => getSignedUrl(signer, new GetObjectCommand({ Bucket, Key: key }), { expiresIn: expiresSeconds }),
    close() {
      client.destroy();
      signer.destroy();
    },
  };
}

function isMissing(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404;
}
