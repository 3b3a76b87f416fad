import { listOfRows, removal, statement, type PersonalData } from "../../contracts/personal-data.js";

const OWN_SEAT =
  "exists (select from interview_participants p where p.interview_id = e.interview_id and p.seat = e.seat and p.user_id = ?)";

export const interviewsPersonalData: PersonalData = {
  columns: {
    "interview_availability.user_id": { export: "interview-availability", deletion: "removed" },
    "interview_hosts.user_id": { export: "interview-hosting", deletion: "removed" },
    "interview_requests.user_id": { export: "interview-requests", deletion: "removed" },
    "interview_participants.user_id": { export: "interviews", deletion: "cleared" },
    "interviews.cancelled_by_id": { export: "interviews", deletion: "cleared" },
    "interview_feeds.user_id": { export: "interview-feed", deletion: "removed" },
  },
  exports: [
    listOfRows({
      name: "interview-availability",
      description: "When you have time for interviews.",
      select: `a.id, a.local as "startsAt", a.zone as "timeZone", a.minutes, a.rule, a.exceptions, a.created_at as "createdAt"`,
      from: "from interview_availability a where a.user_id = ?",
      key: "a.id",
    }),
    listOfRows({
      name: "interview-hosting",
      description: "How you take bookings of interviews.",
      select: `h.headline, h.minutes, h.notice_hours as "noticeHours", h.is_open as "isOpen", h.created_at as "createdAt"`,
      from: "from interview_hosts h where h.user_id = ?",
      key: "h.user_id",
    }),
    listOfRows({
      name: "interview-requests",
      description: "Your requests for a peer to interview each other.",
      select: `r.id, r.status, r.level, r.topics, r.languages, r.minutes, r.interview_id as "interviewId", r.created_at as "createdAt"`,
      from: "from interview_requests r where r.user_id = ?",
      key: "r.id",
    }),
    listOfRows({
      name: "interviews",
      description: "Your interviews, with your notes and feedback and the feedback that you may see.",
      select: `i.id, i.kind, i.status, i.starts_at as "startsAt", i.minutes, v.seat, v.joined_at as "joinedAt", v.notes,
        case when i.cancelled_by_id = v.user_id then i.cancel_reason end as "cancelReason",
        case when v.feedback_at is not null then json_build_object('problemSolving', v.problem_solving, 'coding', v.coding, 'communication',
          v.communication, 'wouldMeetAgain', v.would_meet_again, 'comment', v.comment, 'givenAt', v.feedback_at) end as "given",
        case when o.feedback_at is not null and v.feedback_at is not null then json_build_object('problemSolving', o.problem_solving,
          'coding', o.coding, 'communication', o.communication, 'comment', o.comment, 'givenAt', o.feedback_at) end as "received"`,
      from: `from interview_participants v join interviews i on i.id = v.interview_id
        left join interview_participants o on o.interview_id = v.interview_id and o.seat <> v.seat where v.user_id = ?`,
      key: "i.id",
    }),
    listOfRows({
      name: "interview-messages",
      description: "What you wrote in the rooms of interviews: messages, runs, and changes of the shared code (Yjs, base64).",
      select: `e.interview_id as "interviewId", e.sequence, e.kind, e.text, e.result, encode(e.payload, 'base64') as update, e.created_at as "at"`,
      from: `from interview_events e where ${OWN_SEAT}`,
      key: "e.interview_id::text || lpad(e.sequence::text, 8, '0')",
      before: "",
    }),
    listOfRows({
      name: "interview-feed",
      description: "The calendar feed of your interviews, without its address.",
      select: `f.created_at as "createdAt", f.read_at as "readAt"`,
      from: "from interview_feeds f where f.user_id = ?",
      key: "f.user_id",
    }),
  ],
  erasures: [
    removal("interview_availability"),
    removal("interview_hosts"),
    removal("interview_requests"),
    removal("interview_feeds"),
    // The shared code stays for the other participant, without a name.
    statement(
      "interview_events with messages",
      `update interview_events e set text = '' where e.kind = 'MESSAGE' and e.text <> '' and ${OWN_SEAT}`,
    ),
    statement(
      "interviews by cancelled_by_id",
      "update interviews set cancelled_by_id = null, cancel_reason = '' where cancelled_by_id = ?",
    ),
    // The other participant keeps the ratings, without comment.
    statement(
      "interview_participants by user_id",
      "update interview_participants set user_id = null, notes = '', comment = '' where user_id = ?",
    ),
  ],
};
