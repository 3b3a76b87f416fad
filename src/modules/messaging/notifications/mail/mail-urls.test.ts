import { describe, expect, it } from "@jest/globals";
import { newId } from "../../../../kernel/ids.js";
import { createSecrets } from "../../../../platform/security/secrets.js";
import { createMailUrls } from "./mail-urls.js";

const env = {
  WEB_URL: "https://web.example",
  PUBLIC_URL: "https://api.example",
  HOST: "127.0.0.1",
  PORT: 4000,
};
const secret = "a-secret-that-is-only-for-this-test-0123456789";
const urls = createMailUrls({ env, secrets: createSecrets(secret) });
const unsubscription = { userId: newId(), scope: "role-decision" };
const tokenOf = (url: string) => new URL(url).searchParams.get("token")!;

describe("an unsubscribe link", () => {
  const token = tokenOf(urls.unsubscribe(unsubscription));

  it("leads to the API and says who and what", () => {
    expect(urls.unsubscribe(unsubscription)).toMatch(/^https:\/\/api\.example\/unsubscribe\?token=[\w.-]+$/);
    expect(urls.read(token)).toEqual(unsubscription);
  });

  it("is of no use changed, for someone or something else, or made with another secret", () => {
    const other = createMailUrls({ env, secrets: createSecrets(`${secret}!`) });
    const [user, scope, mac] = token.split(".") as [string, string, string];
    const forged = [
      "",
      "x",
      token.slice(0, -1),
      `${token}A`,
      [newId().replaceAll("-", ""), scope, mac].join("."),
      [user, "security", mac].join("."),
      [user, scope, "A".repeat(43)].join("."),
      tokenOf(other.unsubscribe(unsubscription)),
      token.toUpperCase(),
    ];
    expect(forged.map((one) => urls.read(one))).toEqual(forged.map(() => null));
  });
});
