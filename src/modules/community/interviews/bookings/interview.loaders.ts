import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { interviewsById, type InterviewRow } from "./interview.rows.js";

/** Null for those in which the viewer does not take part. */
export const interviewById: LoaderFactory<string, InterviewRow | null> = ({ em, signedIn }) =>
  new DataLoader(async (ids) => {
    const found = new Map((await interviewsById(em, signedIn, ids)).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id) ?? null);
  });
