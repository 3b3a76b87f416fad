// Sessions, known devices, audit entries and bookmarks: what accounts leave behind besides their work.
import { activeTime, DAY_MS } from "./times.mjs";

const AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
  "Mozilla/5.0 (Macintosh) Safari/605.1",
  "Mozilla/5.0 (Windows NT 10.0) Chrome/139.0",
];
/** Days that a session lasts, and that retention keeps an ended one. */
const KEPT_DAYS = 30;
const SESSIONS = 2;
const AUDITED = 6;

export function writeTraces(random, writer, { people, problems, untilMs }) {
  const published = problems.filter(({ publishedMs }) => publishedMs !== null);
  for (const { id, joinedMs, quota } of people) {
    const address = () => `192.0.2.${random.int(1, 254)}`;
    for (let n = 0; n < SESSIONS; n++) {
      const startedMs = activeTime(random, Math.max(joinedMs, untilMs - KEPT_DAYS * DAY_MS), untilMs);
      const [started, isOver] = [new Date(startedMs), random.chance(0.4)];
      writer.add(
        "sessions",
        random.id(startedMs),
        id,
        random.hex(64),
        random.int(0, 20),
        [],
        "PASSWORD",
        random.pick(AGENTS),
        address(),
        started,
        started,
        new Date(startedMs + KEPT_DAYS * DAY_MS),
        isOver ? started : null,
        isOver ? "SIGNED_OUT" : null,
      );
    }
    writer.add("known_devices", id, random.hex(32), "192.0.2.0/24", new Date(untilMs - random.int(0, 90) * DAY_MS));
    for (let n = 0; n < AUDITED; n++) {
      const atMs = n === 0 ? joinedMs : activeTime(random, joinedMs, untilMs);
      writer.add(
        "audit_entries",
        random.id(atMs),
        id,
        n === 0 ? "account.registered" : "session.started",
        "user",
        id,
        address(),
        {},
        new Date(atMs),
      );
    }
    const saved = new Set(
      Array.from({ length: quota > 0 && published.length > 0 ? random.int(0, 6) : 0 }, () => random.pick(published).id),
    );
    for (const problemId of saved) {
      const atMs = activeTime(random, joinedMs, untilMs);
      writer.add("bookmarks", random.id(atMs), id, problemId, new Date(atMs));
    }
  }
}
