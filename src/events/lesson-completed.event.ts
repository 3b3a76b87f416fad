import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account has completed a lesson. Again if the account takes the completion back and completes it anew. */
export const lessonCompleted = contract("lesson.completed", z.object({ userId: id, lessonId: id }));
