import { purgeRows } from "../../../platform/database/purge.js";
import type { RetentionRule } from "../../contracts/module.js";
import { retentionSetting } from "../../contracts/setting.js";

export const similarityRetention: readonly RetentionRule[] = [
  {
    name: "code-fingerprints",
    days: retentionSetting("codeFingerprints", {
      description: "Days that submissions are compared with newer ones. Their similar pairs go with them.",
      default: 730,
    }),
    purge: purgeRows("code_fingerprints", "created_at < ?"),
  },
];
