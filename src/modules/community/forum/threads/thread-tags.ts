import { fieldErrors } from "../../../../kernel/errors.js";
import { TAG_MAX } from "../forum-limits.js";

const TAG = /^[a-z0-9+#.]+(-[a-z0-9+#.]+)*$/;

/** BAD_USER_INPUT for a tag that is none. They need no quotes in an array of PostgreSQL. */
export function checkTags(tags: readonly string[], field: string): void {
  const wrong = tags.flatMap((tag, index) => (TAG.test(tag) && tag.length <= TAG_MAX ? [] : [index]));
  if (wrong.length === 0) return;
  const message = `A tag has lower-case letters, digits, +, # and ., with single - between them, at most ${TAG_MAX}.`;
  throw fieldErrors(wrong.map((index) => ({ field: `${field}.${index}`, code: "INVALID_FORMAT" as const, message })));
}
