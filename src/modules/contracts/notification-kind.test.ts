import { describe, expect, it } from "@jest/globals";
import { SECURITY_CHANGES } from "../../events/account-security-changed.event.js";
import { digestContent } from "../messaging/notifications/digest/digest.mail.js";
import { messageLanguageOf, MESSAGE_LANGUAGES } from "../../messages/messages.js";
import { channelsFor } from "./notification-kind.js";
import { oneLine } from "../messaging/notifications/kinds/notification.mail.js";
import { roleDecisionNotification } from "../messaging/notifications/kinds/role-decision.notification.js";
import { securityNotification } from "../messaging/notifications/kinds/security.notification.js";

describe("a kind of notification", () => {
  it("goes by its defaults until the account says otherwise, and past that where it is locked", () => {
    const said = (...words: [string, boolean][]) => new Map(words);
    expect(channelsFor(roleDecisionNotification, said())).toEqual(["IN_APP", "EMAIL"]);
    expect(channelsFor(roleDecisionNotification, said(["EMAIL", false], ["PUSH", true]))).toEqual(["IN_APP", "PUSH"]);
    expect(channelsFor(securityNotification, said(["IN_APP", false], ["EMAIL", false], ["PUSH", false]))).toEqual(["EMAIL"]);
  });

  it.each(MESSAGE_LANGUAGES)("about security has words for every change (%s)", (language) => {
    const titles = SECURITY_CHANGES.map((change) => {
      const { title, body } = securityNotification.text({ change }, language);
      expect(securityNotification.mail!({ change }, { username: "ada", displayName: "Ada", language })).toMatchObject({
        subject: title,
        text: expect.stringContaining(body) as unknown,
      });
      return title;
    });
    expect(new Set(titles).size).toBe(SECURITY_CHANGES.length);
  });
});

describe("the language of an account", () => {
  it.each([
    ["de", "de"],
    ["de-AT", "de"],
    ["DE-ch", "de"],
    ["en-GB", "en"],
    ["pt-BR", "en"],
    ["den", "en"],
    ["", "en"],
  ])("of %p is %s", (locale, language) => {
    expect(messageLanguageOf(locale)).toBe(language);
  });
});

describe("a digest", () => {
  const reader = {
    email: "ada@codequest.example",
    username: `<b>"Ada"`,
    displayName: "Ada",
    timezone: "Asia/Kolkata",
    language: "en",
  } as const;
  const item = { title: "One\r\nBcc: eve", body: "<script>", createdAt: new Date("2026-03-09T23:30:00Z") };

  it("shows each in one line, with the time of the account, and counts what is left", () => {
    const { subject, text, html } = digestContent(reader, [item], 53, "https://web.example/notifications");
    expect(subject).toBe("53 unread notifications");
    expect(text).toMatch(/\* One Bcc: eve \(Mar 10, 2026, 5:00.AM\)\n {2}<script>/);
    expect(text).toContain("… and 52 more.");
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("&lt;b&gt;&quot;Ada&quot;");
    expect(html).not.toContain("<script>");
  });
});

describe("one line", () => {
  it("has no way to begin another", () => {
    expect(oneLine(" a\r\nb\u2028c\td\u0000 ")).toBe("a b c d");
  });
});
