import { newId } from "../../../../kernel/ids.js";
import { createSecrets } from "../../../../platform/security/secrets.js";
import { firstToken, nextToken, readToken, tokenAt, writeToken } from "./refresh-token.js";

const secrets = createSecrets("a-secret-that-is-only-for-this-test-0123456789");

describe("refresh tokens", () => {
  it("come back from text as they were", () => {
    const token = firstToken(newId());
    expect(readToken(writeToken(token))).toEqual(token);
  });

  it.each(["", "cqr_", "x".repeat(100), "cqr_AAAAAAAAAAAAAAAAAAAAAA.0.short", "cqr_AAAAAAAAAAAAAAAAAAAAAA.-1." + "A".repeat(43)])(
    "are not %j",
    (text) => {
      expect(readToken(text)).toBeNull();
    },
  );

  it("lead to each later one, and only with the server's secret", () => {
    const first = firstToken(newId());
    const third = nextToken(secrets, nextToken(secrets, first));
    expect(tokenAt(secrets, first, 2)).toEqual(third);
    expect(tokenAt(secrets, first, 0)).toEqual(first);
    expect(tokenAt(createSecrets("another-secret-of-at-least-thirty-two-bytes"), first, 2)).not.toEqual(third);
  });

  it("lead neither back nor endlessly on", () => {
    const second = nextToken(secrets, firstToken(newId()));
    expect(tokenAt(secrets, second, 0)).toBeNull();
    expect(tokenAt(secrets, second, 999_999)).toBeNull();
  });
});
