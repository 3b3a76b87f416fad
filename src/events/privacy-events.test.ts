import { newId } from "../kernel/ids.js";
import { accountDeletionChanged, DELETION_CHANGES } from "./account-deletion-changed.event.js";
import { dataExportReady } from "./data-export-ready.event.js";

const [userId, exportId, deletionId] = [newId(), newId(), newId()];

describe("events of exports and deletions", () => {
  it("pass what they promise, and nothing beside it", () => {
    expect(dataExportReady.parse({ userId, exportId, email: "x" })).toEqual({ userId, exportId });
    for (const change of DELETION_CHANGES) {
      expect(accountDeletionChanged.parse({ userId, deletionId, change, email: "x" })).toEqual({ userId, deletionId, change });
    }
  });

  it.each([
    null,
    "text",
    {},
    { userId: "root", exportId, deletionId, change: "SCHEDULED" },
    { userId, exportId: 1, deletionId, change: "DONE" },
  ])("refuse %p", (payload) => {
    for (const event of [dataExportReady, accountDeletionChanged]) expect(() => event.parse(payload)).toThrow(event.name);
  });
});
