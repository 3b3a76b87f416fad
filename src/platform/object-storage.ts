import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";

export interface ObjectStorage {
  /** Creates the bucket when it is missing. */
  prepare(): Promise<void>;
  /** Rejects when the bucket can't be reached. */
  check(): Promise<void>;
  put(key: string, content: Buffer, contentType: string): Promise<void>;
  exists(key: string): Promise<boolean>;
  /** Rejects when there is no such object. */
  read(key: string): Promise<Readable>;
  close(): void;
}

export interface ObjectStorageOptions {
  endpoint: string;
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
  region,
  bucket,
  accessKeyId,
  secretAccessKey,
  connectionTimeoutMs = 3000,
  silenceMs = 15_000,
}: ObjectStorageOptions): ObjectStorage {
  const client = new S3Client({
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
  });
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

  return {
    async prepare() {
      try {
        await client.send(new HeadBucketCommand({ Bucket }));
      } catch (error) {
        if (!isMissing(error)) throw error;
        await client.send(new CreateBucketCommand({ Bucket }));
      }
    },
    async check() {
      await client.send(new HeadBucketCommand({ Bucket }));
    },
    async put(key, content, contentType) {
      await client.send(new PutObjectCommand({ Bucket, Key: key, Body: content, ContentType: contentType, ContentLength: content.length }));
    },
    async exists(key) {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key: key }));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async read(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
      return Body as Readable;
    },
    close: () => client.destroy(),
  };
}

function isMissing(error: unknown): boolean {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404;
}
