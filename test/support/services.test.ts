import { existsSync } from "node:fs";
import { Redis } from "ioredis";
import pg from "pg";
import { startServices } from "./services.js";

const isAlive = (pid: number) => existsSync(`/proc/${pid}`);

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

describe("a private set of services", () => {
  it("keeps what Redis holds over a restart, or loses it where a test says so", async () => {
    const own = await startServices({ only: ["redis"] });
    try {
      await withRedis(own.redis.url, (redis) => redis.set("kept", "yes"));
      await own.redis.restart();
      expect(await withRedis(own.redis.url, (redis) => redis.get("kept"))).toBe("yes");
      await own.redis.restart({ keepData: false });
      expect(await withRedis(own.redis.url, (redis) => redis.get("kept"))).toBeNull();
    } finally {
      await own.stop();
    }
  });

  it("brings PostgreSQL back on the same port with its data, and leaves nothing behind", async () => {
    const own = await startServices({ only: ["postgres"] });
    const answer = async (sql: string) => {
      const client = new pg.Client({ connectionString: own.postgres.url });
      await client.connect();
      return (await client.query(sql).finally(() => client.end())).rows;
    };
    await answer("create table kept (word text)");
    await own.postgres.stop();
    await expect(answer("select 1")).rejects.toThrow("ECONNREFUSED");
    await own.postgres.start();
    expect(await answer("select count(*) from kept")).toEqual([{ count: "0" }]);
    const pid = own.postgres.pid();
    await own.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(own.directory)).toBe(false);
  });
});
