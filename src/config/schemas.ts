/** Schemas of the texts that environment variables hold. */
import { createECDH } from "node:crypto";
import { isIP } from "node:net";
import * as z from "zod";
import { parseRedisUrl } from "./redis-url.js";

export const text = z.string();

export function integer(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(error).refine((value) => Number.isInteger(value) && value >= min && value <= max, error);
}

/** Blank is 0 for Number(), and a mistake here. */
export const share = z
  .string()
  .transform((raw) => (raw.trim() === "" ? Number.NaN : Number(raw)))
  .refine((value) => value >= 0 && value <= 1, "must be a number from 0 to 1");

export function oneOf<const T extends string>(...allowed: T[]) {
  return z.enum(allowed, `must be one of ${allowed.join(", ")}`);
}

export const boolean = oneOf("true", "false").transform((raw) => raw === "true");

export function url(...protocols: string[]) {
  const error = `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`;
  return z.string(error).refine((raw) => URL.canParse(raw) && protocols.includes(new URL(raw).protocol), error);
}

/** Address of a web application, to which paths are appended. */
export const baseUrl = url("http:", "https:").transform((raw) => raw.replace(/\/+$/, ""));

/** Empty, or as the schema wants it. */
export function orEmpty(schema: z.ZodType<string>) {
  return z.string().transform((raw, context) => {
    const { data, error } = raw === "" ? { data: raw } : schema.safeParse(raw);
    if (data !== undefined) return data;
    context.addIssue(error!.issues[0]!.message);
    return z.NEVER;
  });
}

export const list = z.string().transform((raw): readonly string[] =>
  raw
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** `1.1.1.1`, `1.1.1.1:5353` and `[2606:4700::1111]:53`, as Resolver.setServers takes them. */
export const dnsServers = list.refine(
  (servers) =>
    servers.every((server) => {
      const [, bracketed, plain, port = "53"] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(server) ?? [];
      return isIP(server) !== 0 || (isIP(bracketed ?? plain ?? "") !== 0 && Number(port) <= 65_535);
    }),
  "must be IP addresses, optionally with a port, separated by commas",
);

/** JSON of the given form. The error of JSON.parse would quote the text. */
export function json<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((raw, context): unknown => {
      try {
        return JSON.parse(raw);
      } catch {
        context.addIssue("must be JSON");
        return z.NEVER;
      }
    })
    .pipe(schema);
}

export const redisUrl = z.string().superRefine((raw, context) => {
  try {
    parseRedisUrl(raw);
  } catch (error) {
    context.addIssue((error as Error).message);
  }
});

export const webhookSecret = z.string().regex(/^(whsec_[\w+/-]{22,}=*)?$/, "must start with whsec_, as shown by Resend for the webhook");

export const stripeKey = z.string().regex(/^((sk|rk)_\w{8,})?$/, "must start with sk_ or rk_, as shown by Stripe");

export const stripeWebhookSecret = list.refine(
  (secrets) => secrets.every((secret) => /^whsec_\w{8,}$/.test(secret)),
  "must start with whsec_, as shown by Stripe for the webhook endpoint",
);

const MAILBOX = /^(?:([^<>"\p{Cc}]*)<(.+)>|(.+))$/u;
const ADDRESS = /^[^\s\p{Cc}<>,;@]+@[^\s\p{Cc}<>,;@]+$/u;

export const mailbox = z
  .string()
  .transform((raw) => {
    const [, name = "", inBrackets, alone] = MAILBOX.exec(raw) ?? [];
    return { name: name.trim(), address: inBrackets ?? alone ?? "" };
  })
  .refine(({ address }) => ADDRESS.test(address), "must be an e-mail address, alone or as in CodeQuest <no-reply@example.org>");

/** Private key of the elliptic curve P-256: 32 bytes, a number from 1 to below the order of the curve. */
export const pushKey = z
  .string()
  .refine(isPushKey, "must be a P-256 private key: 32 bytes in base64url; generate one with: npm run make-key -- vapid");

function isPushKey(raw: string): boolean {
  const bytes = Buffer.from(raw, "base64url");
  if (bytes.length !== 32 || bytes.toString("base64url") !== raw) return false;
  try {
    createECDH("prime256v1").setPrivateKey(bytes);
    return true;
  } catch {
    return false; // the library's error adds nothing
  }
}
