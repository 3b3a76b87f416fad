/** What lies in the bucket of an installation. */
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { createObjectStorage, type ObjectStorage } from "../../src/platform/storage/object-storage.js";
import type { Installation } from "./installation.js";

/** Close it after use. */
export function storageOf({ env }: Installation): ObjectStorage {
  return createObjectStorage({
    endpoint: env.S3_ENDPOINT!,
    region: env.S3_REGION ?? "us-east-1",
    bucket: env.S3_BUCKET!,
    accessKeyId: env.S3_ACCESS_KEY_ID!,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY!,
  });
}

export async function objectKeys({ env }: Installation): Promise<string[]> {
  const client = new S3Client({
    endpoint: env.S3_ENDPOINT!,
    region: env.S3_REGION ?? "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID!, secretAccessKey: env.S3_SECRET_ACCESS_KEY! },
  });
  // The embedded server signs requests about the bucket itself without the last slash, as the program does.
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { path: string };
      request.path = request.path.replace(/\/$/, "");
      return next(args);
    },
    { step: "build" },
  );
  try {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: env.S3_BUCKET! }));
    return Contents.map(({ Key }) => Key!);
  } finally {
    client.destroy();
  }
}
