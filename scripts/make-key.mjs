// `npm run make-key`: prints a line for .env with a new secret. Writes no file and uses no network.
//   npm run make-key              TOKEN_KEYS: a new key for access tokens, after the existing keys of TOKEN_KEYS
//   npm run make-key -- vapid     VAPID_PRIVATE_KEY: a new key for web push
//   npm run make-key -- secret    TOKEN_SECRET: a new secret
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Stop } from "./lib/console.mjs";
import { readDotEnv } from "./lib/environment.mjs";
import { main } from "./lib/main.mjs";

/** An Ed25519 key as a JWK (RFC 8037), named by its thumbprint (RFC 7638). */
function signingKey() {
  const { kty, crv, x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x })).digest("base64url");
  return { kid, kty, crv, x, d };
}

/** Empty if there are no keys yet. */
function presentKeys() {
  const setting = process.env.TOKEN_KEYS ?? "";
  if (setting === "") return [];
  try {
    const { keys } = JSON.parse(setting.trimStart().startsWith("{") ? setting : readFileSync(setting, "utf8"));
    if (Array.isArray(keys)) return keys;
  } catch {
    // The content is secret, so the message does not quote it.
  }
  throw new Stop("TOKEN_KEYS is set, but is neither a JWK set nor a file with one. Fix it, or unset it to create a new one.");
}

const LINES = {
  token: () => `TOKEN_KEYS=${JSON.stringify({ keys: [...presentKeys(), signingKey()] })}`,
  vapid: () => `VAPID_PRIVATE_KEY=${generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }).d}`,
  secret: () => `TOKEN_SECRET=${randomBytes(48).toString("base64url")}`,
};

await main(async () => {
  const [kind = "token"] = process.argv.slice(2);
  if (!Object.hasOwn(LINES, kind)) throw new Stop(`Unknown kind of key. Use one of: ${Object.keys(LINES).join(", ")}.`);
  readDotEnv();
  console.log(LINES[kind]());
});
