import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { notesOf, visibleFeedback, type FeedbackRow } from "./feedback.service.js";

/** Of interviews in which the viewer takes part. */
export const feedbackOfInterview: LoaderFactory<string, FeedbackRow[]> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = Map.groupBy(await visibleFeedback(em, signedIn, ids), ({ interviewId }) => interviewId);
    return ids.map((id) => found.get(id) ?? []);
  });

export const notesOfInterview: LoaderFactory<string, string> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = new Map((await notesOf(em, signedIn, ids)).map(({ interviewId, notes }) => [interviewId, notes]));
    return ids.map((id) => found.get(id) ?? "");
  });
