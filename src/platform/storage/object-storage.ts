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

/** Names our rule among the CORS rules of the bucket. */
const CORS_RULE = "codequest";
const CORS_MAX_AGE_SECONDS = 3600;

/** An object as it is listed. */
export interface ListedObject {
  key: string;
  sizeBytes: number;
  /** When it was last written. */
  changedAt: Date;
  /** Changes with the content. */
  etag: string;
}

/** An object with its content, which can be read once, and how browsers are to take it. */
export interface StreamedObject {
  content: Readable;
  sizeBytes: number;
  contentType: string;
  contentDisposition: string | null;
}

/** Has browsers save the object under that name rather than show it. */
export const asDownload = (fileName: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;

export interface ObjectStorage {
  /** Creates the bucket when it is missing. */
  prepare(): Promise<void>;
  /**
   * Lets web pages of these origins, each with at most one `*`, upload to and read from presigned addresses. Other CORS rules
   * of the bucket stay. Rejects where the key may not read or write them.
   */
  allowOrigins(origins: readonly string[]): Promise<void>;
  /** Rejects when the bucket can't be reached. */
  check(): Promise<void>;
  /** With `downloadAs` as a download of that name. */
  put(key: string, content: Buffer, contentType: string, options?: { downloadAs?: string }): Promise<void>;
  /** The object is there whole, or not at all. Its content is read once, so a failure is for the caller to try again. */
  putStream(key: string, object: StreamedObject): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Size in bytes; null when there is no such object. */
  sizeOf(key: string): Promise<number | null>;
  /** Rejects when there is no such object. */
  read(key: string): Promise<Readable>;
  /** Every object of the bucket, or those whose key begins so, by key. */
  list(prefix?: string): AsyncIterable<ListedObject>;
  /** Null when there is no such object. */
  open(key: string): Promise<StreamedObject | null>;
  /** No error when there is none. */
  remove(key: string): Promise<void>;
  /** An address that takes one PUT of exactly this type and size, until it expires. */
  presignPut(key: string, object: { contentType: string; sizeBytes: number; expiresSeconds: number }): Promise<string>;
  /** An address that gives the object until it expires. */
  presignGet(key: string, expiresSeconds: number): Promise<string>;
  close(): void;
}

export interface ObjectStorageOptions {
  endpoint: string;
  /** The same storage as clients reach it, for the addresses given to them; `endpoint` when empty. */
  clientEndpoint?: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** How long a connection may take to come about. */
  connectionTimeoutMs?: number;
  /** How long the server may be silent, before its answer and in the middle of one. */
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
    // Without limits a server that accepts and says nothing is waited for without end. `socketTimeout` counts silence only,
    // where `requestTimeout` would also end a large upload that makes progress.
    requestHandler: { connectionTimeout: connectionTimeoutMs, socketTimeout: silenceMs },
    // Checksums beyond what the operation needs are refused by many S3-compatible servers.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  };
  const client = new S3Client(settings);
  const signer = clientEndpoint ? new S3Client({ ...settings, endpoint: clientEndpoint }) : client;
  // Requests about the bucket itself go to `/bucket/`, which some S3-compatible servers sign as `/bucket`. Both name the same.
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

  /** Of the bucket, which has none before the first is set. */
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
    // At once for all who ask: two requests to create it would collide.
    prepare: () => (prepared ??= createWhereMissing()),
    async allowOrigins(origins) {
      const rules = await corsRules();
      const rule: CORSRule = {
        ID: CORS_RULE,
        AllowedOrigins: [...origins],
        AllowedMethods: ["GET", "HEAD", "PUT"],
        // Presigned addresses say which headers must be as they were signed.
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
        // Signed, so that the address is good for nothing else.
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
