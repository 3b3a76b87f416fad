// The S3 protocol over a folder, for development and tests. Listens on this machine only.
import S3rver from "@20minutes/s3rver";
import account from "@20minutes/s3rver/lib/models/account.js";

const { S3_DIRECTORY, S3_PORT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = process.env;

// Its built-in key pair is public knowledge, and hidden test data lies here.
account.DUMMY_ACCOUNT.createKeyPair(S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY);
account.DUMMY_ACCOUNT.revokeAccessKey("S3RVER");

const server = new S3rver({ address: "127.0.0.1", port: Number(S3_PORT), directory: S3_DIRECTORY, silent: true });

// It checks signatures that are there and answers requests without one, which any program on this machine can send. Browsers
// ask without one whether they may upload (CORS).
server.middleware.unshift(async (context, next) => {
  const isSigned = context.get("authorization") !== "" || ["X-Amz-Signature", "Signature"].some((name) => context.query[name]);
  if (isSigned || context.method === "OPTIONS") return next();
  context.status = 403;
  context.type = "application/xml";
  context.body = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Sign the request.</Message></Error>';
});

await server.run();
process.on("SIGTERM", () => process.exit(0));
