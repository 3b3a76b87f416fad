// An S3 server over a folder, for development and tests. Listens on this machine only.
import S3rver from "@20minutes/s3rver";
import account from "@20minutes/s3rver/lib/models/account.js";

const { S3_DIRECTORY, S3_PORT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;

// Its built-in key pair is publicly known, and the storage contains hidden test data.
account.DUMMY_ACCOUNT.createKeyPair(S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY);
account.DUMMY_ACCOUNT.revokeAccessKey("S3RVER");

const server = new S3rver({ address: "127.0.0.1", port: Number(S3_PORT), directory: S3_DIRECTORY, silent: true });

// s3rver checks signatures but also accepts unsigned requests, which any program on this machine could send. Browsers' CORS preflight
// requests are unsigned.
server.middleware.unshift(async (context, next) => {
  const isSigned = context.get("authorization") !== "" || ["X-Amz-Signature", "Signature"].some((name) => context.query[name]);
  if (isSigned || context.method === "OPTIONS") return next();
  context.status = 403;
  context.type = "application/xml";
  context.body = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Sign the request.</Message></Error>';
});

await server.run();
process.on("SIGTERM", () => process.exit(0));
