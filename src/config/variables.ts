import { ACCOUNT_VARIABLES } from "./variables/accounts.js";
import { AI_VARIABLES } from "./variables/ai.js";
import { API_VARIABLES } from "./variables/api.js";
import { EVENT_VARIABLES } from "./variables/events.js";
import { JUDGE_VARIABLES } from "./variables/judge.js";
import { MAIL_VARIABLES } from "./variables/mail.js";
import { PAYMENT_VARIABLES } from "./variables/payments.js";
import { SERVICE_VARIABLES } from "./variables/services.js";

/** Every environment variable that the program reads: schema, default and meaning. A test compares `.env.example` with this list. */
export const VARIABLES = {
  ...API_VARIABLES,
  ...SERVICE_VARIABLES,
  ...MAIL_VARIABLES,
  ...ACCOUNT_VARIABLES,
  ...PAYMENT_VARIABLES,
  ...AI_VARIABLES,
  ...EVENT_VARIABLES,
  ...JUDGE_VARIABLES,
};
