import type { Module } from "../../contracts/module.js";
import { InterviewAvailability, InterviewHost } from "./availability/availability.entity.js";
import { Interview, InterviewParticipant } from "./bookings/interview.entity.js";
import { InterviewFeed } from "./calendar/feed.entity.js";
import { interviewsPermissions } from "./interviews.permissions.js";
import { InterviewRequest } from "./matching/request.entity.js";
import { InterviewEvent, InterviewRoom, InterviewSnapshot } from "./room/room.entity.js";

export default {
  name: "interviews",
  entities: [
    ...[InterviewAvailability, InterviewHost, InterviewRequest, Interview, InterviewParticipant, InterviewFeed],
    ...[InterviewRoom, InterviewEvent, InterviewSnapshot],
  ],
  permissions: interviewsPermissions,
} satisfies Module;
