import { newId } from "../kernel/ids.js";
import { accountSecurityChanged } from "./account-security-changed.event.js";
import { announcementDue } from "./announcement-due.event.js";
import { digestDue } from "./digest-due.event.js";
import { mailRetried } from "./mail-retried.event.js";
import { notificationCreated } from "./notification-created.event.js";

const security = { userId: newId(), change: "NEW_SIGN_IN", about: newId() };
const created = { notificationId: newId(), userId: newId(), byMail: true, byPush: false };
const due = { userId: newId(), period: "2026-03-10", since: "2026-03-09T07:00:00.000Z", until: "2026-03-10T07:00:00.000Z" };
const announced = { announcementId: newId(), after: null, until: newId() };
const retried = { kind: "welcome", event: { userId: newId() } };

const CONTRACTS = [
  [
    accountSecurityChanged,
    security,
    [
      { ...security, change: "DANCED" },
      { ...security, userId: "root" },
    ],
  ],
  [
    notificationCreated,
    created,
    [
      { ...created, byMail: "yes" },
      { ...created, notificationId: 1 },
    ],
  ],
  [
    digestDue,
    due,
    [
      { ...due, period: "tomorrow" },
      { ...due, since: "then" },
      { ...due, userId: null },
    ],
  ],
  [
    announcementDue,
    announced,
    [
      { ...announced, announcementId: null },
      { ...announced, after: "first" },
      { ...announced, until: undefined },
    ],
  ],
  [
    mailRetried,
    retried,
    [
      { ...retried, event: null },
      { ...retried, kind: 7 },
    ],
  ],
] as const;

describe.each(CONTRACTS.map(([contract, event, wrong]) => [contract.name, contract, event, wrong] as const))(
  "%s",
  (name, contract, event, wrong) => {
    it("passes what it promises, and nothing beside it", () => {
      expect(contract.parse({ ...event, email: "ada@codequest.example" })).toEqual(event);
    });

    it("refuses anything else", () => {
      for (const payload of [null, "text", {}, ...wrong]) expect(() => contract.parse(payload)).toThrow(name);
    });
  },
);
