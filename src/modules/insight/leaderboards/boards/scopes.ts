import { classScope } from "./class.scope.js";
import { globalScope } from "./global.scope.js";
import { organizationScope } from "./organization.scope.js";
import type { LeaderboardScope } from "./scope.js";
import { topicScope } from "./topic.scope.js";

/** Every scope. A new one is one file and one line. */
export const SCOPES: readonly LeaderboardScope[] = [globalScope, topicScope, classScope, organizationScope];
