import { integerSetting } from "../../contracts/setting.js";

export const cancelHours = integerSetting({
  name: "interviews.cancelHours",
  description: "Hours before its start until which a confirmed interview is moved, or cancelled without counting as late.",
  default: 12,
  minimum: 0,
  maximum: 168,
});

export const noShowMinutes = integerSetting({
  name: "interviews.noShowMinutes",
  description: "Minutes after its start after which an interview ends as a no-show if somebody has not entered the room.",
  default: 15,
  minimum: 1,
  maximum: 30,
});

export const interviewSettings = [cancelHours, noShowMinutes];
