import { newId } from "../kernel/ids.js";
import { accountRegistered } from "./account-registered.event.js";

const event = { userId: newId() };

describe("account.registered", () => {
  it("passes what it promises, and nothing beside it", () => {
    expect(accountRegistered.parse({ ...event, email: "ada@codequest.example" })).toEqual(event);
  });

  it.each([null, "text", {}, { userId: "root" }])("refuses %p", (payload) => {
    expect(() => accountRegistered.parse(payload)).toThrow("account.registered");
  });
});
