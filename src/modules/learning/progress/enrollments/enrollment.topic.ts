import * as z from "zod";
import { contract } from "../../../../kernel/contract.js";
import { id } from "../../../../kernel/schemas.js";

/** The progress of an enrolment has changed, or the enrolment is gone. Watchers read the row. */
export const enrollmentTopic = contract("enrollment", z.object({ enrollmentId: id }));
