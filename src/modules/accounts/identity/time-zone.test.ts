import { AppError } from "../../../kernel/errors.js";
import { timeZoneFrom } from "./time-zone.js";

describe("a time zone", () => {
  it.each([
    ["Asia/Kolkata", "Asia/Kolkata"],
    ["Asia/Calcutta", "Asia/Calcutta"],
    ["Europe/Kyiv", "Europe/Kyiv"],
    ["europe/kyiv", "Europe/Kyiv"],
    [" Europe/Berlin ", "Europe/Berlin"],
    ["UTC", "UTC"],
    ["Etc/GMT+3", "Etc/GMT+3"],
  ])("%p is kept as %p", (given, kept) => expect(timeZoneFrom(given, "input.timezone")).toBe(kept));

  it.each([
    ["Europe/Zagrebb", "Europe/Zagreb"],
    ["Calcuta", "Asia/Calcutta"],
    ["Kiev/Europe", "Europe/Kiev"],
    ["America/NewYork", "America/New_York"],
  ])("%p is refused with the suggestion %p", (given, suggestion) => {
    expect(() => timeZoneFrom(given, "input.timezone")).toThrow(AppError);
    expect(() => timeZoneFrom(given, "input.timezone")).toThrow(suggestion);
  });

  it.each(["", "+02:00", "Mars/Olympus Mons", "x".repeat(10_000)])("%p is refused", (given) => {
    expect(() => timeZoneFrom(given, "input.timezone")).toThrow("not a time zone");
  });
});
