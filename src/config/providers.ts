import * as z from "zod";
import { json, url } from "./schemas.js";

const provider = z
  .object(
    {
      id: z.string("is missing").regex(/^[a-z0-9-]{1,30}$/, "must be 1 to 30 of a to z, 0 to 9 and -"),
      name: z.string("must be text").optional(),
      issuer: url("http:", "https:"),
      clientId: z.string("is missing").min(1, "is missing"),
      clientSecret: z.string("must be text").nullable().default(null),
      scope: z.string("must be text").default("openid email profile"),
      trustEmail: z.boolean("must be true or false").default(false),
    },
    "must be an object",
  )
  .transform(({ id, name = id, trustEmail, ...rest }) => ({ id, name, ...rest, trustsEmail: trustEmail }));

/** OpenID Connect providers, as JSON. */
export const providers = json(
  z
    .array(provider, "must be a JSON list of providers")
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "must have different `id`s"),
);

export type ProviderSettings = z.infer<typeof provider>;
