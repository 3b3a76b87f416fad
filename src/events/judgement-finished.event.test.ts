import { newId } from "../kernel/ids.js";
import { judgementFinished } from "./judgement-finished.event.js";

const event = { judgementId: newId(), submissionId: newId(), userId: newId(), problemId: newId(), verdict: "ACCEPTED" };

describe("judgement.finished", () => {
  it("passes what it promises, and nothing beside it", () => {
    expect(judgementFinished.parse({ ...event, source: "print(1)" })).toEqual(event);
  });

  it.each([null, "text", {}, { ...event, userId: "root" }, { ...event, verdict: 1 }])("refuses %p", (payload) => {
    expect(() => judgementFinished.parse(payload)).toThrow("judgement.finished");
  });
});
