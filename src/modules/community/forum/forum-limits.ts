export const TITLE_MAX = 200;
export const BODY_MAX = 20_000;
export const TAGS_MAX = 5;
export const TAG_MAX = 30;
export const CATEGORY_NAME_MAX = 60;
export const CATEGORY_SLUG_MAX = 60;
export const CATEGORY_DESCRIPTION_MAX = 500;
/** Categories are listed without paging. */
export const CATEGORIES_MAX = 100;
/** Of one category. */
export const MODERATORS_MAX = 50;
/** Of one account. */
export const DRAFTS_MAX = 50;
/** Names of accounts in one post that get a notification. */
export const MENTIONS_MAX = 10;
/** Accounts that get a notification of one reply. */
export const NOTIFIED_MAX = 10_000;
/** Kept earlier texts of one post: the oldest go first. */
export const REVISIONS_MAX = 50;
export const NOTE_MAX = 1000;
/** Posts of one account in an hour; `NEW_` while it is new. */
export const POSTS_PER_HOUR = 60;
export const NEW_POSTS_PER_HOUR = 5;
/** An account is new until it has this age or this reputation. */
export const NEW_ACCOUNT_HOURS = 24;
export const TRUSTED_REPUTATION = 20;
/** Open reports of accounts that are not new, after which a post waits for a moderator. */
export const REPORTS_TO_HOLD = 3;
/** Reports of one account in a day. */
export const REPORTS_PER_DAY = 30;
/** Votes of one account in an hour. */
export const VOTES_PER_HOUR = 200;
