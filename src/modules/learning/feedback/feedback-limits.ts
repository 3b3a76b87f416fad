export const COMMENT_BODY_MAX = 5000;
export const REPLY_BODY_MAX = 2000;
/** On one submission. */
export const COMMENTS_MAX = 200;
/** To one comment. */
export const REPLIES_MAX = 50;
/** Of a file, whose lines are not counted. */
export const LINE_MAX = 1_000_000;
export const HINT_MAX = 5000;
/** Groups of wrong answers to one problem of an assignment. */
export const ANSWER_GROUPS_MAX = 500;
/** Failed tests that a group shows. */
export const SHOWN_TESTS_MAX = 20;
