import type { SignedIn } from "../../access/viewer.js";
import { rows } from "../../platform/database/database.js";
import type { Application } from "../compose.js";
import type { Platform } from "../../platform/platform.js";

const TITLE = "Entry test";
const INSTRUCTIONS = `Solve what you can, in any order. Programs read standard input and write standard output.

Both problems are drawn from a pool of the same difficulty, so other candidates may get other ones.`;
const HOUR_MS = 3_600_000;
const MINUTES = 60;
/** The demo interview begins at least so long after the seed, as nobody can be asked to come at once. */
const NOTICE_HOURS = 20;

/**
 * What the demo accounts can open: an assessment of the instructor to which the learner is invited, and a confirmed interview of both. Safe to
 * repeat: the assessment is made once, and an interview whenever none is planned.
 */
export async function seedCommunity(platform: Platform, application: Application): Promise<{ assessments: number; interviews: number }> {
  const [learner, instructor] = [await demoAccount(platform, "learner"), await demoAccount(platform, "instructor")];
  if (!learner || !instructor) return { assessments: 0, interviews: 0 };
  return {
    assessments: await seedAssessment(platform, application, instructor),
    interviews: await seedInterview(platform, application, instructor, learner),
  };
}

async function demoAccount({ db }: Platform, username: string): Promise<SignedIn | null> {
  const sql = "select id, role from users where username = ? and email = ? and deleted_at is null and suspended_at is null";
  const [found] = await rows<SignedIn>(db.em.fork(), sql, [username, `${username}@codequest.example`]);
  return found ?? null;
}

async function seedAssessment({ db }: Platform, { services }: Application, author: SignedIn): Promise<number> {
  const em = db.em.fork();
  if ((await rows(em, "select 1 from assessments where owner_id = ?", [author.id])).length > 0) return 0;
  const problems = await rows<{ id: string }>(
    em,
    `select p.id from problems p join seeded_problems s on s.problem_id = p.id
     where p.difficulty = 'EASY' and not p.premium and p.status = 'PUBLISHED' order by p.slug limit 4`,
  );
  const [quiz] = await rows<{ id: string }>(em, "select id from quizzes where slug = 'python-lists' and status = 'PUBLISHED'");
  if (problems.length < 2) return 0;
  const { id } = await services.assessments.create(author, {
    title: TITLE,
    instructions: INSTRUCTIONS,
    timeLimitMs: HOUR_MS,
    feedback: "VERDICTS",
    items: [
      { section: "Programs", problemIds: problems.map((one) => one.id), draw: 2, points: 10 },
      ...(quiz ? [{ section: "Questions", quizId: quiz.id, points: 8 }] : []),
    ],
  });
  await services.assessments.publish(author, id, "");
  await services.assessmentCandidates.invite(author, id, [{ username: "learner", name: "Demo learner" }], "");
  return 1;
}

async function seedInterview({ db }: Platform, { services }: Application, host: SignedIn, guest: SignedIn): Promise<number> {
  const em = db.em.fork();
  const planned = await rows(
    em,
    `select 1 from interviews i join interview_participants p on p.interview_id = i.id
     where p.user_id = ? and i.status in ('PROPOSED', 'CONFIRMED')`,
    [guest.id],
  );
  if (planned.length > 0) return 0;
  const { interviewAvailability, interviewHosts, interviewBookings } = services;
  if ((await interviewAvailability.list(em, host)).length === 0) {
    const startsAt = `${new Date().toISOString().slice(0, 10)}T08:00`;
    await interviewAvailability.save(host, { startsAt, minutes: 600, timeZone: "UTC", rule: "FREQ=DAILY;COUNT=366" });
  }
  const headline = "Practice interviews about arrays, strings and graphs.";
  await interviewHosts.set(host, { headline, minutes: MINUTES, noticeHours: NOTICE_HOURS, isOpen: true });
  const [slot] = await interviewHosts.slots(em, guest, host.id, null, 7);
  if (!slot) return 0;
  const { id } = await interviewBookings.book(guest, { hostId: host.id, startsAt: slot.startsAt, language: null });
  await interviewBookings.confirm(host, id);
  return 1;
}
