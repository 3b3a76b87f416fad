/** Interviews: availability and slots, bookings, matching of peers, calendars, the room, and what comes afterwards. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import ICAL from "ical.js";
import { clientOf, type Client } from "../support/client.js";
import { eventually, WITHOUT_JUDGE } from "../support/events.js";
import * as documents from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { begin, booked, confirm, editor, hasTime, join } from "../support/interviews.js";
import { waitForMails } from "../support/mail.js";
import { createInstructor, createLearner, createProblem } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createLearner>>;
type RoomEvent = documents.InterviewRoomSubscription["interviewRoom"] & object;

let installation: Installation;
let api: Api;
let [host, guest, stranger]: Person[] = [];
let problems: { id: string }[];

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  await installation.startWorker(WITHOUT_JUDGE);
  host = await createInstructor(installation, api);
  [guest, stranger] = await Promise.all([createLearner(api), createLearner(api)]);
  await hasTime(host);
  problems = [await createProblem(installation, api), await createProblem(installation, api)];
});
afterAll(() => installation?.stop());

const codeOf = async (asked: Promise<{ code: string }>) => (await asked).code;
const open = async (who: Client, id: string) => (await who.request(documents.InterviewDocument, { id })).interview;
const notified = async ({ userId }: Person, kind: string, change?: string) =>
  installation.sql(`select 1 from notifications where user_id = $1 and kind = $2 and ($3::text is null or data ->> 'change' = $3)`, [
    ...[userId, kind, change ?? null],
  ]);
const tells = (who: Person, kind: string, change?: string) =>
  eventually(
    () => notified(who, kind, change),
    (rows) => rows.length > 0,
  );

async function until(
  events: AsyncIterableIterator<{ interviewRoom: RoomEvent }>,
  wanted: (event: RoomEvent) => boolean,
): Promise<RoomEvent> {
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error("the stream has ended");
    if (wanted(value.interviewRoom)) return value.interviewRoom;
  }
}

describe("availability", () => {
  it("is kept by rule and exception, becomes slots, and is seen by its owner only", async () => {
    const teacher = await createInstructor(installation, api);
    const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const next = new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10);
    const input = { startsAt: `${day}T09:00`, minutes: 120, timeZone: "Asia/Kathmandu", rule: "FREQ=DAILY;COUNT=3", exceptions: [next] };
    const { saveInterviewAvailability } = await teacher.request(documents.SaveInterviewAvailabilityDocument, { input });
    const { id } = saveInterviewAvailability.availability;
    const { setInterviewHosting } = await teacher.request(documents.SetInterviewHostingDocument, {
      input: { isOpen: true, minutes: 60, noticeHours: 1, headline: "Systems" },
    });
    const hostId = setInterviewHosting.host.id;
    const slots = async () => (await guest!.request(documents.InterviewSlotsDocument, { hostId, days: 10 })).interviewSlots;
    // Nepal is 5:45 ahead.
    const after = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    expect((await slots()).map(({ startsAt }) => startsAt.slice(0, 16))).toEqual(
      [day, after].flatMap((date) => [`${date}T03:15`, `${date}T04:15`]),
    );
    const hosts = (await guest!.request(documents.InterviewHostsDocument)).interviewHosts.nodes;
    expect(hosts.find((one) => one.id === hostId)).toMatchObject({ headline: "Systems", user: { id: teacher.userId } });
    expect(await codeOf(guest!.errorOf(documents.SetInterviewHostingDocument, { input: { isOpen: true, minutes: 60 } }))).toBe("FORBIDDEN");

    const wrong = await teacher.errorOf(documents.SaveInterviewAvailabilityDocument, { input: { ...input, rule: "FREQ=YEARLY;COUNT=2" } });
    expect(wrong).toMatchObject({ extensions: { fields: [{ field: "input.rule", code: "INVALID_FORMAT" }] } });
    expect(await codeOf(guest!.errorOf(documents.SaveInterviewAvailabilityDocument, { input: { ...input, id } }))).toBe("NOT_FOUND");
    expect(
      (await guest!.request(documents.DeleteInterviewAvailabilityDocument, { input: { id } })).deleteInterviewAvailability.deletedId,
    ).toBeNull();
    await teacher.request(documents.DeleteInterviewAvailabilityDocument, { input: { id } });
    expect(await slots()).toEqual([]);
    await teacher.request(documents.SetInterviewHostingDocument, { input: { isOpen: false, minutes: 60 } });
    expect(await codeOf(guest!.errorOf(documents.InterviewSlotsDocument, { hostId }))).toBe("NOT_FOUND");
  });
});

describe("bookings", () => {
  it("are confirmed, moved and cancelled, with calendar mails that other programs read", async () => {
    const learner = await createLearner(api);
    await installation.sql("update users set timezone = 'America/New_York', display_name = 'Ada \"L\"' where id = $1", [learner.userId]);
    const hostId = (await host!.request(documents.SetInterviewHostingDocument, { input: { isOpen: true, minutes: 60, noticeHours: 1 } }))
      .setInterviewHosting.host.id;
    const from = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const [slot, later] = (await learner.request(documents.InterviewSlotsDocument, { hostId, from, days: 2 })).interviewSlots;
    const input = { hostId, startsAt: slot!.startsAt, language: "python" };
    const { interview } = (await learner.request(documents.BookInterviewDocument, { input })).bookInterview;
    expect(interview).toMatchObject({ kind: "INSTRUCTOR", status: "PROPOSED", viewerSeat: "SECOND" });
    const { id } = interview;
    expect(await codeOf(guest!.errorOf(documents.BookInterviewDocument, { input }))).toBe("CONFLICT");
    for (const other of [stranger!, await createInstructor(installation, api, "ADMIN")]) {
      expect(await codeOf(other.errorOf(documents.InterviewDocument, { id }))).toBe("NOT_FOUND");
      expect(await codeOf(other.errorOf(documents.ConfirmInterviewDocument, { input: { id } }))).toBe("NOT_FOUND");
    }
    await tells(host!, "interview-changed", "PROPOSED");
    expect(await confirm(host!, id)).toMatchObject({ status: "CONFIRMED" });
    // The question is prepared by who asks it.
    await host!.request(documents.SetInterviewProblemDocument, { input: { id, problemId: problems[0]!.id } });
    expect((await open(host!, id)).rounds).toMatchObject([{ interviewer: "FIRST", problem: { id: problems[0]!.id } }]);
    expect((await open(learner, id)).rounds).toMatchObject([{ problem: null }]);

    const moved = { id, startsAt: later!.startsAt };
    const { rescheduleInterview } = await learner.request(documents.RescheduleInterviewDocument, { input: moved });
    expect(rescheduleInterview.interview).toMatchObject({ status: "PROPOSED", startsAt: later!.startsAt });
    await confirm(host!, id);
    const { cancelInterview } = await host!.request(documents.CancelInterviewDocument, { input: { id, reason: "Ill" } });
    expect(cancelInterview.interview).toMatchObject({ status: "CANCELLED", cancelledSeat: "FIRST", isLate: false });
    expect(await codeOf(learner.errorOf(documents.ConfirmInterviewDocument, { input: { id } }))).toBe("CONFLICT");
    await tells(learner, "interview-changed", "CANCELLED");

    const read = async (person: Person) => {
      const address = `${person.username}@codequest.example`;
      const mails = await eventually(
        () => waitForMails(address, 1),
        (all) =>
          all.some(({ attachments }) =>
            attachments.some(({ mimeType, content }) => mimeType.startsWith("text/calendar") && textOf(content).includes("METHOD:CANCEL")),
          ),
      );
      return mails.flatMap(({ attachments }) =>
        attachments.filter(({ mimeType }) => mimeType.startsWith("text/calendar")).map(({ content }) => textOf(content)),
      );
    };
    const texts = await read(learner);
    const cancelled = texts.find((text) => text.includes("METHOD:CANCEL"))!;
    const calendar = new ICAL.Component(ICAL.parse(cancelled) as never);
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    expect([calendar.getFirstPropertyValue("method"), event.uid.startsWith(keyOf(id)), event.sequence]).toEqual(["CANCEL", true, 4]);
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")!);
    expect(zone.tzid).toBe("America/New_York");
    event.startDate.zone = zone;
    expect(new Date(event.startDate.toUnixTime() * 1000).toISOString()).toBe(new Date(later!.startsAt).toISOString());
    for (const text of texts) expect(text).not.toContain(host!.username + "@");
    expect(icalendarOfPython(cancelled)).toEqual(pythonIs() ? ["CANCEL", 4] : null);
  });

  it("count as late after the deadline, and are then not moved", async () => {
    const id = await booked(host!, guest!);
    await installation.sql("update interviews set starts_at = date_trunc('hour', now()) + interval '5 hours' where id = $1", [id]);
    const startsAt = new Date(Math.ceil(Date.now() / 900_000) * 900_000 + 2 * 86_400_000).toISOString();
    expect(await codeOf(guest!.errorOf(documents.RescheduleInterviewDocument, { input: { id, startsAt } }))).toBe("CONFLICT");
    const { cancelInterview } = await guest!.request(documents.CancelInterviewDocument, { input: { id } });
    expect(cancelInterview.interview).toMatchObject({ isLate: true, cancelledSeat: "SECOND" });
  });

  it("are reminded of, end when nobody comes, and expire unconfirmed", async () => {
    const id = await booked(host!, guest!);
    await installation.sql("update interviews set starts_at = now() + interval '30 minutes' where id = $1", [id]);
    await tells(guest!, "interview-due-soon");
    await begin(installation, id, 20);
    await eventually(
      () => open(guest!, id),
      ({ status }) => status === "NO_SHOW",
    );
    const other = await booked(host!, guest!);
    await installation.sql("update interviews set status = 'PROPOSED', confirm_by = now() - interval '1 minute' where id = $1", [other]);
    await eventually(
      () => open(guest!, other),
      ({ status }) => status === "EXPIRED",
    );
    const list = (await guest!.request(documents.MyInterviewsDocument, { upcoming: false })).myInterviews.nodes;
    expect(list.map((one) => one.id)).toEqual(expect.arrayContaining([id, other]));
    const counts: number[] = [];
    for (const first of [1, 10])
      counts.push(await statementsOf(api, () => guest!.request(documents.MyInterviewsDocument, { upcoming: false, first })));
    expect(counts[1]).toBe(counts[0]);
  });
});

describe("peers", () => {
  it("are matched by a worker, look again when the partner does not confirm, and never meet twice in a row", async () => {
    const [ada, bob] = await Promise.all([createLearner(api), createLearner(api)]);
    const input = { level: 2, languages: ["python", "go"], minutes: 45 };
    expect(await codeOf(ada.errorOf(documents.RequestInterviewDocument, { input }))).toBe("CONFLICT");
    await Promise.all([hasTime(ada), hasTime(bob)]);
    await ada.request(documents.RequestInterviewDocument, { input });
    expect(await codeOf(ada.errorOf(documents.RequestInterviewDocument, { input }))).toBe("CONFLICT");
    await bob.request(documents.RequestInterviewDocument, { input: { ...input, languages: ["go"], level: 3 } });
    const matched = async (who: Person) =>
      (
        await eventually(
          async () => (await who.request(documents.MyInterviewRequestDocument)).myInterviewRequest,
          (request) => request?.status === "MATCHED",
        )
      ).interview!;
    const first = await matched(ada);
    expect(first).toMatchObject({
      kind: "PEER",
      status: "PROPOSED",
      minutes: 45,
      viewerSeat: "FIRST",
      match: { language: { slug: "go" }, levelDifference: 1 },
    });
    // Two questions, of which each sees the own one.
    const questions = [first.rounds[0]!.problem!.id, (await open(bob, first.id)).rounds[1]!.problem!.id];
    expect(new Set(questions).size).toBe(2);
    expect(first.rounds[1]!.problem).toBeNull();
    await tells(bob, "interview-changed", "PROPOSED");

    // Bob declines: Ada looks again, before others, and does not meet Bob again.
    await confirm(ada, first.id);
    await bob.request(documents.CancelInterviewDocument, { input: { id: first.id } });
    expect((await ada.request(documents.MyInterviewRequestDocument)).myInterviewRequest).toMatchObject({
      status: "OPEN",
      isPriority: true,
    });
    await bob.request(documents.RequestInterviewDocument, { input });
    const cleo = await createLearner(api);
    await hasTime(cleo);
    await cleo.request(documents.RequestInterviewDocument, { input });
    const second = await matched(ada);
    expect(second.participants.map(({ user }) => user!.id)).toEqual([ada.userId, cleo.userId]);
    const { myInterviewRequest } = await bob.request(documents.MyInterviewRequestDocument);
    expect(myInterviewRequest).toMatchObject({ status: "OPEN" });
    await bob.request(documents.CancelInterviewRequestDocument, { input: { id: myInterviewRequest!.id } });
  });
});

describe("the feed", () => {
  it("is read with its token, which is shown once and can be revoked", async () => {
    const learner = await createLearner(api);
    await booked(host!, learner);
    const setFeed = async (active: boolean) =>
      (await learner.request(documents.SetInterviewFeedDocument, { input: { active } })).setInterviewFeed;
    const { url } = await setFeed(true);
    const path = new URL(url!).pathname;
    const read = () => fetch(new URL(path, api.url));
    const answer = await read();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as never);
    expect(calendar.getAllSubcomponents("vevent")).toHaveLength(1);
    const token = path.split("/").at(-1)!.replace(".ics", "");
    expect(JSON.stringify(await installation.sql("select * from interview_feeds"))).not.toContain(token);
    expect((await learner.request(documents.MyInterviewFeedDocument)).myInterviewFeed!.readAt).not.toBeNull();
    await setFeed(true);
    expect((await read()).status).toBe(404);
    expect(await setFeed(false)).toEqual({ url: null, feed: null });
    expect((await learner.request(documents.MyInterviewFeedDocument)).myInterviewFeed).toBeNull();
  });
});

describe("the room", () => {
  it("shares code and messages, resumes without loss, swaps roles, and is seen by nobody else", async () => {
    const id = await booked(host!, guest!);
    // As for two peers.
    await installation.sql("update interviews set kind = 'PEER', first_problem_id = $2, second_problem_id = $3 where id = $1", [
      ...[id, problems[0]!.id, problems[1]!.id],
    ]);
    expect(await codeOf(guest!.errorOf(documents.JoinInterviewDocument, { input: { interviewId: id } }))).toBe("CONFLICT");
    await begin(installation, id);
    const message = { input: { interviewId: id, text: "hello" } };
    expect(await codeOf(guest!.errorOf(documents.SendInterviewMessageDocument, message))).toBe("CONFLICT");
    expect((await join(guest!, id)).startedAt).toBeNull();
    expect((await join(host!, id)).startedAt).not.toBeNull();

    const watcher = clientOf(api, guest!.token);
    const events = watcher.subscribe(documents.InterviewRoomDocument, { interviewId: id });
    const opening = (await events.next()).value!.interviewRoom;
    expect(opening).toMatchObject({ kind: "DOCUMENT", sequence: 3 });
    const [writer, reader] = [editor(host!, id), editor(guest!, id)];
    reader.apply(opening.update);
    for (const letters of ["a, b = ", "input().split()", "\nprint(int(a) + int(b))"]) await writer.type(letters);
    await host!.request(documents.SendInterviewMessageDocument, message);
    await until(events, ({ kind, seat, update, text }) => {
      if (kind === "UPDATE") reader.apply(update);
      return kind === "MESSAGE" && seat === "FIRST" && text === "hello";
    });
    expect(reader.text()).toBe(writer.text());
    await host!.request(documents.MoveInterviewCursorDocument, { input: { interviewId: id, cursor: "12" } });
    await until(events, ({ kind, seat, cursor }) => kind === "PRESENCE" && seat === "FIRST" && cursor === "12");
    await watcher.close();

    // While away, both write.
    const last = 7;
    await Promise.all([writer.type("# one\n", 0), reader.type("# two\n"), writer.type("# three\n", 0)]);
    const again = clientOf(api, guest!.token);
    const resumed = again.subscribe(documents.InterviewRoomDocument, { interviewId: id, after: last });
    const numbers: number[] = [];
    await until(resumed, ({ kind, sequence, update }) => {
      if (sequence !== null) numbers.push(sequence);
      if (kind === "UPDATE") reader.apply(update);
      return numbers.length === 3;
    });
    expect(numbers).toEqual([8, 9, 10]);
    for (const line of ["# one", "# two", "# three"]) expect(reader.text()).toContain(line);

    // Half time by the clock of the server.
    await installation.sql("update interview_rooms set started_at = now() - interval '31 minutes' where interview_id = $1", [id]);
    await until(resumed, ({ kind }) => kind === "SWAPPED");
    expect((await open(guest!, id)).rounds[0]).toMatchObject({ interviewer: "FIRST", problem: { id: problems[0]!.id } });
    expect((await open(host!, id)).rounds[1]).toMatchObject({ interviewer: "SECOND", problem: { id: problems[1]!.id } });

    const admin = await createInstructor(installation, api, "ADMIN");
    for (const other of [stranger!, admin]) {
      expect(await codeOf(other.errorOf(documents.JoinInterviewDocument, { input: { interviewId: id } }))).toBe("NOT_FOUND");
      expect(await codeOf(other.errorOf(documents.SendInterviewMessageDocument, message))).toBe("NOT_FOUND");
      expect(await codeOf(other.errorOf(documents.MoveInterviewCursorDocument, { input: { interviewId: id, cursor: "" } }))).toBe(
        "NOT_FOUND",
      );
      expect(await codeOf(other.errorOf(documents.InterviewTimelineDocument, { id }))).toBe("NOT_FOUND");
      const spy = clientOf(api, other.token);
      await expect(spy.subscribe(documents.InterviewRoomDocument, { interviewId: id }).next()).rejects.toMatchObject({ code: "NOT_FOUND" });
      await spy.close();
    }
    const bad = { input: { interviewId: id, update: Buffer.from("nothing").toString("base64") } };
    expect(await guest!.errorOf(documents.SendInterviewUpdateDocument, bad)).toMatchObject({
      extensions: { fields: [{ field: "input.update", code: "INVALID_FORMAT" }] },
    });
    const ahead = clientOf(api, guest!.token);
    await expect(ahead.subscribe(documents.InterviewRoomDocument, { interviewId: id, after: 1000 }).next()).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
    });
    await ahead.close();

    // Afterwards: feedback both ways, notes, and the replay.
    await installation.sql("update interview_rooms set closes_at = now() where interview_id = $1", [id]);
    await until(resumed, ({ kind }) => kind === "CLOSED");
    expect((await resumed.next()).done).toBe(true);
    await again.close();
    // In the feed of each, without a name and without the interview.
    for (const { userId } of [host!, guest!]) {
      const entries = await eventually(
        () => installation.sql("select subject_id, data from activities where user_id = $1 and kind = 'INTERVIEW_HELD'", [userId]),
        (found) => found.length > 0,
      );
      expect(entries).toEqual([{ subject_id: null, data: { minutes: 60 } }]);
    }
    const rating = { interviewId: id, problemSolving: 4, coding: 3, communication: 5, wouldMeetAgain: true, comment: "Clear" };
    await host!.request(documents.GiveInterviewFeedbackDocument, { input: rating });
    expect(await codeOf(host!.errorOf(documents.GiveInterviewFeedbackDocument, { input: rating }))).toBe("CONFLICT");
    await tells(guest!, "interview-feedback");
    expect((await open(guest!, id)).feedback).toEqual([]);
    await guest!.request(documents.GiveInterviewFeedbackDocument, { input: { ...rating, wouldMeetAgain: false, comment: "" } });
    expect((await open(guest!, id)).feedback).toMatchObject([
      { seat: "FIRST", problemSolving: 4, comment: "Clear", wouldMeetAgain: null },
      { seat: "SECOND", wouldMeetAgain: false },
    ]);
    await guest!.request(documents.SaveInterviewNotesDocument, { input: { interviewId: id, notes: "Ask about heaps" } });
    expect([(await open(guest!, id)).myNotes, (await open(host!, id)).myNotes]).toEqual(["Ask about heaps", ""]);
    const { timeline } = (await guest!.request(documents.InterviewTimelineDocument, { id, first: 100 })).interview;
    expect(timeline.nodes.map(({ sequence }) => sequence)).toEqual(timeline.nodes.map((_, index) => index + 1));
    expect(timeline.nodes.map(({ kind }) => kind)).toEqual([
      ...["JOINED", "JOINED", "STARTED", "UPDATE", "UPDATE", "UPDATE", "MESSAGE", "UPDATE", "UPDATE", "UPDATE", "SWAPPED", "CLOSED"],
    ]);
    expect((await guest!.request(documents.InterviewConversationDocument, { id })).interview.conversation.nodes).toMatchObject([
      { kind: "MESSAGE", sequence: 7, seat: "FIRST", text: "hello" },
    ]);
    const replay = editor(guest!, id);
    for (const { update } of timeline.nodes) replay.apply(update);
    expect(replay.text()).toBe(reader.text());
  });
});

const textOf = (content: unknown): string => (typeof content === "string" ? content : Buffer.from(content as ArrayBuffer).toString());

/** Debian's python3-icalendar, an independent reader, if the machine has it. */
function pythonIs(): boolean {
  try {
    execFileSync("/usr/bin/python3", ["-c", "import icalendar"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function icalendarOfPython(text: string): unknown {
  if (!pythonIs()) return null;
  const script =
    "import sys, json, icalendar; c = icalendar.Calendar.from_ical(sys.stdin.buffer.read()); e = c.walk('vevent')[0]; print(json.dumps([str(c['METHOD']), int(e['SEQUENCE'])]))";
  return JSON.parse(execFileSync("/usr/bin/python3", ["-c", script], { input: text, encoding: "utf8" }));
}
