import { describe, expect, it } from "@jest/globals";
import { DAY_MS, HOUR_MS } from "../../../../kernel/units.js";
import { CONSIDERED_MAX, matchRequests, type MatchRequest } from "./match.js";

const NOW = Date.UTC(2027, 2, 1, 12);
const at = (hours: number) => NOW + hours * HOUR_MS;

/** Named after its user. */
function request(userId: string, change: Partial<MatchRequest> = {}): MatchRequest {
  return {
    ...{ id: `request-${userId}`, userId, isPriority: false, since: NOW - HOUR_MS, level: 3, topics: [], languages: ["python"] },
    ...{ minutes: 60, starts: [at(24), at(25)], lastPartnerId: null, ...change },
  };
}
const shown = (...requests: MatchRequest[]) =>
  matchRequests(requests, NOW).map(({ first, second, startsAt }) => `${first.userId}+${second.userId}@${(startsAt - NOW) / HOUR_MS}`);

describe("matching", () => {
  it("serves who waits longest first, priority before all, and lets nobody meet twice in a row", () => {
    const [a, b, c] = [request("a", { since: NOW - 3 }), request("b", { since: NOW - 2 }), request("c", { since: NOW - 1 })];
    expect(shown(c, b, a)).toEqual(["a+b@24"]);
    expect(shown(c, b, { ...a, since: NOW })).toEqual(["b+c@24"]);
    expect(shown({ ...c, isPriority: true }, b, a)).toEqual(["c+a@24"]);
    expect(shown(c, b, { ...a, lastPartnerId: "b" })).toEqual(["a+c@24"]);
    expect(shown(c, { ...b, lastPartnerId: "a" }, a)).toEqual(["a+c@24"]);
    expect(shown(a, { ...b, lastPartnerId: "a" })).toEqual([]);
  });

  it("needs a common language, length, start and topic", () => {
    const a = request("a");
    expect(shown(a, request("b", { languages: ["go", "python"], starts: [at(25), at(26)] }))).toEqual(["a+b@25"]);
    expect(shown(a, request("b", { languages: ["go"] }))).toEqual([]);
    expect(shown(a, request("b", { minutes: 45 }))).toEqual([]);
    expect(shown(a, request("b", { starts: [at(26)] }))).toEqual([]);
    expect(shown(request("a", { topics: ["graphs"] }), request("b", { topics: ["strings"] }))).toEqual([]);
    expect(shown(request("a", { topics: ["graphs"] }), request("b"))).toEqual(["a+b@24"]);
  });

  it("prefers near levels, then common topics, and widens after a day", () => {
    const a = request("a", { since: NOW - 2 * HOUR_MS, topics: ["graphs", "trees"] });
    const far = request("b", { level: 4, topics: ["graphs", "trees"] });
    expect(shown(a, far, request("c", { topics: ["trees"] }))[0]).toBe("a+c@24");
    expect(shown(a, request("b", { topics: ["graphs"] }), request("c", { topics: ["trees", "graphs"] }))[0]).toBe("a+c@24");
    expect(shown(a, request("b", { level: 5, topics: ["trees"] }))).toEqual([]);
    expect(shown({ ...a, since: NOW - DAY_MS }, request("b", { level: 5, topics: ["trees"] }))).toEqual(["a+b@24"]);
  });

  it("says why", () => {
    const [pair] = matchRequests([request("a", { topics: ["graphs"], level: 2 }), request("b", { topics: ["graphs"] })], NOW);
    expect(pair!.reasons).toEqual({ language: "python", topics: ["graphs"], levelDifference: 1, waitedMinutes: [60, 60], considered: 1 });
  });

  it("finds rare times among many that do not fit, and pairs nobody twice", () => {
    const many = Array.from({ length: 4 * CONSIDERED_MAX }, (_, n) => request(`m${n}`, { starts: [at(24)], since: NOW - DAY_MS + n }));
    const rare = ["x", "y"].map((name) => request(name, { starts: [at(24 * 5)], since: NOW }));
    const pairs = matchRequests([...rare, ...many], NOW);
    expect(pairs.at(-1)).toMatchObject({ first: { userId: "x" }, second: { userId: "y" } });
    const people = pairs.flatMap(({ first, second }) => [first.userId, second.userId]);
    expect(new Set(people).size).toBe(people.length);
    expect(people).toHaveLength(many.length + 2);
  });
});
