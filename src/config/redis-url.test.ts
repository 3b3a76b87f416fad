import { parseRedisUrl } from "./redis-url.js";

const messageOf = (text: string): string => {
  try {
    parseRedisUrl(text);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("REDIS_URL", () => {
  it("names one server", () => {
    const url = "rediss://user:hunter2@redis.example:6380/2";
    expect(parseRedisUrl(url)).toEqual({ kind: "single", url });
  });

  it("names Sentinels and the master they watch", () => {
    expect(parseRedisUrl("redis+sentinel://a,b:26380,[::1]:26381/mymaster")).toEqual({
      kind: "sentinel",
      sentinels: [
        { host: "a", port: 26_379 },
        { host: "b", port: 26_380 },
        { host: "::1", port: 26_381 },
      ],
      master: "mymaster",
      db: 0,
      tls: false,
    });
    expect(parseRedisUrl("rediss+sentinel://app:p%40ss@a/my%20master/3?sentinelUsername=watch&sentinelPassword=w%26d")).toEqual({
      kind: "sentinel",
      sentinels: [{ host: "a", port: 26_379 }],
      master: "my master",
      db: 3,
      tls: true,
      username: "app",
      password: "p@ss",
      sentinelUsername: "watch",
      sentinelPassword: "w&d",
    });
  });

  it("names some nodes of a cluster", () => {
    expect(parseRedisUrl("rediss+cluster://:hunter2@a:7000,b")).toEqual({
      kind: "cluster",
      nodes: [
        { host: "a", port: 7000 },
        { host: "b", port: 6379 },
      ],
      tls: true,
      password: "hunter2",
    });
  });

  it.each([
    ["mysql://hunter2@x", /must be redis:\/\//],
    ["redis+sentinel://:hunter2@", /must be redis:\/\//],
    ["redis+sentinel://:hunter2@a:26379", /name the master/],
    ["redis+sentinel://:hunter2@a:26379/", /name the master/],
    ["redis+sentinel://:hunter2@a/m/x", /name the master/],
    ["redis+sentinel://:hunter2@a/m?password=hunter2", /only sentinelUsername and sentinelPassword/],
    ["redis+cluster://:hunter2@a/1", /must not name a database/],
    ["redis+cluster://:hunter2@a?sentinelPassword=hunter2", /must not have parameters/],
    ["redis+cluster://:hunter2@a,,b", /host:port,host:port/],
    ["redis+cluster://:hunter2@a:70000", /from 1 to 65535/],
    ["redis+cluster://:hunter2@a:x", /host:port,host:port/],
    ["redis+cluster://hunter2@a", /user:password/],
    ["redis+cluster://:hunter2%@a", /%XX/],
    ["redis+cluster://:hunter2@a#b", /must be redis:\/\//],
  ])("is refused as %s, without its password", (text, message) => {
    expect(messageOf(text)).toMatch(message);
    expect(messageOf(text)).not.toContain("hunter2");
  });
});
