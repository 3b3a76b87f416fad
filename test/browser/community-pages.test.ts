/** Assessments and interviews in a real Chromium: a candidate without an account, and two people who meet in a room. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../support/browser.js";
import { eventually } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { begin, hasTime } from "../support/interviews.js";
import { waitForMails } from "../support/mail.js";
import { heading, inspect, openPage, signInByForm, write, type Opened } from "../support/pages.js";
import { PASSWORD } from "../support/people.js";
import { startProxy, type Proxy } from "../support/proxy.js";
import { bank, publishedQuiz, question, single } from "../support/quizzes.js";
import { createInstructor, createLearner, createProblem, SUM_ACCEPTED, type Problem } from "../support/scenario.js";

type Person = Awaited<ReturnType<typeof createLearner>>;

const HOUR_MS = 3_600_000;

let installation: Installation;
let api: Api;
let browser: Browser;
let front: Proxy;
let origin: string;
let author: Person;
let problems: Problem[];

beforeAll(async () => {
  // Mails lead to an address that must be known before the API has a port.
  front = await startProxy("http://127.0.0.1:9");
  origin = `http://127.0.0.1:${front.port}`;
  installation = await createInstallation({ WEB_URL: origin, PUBLIC_URL: origin, DEMO_ACCOUNTS: "true" });
  [api, browser] = await Promise.all([installation.startApi(), startBrowser()]);
  front.toward(api.url);
  await installation.startWorker();
  author = await createInstructor(installation, api);
  problems = [await createProblem(installation, api), await createProblem(installation, api)];
});

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
  await front?.close();
});

describe("a candidate without an account", () => {
  it("opens the link, works on tasks, comes back after a reload, finishes, and sees the result once it is released", async () => {
    const { email, candidateId, assessmentId } = await invited();
    const link = await linkOf(email);
    const { page, context, complaints } = await openPage(browser, link);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await heading(page, "Backend");
    await page.waitForSelector("text=60 minutes");
    await page.waitForSelector("text=Read everything first.");
    await page.waitForSelector("text=Never the text itself");
    // The token has left the address bar, and is in no request's address.
    expect(page.url()).toBe(`${origin}/assessment`);
    await inspect(page, "assessment-before");

    await page.click("text=Start: my time begins");
    await page.waitForSelector("[role=timer]:has-text('left')");
    await page.waitForSelector(".cm-content");
    await write(page, SUM_ACCEPTED.source);
    await page.waitForSelector("text=Saved.");
    await page.click("text=Run samples");
    await page.waitForSelector(".runs .verdict:has-text('Accepted')");
    await inspect(page, "assessment-task");
    // What is pasted is reported by its size.
    await page.click(".cm-content");
    for (const key of ["a", "c", "v"]) await page.keyboard.press(`Control+${key}`);
    await awayForASecond(page);
    await page.click("button:has-text('Submit')");
    await page.waitForSelector(".lessons .verdict:has-text('Accepted')");

    await page.click("nav >> text=2. Warm-up");
    await page.click("label.choice:has-text('correct')");
    await page.waitForSelector(".quiz >> text=Saved.");
    await page.reload();
    await page.waitForSelector(".cm-content:has-text('split')");
    await page.click("nav >> text=2. Warm-up");
    expect(await page.isChecked("label.choice:has-text('correct') >> input")).toBe(true);
    await inspect(page, "assessment-quiz");

    const reported = await eventually(
      () =>
        installation.sql(
          `select g.kind, g.chars from assessment_signals g join assessment_sittings s on s.id = g.sitting_id
           where s.candidate_id = $1 order by g.kind`,
          [keyOf(candidateId)],
        ),
      (signals) => signals.length >= 2,
    );
    expect(reported).toEqual([
      { kind: "FOCUS_LOST", chars: null },
      { kind: "PASTE", chars: SUM_ACCEPTED.source.length },
    ]);

    await page.click("text=Finish");
    await page.click("button:has-text('Finish for good')");
    await page.waitForSelector("text=You have finished");
    await inspect(page, "assessment-after");
    await eventually(
      () => installation.sql("select 1 from assessment_sittings where candidate_id = $1 and status = 'GRADED'", [keyOf(candidateId)]),
      (graded) => graded.length === 1,
    );
    await author.request(documents.ReleaseAssessmentResultsDocument, { id: assessmentId });
    await page.reload();
    await page.waitForSelector(".outcome:has-text('14 of 14 points')");
    await page.click("text=How your points came about");
    await inspect(page, "assessment-result");

    const token = new URLSearchParams(new URL(link).hash.slice(1)).get("token")!;
    expect(asked.filter((url) => url.includes(token))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.click("text=Your data");
    await page.click("text=Delete everything");
    await page.click("text=Delete for good");
    await page.waitForSelector("text=is deleted");
    await context.close();
  });

  it("is told on a phone that a link no longer works, and an account finds its invitations", async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: "dark" } as const;
    const opened = await openPage(browser, `${origin}/assessment#token=${"0".repeat(32)}.1.${"x".repeat(43)}`, phone);
    await opened.page.waitForSelector("text=This link is invalid");
    await inspect(opened.page, "phone-assessment-stale");
    await opened.context.close();

    const learner = await createLearner(api);
    await invited({ username: learner.username });
    const { page, context, complaints } = await openPage(browser, origin, phone);
    await signInByForm(page, origin, accountOf(learner), "/assessment");
    await page.waitForSelector("text=Open Backend");
    await inspect(page, "phone-assessment-invitations");
    await page.click("text=Open Backend");
    await page.click("text=Start: my time begins");
    await page.waitForSelector(".cm-content");
    await inspect(page, "phone-assessment-task");
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("two people", () => {
  it("agree on an interview, meet in its room, and see each other's code, messages and runs", async () => {
    const [host, guest] = [await createInstructor(installation, api), await createLearner(api)];
    const id = await proposed(host, guest);
    const path = `/interviews/${id}`;
    const hosts = await signedIn(host, "/interviews");
    await hosts.page.waitForSelector(".problem-row:has-text('To be confirmed')");
    await inspect(hosts.page, "interviews");
    await hosts.page.click("text=Make an address");
    await hosts.page.waitForSelector("pre:has-text('.ics')");
    await hosts.page.click(".problem-row a");
    await heading(hosts.page, "Interview with");
    await hosts.page.click("button:has-text('Confirm')");
    await hosts.page.waitForSelector("text=The room opens in");
    await hosts.page.click("text=Move it");
    await hosts.page.click("text=Cancel it");
    await inspect(hosts.page, "interview-appointment");

    // As for two peers, and it begins.
    await installation.sql("update interviews set kind = 'PEER', first_problem_id = $2, second_problem_id = $3 where id = $1", [
      ...[id, ...problems.map((one) => one.id)].map(keyOf),
    ]);
    await begin(installation, keyOf(id));
    const guests = await signedIn(guest, path);
    for (const { page } of [hosts, guests]) {
      await page.goto(origin + path);
      await page.click("text=Enter the room");
      await page.waitForSelector(".cm-content");
    }
    await hosts.page.waitForSelector("text=You interview");
    await guests.page.waitForSelector("text=interviews you");
    for (const { page } of [hosts, guests]) {
      await page.waitForSelector("text=is here");
      await page.waitForSelector("[role=timer]:has-text('until you swap')");
      await page.waitForSelector("h2:has-text('Sum')");
    }

    const [first, rest] = SUM_ACCEPTED.source.split(/(?<=\n)/) as [string, string];
    await write(hosts.page, first);
    await shows(guests.page, first);
    await guests.page.click(".cm-content");
    await guests.page.keyboard.press("Control+End");
    await guests.page.keyboard.insertText(rest);
    await shows(hosts.page, SUM_ACCEPTED.source);
    await hosts.page.waitForSelector(".peer-cursor", { state: "attached" });
    await guests.page.fill("label:has-text('Message') + input", "Shall we run it?");
    await guests.page.keyboard.press("Enter");
    await hosts.page.waitForSelector("[role=log]:has-text('Shall we run it?')");
    await hosts.page.selectOption(".workbench select", "python");
    await hosts.page.click(".workbench button:has-text('Run')");
    for (const { page } of [hosts, guests]) await page.waitForSelector(".runs .verdict:has-text('Accepted')");
    await inspect(hosts.page, "interview-room");

    // What is written without a connection arrives afterwards, on both sides.
    front.cut();
    try {
      await hosts.page.click(".cm-content");
      await hosts.page.keyboard.press("Control+Home");
      await hosts.page.keyboard.insertText("# one\n");
      await guests.page.click(".cm-content");
      await guests.page.keyboard.press("Control+End");
      await guests.page.keyboard.insertText("# two\n");
      await hosts.page.waitForSelector("text=Not sent yet");
    } finally {
      front.pass();
    }
    for (const { page } of [hosts, guests]) await shows(page, `# one\n${SUM_ACCEPTED.source}# two\n`);
    // Who comes in again sees what was said and run.
    await guests.page.reload();
    await guests.page.waitForSelector("[role=log]:has-text('Shall we run it?')");
    await guests.page.waitForSelector(".runs .verdict:has-text('Accepted')");
    await shows(guests.page, `# one\n${SUM_ACCEPTED.source}# two\n`);

    // Half time, and the end, by the clock of the server.
    await installation.sql("update interview_rooms set started_at = now() - interval '31 minutes' where interview_id = $1", [keyOf(id)]);
    await hosts.page.waitForSelector("text=you have swapped roles");
    await hosts.page.waitForSelector("text=interviews you");
    await guests.page.waitForSelector("text=You interview");
    await shows(guests.page, "");
    await installation.sql("update interview_rooms set closes_at = now() where interview_id = $1", [keyOf(id)]);
    for (const { page } of [hosts, guests]) await page.waitForSelector("h2:has-text('Feedback')");
    await inspect(hosts.page, "interview-feedback");
    for (const [{ page }, comment] of [
      [hosts, "Clear"],
      [guests, "Thorough"],
    ] as const) {
      await page.fill("label:has-text('Comment') textarea", comment);
      await page.click("text=Send the feedback");
      await page.waitForSelector("h3:has-text('Your feedback')");
    }
    await guests.page.waitForSelector("text=Clear");
    for (const { complaints, context } of [hosts, guests]) {
      // The network was cut.
      expect(complaints.filter((text) => !/ERR_|WebSocket/.test(text))).toEqual([]);
      await context.close();
    }
  });
});

/** Of an assessment with a problem and a quiz. */
async function invited(change: { username?: string } = {}): Promise<{ email: string; candidateId: string; assessmentId: string }> {
  const banked = (await bank(author)).id;
  const quiz = await publishedQuiz(author, [{ questionId: (await question(author, banked, single("Which one?"))).id }], {
    title: "Warm-up",
  });
  const input = {
    ...{ title: "Backend", timeLimitMs: HOUR_MS, instructions: "Read *everything* first.", feedback: "VERDICTS" as const },
    items: [
      { problemIds: [problems[0]!.id], points: 10 },
      { quizId: quiz.id, points: 4 },
    ],
  };
  const { assessment } = (await author.request(documents.CreateAssessmentDocument, { input })).createAssessment;
  await author.request(documents.PublishAssessmentDocument, { id: assessment.id });
  const email = `candidate-${randomUUID().slice(0, 12)}@codequest.example`;
  const candidates = [change.username ? change : { email }];
  const invitation = { input: { assessmentId: assessment.id, candidates } };
  const { inviteAssessmentCandidates } = await author.request(documents.InviteAssessmentCandidatesDocument, invitation);
  return { email, candidateId: inviteAssessmentCandidates.candidates[0]!.id, assessmentId: assessment.id };
}

async function linkOf(email: string): Promise<string> {
  const [mail] = await waitForMails(email, 1);
  return /http:\/\/\S+#token=\S+/.exec(mail!.text ?? "")![0];
}

/** As if another window had been in front for a moment. */
async function awayForASecond(page: Page): Promise<void> {
  const hide = (hidden: boolean) =>
    page.evaluate(`
      Object.defineProperty(document, "hidden", { configurable: true, get: () => ${hidden} });
      globalThis.leftAt = Date.now();
      document.dispatchEvent(new Event("visibilitychange"));
    `);
  await hide(true);
  await eventually(
    () => page.evaluate<number>("Date.now() - globalThis.leftAt"),
    (ms) => ms > 1_100,
  );
  await hide(false);
}

const accountOf = ({ username }: Person) => ({ email: `${username}@codequest.example`, password: PASSWORD });

async function signedIn(person: Person, path: string): Promise<Opened> {
  const opened = await openPage(browser, origin);
  await signInByForm(opened.page, origin, accountOf(person), path);
  return opened;
}

/** Booked, and not confirmed by the host. */
async function proposed(host: Person, guest: Person): Promise<string> {
  await hasTime(host);
  const hosting = { input: { isOpen: true, minutes: 60, noticeHours: 1 } };
  const hostId = (await host.request(documents.SetInterviewHostingDocument, hosting)).setInterviewHosting.host.id;
  const { interviewSlots } = await host.request(documents.InterviewSlotsDocument, { hostId, days: 5 });
  const input = { hostId, startsAt: interviewSlots.at(-1)!.startsAt, language: "python" };
  return (await guest.request(documents.BookInterviewDocument, { input })).bookInterview.interview.id;
}

/** The editor has this text, including lines that are not drawn. */
const shows = (page: Page, text: string) =>
  eventually(
    () => page.evaluate<string>('[...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\\n")'),
    (shown) => shown === text,
  );
