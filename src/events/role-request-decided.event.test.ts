import { newId } from "../kernel/ids.js";
import { roleRequestDecided } from "./role-request-decided.event.js";

const event = { requestId: newId(), userId: newId(), role: "INSTRUCTOR", approved: true };

describe("role-request.decided", () => {
  it("passes what it promises, and nothing beside it", () => {
    expect(roleRequestDecided.parse({ ...event, comment: "Welcome" })).toEqual(event);
  });

  it.each([null, "text", {}, { ...event, requestId: "first" }, { ...event, role: 1 }, { ...event, approved: "yes" }])(
    "refuses %p",
    (payload) => {
      expect(() => roleRequestDecided.parse(payload)).toThrow("role-request.decided");
    },
  );
});
