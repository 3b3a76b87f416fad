import { describe, expect, it } from "@jest/globals";
import { newId } from "../../../../kernel/ids.js";
import { createSecrets } from "../../../../platform/security/secrets.js";
import { linkToken, linkUrl, readLinkToken } from "./invitation-link.js";

const secrets = createSecrets("a master secret that is long enough for tests");
const link = { candidateId: newId(), version: 3 };

describe("the token of a link", () => {
  it("is read back, and is in the fragment of the address", () => {
    const token = linkToken(secrets, link);
    expect(readLinkToken(secrets, ` ${token}\n`)).toEqual(link);
    expect(linkUrl("https://codequest.example", secrets, link)).toBe(`https://codequest.example/assessment#token=${token}`);
  });

  it("works for this candidate, this version and this server only", () => {
    const [id, version, mac] = linkToken(secrets, link).split(".") as [string, string, string];
    const other = linkToken(secrets, { ...link, candidateId: newId() }).split(".")[0]!;
    for (const forged of [
      `${other}.${version}.${mac}`,
      `${id}.4.${mac}`,
      `${id}.${version}.${mac.slice(1)}A`,
      `${id}.0${version}.${mac}`,
      "",
      "x",
    ])
      expect(readLinkToken(secrets, forged)).toBeNull();
    expect(readLinkToken(createSecrets("another master secret that is long enough"), `${id}.${version}.${mac}`)).toBeNull();
  });
});
