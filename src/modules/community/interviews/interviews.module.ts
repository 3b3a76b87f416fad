import { nodesById } from "../../../graphql/node-lookup.js";
import { MINUTE_MS } from "../../../kernel/units.js";
import type { Module, Services } from "../../contracts/module.js";
import { InterviewAvailability, InterviewHost } from "./availability/availability.entity.js";
import { InterviewAvailabilityResolver } from "./availability/availability.resolver.js";
import { createAvailabilityService, type AvailabilityService } from "./availability/availability.service.js";
import { createBookingsService, type BookingsService } from "./bookings/bookings.service.js";
import { startInterviewClock } from "./bookings/interview-clock.js";
import { Interview, InterviewParticipant } from "./bookings/interview.entity.js";
import { InterviewParticipantResolver, InterviewResolver, InterviewRoundResolver } from "./bookings/interview.resolver.js";
import { interviewsById } from "./bookings/interview.rows.js";
import { InterviewFeed } from "./calendar/feed.entity.js";
import { InterviewFeedResolver } from "./calendar/feed.resolver.js";
import { createFeedReader, createFeedsService, type InterviewFeedReader } from "./calendar/feeds.service.js";
import { interviewInvitationMail } from "./calendar/invitation.mail.js";
import { InterviewFeedbackResolver } from "./feedback/feedback.resolver.js";
import { createFeedbackService } from "./feedback/feedback.service.js";
import { interviewSettings } from "./interview-settings.js";
import { interviewNotifications } from "./interviews.notifications.js";
import { interviewsPermissions } from "./interviews.permissions.js";
import { interviewsPersonalData } from "./interviews.personal-data.js";
import { interviewsRetention } from "./interviews.retention.js";
import { matchInterviews } from "./matching/match-interviews.job.js";
import { startMatching } from "./matching/matching.js";
import { InterviewRequest } from "./matching/request.entity.js";
import { InterviewRequestResolver } from "./matching/request.resolver.js";
import { createRequestsService } from "./matching/requests.service.js";
import { compactRoom } from "./room/compact-room.job.js";
import { createPresences } from "./room/presence.js";
import { InterviewEvent, InterviewRoom, InterviewSnapshot } from "./room/room.entity.js";
import { InterviewRoomResolver } from "./room/room.resolver.js";
import { createRoomService } from "./room/room.service.js";
import { watchRoom } from "./room/room.stream.js";
import { keepSnapshot } from "./room/shared-document.js";
import { InterviewHostResolver } from "./slots/host.resolver.js";
import { createHostsService, type HostsService } from "./slots/hosts.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    interviewFeed: InterviewFeedReader;
    interviewAvailability: AvailabilityService;
    interviewHosts: HostsService;
    interviewBookings: BookingsService;
  }
}

export default {
  name: "interviews",
  entities: [
    ...[InterviewAvailability, InterviewHost, InterviewRequest, Interview, InterviewParticipant, InterviewFeed],
    ...[InterviewRoom, InterviewEvent, InterviewSnapshot],
  ],
  permissions: interviewsPermissions,
  fieldCosts: {
    "Query.interviewSlots": { weight: 16, items: 100 },
    "Query.myInterviewAvailability": { items: 20 },
    "InterviewAvailability.exceptions": { items: 10 },
    "Interview.participants": { items: 2 },
    "Interview.rounds": { items: 2 },
    "Interview.feedback": { items: 2 },
    "Interview.myNotes": { weight: 10 },
    "InterviewRequest.languages": { items: 5 },
    "InterviewRequest.topicIds": { items: 5 },
    "InterviewRun.cases": { items: 10 },
    "InterviewRoomEvent.update": { weight: 5 },
  },
  resolvers: [
    ...[InterviewAvailabilityResolver, InterviewHostResolver, InterviewRequestResolver, InterviewResolver, InterviewParticipantResolver],
    ...[InterviewRoundResolver, InterviewFeedResolver, InterviewRoomResolver, InterviewFeedbackResolver],
  ],
  settings: interviewSettings,
  retention: interviewsRetention,
  jobs: [matchInterviews, compactRoom],
  mails: [interviewInvitationMail],
  notificationKinds: interviewNotifications,
  personalData: interviewsPersonalData,

  wire(platform, { problems, settings, submissions }: Pick<Services, "problems" | "settings" | "submissions">) {
    const { db, jobs } = platform;
    const availability = createAvailabilityService(platform);
    const hosts = createHostsService(platform);
    const requests = createRequestsService(platform);
    const presences = createPresences(platform);
    const bookings = createBookingsService({ db, settings, problems });
    const room = createRoomService({ ...platform, submissions });
    return {
      services: {
        interviewFeed: createFeedReader(platform),
        interviewAvailability: availability,
        interviewHosts: hosts,
        interviewBookings: bookings,
      },
      resolvers: [
        new InterviewAvailabilityResolver(availability),
        new InterviewHostResolver(hosts),
        new InterviewRequestResolver(requests),
        new InterviewResolver(bookings),
        new InterviewFeedResolver(createFeedsService(platform)),
        new InterviewRoomResolver(room, (viewer, id, after) => watchRoom({ ...platform, presences }, viewer, id, after)),
        new InterviewFeedbackResolver(createFeedbackService(platform)),
      ],
      nodes: {
        Interview: nodesById("interview:read-own", ({ em, signedIn }, ids) => interviewsById(em, signedIn, ids)),
        InterviewAvailability: nodesById("interview:read-own", ({ em, signedIn }, ids) => availability.byIds(em, signedIn, ids)),
        InterviewHost: nodesById("interview:read-own", ({ em, signedIn }, ids) => hosts.byIds(em, signedIn, ids)),
        InterviewRequest: nodesById("interview:read-own", ({ em, signedIn }, ids) => requests.byIds(em, signedIn, ids)),
      },
      workers: [
        async () => startMatching(platform),
        async () => startInterviewClock({ ...platform, settings }),
        async () =>
          jobs.process(compactRoom, { concurrency: 1, lockMs: MINUTE_MS }, ({ interviewId }) => keepSnapshot(db.em.fork(), interviewId)),
      ],
    };
  },
} satisfies Module;
