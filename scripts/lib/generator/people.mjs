// Accounts: most are learners, who joined over two years.
import { MAIL_DOMAIN } from "./target.mjs";
import { shared, zipfWeights } from "./random.mjs";
import { DAY_MS } from "./times.mjs";

const FIRST =
  "Ada Alan Amara Boris Chen Dana Elif Emil Farid Grace Hana Ivo Jana Kofi Lena Luka Maya Mira Noor Omar Petra Quinn Rosa Sami Tara Uma Vera Wen Yuki Zoe".split(
    " ",
  );
const LAST =
  "Abe Berg Costa Diaz Eriksen Fuchs Garcia Haas Ito Jansen Khan Lopez Moreau Novak Okafor Popov Quist Rossi Silva Tanaka Ueda Vogel Weber Xu Young Zhang".split(
    " ",
  );
const ZONES = ["UTC", "Europe/Berlin", "Europe/Zagreb", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "America/Sao_Paulo"];

/** Share of the accounts that never submit. */
const IDLE = 0.2;
/** The most active of 10,000 people has 2 % of all submissions, the median 0.005 %. */
const ACTIVITY_EXPONENT = 0.7;

/**
 * People in the order of their joining: `{ id, role, joinedMs, quota, skill }`. `quota` is the number of their submissions; skill is in log
 * odds. The one with the most submissions comes first, so that benchmarks find a heavy user: `learner-0`.
 */
export function makePeople(random, { people, submissions, startMs, untilMs }) {
  const staff = {
    SYSTEM_ADMIN: 1,
    ADMIN: Math.ceil(people / 2000),
    INSTRUCTOR: Math.ceil(people / 60),
    BUSINESS_PARTNER: Math.ceil(people / 500),
  };
  const roles = Object.entries(staff).flatMap(([role, count]) => Array.from({ length: count }, () => role));
  const learners = Math.max(1, people - roles.length);
  const active = Math.max(1, Math.round(learners * (1 - IDLE)));
  const quotas = shared(submissions, zipfWeights(active, ACTIVITY_EXPONENT));
  const rest = random.shuffle([...quotas.slice(1), ...Array.from({ length: learners - active }, () => 0)]);
  const span = untilMs - startMs - 30 * DAY_MS;
  const made = [];
  const add = (role, name, joinedMs, quota) => {
    const skill = (random.real() + random.real() + random.real() - 1.5) * 2;
    made.push({ id: random.id(joinedMs), index: made.length, role, username: name, joinedMs, quota, skill });
  };
  roles.forEach((role, index) => add(role, `${role.toLowerCase().replace("_", "-")}-${index}`, startMs + random.int(0, 7 * DAY_MS), 0));
  add("LEARNER", "learner-0", startMs + 8 * DAY_MS, quotas[0]);
  // More people join later: the square root makes their number grow evenly.
  const joined = rest.map(() => startMs + 8 * DAY_MS + Math.floor(span * Math.sqrt(random.real()))).sort((a, b) => a - b);
  rest.forEach((quota, index) => add("LEARNER", `learner-${index + 1}`, joined[index], quota));
  return made;
}

export function writePeople(writer, random, people, passwordHash) {
  for (const { id, role, username, joinedMs } of people) {
    const joined = new Date(joinedMs);
    const verified = random.chance(0.95) ? new Date(joinedMs + random.int(60_000, 3_600_000)) : null;
    const suspended = role === "LEARNER" && random.chance(0.003) ? new Date(joinedMs + DAY_MS) : null;
    writer.add(
      "users",
      id,
      `${username}@${MAIL_DOMAIN}`,
      verified,
      username,
      `${random.pick(FIRST)} ${random.pick(LAST)}`,
      random.chance(0.3) ? "I like *programming*." : "",
      random.pick(["en", "en", "en", "de", "fr"]),
      random.pick(ZONES),
      random.chance(0.4),
      passwordHash,
      role,
      suspended,
      suspended ? "Spam." : "",
      joined,
      joined,
    );
  }
}
