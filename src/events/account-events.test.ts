import { newId } from "../kernel/ids.js";
import { accountSecurityChanged, SECURITY_CHANGES } from "./account-security-changed.event.js";
import { linkRequested } from "./link-requested.event.js";
import { registrationRepeated } from "./registration-repeated.event.js";

const [userId, about, linkId] = [newId(), newId(), newId()];

describe("events of accounts", () => {
  it("pass what they promise, and nothing beside it", () => {
    for (const change of SECURITY_CHANGES) {
      expect(accountSecurityChanged.parse({ userId, change, about, email: "x" })).toEqual({ userId, change, about });
    }
    expect(linkRequested.parse({ linkId, email: "x" })).toEqual({ linkId });
    expect(registrationRepeated.parse({ userId, about, email: "x" })).toEqual({ userId, about });
  });

  it.each([
    null,
    "text",
    {},
    { userId: "root", about, change: "SUSPENDED", linkId: 1 },
    { userId, about: "x", change: "OTHER", linkId: "x" },
  ])("refuse %p", (payload) => {
    for (const event of [accountSecurityChanged, linkRequested, registrationRepeated])
      expect(() => event.parse(payload)).toThrow(event.name);
  });
});
