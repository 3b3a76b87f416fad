/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The invitation to accept. */
export type AcceptOrganizationInvitationInput = {
  /** The invitation: `OrganizationOffer.invitationId`. */
  id: string;
};

/** Whether runs of growing size agree with a claimed time complexity. */
export type AiComplexityOutcome =
  /** The measured interval contains the claim. */
  | 'CONSISTENT'
  /** The measured interval excludes the claim. */
  | 'CONTRADICTED'
  /** The runs are too short or too few, or the claim is no power of n. */
  | 'UNKNOWN';

/** What the judge found when it ran an input on which the program is claimed to fail. */
export type AiFailingInputOutcome =
  /** The program fails on it, and the reference solution does not. The problem's input validators, if it has any, accept it. */
  | 'CONFIRMED'
  /** It is none of the problem's: one of its input validators does not accept it. It was not run. */
  | 'INVALID'
  /** The program answers it correctly: the claim is wrong. */
  | 'REFUTED'
  /** Not decided: no reference solution, not a valid input, or no judge at the time. */
  | 'UNKNOWN';

/** Why an AI request has no answer. */
export type AiRequestFailure =
  /** The answer was too long. */
  | 'INCOMPLETE'
  /** The answer did not have the wanted form, even after one repair. */
  | 'INVALID_ANSWER'
  /** The provider or the model refused the request. */
  | 'REFUSED'
  /** The provider did not answer, again and again. Try later. */
  | 'UNAVAILABLE'
  /** The answer would give the solution away. */
  | 'WITHHELD';

/** Where an AI request is. FINISHED, FAILED and CANCELLED are final. */
export type AiRequestStatus =
  /** Cancelled by you, or because you withdrew your consent. */
  | 'CANCELLED'
  /** There is no answer. `failure` says why. */
  | 'FAILED'
  /** The answer was checked and stored. */
  | 'FINISHED'
  /** Waiting for a worker, or for the next try after the provider did not answer. */
  | 'QUEUED'
  /** The provider is answering, or the answer is being checked. */
  | 'RUNNING';

/** What candidates learn of their code before results are released. */
export type AssessmentFeedback =
  /** That it was received and whether it is still being judged. */
  | 'NOTHING'
  /** The verdict of each submission, without tests. */
  | 'VERDICTS';

/** Something that the client noticed. */
export type AssessmentSignalInput = {
  /** How many milliseconds ago it happened, at most 86400000: the client's clock is not needed. Default 0. */
  agoMs?: number | null | undefined;
  /** Characters of a PASTE, at most 10000000. */
  chars?: number | null | undefined;
  /** Length of a FOCUS_LOST in milliseconds, at most 86400000. */
  durationMs?: number | null | undefined;
  /** What it was. */
  kind: AssessmentSignalKind;
  /** Position of the task that was open. */
  position?: number | null | undefined;
};

/** What a client noticed. */
export type AssessmentSignalKind =
  /** The page was in the background or without focus. */
  | 'FOCUS_LOST'
  /** Text was pasted. Only its size is reported, never the text. */
  | 'PASTE';

/** What ended a sitting. */
export type AssessmentSittingEnd =
  /** The candidate was revoked. */
  | 'AUTHOR'
  /** The candidate finished it. */
  | 'CANDIDATE'
  /** The time was over. What was saved counts. */
  | 'DEADLINE';

/** How far a candidate is. */
export type AssessmentSittingStatus =
  /** The candidate has a break: the time stands still, and tasks are not shown. */
  | 'BREAK'
  /** Nothing can change any more. The judge or staff still have to grade something. */
  | 'FINISHED'
  /** The score is final, unless staff change a grade. */
  | 'GRADED'
  /** The time has not started. */
  | 'NOT_STARTED'
  /** The candidate works. */
  | 'OPEN';

/** The interview to cancel. */
export type CancelInterviewInput = {
  /** The interview. */
  id: string;
  /** Reason, which the other participant sees, at most 500 characters. Default: empty. */
  reason?: string | null | undefined;
};

/** The order to cancel. */
export type CancelOrderInput = {
  /** The order. */
  id: string;
};

/** The block that is done. */
export type CompleteBlockInput = {
  /** `LessonBlock.key` of a block that is neither a PROBLEM nor a QUIZ. */
  key: string;
  /** ID of the lesson. */
  lessonId: string;
};

/** The lesson that is done. */
export type CompleteLessonInput = {
  /** ID of the lesson. */
  lessonId: string;
};

/** The second step of a sign-in. */
export type CompleteLoginInput = {
  /** `twoFactor.challenge` from the first step. */
  challenge: string;
  /** The six-digit code of the authenticator app, or a recovery code. Each works once. */
  code: string;
  /** Where to return the refresh token. Default: PAYLOAD. */
  refreshTokenIn?: RefreshTokenPlace | null | undefined;
};

/** The provider's callback. */
export type CompleteProviderSignInInput = {
  /** The complete URL that the provider redirected the browser to, including its query. */
  callbackUrl: string;
  /** `flow` from the mutation that started it. Keep it in the tab (sessionStorage) until then: it ties the callback to this browser. */
  flow: string;
  /** Where to return the refresh token. Default: PAYLOAD. */
  refreshTokenIn?: RefreshTokenPlace | null | undefined;
};

/** The provider's callback. */
export type CompleteSingleSignOnInput = {
  /** The complete URL that the provider redirected the browser to, including its query. */
  callbackUrl: string;
  /** `flow` of `startSingleSignOn`. It works once. */
  flow: string;
  /** Where to return the refresh token. Default: PAYLOAD. */
  refreshTokenIn?: RefreshTokenPlace | null | undefined;
};

/** A link from an e-mail to the new address. */
export type ConfirmEmailChangeInput = {
  /** The part of the link after `#token=`. */
  token: string;
};

/** The interview to confirm. */
export type ConfirmInterviewInput = {
  /** The interview. */
  id: string;
};

/** The export and proof of identity. */
export type CreateDataExportLinkInput = {
  /** A READY export of yours. */
  exportId: string;
  /** The account's password, so that a stolen access token is not enough. Omit it if the account has none; the session must then be at most 15 minutes old. */
  password?: string | null | undefined;
};

/** Status of an export. */
export type DataExportStatus =
  /** The archive has been removed. */
  | 'EXPIRED'
  /** The archive could not be created because of a server error. Request a new export. */
  | 'FAILED'
  /** Waiting for a worker. */
  | 'QUEUED'
  /** The archive can be downloaded with `createDataExportLink`. */
  | 'READY'
  /** The archive is being written. */
  | 'RUNNING';

/** The invitation to decline. */
export type DeclineOrganizationInvitationInput = {
  /** The invitation: `OrganizationOffer.invitationId`. */
  id: string;
};

/** How serious a message of a compiler is. */
export type DiagnosticSeverity =
  /** The source does not compile. */
  | 'ERROR'
  /** Belongs to the message before it. */
  | 'NOTE'
  /** It compiles, but is probably wrong. */
  | 'WARNING';

/** Intended difficulty of a problem. */
export type Difficulty =
  /** Requires one idea that beginners know. */
  | 'EASY'
  /** Requires a technique that must first be discovered or adapted. */
  | 'HARD'
  /** Requires a known technique, or a combination of two ideas. */
  | 'MEDIUM';

/** The track to take. */
export type EnrollInput = {
  /** ID of a published track. */
  trackId: string;
};

/** How you rate the other participant. */
export type GiveInterviewFeedbackInput = {
  /** Code, 1 (weak) to 5 (strong). */
  coding: number;
  /** Comment, plain text, at most 2000 characters. Default: empty. */
  comment?: string | null | undefined;
  /** Communication, 1 (weak) to 5 (strong). */
  communication: number;
  /** The interview. */
  interviewId: string;
  /** Problem solving, 1 (weak) to 5 (strong). */
  problemSolving: number;
  /** Whether you would meet this person again. Never shown to this person. */
  wouldMeetAgain?: boolean | null | undefined;
};

/** Who interviews whom. */
export type InterviewKind =
  /** An instructor (FIRST) interviews an account (SECOND) that booked a slot. */
  | 'INSTRUCTOR'
  /** Two people who were matched interview each other: roles swap at half time. */
  | 'PEER';

/** What happened in a room. */
export type InterviewRoomEventKind =
  /** The interview is over. The subscription completes. */
  | 'CLOSED'
  /** The shared code as it is: `update` has all of it, `present` who is here. Comes first, without `after`. */
  | 'DOCUMENT'
  /** Somebody has entered for the first time. */
  | 'JOINED'
  /** A message: `text`. */
  | 'MESSAGE'
  /** A cursor has moved (`cursor`), or a participant has entered or left (`isHere`). Not kept, and without a number. */
  | 'PRESENCE'
  /** The shared code was run: `run`. */
  | 'RUN'
  /** Both are here: the clock runs, from `Interview.startedAt` on. */
  | 'STARTED'
  /** Half time: the second round has begun, and roles have swapped. */
  | 'SWAPPED'
  /** The shared code has changed: apply `update`. */
  | 'UPDATE';

/** The two participants of an interview. */
export type InterviewSeat =
  /** Interviews in the first round. */
  | 'FIRST'
  /** Is interviewed in the first round. */
  | 'SECOND';

/** State of an interview. */
export type InterviewStatus =
  /** A participant cancelled it, or an account was deleted or suspended. */
  | 'CANCELLED'
  /** Both have confirmed. The room is open from `opensAt` to `closesAt`. */
  | 'CONFIRMED'
  /** It was not confirmed in time. */
  | 'EXPIRED'
  /** It took place. */
  | 'FINISHED'
  /** Somebody did not enter the room in time. Who did looks for a partner again, before others. */
  | 'NO_SHOW'
  /** Somebody has to confirm its time, until `confirmBy`. */
  | 'PROPOSED';

/** State of an invoice. */
export type InvoiceState =
  /** Can still change. Visible to admins. */
  | 'DRAFT'
  /** To be paid; `hostedUrl` takes the payment. */
  | 'OPEN'
  /** Paid, or nothing to pay. */
  | 'PAID'
  /** Not expected to be paid any more. */
  | 'UNCOLLECTIBLE'
  /** Withdrawn. */
  | 'VOID';

/** The class to join. */
export type JoinClassInput = {
  /** The join code. Case, spaces and hyphens do not matter. */
  code: string;
};

/** The room to enter. */
export type JoinInterviewInput = {
  /** The interview. */
  interviewId: string;
};

/** The link to use. */
export type JoinOrganizationInput = {
  /** The code of the link. Case, spaces and hyphens do not matter. */
  code: string;
};

/** Status of a judgement. The result is in `verdict`. */
export type JudgementStatus =
  /** A worker is compiling or checking the source. */
  | 'COMPILING'
  /** Finished with a verdict. Final. */
  | 'FINISHED'
  /** Waiting for a worker. */
  | 'QUEUED'
  /** The tests are running. */
  | 'RUNNING';

/** What a block of a lesson contains. More kinds may come: show nothing for one that you do not know. */
export type LessonBlockKind =
  /** Code to read, and perhaps to run: `code`. */
  | 'CODE'
  /** A file to download: `file`. */
  | 'FILE'
  /** A picture: `image`. */
  | 'IMAGE'
  /** Text: `markdown`. */
  | 'MARKDOWN'
  /** A problem to solve: `problem`. */
  | 'PROBLEM'
  /** A quiz to take: `quiz`. */
  | 'QUIZ'
  /** A video of another site: `video`. */
  | 'VIDEO';

/** Credentials. */
export type LoginInput = {
  /** E-mail address of the account. */
  email: string;
  /** Its password. */
  password: string;
  /** Where to return the refresh token. Default: PAYLOAD. */
  refreshTokenIn?: RefreshTokenPlace | null | undefined;
};

/** Notifications to mark as read: give either `ids` or `all: true`. */
export type MarkNotificationsReadInput = {
  /** true: all your notifications. */
  all?: boolean | null | undefined;
  /** Ids of the notifications, 1 to 100. Those already read or not yours are ignored. */
  ids?: Array<string> | null | undefined;
};

/** Where your cursor is. */
export type MoveInterviewCursorInput = {
  /** Any text that your client understands, at most 1024 characters. Never a name: the seat tells who it is. */
  cursor: string;
  /** The interview. */
  interviewId: string;
};

/** The link of an invitation. */
export type OpenAssessmentInput = {
  /** Token of the link, at most 200 characters. */
  token: string;
};

/** Whose billing page to open. */
export type OpenBillingPortalInput = {
  /** An organization that you own or manage. Null: your account. */
  organizationId?: string | null | undefined;
};

/** An invitation of your account. */
export type OpenMyAssessmentInput = {
  /** The invitation. */
  id: string;
};

/** A product and how many of it. */
export type OrderItemInput = {
  /** The product; each at most once. */
  productId: string;
  /** Number of pieces, 1 to the product's `maxQuantity`. Default 1. */
  quantity?: number;
};

/** An order that could be placed. */
export type OrderPreviewInput = {
  /** ISO 4217 code of the currency to pay in. All products need a price in it. */
  currency: string;
  /** A discount code, in any case; at most 50 characters. An account has each code once; an order that is declined, cancelled or expired gives it back. */
  discountCode?: string | null | undefined;
  /** What is ordered: 1 to 20 products. */
  items: Array<OrderItemInput>;
};

/** Where an order is. COMPLETED, DECLINED, CANCELLED, EXPIRED and REFUNDED are final. */
export type OrderStatus =
  /** Send the customer to `payment.redirectUrl`. */
  | 'AWAITING_PAYMENT'
  /** Cancelled before it was paid. The stock is released. */
  | 'CANCELLED'
  /** Being cancelled, or expired: the payment is being closed. */
  | 'CLOSING'
  /** Fulfilled, and the receipt is on its way. */
  | 'COMPLETED'
  /** The payment was declined. The stock is released. */
  | 'DECLINED'
  /** Not paid in time. The stock is released. */
  | 'EXPIRED'
  /** Fulfilled. In `history` only: it is COMPLETED at the same moment. */
  | 'FULFILLED'
  /** Paid, or nothing to pay. It is being fulfilled. */
  | 'PAID'
  /** The money was given back. `reason` says why. */
  | 'REFUNDED'
  /** The money is being given back, and what was given is being taken back. */
  | 'REFUNDING'
  /** Placed: prices are fixed and stock is reserved. The payment is being requested. */
  | 'RESERVED';

/** What a member does in an organization. Independent of the account's role on the platform. */
export type OrganizationRole =
  /** Teaches: sees all members, without their e-mail addresses. */
  | 'INSTRUCTOR'
  /** Takes part. Sees staff, and other learners if the organization allows it. */
  | 'LEARNER'
  /** Runs the organization: its profile, invitations, domains, instructors and learners. */
  | 'MANAGER'
  /** Everything, including other owners, managers and archiving. An active organization always has one. */
  | 'OWNER';

/** State of a payment, as its provider reports it. */
export type PaymentState =
  /** Closed without a payment. */
  | 'CANCELLED'
  /** Declined. */
  | 'FAILED'
  /** Not paid yet. */
  | 'PENDING'
  /** Given back. */
  | 'REFUNDED'
  /** Paid. */
  | 'SUCCEEDED';

/** A new order. */
export type PlaceOrderInput = {
  /** ISO 4217 code of the currency to pay in. All products need a price in it. */
  currency: string;
  /** A discount code, in any case; at most 50 characters. An account has each code once; an order that is declined, cancelled or expired gives it back. */
  discountCode?: string | null | undefined;
  /** A value of your choice, 8 to 100 characters, such as a UUID. Repeating the call with it and the same content returns the same order. */
  idempotencyKey: string;
  /** What is ordered: 1 to 20 products. */
  items: Array<OrderItemInput>;
  /** An organization that you own or manage: it gets the seats that the order gives. Everything else goes to your account. */
  organizationId?: string | null | undefined;
};

/** Where a subscription to a plan is. TRIALING, ACTIVE and PAST_DUE give what the plan has; CANCELED is final. */
export type PlanSubscriptionState =
  /** Paid. */
  | 'ACTIVE'
  /** Ended. */
  | 'CANCELED'
  /** Its first payment is not complete, such as a confirmation at the bank. It ends if that takes too long. */
  | 'INCOMPLETE'
  /** A payment failed. It gives everything until `graceUntil`, and the payment is tried again. */
  | 'PAST_DUE'
  /** Unpaid after the grace period, or paused at Stripe. It gives nothing until it is paid. */
  | 'SUSPENDED'
  /** In its free days. The first payment is at `trialEndsAt`. */
  | 'TRIALING';

/** How often a subscription is paid. */
export type PriceInterval =
  /** Every month. */
  | 'MONTH'
  /** Every year. */
  | 'YEAR';

/** Filter for problems. All given conditions must match; an empty list counts as omitted. */
export type ProblemFilter = {
  /** Matches problems with this account as author or co-author. */
  authorId?: string | null | undefined;
  /** Matches any of these difficulties. */
  difficulties?: Array<Difficulty> | null | undefined;
  /** Matches problems that belong to this organization. Of organizations of others, only the public ones. */
  organizationId?: string | null | undefined;
  /** True for premium problems only, false for other problems only. Default: both. */
  premium?: boolean | null | undefined;
  /** Matches any of these statuses. Default: PUBLISHED. Instructors get only their own drafts and archived problems; admins get all. */
  status?: Array<ProblemStatus> | null | undefined;
  /** Matches problems with all of these tags. */
  tags?: Array<string> | null | undefined;
  /** Slugs of topics. Matches problems in any of them or their descendants. */
  topics?: Array<string> | null | undefined;
  /** Your progress on the problem. UNAUTHENTICATED unless signed in. */
  viewerStatus?: ProblemViewerStatus | null | undefined;
};

/** Sort orders of the problem list. Ties are sorted newest first. */
export type ProblemOrder =
  /** Highest acceptance rate first. Problems without submissions come last in either direction. */
  | 'ACCEPTANCE_RATE'
  /** EASY, then MEDIUM, then HARD. */
  | 'DIFFICULTY'
  /** By publication date, newest first. */
  | 'NEWEST'
  /** Best match for `search` first: title before tags before statement. Requires `search`. */
  | 'RELEVANCE'
  /** By title, A to Z, ignoring case. Letters with accents sort next to those without. */
  | 'TITLE';

/** Publication status of a problem. */
export type ProblemStatus =
  /** Removed from the catalog and closed for submissions. Visible to its editors only; existing submissions still reference it. */
  | 'ARCHIVED'
  /** Not yet published. Visible to its editors (author, co-authors, admins) only. */
  | 'DRAFT'
  /** In the catalog and open for submissions. */
  | 'PUBLISHED';

/** Progress of the signed-in account on a problem. */
export type ProblemViewerStatus =
  /** At least one verdict, none of them ACCEPTED. */
  | 'ATTEMPTED'
  /** No verdict yet. */
  | 'NOT_TRIED'
  /** At least one ACCEPTED. */
  | 'SOLVED';

/** What an order of a product does. */
export type ProductKind =
  /** A place in a class: the account joins it as a learner, within its capacity. */
  | 'CLASS_PLACE'
  /** Entitlements that add to a plan, from the moment of fulfilment. */
  | 'GRANT'
  /** A plan: entitlements for a time. Ordered again before it ends, it continues after its end. */
  | 'PLAN'
  /** A track: the account is enrolled in it, and reads it if it is premium. It may give entitlements too. */
  | 'TRACK';

/** Kind of a question: how it is answered and graded. */
export type QuestionKind =
  /** Submit code to a problem during the attempt. Share of the best submission: its score, or 1 if accepted. */
  | 'CODE'
  /** Write what a program prints. Compared by a built-in checker. */
  | 'CODE_OUTPUT'
  /** Free text, graded by an editor of the quiz. */
  | 'ESSAY'
  /** Match each left side with a right side. Share: correct pairs divided by all pairs. */
  | 'MATCHING'
  /** Select any number of choices. Share: sum of their weights, divided by the sum of all positive weights. */
  | 'MULTIPLE_CHOICE'
  /** A number, compared with accepted intervals. The first that matches decides. */
  | 'NUMERIC'
  /** Put items in order. Share: (k - 1) / (n - 1) for n items, of which at most k are in the correct order among each other. */
  | 'ORDERING'
  /** A short text, compared with accepted texts and patterns. The first that matches decides. */
  | 'SHORT_TEXT'
  /** Select one choice. Its weight is the share of the points. */
  | 'SINGLE_CHOICE'
  /** True or false. */
  | 'TRUE_FALSE';

/** An answer. Set the field of the question's kind: `selected` for SINGLE_CHOICE and MULTIPLE_CHOICE, `value` for TRUE_FALSE, `text` for SHORT_TEXT, CODE_OUTPUT and ESSAY, `number` for NUMERIC, `order` for ORDERING, `matches` for MATCHING. Without any of them, the answer is withdrawn. CODE questions are answered with `submitCode`. */
export type QuizAnswerInput = {
  /** `answerVersion` that you have seen: the answer is saved only if it is still the stored one. */
  expectedVersion: number;
  /** Matches, each left side once. */
  matches?: Array<QuizMatchInput> | null | undefined;
  /** Number. */
  number?: number | null | undefined;
  /** Keys of all items, in your order. */
  order?: Array<string> | null | undefined;
  /** Position of the question. */
  position: number;
  /** Keys of the selected choices. */
  selected?: Array<string> | null | undefined;
  /** Text: at most 1000 characters for SHORT_TEXT, 20000 for CODE_OUTPUT, 50000 for ESSAY. */
  text?: string | null | undefined;
  /** True or false. */
  value?: boolean | null | undefined;
};

/** State of an attempt. */
export type QuizAttemptStatus =
  /** The score is final, unless staff change a grade. */
  | 'GRADED'
  /** Answers can be saved. */
  | 'OPEN'
  /** It has ended. The judge or staff still have to grade some answers. */
  | 'SUBMITTED';

/** A match of a MATCHING question. */
export type QuizMatchInput = {
  /** Key of a left side. */
  left: string;
  /** Key of a right side, one of `options`. */
  right: string;
};

/** Where a client stores its refresh token. */
export type RefreshTokenPlace =
  /** In a cookie that scripts can't read (HttpOnly, Secure, SameSite=Strict). For browsers: send the request with credentials, from an origin that this installation allows (CORS_ORIGINS), and with any value in the header `x-csrf-protection`. Not available over a WebSocket. */
  | 'COOKIE'
  /** In `refreshToken` of the response. For apps and scripts, which can store it safely. */
  | 'PAYLOAD';

/** A new account. */
export type RegisterInput = {
  /** Display name, 1 to 60 characters. Default: the username. */
  displayName?: string | null | undefined;
  /** E-mail address, ASCII only, at most 254 characters. Not case-sensitive. */
  email: string;
  /** The account's language, as a BCP 47 tag such as `de` or `pt-BR`. E-mails use it if they are available in it. Default: `en`. */
  locale?: string | null | undefined;
  /** At least 8 characters with an upper case letter, a lower case letter and a digit; at most 72 bytes. Common passwords, and those based on the account's own names, are rejected. */
  password: string;
  /** Where to return the refresh token. Default: PAYLOAD. */
  refreshTokenIn?: RefreshTokenPlace | null | undefined;
  /** The role that the account wants. Every account starts as LEARNER; any other role creates a request for an admin to decide. */
  requestedRole?: Role | null | undefined;
  /** Unique name used in URLs: 3 to 30 letters a to z, digits, - and _. Converted to lower case. Some names, such as admin, are reserved. */
  username: string;
};

/** A batch of signals. */
export type ReportAssessmentSignalsInput = {
  /** A key of your choice for this batch, 1 to 64 characters. Send the same key when you repeat it. */
  batch: string;
  /** 1 to 100 signals. */
  signals: Array<AssessmentSignalInput>;
};

/** Account whose password was forgotten. */
export type RequestPasswordResetInput = {
  /** The account's e-mail address. */
  email: string;
};

/** Another time for an interview. */
export type RescheduleInterviewInput = {
  /** The interview. */
  id: string;
  /** New start: 1 hour to 31 days ahead, at a multiple of 15 minutes. */
  startsAt: string;
};

/** A new password and a link from an e-mail. */
export type ResetPasswordInput = {
  /** At least 8 characters with an upper case letter, a lower case letter and a digit; at most 72 bytes. Common passwords, and those based on the account's own names, are rejected. */
  newPassword: string;
  /** Whether the account's API tokens are revoked with its sessions. Someone who knew the old password may have created one. */
  revokeApiTokens?: boolean | null | undefined;
  /** The part of the link after `#token=`. */
  token: string;
};

/** Permissions of an account. Everyone starts as LEARNER; an admin grants the other roles. */
export type Role =
  /** Manages the platform: all content, all submissions, role requests. */
  | 'ADMIN'
  /** Manages an organization's cohorts. */
  | 'BUSINESS_PARTNER'
  /** Can also write and publish problems. */
  | 'INSTRUCTOR'
  /** Solves problems and sees their own submissions. */
  | 'LEARNER'
  /** An admin who may also appoint system admins. */
  | 'SYSTEM_ADMIN';

/** Code to run without submitting it. */
export type RunAssessmentCodeInput = {
  /** Slug or ID of one of `languages`, or one of its `aliases`. */
  language: string;
  /** Position of the task. */
  position: number;
  /** Source code as a single file, at most 200000 characters. */
  source: string;
  /** Custom standard input, at most 64 KiB. Default: the problem's samples. */
  stdin?: string | null | undefined;
};

/** Code to run without submitting it. */
export type RunCodeInput = {
  /** Other files next to it, at most 10: modules and headers that it imports or includes. Other sources in C++, Java and Go are compiled with it, except C++ sources that another one includes. They can't replace an included file of the problem. */
  files?: Array<SourceFileInput> | null | undefined;
  /** Slug or ID of one of `languages`, or one of its `aliases`. */
  language: string;
  /** ID of the problem whose samples and limits apply. */
  problemId: string;
  /** Source code of the main file, which is named `Language.fileName`. With `files`, at most `site { sourceLimitBytes }` together. */
  source: string;
  /** Custom standard input, at most 64 KiB. For a function problem: the arguments, as in the input of a test. If omitted, the code runs on the problem's samples. With it, also code for an interactive problem runs alone, and once. */
  stdin?: string | null | undefined;
};

/** Runs the shared code. */
export type RunInterviewCodeInput = {
  /** The interview. */
  interviewId: string;
  /** Slug, ID or alias of the programming language. */
  language: string;
  /** Custom standard input, at most 64 KiB. Default: the samples of the question. */
  stdin?: string | null | undefined;
};

/** Answers of a quiz to save. */
export type SaveAssessmentAnswersInput = {
  /** Answers, at most 200. Others stay as they are. */
  answers: Array<QuizAnswerInput>;
  /** Position of the task. */
  position: number;
};

/** Code to save. */
export type SaveAssessmentCodeInput = {
  /** `version` of the saved code that you have seen: it is replaced only if it is still the stored one. */
  expectedVersion: number;
  /** Slug or ID of one of `languages`, or one of its `aliases`. */
  language: string;
  /** Position of the task. */
  position: number;
  /** The code, at most 200000 characters. */
  source: string;
};

/** Your notes about an interview. */
export type SaveInterviewNotesInput = {
  /** The interview. */
  interviewId: string;
  /** Plain text, at most 10000 characters. Replaces those so far. */
  notes: string;
};

/** Answers to save. */
export type SaveQuizAnswersInput = {
  /** Answers, at most 200. Others stay as they are. */
  answers: Array<QuizAnswerInput>;
  /** ID of the attempt. */
  attemptId: string;
};

/** A message to the other participant. */
export type SendInterviewMessageInput = {
  /** The interview. */
  interviewId: string;
  /** Plain text, 1 to 2000 characters. */
  text: string;
};

/** A change of the shared code. */
export type SendInterviewUpdateInput = {
  /** The interview. */
  interviewId: string;
  /** An update of Yjs (format 1) in base64, at most 32768 bytes. Gather what is typed within about 200 ms. */
  update: string;
};

/** Address to send a verification link to. */
export type SendVerificationEmailInput = {
  /** The account's e-mail address. */
  email: string;
};

/** Whether there is a calendar feed. */
export type SetInterviewFeedInput = {
  /** True: a new address; one before it stops working. False: no feed any more. */
  active: boolean;
};

/** A file next to the main file of a submission. */
export type SourceFileInput = {
  /** Content, as text. Counts towards `site { sourceLimitBytes }`. */
  content: string;
  /** File name, such as `helper.py`: letters, digits, dots, dashes, plus signs and underscores, at most 64. At most four folders before it, and 128 characters in all. Not that of the main file, `Language.fileName`. */
  name: string;
};

/** The provider to sign in with. */
export type StartProviderSignInInput = {
  /** Id or slug of one of `signInProviders`. */
  provider: string;
};

/** The quiz to attempt. */
export type StartQuizAttemptInput = {
  /** ID of the quiz. */
  quizId: string;
};

/** Where to sign in: exactly one of the two. */
export type StartSingleSignOnInput = {
  /** E-mail address; its domain names the organization. */
  email?: string | null | undefined;
  /** Slug of the organization. */
  organization?: string | null | undefined;
};

/** Filter for submissions. All given conditions must match. */
export type SubmissionFilter = {
  /** Submissions of all accounts instead of only yours. For admins, and for editors of the problem in `problemId`. */
  everyone?: boolean | null | undefined;
  /** Only submissions in this language, named as in `submitCode`. */
  language?: string | null | undefined;
  /** Only submissions to this problem. */
  problemId?: string | null | undefined;
  /** Only submissions sent before this time. */
  sentBefore?: string | null | undefined;
  /** Only submissions sent at or after this time. */
  sentFrom?: string | null | undefined;
  /** Only submissions whose latest judgement has this status. */
  status?: JudgementStatus | null | undefined;
  /** Only submissions of this account. For other accounts than your own: admins, and editors of the problem in `problemId`. */
  userId?: string | null | undefined;
  /** Only submissions whose latest judgement has this verdict. */
  verdict?: Verdict | null | undefined;
};

/** Code to submit. */
export type SubmitAssessmentCodeInput = {
  /** A key of your choice, at most 100 characters. Repeating the call with the same key and content submits once. */
  idempotencyKey?: string | null | undefined;
  /** Slug or ID of one of `languages`, or one of its `aliases`. */
  language: string;
  /** Position of the task. */
  position: number;
  /** Source code as a single file, at most 200000 characters. */
  source: string;
};

/** Code to submit for judging. */
export type SubmitCodeInput = {
  /** Other files next to it, at most 10: modules and headers that it imports or includes. Other sources in C++, Java and Go are compiled with it, except C++ sources that another one includes. They can't replace an included file of the problem. */
  files?: Array<SourceFileInput> | null | undefined;
  /** A key of your choice for this attempt, at most 100 characters. If you retry with the same key and content, such as after a lost response, you get the first submission instead of another one. */
  idempotencyKey?: string | null | undefined;
  /** Slug or ID of one of `languages`, or one of its `aliases`. */
  language: string;
  /** ID of the problem. */
  problemId: string;
  /** Source code of the main file, which is named `Language.fileName`. With `files`, at most `site { sourceLimitBytes }` together. */
  source: string;
};

/** The attempt to submit. */
export type SubmitQuizAttemptInput = {
  /** Last answers, saved before the attempt is submitted. */
  answers?: Array<QuizAnswerInput> | null | undefined;
  /** ID of the attempt. */
  attemptId: string;
};

/** A link from an e-mail to the old address. */
export type UndoEmailChangeInput = {
  /** The part of the link after `#token=`. */
  token: string;
};

/** Result of a judgement. Set only once the judgement is FINISHED. */
export type Verdict =
  /** Every test passed; in a SCORED problem, the passing score is reached. */
  | 'ACCEPTED'
  /** Withdrawn while queued. Does not count. */
  | 'CANCELLED'
  /** The source did not compile; see the compiler's output. */
  | 'COMPILATION_ERROR'
  /** The program used more memory than allowed. */
  | 'MEMORY_LIMIT_EXCEEDED'
  /** The program wrote more output than allowed. */
  | 'OUTPUT_LIMIT_EXCEEDED'
  /** Not accepted. The problem does not say why (`Problem.feedback`). For editors of the problem, the verdict itself. */
  | 'REJECTED'
  /** The program was ended by a signal, or its exit code was not 0. */
  | 'RUNTIME_ERROR'
  /** The judge failed, not the submission. Does not count against the learner. */
  | 'SYSTEM_ERROR'
  /** The program used more CPU time or elapsed time than allowed, or waited for input that never came. */
  | 'TIME_LIMIT_EXCEEDED'
  /** The program ended normally, but the checker rejected its output. */
  | 'WRONG_ANSWER';

/** A verification link from an e-mail. */
export type VerifyEmailInput = {
  /** The part of the link after `#token=`. */
  token: string;
};

export type ViewerFragment = { id: string, username: string, displayName: string, role: Role, email: string | null, emailVerifiedAt: string | null };

export type StartQueryVariables = Exact<{ [key: string]: never; }>;


export type StartQuery = { me: { id: string, username: string, displayName: string, role: Role, email: string | null, emailVerifiedAt: string | null } | null, site: { maintenanceMessage: string | null, registrationOpen: boolean, submissionsAccepted: boolean, sourceLimitBytes: number } | null };

export type RefreshMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshMutation = { refreshSession: { accessToken: string } | null };

export type SignInMutationVariables = Exact<{
  input: LoginInput;
}>;


export type SignInMutation = { login: { accessToken: string | null, twoFactor: { challenge: string } | null } | null };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteLoginInput;
}>;


export type CompleteSignInMutation = { completeLogin: { accessToken: string } | null };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { accessToken: string | null } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { logout: { loggedOut: boolean } | null };

export type SendVerificationMutationVariables = Exact<{
  input: SendVerificationEmailInput;
}>;


export type SendVerificationMutation = { sendVerificationEmail: { linkExpiresAt: string } | null };

export type RequestResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestResetMutation = { requestPasswordReset: { linkExpiresAt: string } | null };

export type VerifyEmailMutationVariables = Exact<{
  input: VerifyEmailInput;
}>;


export type VerifyEmailMutation = { verifyEmail: { verified: boolean } | null };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: { reset: boolean } | null };

export type ConfirmEmailChangeMutationVariables = Exact<{
  input: ConfirmEmailChangeInput;
}>;


export type ConfirmEmailChangeMutation = { confirmEmailChange: { changed: boolean } | null };

export type UndoEmailChangeMutationVariables = Exact<{
  input: UndoEmailChangeInput;
}>;


export type UndoEmailChangeMutation = { undoEmailChange: { undone: boolean } | null };

export type SignInProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInProvidersQuery = { signInProviders: Array<{ id: string, slug: string, name: string }> | null };

export type SignInOptionsQueryVariables = Exact<{
  email: string;
}>;


export type SignInOptionsQuery = { signInOptions: { singleSignOn: { name: string, organization: string, required: boolean } | null } | null };

export type StartProviderSignInMutationVariables = Exact<{
  input: StartProviderSignInInput;
}>;


export type StartProviderSignInMutation = { startProviderSignIn: { url: string, flow: string } | null };

export type CompleteProviderSignInMutationVariables = Exact<{
  input: CompleteProviderSignInInput;
}>;


export type CompleteProviderSignInMutation = { completeProviderSignIn: { accessToken: string | null, twoFactor: { challenge: string } | null } | null };

export type StartSingleSignOnMutationVariables = Exact<{
  input: StartSingleSignOnInput;
}>;


export type StartSingleSignOnMutation = { startSingleSignOn: { url: string, flow: string } | null };

export type CompleteSingleSignOnMutationVariables = Exact<{
  input: CompleteSingleSignOnInput;
}>;


export type CompleteSingleSignOnMutation = { completeSingleSignOn: { accessToken: string | null, twoFactor: { challenge: string } | null } | null };

export type ReviewViewFragment = { id: string, status: AiRequestStatus, failure: AiRequestFailure | null, providerName: string, isModel: boolean, text: { html: string } | null, review: { stars: number, timeComplexity: string, spaceComplexity: string, strengths: Array<string>, improvements: Array<string>, alternatives: Array<string>, withheldParts: number, comments: Array<{ line: number, text: { html: string } }>, failingInputs: Array<{ input: string, reason: string, outcome: AiFailingInputOutcome }>, complexity: { outcome: AiComplexityOutcome, low: number | null, high: number | null } | null } | null };

export type ReviewPageQueryVariables = Exact<{
  id: string;
}>;


export type ReviewPageQuery = { aiSettings: { available: boolean, providerName: string | null, isModel: boolean, consentGivenAt: string | null } | null, submission: { id: string, user: { id: string } | null, aiReview: { id: string, status: AiRequestStatus, failure: AiRequestFailure | null, providerName: string, isModel: boolean, text: { html: string } | null, review: { stars: number, timeComplexity: string, spaceComplexity: string, strengths: Array<string>, improvements: Array<string>, alternatives: Array<string>, withheldParts: number, comments: Array<{ line: number, text: { html: string } }>, failingInputs: Array<{ input: string, reason: string, outcome: AiFailingInputOutcome }>, complexity: { outcome: AiComplexityOutcome, low: number | null, high: number | null } | null } | null } | null } | null };

export type AllowAiMutationVariables = Exact<{ [key: string]: never; }>;


export type AllowAiMutation = { setAiConsent: { settings: { consentGivenAt: string | null } } | null };

export type AskForReviewMutationVariables = Exact<{
  id: string;
}>;


export type AskForReviewMutation = { reviewSubmission: { request: { id: string, status: AiRequestStatus, failure: AiRequestFailure | null, providerName: string, isModel: boolean, text: { html: string } | null, review: { stars: number, timeComplexity: string, spaceComplexity: string, strengths: Array<string>, improvements: Array<string>, alternatives: Array<string>, withheldParts: number, comments: Array<{ line: number, text: { html: string } }>, failingInputs: Array<{ input: string, reason: string, outcome: AiFailingInputOutcome }>, complexity: { outcome: AiComplexityOutcome, low: number | null, high: number | null } | null } | null } } | null };

export type CancelReviewMutationVariables = Exact<{
  id: string;
}>;


export type CancelReviewMutation = { cancelAiRequest: { request: { id: string, status: AiRequestStatus } } | null };

export type WatchReviewSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchReviewSubscription = { aiStatus: { text: string, startsOver: boolean, request: { id: string, status: AiRequestStatus, failure: AiRequestFailure | null, providerName: string, isModel: boolean, text: { html: string } | null, review: { stars: number, timeComplexity: string, spaceComplexity: string, strengths: Array<string>, improvements: Array<string>, alternatives: Array<string>, withheldParts: number, comments: Array<{ line: number, text: { html: string } }>, failingInputs: Array<{ input: string, reason: string, outcome: AiFailingInputOutcome }>, complexity: { outcome: AiComplexityOutcome, low: number | null, high: number | null } | null } | null } } | null };

export type OpenAssessmentMutationVariables = Exact<{
  input: OpenAssessmentInput;
}>;


export type OpenAssessmentMutation = { openAssessment: { token: string } | null };

export type OpenMyAssessmentMutationVariables = Exact<{
  input: OpenMyAssessmentInput;
}>;


export type OpenMyAssessmentMutation = { openMyAssessment: { token: string } | null };

export type AssessmentInvitationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AssessmentInvitationsQuery = { myAssessmentInvitations: { nodes: Array<{ id: string, title: string, invitedAt: string, timeLimitMs: number, status: AssessmentSittingStatus, score: number | null, maxScore: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type CandidateStateFragment = { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null };

export type WatchCandidateSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchCandidateSubscription = { candidateAssessmentChanged: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } | null };

export type CandidateQueryVariables = Exact<{ [key: string]: never; }>;


export type CandidateQuery = { candidateAssessment: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } | null };

export type CandidateTaskQueryVariables = Exact<{
  position: number;
}>;


export type CandidateTaskQuery = { candidateAssessment: { id: string, task: { position: number, problem: { title: string, timeLimitMs: number, memoryLimitKb: number, statement: { html: string }, constraints: { html: string }, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }>, starterCodes: Array<{ source: string, language: { id: string, slug: string, name: string } }>, includedFiles: Array<{ language: { id: string, slug: string }, files: Array<{ name: string, content: string }> }> } | null, savedCode: { source: string, version: number, language: { id: string, slug: string } | null } | null, questions: Array<{ position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null }> } | null } | null };

export type StartAssessmentMutationVariables = Exact<{ [key: string]: never; }>;


export type StartAssessmentMutation = { startAssessment: { assessment: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } } | null };

export type FinishAssessmentMutationVariables = Exact<{ [key: string]: never; }>;


export type FinishAssessmentMutation = { finishAssessment: { assessment: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } } | null };

export type StartBreakMutationVariables = Exact<{ [key: string]: never; }>;


export type StartBreakMutation = { startAssessmentBreak: { assessment: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } } | null };

export type EndBreakMutationVariables = Exact<{ [key: string]: never; }>;


export type EndBreakMutation = { endAssessmentBreak: { assessment: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } } | null };

export type SaveAssessmentCodeMutationVariables = Exact<{
  input: SaveAssessmentCodeInput;
}>;


export type SaveAssessmentCodeMutation = { saveAssessmentCode: { outdated: boolean, assessment: { id: string, tasks: Array<{ position: number, savedCode: { version: number } | null }> | null } } | null };

export type SaveAssessmentAnswersMutationVariables = Exact<{
  input: SaveAssessmentAnswersInput;
}>;


export type SaveAssessmentAnswersMutation = { saveAssessmentAnswers: { outdated: Array<number>, assessment: { id: string, tasks: Array<{ position: number, questions: Array<{ position: number, answerVersion: number }> }> | null } } | null };

export type RunAssessmentCodeMutationVariables = Exact<{
  input: RunAssessmentCodeInput;
}>;


export type RunAssessmentCodeMutation = { runAssessmentCode: { compiled: boolean, compilerOutput: string | null, cases: Array<{ name: string, verdict: Verdict | null, detail: string | null, input: string, expected: string | null, stdout: string, stderr: string, cpuMs: number, peakMemoryKb: number }> } | null };

export type SubmitAssessmentCodeMutationVariables = Exact<{
  input: SubmitAssessmentCodeInput;
}>;


export type SubmitAssessmentCodeMutation = { submitAssessmentCode: { assessment: { id: string, title: string, opensAt: string | null, closesAt: string | null, timeLimitMs: number, feedback: AssessmentFeedback, status: AssessmentSittingStatus, remainingMs: number | null, breakLeftMs: number, endedBy: AssessmentSittingEnd | null, released: boolean, score: number | null, maxScore: number | null, revision: number, instructions: { html: string }, tasks: Array<{ position: number, section: string, title: string, points: number, earned: number | null, submissions: Array<{ number: number, submittedAt: string, status: JudgementStatus, verdict: Verdict | null, language: { id: string, name: string } }> }> | null, lines: Array<{ depth: number, text: string, counts: boolean }> | null } } | null };

export type ReportSignalsMutationVariables = Exact<{
  input: ReportAssessmentSignalsInput;
}>;


export type ReportSignalsMutation = { reportAssessmentSignals: { received: number } | null };

export type CandidateDataQueryVariables = Exact<{ [key: string]: never; }>;


export type CandidateDataQuery = { myCandidateData: Record<string, unknown> | null };

export type DeleteCandidateDataMutationVariables = Exact<{ [key: string]: never; }>;


export type DeleteCandidateDataMutation = { deleteMyCandidateData: { deleted: boolean } | null };

export type BillingPlanFragment = { id: string, state: PlanSubscriptionState, entitled: boolean, quantity: number, interval: PriceInterval | null, periodEnd: string, cancelAt: string | null, unitPrice: { formatted: string }, product: { id: string, title: string } | null };

export type BillingInvoiceFragment = { id: string, number: string | null, state: InvoiceState, issuedAt: string | null, hostedUrl: string | null, pdfUrl: string | null, total: { formatted: string } };

export type BillingQueryVariables = Exact<{ [key: string]: never; }>;


export type BillingQuery = { mySubscriptions: { nodes: Array<{ id: string, state: PlanSubscriptionState, entitled: boolean, quantity: number, interval: PriceInterval | null, periodEnd: string, cancelAt: string | null, unitPrice: { formatted: string }, product: { id: string, title: string } | null }> } | null, myInvoices: { nodes: Array<{ id: string, number: string | null, state: InvoiceState, issuedAt: string | null, hostedUrl: string | null, pdfUrl: string | null, total: { formatted: string } }> } | null };

export type OrganizationBillingQueryVariables = Exact<{
  id: string;
}>;


export type OrganizationBillingQuery = { organizationSubscriptions: { nodes: Array<{ id: string, state: PlanSubscriptionState, entitled: boolean, quantity: number, interval: PriceInterval | null, periodEnd: string, cancelAt: string | null, unitPrice: { formatted: string }, product: { id: string, title: string } | null }> } | null, organizationInvoices: { nodes: Array<{ id: string, number: string | null, state: InvoiceState, issuedAt: string | null, hostedUrl: string | null, pdfUrl: string | null, total: { formatted: string } }> } | null };

export type OpenPortalMutationVariables = Exact<{
  input: OpenBillingPortalInput;
}>;


export type OpenPortalMutation = { openBillingPortal: { portalUrl: string } | null };

export type ClassOfCodeQueryVariables = Exact<{
  code: string;
}>;


export type ClassOfCodeQuery = { classJoinPreview: { title: string, term: string, seatsLeft: number, instructors: Array<string> } | null };

export type JoinClassMutationVariables = Exact<{
  input: JoinClassInput;
}>;


export type JoinClassMutation = { joinClass: { class: { id: string, title: string } } | null };

export type InterviewFactsFragment = { id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> };

export type InterviewsQueryVariables = Exact<{
  upcoming: boolean;
  after?: string | null | undefined;
}>;


export type InterviewsQuery = { myInterviews: { nodes: Array<{ id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type InterviewFeedQueryVariables = Exact<{ [key: string]: never; }>;


export type InterviewFeedQuery = { myInterviewFeed: { createdAt: string } | null };

export type SetInterviewFeedMutationVariables = Exact<{
  input: SetInterviewFeedInput;
}>;


export type SetInterviewFeedMutation = { setInterviewFeed: { url: string | null, feed: { createdAt: string } | null } | null };

export type InterviewPartsFragment = { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> };

export type InterviewPageQueryVariables = Exact<{
  id: string;
}>;


export type InterviewPageQuery = { interview: { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> } | null };

export type ConfirmInterviewMutationVariables = Exact<{
  input: ConfirmInterviewInput;
}>;


export type ConfirmInterviewMutation = { confirmInterview: { interview: { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> } } | null };

export type RescheduleInterviewMutationVariables = Exact<{
  input: RescheduleInterviewInput;
}>;


export type RescheduleInterviewMutation = { rescheduleInterview: { interview: { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> } } | null };

export type CancelInterviewMutationVariables = Exact<{
  input: CancelInterviewInput;
}>;


export type CancelInterviewMutation = { cancelInterview: { interview: { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> } } | null };

export type JoinInterviewMutationVariables = Exact<{
  input: JoinInterviewInput;
}>;


export type JoinInterviewMutation = { joinInterview: { interview: { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> } } | null };

export type GiveInterviewFeedbackMutationVariables = Exact<{
  input: GiveInterviewFeedbackInput;
}>;


export type GiveInterviewFeedbackMutation = { giveInterviewFeedback: { interview: { confirmBy: string, opensAt: string, closesAt: string, startedAt: string | null, isLate: boolean, cancelledSeat: InterviewSeat | null, cancelReason: string, myNotes: string, id: string, kind: InterviewKind, status: InterviewStatus, startsAt: string, minutes: number, viewerSeat: InterviewSeat, language: { id: string, slug: string, name: string } | null, rounds: Array<{ number: number, interviewer: InterviewSeat, startsAt: string, endsAt: string, problem: { id: string, title: string, difficulty: Difficulty, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null } | null }>, feedback: Array<{ seat: InterviewSeat, problemSolving: number, coding: number, communication: number, comment: string }>, participants: Array<{ seat: InterviewSeat, isConfirmed: boolean, hasJoined: boolean, user: { id: string, displayName: string } | null }> } } | null };

export type SaveInterviewNotesMutationVariables = Exact<{
  input: SaveInterviewNotesInput;
}>;


export type SaveInterviewNotesMutation = { saveInterviewNotes: { interview: { id: string, myNotes: string } } | null };

export type RoomItemFragment = { kind: InterviewRoomEventKind, sequence: number | null, seat: InterviewSeat | null, text: string | null, at: string | null, run: { round: number, compiled: boolean, compilerOutput: string | null, language: { id: string, name: string }, cases: Array<{ name: string, verdict: Verdict | null, detail: string | null, input: string, expected: string | null, stdout: string, stderr: string, cpuMs: number, peakMemoryKb: number }> } | null };

export type RoomLanguagesQueryVariables = Exact<{ [key: string]: never; }>;


export type RoomLanguagesQuery = { languages: Array<{ id: string, slug: string, name: string }> | null };

export type RoomConversationQueryVariables = Exact<{
  id: string;
}>;


export type RoomConversationQuery = { interview: { id: string, conversation: { nodes: Array<{ kind: InterviewRoomEventKind, sequence: number | null, seat: InterviewSeat | null, text: string | null, at: string | null, run: { round: number, compiled: boolean, compilerOutput: string | null, language: { id: string, name: string }, cases: Array<{ name: string, verdict: Verdict | null, detail: string | null, input: string, expected: string | null, stdout: string, stderr: string, cpuMs: number, peakMemoryKb: number }> } | null }> } } | null };

export type InterviewRoomSubscriptionVariables = Exact<{
  interviewId: string;
}>;


export type InterviewRoomSubscription = { interviewRoom: { update: string | null, cursor: string | null, isHere: boolean | null, present: Array<InterviewSeat> | null, kind: InterviewRoomEventKind, sequence: number | null, seat: InterviewSeat | null, text: string | null, at: string | null, run: { round: number, compiled: boolean, compilerOutput: string | null, language: { id: string, name: string }, cases: Array<{ name: string, verdict: Verdict | null, detail: string | null, input: string, expected: string | null, stdout: string, stderr: string, cpuMs: number, peakMemoryKb: number }> } | null } | null };

export type SendInterviewUpdateMutationVariables = Exact<{
  input: SendInterviewUpdateInput;
}>;


export type SendInterviewUpdateMutation = { sendInterviewUpdate: { sequence: number } | null };

export type SendInterviewMessageMutationVariables = Exact<{
  input: SendInterviewMessageInput;
}>;


export type SendInterviewMessageMutation = { sendInterviewMessage: { sequence: number } | null };

export type MoveInterviewCursorMutationVariables = Exact<{
  input: MoveInterviewCursorInput;
}>;


export type MoveInterviewCursorMutation = { moveInterviewCursor: { sent: boolean } | null };

export type RunInterviewCodeMutationVariables = Exact<{
  input: RunInterviewCodeInput;
}>;


export type RunInterviewCodeMutation = { runInterviewCode: { sequence: number } | null };

export type TracksQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TracksQuery = { tracks: { nodes: Array<{ id: string, slug: string, title: string, summary: string, difficulty: Difficulty, estimatedMinutes: number, lessonCount: number, progress: { percent: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TrackPageQueryVariables = Exact<{
  slug: string;
}>;


export type TrackPageQuery = { track: { id: string, slug: string, title: string, summary: string, difficulty: Difficulty, estimatedMinutes: number, lessonCount: number, locked: boolean, text: { description: { html: string } }, progress: { percent: number, completedLessons: number, totalLessons: number } | null, viewerEnrollment: { id: string, nextLesson: { id: string, title: string } | null } | null, modules: Array<{ id: string, title: string, summary: string, lessons: Array<{ id: string, title: string, estimatedMinutes: number, progress: { percent: number } | null }> }> } | null };

export type EnrollMutationVariables = Exact<{
  input: EnrollInput;
}>;


export type EnrollMutation = { enroll: { enrollment: { id: string } } | null };

export type LessonPageQueryVariables = Exact<{
  id: string;
}>;


export type LessonPageQuery = { lesson: { id: string, title: string, locked: boolean, estimatedMinutes: number, track: { id: string, slug: string, title: string, viewerEnrollment: { id: string } | null }, previous: { id: string, title: string } | null, next: { id: string, title: string } | null, progress: { percent: number, completedBlockKeys: Array<string> } | null, content: { title: string, blocks: Array<{ key: string, kind: LessonBlockKind, markdown: { html: string } | null, code: { source: string, syntax: string, runnable: boolean, language: { id: string, slug: string, name: string } | null } | null, image: { alt: string, caption: string, file: { id: string, fileName: string, renditions: Array<{ url: string, width: number | null, height: number | null }> } | null } | null, file: { title: string, file: { id: string, fileName: string, renditions: Array<{ url: string, width: number | null, height: number | null }> } | null } | null, video: { title: string, url: string } | null, problem: { problem: { id: string, slug: string, title: string, difficulty: Difficulty, viewerStatus: ProblemViewerStatus | null } | null } | null, quiz: { quiz: { id: string, slug: string, title: string, questionCount: number } | null } | null }> } } | null };

export type CompleteBlockMutationVariables = Exact<{
  input: CompleteBlockInput;
}>;


export type CompleteBlockMutation = { completeBlock: { lesson: { id: string, progress: { percent: number, completedBlockKeys: Array<string> } | null } } | null };

export type CompleteLessonMutationVariables = Exact<{
  input: CompleteLessonInput;
}>;


export type CompleteLessonMutation = { completeLesson: { lesson: { id: string, progress: { percent: number, completedBlockKeys: Array<string> } | null } } | null };

export type QuizPageQueryVariables = Exact<{
  slug: string;
}>;


export type QuizPageQuery = { quiz: { id: string, slug: string, title: string, questionCount: number, timeLimitMs: number | null, maxAttempts: number | null, description: { html: string } } | null };

export type AttemptsQueryVariables = Exact<{
  quizId: string;
}>;


export type AttemptsQuery = { myQuizAttempts: { nodes: Array<{ id: string, number: number, status: QuizAttemptStatus, startedAt: string, score: number | null, maxScore: number }> } | null };

export type AttemptAnswerFragment = { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null };

export type AttemptQuestionFragment = { position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null };

export type AttemptFragment = { id: string, number: number, status: QuizAttemptStatus, score: number | null, maxScore: number, remainingMs: number | null, questions: Array<{ position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null }> };

export type AttemptPageQueryVariables = Exact<{
  id: string;
}>;


export type AttemptPageQuery = { quizAttempt: { id: string, number: number, status: QuizAttemptStatus, score: number | null, maxScore: number, remainingMs: number | null, questions: Array<{ position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null }> } | null };

export type StartAttemptMutationVariables = Exact<{
  input: StartQuizAttemptInput;
}>;


export type StartAttemptMutation = { startQuizAttempt: { attempt: { id: string, number: number, status: QuizAttemptStatus, score: number | null, maxScore: number, remainingMs: number | null, questions: Array<{ position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null }> } } | null };

export type SaveAnswersMutationVariables = Exact<{
  input: SaveQuizAnswersInput;
}>;


export type SaveAnswersMutation = { saveQuizAnswers: { outdated: Array<number>, attempt: { id: string, questions: Array<{ position: number, answerVersion: number }> } } | null };

export type SubmitAttemptMutationVariables = Exact<{
  input: SubmitQuizAttemptInput;
}>;


export type SubmitAttemptMutation = { submitQuizAttempt: { attempt: { id: string, number: number, status: QuizAttemptStatus, score: number | null, maxScore: number, remainingMs: number | null, questions: Array<{ position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null }> } } | null };

export type WatchAttemptSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchAttemptSubscription = { quizAttemptChanged: { id: string, number: number, status: QuizAttemptStatus, score: number | null, maxScore: number, remainingMs: number | null, questions: Array<{ position: number, section: string, kind: QuestionKind, points: number, source: string | null, stdin: string | null, answerVersion: number, prompt: { html: string }, options: Array<{ key: string, text: { html: string, source: string } }>, lefts: Array<{ key: string, text: { html: string, source: string } }>, language: { id: string, slug: string, name: string } | null, problem: { id: string, slug: string, title: string } | null, answer: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null, solution: { share: number | null, points: number | null, accepted: Array<string>, feedback: Array<{ html: string }>, comment: { html: string } | null, explanation: { html: string } | null, correct: { selected: Array<string> | null, value: boolean | null, text: string | null, number: number | null, order: Array<string> | null, matches: Array<{ left: string, right: string }> | null } | null } | null }> } | null };

export type NotificationPartsFragment = { id: string, kind: string, title: string, body: string, createdAt: string, readAt: string | null, subject:
    | { __typename: 'AiRequest' }
    | { __typename: 'Announcement', id: string, bodyMarkdown: { html: string } }
    | { __typename: 'AssessmentCandidate' }
    | { __typename: 'AssessmentInvitation', id: string }
    | { __typename: 'Certificate', id: string, url: string }
    | { __typename: 'Class' }
    | { __typename: 'ClassAssignment' }
    | { __typename: 'DataExport', id: string, status: DataExportStatus, expiresAt: string | null }
    | { __typename: 'Entitlement', id: string }
    | { __typename: 'ForumThread' }
    | { __typename: 'GroupHint', id: string, viewerSubmissionIds: Array<string>, body: { html: string } }
    | { __typename: 'Interview', id: string }
    | { __typename: 'LineComment', id: string, submissionId: string | null, lineFrom: number, lineTo: number, body: { html: string } }
    | { __typename: 'Organization', id: string }
    | { __typename: 'OwnershipOffer' }
    | { __typename: 'PlanSubscription', id: string }
    | { __typename: 'RegradeRequest' }
    | { __typename: 'RoleRequest' }
    | { __typename: 'Submission', id: string }
    | { __typename: 'User' }
    | { __typename: 'WebhookEndpoint' }
   | null };

export type NotificationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type NotificationsQuery = { notifications: { nodes: Array<{ id: string, kind: string, title: string, body: string, createdAt: string, readAt: string | null, subject:
        | { __typename: 'AiRequest' }
        | { __typename: 'Announcement', id: string, bodyMarkdown: { html: string } }
        | { __typename: 'AssessmentCandidate' }
        | { __typename: 'AssessmentInvitation', id: string }
        | { __typename: 'Certificate', id: string, url: string }
        | { __typename: 'Class' }
        | { __typename: 'ClassAssignment' }
        | { __typename: 'DataExport', id: string, status: DataExportStatus, expiresAt: string | null }
        | { __typename: 'Entitlement', id: string }
        | { __typename: 'ForumThread' }
        | { __typename: 'GroupHint', id: string, viewerSubmissionIds: Array<string>, body: { html: string } }
        | { __typename: 'Interview', id: string }
        | { __typename: 'LineComment', id: string, submissionId: string | null, lineFrom: number, lineTo: number, body: { html: string } }
        | { __typename: 'Organization', id: string }
        | { __typename: 'OwnershipOffer' }
        | { __typename: 'PlanSubscription', id: string }
        | { __typename: 'RegradeRequest' }
        | { __typename: 'RoleRequest' }
        | { __typename: 'Submission', id: string }
        | { __typename: 'User' }
        | { __typename: 'WebhookEndpoint' }
       | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type NotificationPageQueryVariables = Exact<{
  id: string;
}>;


export type NotificationPageQuery = { node:
    | { __typename: 'AccountDeletion' }
    | { __typename: 'Activity' }
    | { __typename: 'AiRequest' }
    | { __typename: 'Announcement' }
    | { __typename: 'ApiToken' }
    | { __typename: 'Assessment' }
    | { __typename: 'AssessmentCandidate' }
    | { __typename: 'AssessmentInvitation' }
    | { __typename: 'Assignment' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Bookmark' }
    | { __typename: 'CandidateAssessment' }
    | { __typename: 'Certificate' }
    | { __typename: 'Checker' }
    | { __typename: 'Class' }
    | { __typename: 'ClassAssignment' }
    | { __typename: 'ClassInvitation' }
    | { __typename: 'ClassMember' }
    | { __typename: 'ClassSection' }
    | { __typename: 'CourseworkExtension' }
    | { __typename: 'CourseworkGrade' }
    | { __typename: 'CourseworkGroup' }
    | { __typename: 'CourseworkSubmission' }
    | { __typename: 'DataExport' }
    | { __typename: 'DiscountCode' }
    | { __typename: 'Enrollment' }
    | { __typename: 'Entitlement' }
    | { __typename: 'FailedJob' }
    | { __typename: 'FailedMail' }
    | { __typename: 'FeatureFlag' }
    | { __typename: 'File' }
    | { __typename: 'ForumCase' }
    | { __typename: 'ForumCategory' }
    | { __typename: 'ForumDraft' }
    | { __typename: 'ForumReply' }
    | { __typename: 'ForumThread' }
    | { __typename: 'GradingChange' }
    | { __typename: 'GroupHint' }
    | { __typename: 'Interview' }
    | { __typename: 'InterviewAvailability' }
    | { __typename: 'InterviewHost' }
    | { __typename: 'InterviewRequest' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceTransaction' }
    | { __typename: 'JudgeWorker' }
    | { __typename: 'Judgement' }
    | { __typename: 'Language' }
    | { __typename: 'Lesson' }
    | { __typename: 'LessonBookmark' }
    | { __typename: 'LessonNote' }
    | { __typename: 'LessonRevision' }
    | { __typename: 'LineComment' }
    | { __typename: 'LinkedProvider' }
    | { __typename: 'MailSuppression' }
    | { __typename: 'ManagedAnnouncement' }
    | { __typename: 'Material' }
    | { __typename: 'Notebook' }
    | { __typename: 'Notification', id: string, kind: string, title: string, body: string, createdAt: string, readAt: string | null, subject:
        | { __typename: 'AiRequest' }
        | { __typename: 'Announcement', id: string, bodyMarkdown: { html: string } }
        | { __typename: 'AssessmentCandidate' }
        | { __typename: 'AssessmentInvitation', id: string }
        | { __typename: 'Certificate', id: string, url: string }
        | { __typename: 'Class' }
        | { __typename: 'ClassAssignment' }
        | { __typename: 'DataExport', id: string, status: DataExportStatus, expiresAt: string | null }
        | { __typename: 'Entitlement', id: string }
        | { __typename: 'ForumThread' }
        | { __typename: 'GroupHint', id: string, viewerSubmissionIds: Array<string>, body: { html: string } }
        | { __typename: 'Interview', id: string }
        | { __typename: 'LineComment', id: string, submissionId: string | null, lineFrom: number, lineTo: number, body: { html: string } }
        | { __typename: 'Organization', id: string }
        | { __typename: 'OwnershipOffer' }
        | { __typename: 'PlanSubscription', id: string }
        | { __typename: 'RegradeRequest' }
        | { __typename: 'RoleRequest' }
        | { __typename: 'Submission', id: string }
        | { __typename: 'User' }
        | { __typename: 'WebhookEndpoint' }
       | null }
    | { __typename: 'NotificationSettings' }
    | { __typename: 'Order' }
    | { __typename: 'Organization' }
    | { __typename: 'OrganizationDeletion' }
    | { __typename: 'OrganizationDomain' }
    | { __typename: 'OrganizationExport' }
    | { __typename: 'OrganizationInvitation' }
    | { __typename: 'OrganizationMember' }
    | { __typename: 'OrganizationSingleSignOn' }
    | { __typename: 'OwnershipOffer' }
    | { __typename: 'PackageImport' }
    | { __typename: 'PlanSubscription' }
    | { __typename: 'Problem' }
    | { __typename: 'ProblemProgram' }
    | { __typename: 'ProblemRevision' }
    | { __typename: 'Product' }
    | { __typename: 'ProductPrice' }
    | { __typename: 'PushSubscription' }
    | { __typename: 'Question' }
    | { __typename: 'QuestionBank' }
    | { __typename: 'QuestionVersion' }
    | { __typename: 'Queue' }
    | { __typename: 'Quiz' }
    | { __typename: 'QuizAttempt' }
    | { __typename: 'RegradeRequest' }
    | { __typename: 'Rejudging' }
    | { __typename: 'ReputationEntry' }
    | { __typename: 'Review' }
    | { __typename: 'ReviewCard' }
    | { __typename: 'RoleRequest' }
    | { __typename: 'SecurityLogEntry' }
    | { __typename: 'Session' }
    | { __typename: 'SignInProvider' }
    | { __typename: 'Subject' }
    | { __typename: 'Submission' }
    | { __typename: 'SystemSetting' }
    | { __typename: 'TestSet' }
    | { __typename: 'TestSetBuild' }
    | { __typename: 'Topic' }
    | { __typename: 'TopicMastery' }
    | { __typename: 'Track' }
    | { __typename: 'TrackFile' }
    | { __typename: 'TrackImport' }
    | { __typename: 'TrackModule' }
    | { __typename: 'TrackRevision' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'WebhookDelivery' }
    | { __typename: 'WebhookEndpoint' }
    | { __typename: 'WrongAnswerGroup' }
    | { __typename: 'XpEntry' }
   | null };

export type MarkReadMutationVariables = Exact<{
  input: MarkNotificationsReadInput;
}>;


export type MarkReadMutation = { markNotificationsRead: { unreadCount: number } | null };

export type WatchNotificationsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchNotificationsSubscription = { notificationReceived: { unreadCount: number, notification: { id: string } | null } | null };

export type ExportLinkMutationVariables = Exact<{
  input: CreateDataExportLinkInput;
}>;


export type ExportLinkMutation = { createDataExportLink: { url: string } | null };

export type InvitationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InvitationsQuery = { myOrganizationOffers: { nodes: Array<{ invitationId: string | null, organizationName: string, organizationSlug: string, role: OrganizationRole, expiresAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type MembershipsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MembershipsQuery = { myOrganizations: { nodes: Array<{ id: string, name: string, slug: string, viewerRole: OrganizationRole | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptOrganizationInvitationInput;
}>;


export type AcceptInvitationMutation = { acceptOrganizationInvitation: { organization: { id: string, name: string } } | null };

export type DeclineInvitationMutationVariables = Exact<{
  input: DeclineOrganizationInvitationInput;
}>;


export type DeclineInvitationMutation = { declineOrganizationInvitation: { deletedId: string } | null };

export type JoinMutationVariables = Exact<{
  input: JoinOrganizationInput;
}>;


export type JoinMutation = { joinOrganization: { organization: { id: string, name: string } } | null };

export type CatalogQueryVariables = Exact<{
  filter?: ProblemFilter | null | undefined;
  search?: string | null | undefined;
  orderBy?: ProblemOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type CatalogQuery = { problems: { nodes: Array<{ id: string, slug: string, title: string, difficulty: Difficulty, acceptanceRate: number | null, locked: boolean, viewerStatus: ProblemViewerStatus | null, topics: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FacetsQueryVariables = Exact<{
  filter?: ProblemFilter | null | undefined;
  search?: string | null | undefined;
}>;


export type FacetsQuery = { problemFacets: { total: number, difficulties: Array<{ difficulty: Difficulty, count: number }>, topics: Array<{ count: number, topic: { id: string, slug: string, name: string } }>, viewerStatuses: Array<{ viewerStatus: ProblemViewerStatus, count: number }> | null } | null };

export type ProblemPageQueryVariables = Exact<{
  slug: string;
}>;


export type ProblemPageQuery = { problem: { id: string, slug: string, title: string, difficulty: Difficulty, locked: boolean, interactive: boolean, viewerStatus: ProblemViewerStatus | null, acceptanceRate: number | null, timeLimitMs: number, memoryLimitKb: number, testCount: number, statementMarkdown: { html: string } | null, constraintsMarkdown: { html: string } | null, hintsMarkdown: Array<{ html: string }> | null, samples: Array<{ name: string, input: string, output: string, explanationMarkdown: { html: string } }> | null, starterCodes: Array<{ source: string, language: { id: string, slug: string, name: string, version: string | null } }> | null, includedFiles: Array<{ language: { id: string, slug: string }, files: Array<{ name: string, content: string }> }> | null, topics: Array<{ id: string, name: string, slug: string }>, nextProblem: { slug: string, title: string } | null } | null };

export type RunCodeMutationVariables = Exact<{
  input: RunCodeInput;
}>;


export type RunCodeMutation = { runCode: { compiled: boolean, compilerOutput: string | null, diagnostics: Array<{ line: number, column: number | null, severity: DiagnosticSeverity, message: string }>, cases: Array<{ name: string, verdict: Verdict | null, detail: string | null, input: string, expected: string | null, stdout: string, stderr: string, cpuMs: number, peakMemoryKb: number }> } | null };

export type SubmitCodeMutationVariables = Exact<{
  input: SubmitCodeInput;
}>;


export type SubmitCodeMutation = { submitCode: { submission: { id: string } } | null };

export type LiveJudgementFragment = { id: string, attempt: number, status: JudgementStatus, verdict: Verdict | null, detail: string | null, compilerOutput: string | null, cpuMs: number | null, peakMemoryKb: number | null, score: number | null, maxScore: number | null, testsFinished: number, testsPassed: number, testsTotal: number, skippedTests: Array<number>, tests: Array<{ index: number, verdict: Verdict, cpuMs: number, peakMemoryKb: number, detail: string | null }> };

export type WatchSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchSubscription = { submissionStatus: { attempt: number, sequence: number, status: JudgementStatus, submission: { id: string, judgement: { id: string, attempt: number, status: JudgementStatus, verdict: Verdict | null, detail: string | null, compilerOutput: string | null, cpuMs: number | null, peakMemoryKb: number | null, score: number | null, maxScore: number | null, testsFinished: number, testsPassed: number, testsTotal: number, skippedTests: Array<number>, tests: Array<{ index: number, verdict: Verdict, cpuMs: number, peakMemoryKb: number, detail: string | null }> } } } | null };

export type SubmissionPageQueryVariables = Exact<{
  id: string;
}>;


export type SubmissionPageQuery = { submission: { id: string, createdAt: string, source: string | null, language: { id: string, slug: string, name: string }, problem: { id: string, slug: string, title: string } | null, judgement: { queuePosition: number | null, estimatedWaitMs: number | null, id: string, attempt: number, status: JudgementStatus, verdict: Verdict | null, detail: string | null, compilerOutput: string | null, cpuMs: number | null, peakMemoryKb: number | null, score: number | null, maxScore: number | null, testsFinished: number, testsPassed: number, testsTotal: number, skippedTests: Array<number>, tests: Array<{ index: number, verdict: Verdict, cpuMs: number, peakMemoryKb: number, detail: string | null, sample: { input: string, expected: string, actual: string, stderr: string } | null }>, failedTest: { test: number, input: string | null, expected: string | null, actual: string | null, stderr: string | null } | null, standing: { solutionCount: number, cpuPercentile: number, memoryPercentile: number, cpuHistogramMs: Array<{ from: number, to: number, count: number }>, memoryHistogramKb: Array<{ from: number, to: number, count: number }> } | null } } | null };

export type HistoryQueryVariables = Exact<{
  filter?: SubmissionFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type HistoryQuery = { submissions: { nodes: Array<{ id: string, createdAt: string, language: { id: string, name: string }, problem: { id: string, slug: string, title: string } | null, judgement: { id: string, status: JudgementStatus, verdict: Verdict | null, cpuMs: number | null, peakMemoryKb: number | null, testsPassed: number, testsTotal: number } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ShopQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopQuery = { products: { nodes: Array<{ id: string, slug: string, title: string, kind: ProductKind, durationDays: number | null, available: boolean, remaining: number | null, description: { html: string }, prices: Array<{ id: string, amount: { currency: string }, total: { amountMinor: number, currency: string, formatted: string } }> }> } | null };

export type OwnedQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnedQuery = { myEntitlements: { nodes: Array<{ id: string, key: string, quantity: number, expiresAt: string | null }> } | null };

export type OrderPreviewQueryVariables = Exact<{
  input: OrderPreviewInput;
}>;


export type OrderPreviewQuery = { orderPreview: { discount: { formatted: string }, total: { formatted: string } } | null };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderMutation = { placeOrder: { order: { id: string } } | null };

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type CancelOrderMutation = { cancelOrder: { order: { id: string, status: OrderStatus } } | null };

export type OrdersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OrdersQuery = { myOrders: { nodes: Array<{ id: string, status: OrderStatus, createdAt: string, total: { formatted: string }, lines: Array<{ title: string, quantity: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type LiveOrderFragment = { id: string, status: OrderStatus, revision: number, reason: string | null, cancellable: boolean, createdAt: string, expiresAt: string, discountCode: string | null, discount: { amountMinor: number, formatted: string }, total: { formatted: string }, tax: { formatted: string }, lines: Array<{ title: string, quantity: number, total: { formatted: string } }>, history: Array<{ status: OrderStatus, at: string }>, payment: { state: PaymentState, redirectUrl: string | null } | null };

export type OrderPageQueryVariables = Exact<{
  id: string;
}>;


export type OrderPageQuery = { order: { id: string, status: OrderStatus, revision: number, reason: string | null, cancellable: boolean, createdAt: string, expiresAt: string, discountCode: string | null, discount: { amountMinor: number, formatted: string }, total: { formatted: string }, tax: { formatted: string }, lines: Array<{ title: string, quantity: number, total: { formatted: string } }>, history: Array<{ status: OrderStatus, at: string }>, payment: { state: PaymentState, redirectUrl: string | null } | null } | null };

export type WatchOrderSubscriptionVariables = Exact<{
  id: string;
}>;


export type WatchOrderSubscription = { orderStatus: { id: string, status: OrderStatus, revision: number, reason: string | null, cancellable: boolean, createdAt: string, expiresAt: string, discountCode: string | null, discount: { amountMinor: number, formatted: string }, total: { formatted: string }, tax: { formatted: string }, lines: Array<{ title: string, quantity: number, total: { formatted: string } }>, history: Array<{ status: OrderStatus, at: string }>, payment: { state: PaymentState, redirectUrl: string | null } | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ViewerFragmentDoc = new TypedDocumentString(`
    fragment Viewer on User {
  id
  username
  displayName
  role
  email
  emailVerifiedAt
}
    `, {"fragmentName":"Viewer"}) as unknown as TypedDocumentString<ViewerFragment, unknown>;
export const ReviewViewFragmentDoc = new TypedDocumentString(`
    fragment ReviewView on AiRequest {
  id
  status
  failure
  providerName
  isModel
  text {
    html
  }
  review {
    stars
    timeComplexity
    spaceComplexity
    strengths
    improvements
    alternatives
    withheldParts
    comments {
      line
      text {
        html
      }
    }
    failingInputs {
      input
      reason
      outcome
    }
    complexity {
      outcome
      low
      high
    }
  }
}
    `, {"fragmentName":"ReviewView"}) as unknown as TypedDocumentString<ReviewViewFragment, unknown>;
export const CandidateStateFragmentDoc = new TypedDocumentString(`
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}
    `, {"fragmentName":"CandidateState"}) as unknown as TypedDocumentString<CandidateStateFragment, unknown>;
export const BillingPlanFragmentDoc = new TypedDocumentString(`
    fragment BillingPlan on PlanSubscription {
  id
  state
  entitled
  quantity
  interval
  periodEnd
  cancelAt
  unitPrice {
    formatted
  }
  product {
    id
    title
  }
}
    `, {"fragmentName":"BillingPlan"}) as unknown as TypedDocumentString<BillingPlanFragment, unknown>;
export const BillingInvoiceFragmentDoc = new TypedDocumentString(`
    fragment BillingInvoice on Invoice {
  id
  number
  state
  issuedAt
  hostedUrl
  pdfUrl
  total {
    formatted
  }
}
    `, {"fragmentName":"BillingInvoice"}) as unknown as TypedDocumentString<BillingInvoiceFragment, unknown>;
export const InterviewFactsFragmentDoc = new TypedDocumentString(`
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
    `, {"fragmentName":"InterviewFacts"}) as unknown as TypedDocumentString<InterviewFactsFragment, unknown>;
export const InterviewPartsFragmentDoc = new TypedDocumentString(`
    fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}`, {"fragmentName":"InterviewParts"}) as unknown as TypedDocumentString<InterviewPartsFragment, unknown>;
export const RoomItemFragmentDoc = new TypedDocumentString(`
    fragment RoomItem on InterviewRoomEvent {
  kind
  sequence
  seat
  text
  at
  run {
    round
    language {
      id
      name
    }
    compiled
    compilerOutput
    cases {
      name
      verdict
      detail
      input
      expected
      stdout
      stderr
      cpuMs
      peakMemoryKb
    }
  }
}
    `, {"fragmentName":"RoomItem"}) as unknown as TypedDocumentString<RoomItemFragment, unknown>;
export const AttemptAnswerFragmentDoc = new TypedDocumentString(`
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
    `, {"fragmentName":"AttemptAnswer"}) as unknown as TypedDocumentString<AttemptAnswerFragment, unknown>;
export const AttemptQuestionFragmentDoc = new TypedDocumentString(`
    fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}`, {"fragmentName":"AttemptQuestion"}) as unknown as TypedDocumentString<AttemptQuestionFragment, unknown>;
export const AttemptFragmentDoc = new TypedDocumentString(`
    fragment Attempt on QuizAttempt {
  id
  number
  status
  score
  maxScore
  remainingMs
  questions {
    ...AttemptQuestion
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}`, {"fragmentName":"Attempt"}) as unknown as TypedDocumentString<AttemptFragment, unknown>;
export const NotificationPartsFragmentDoc = new TypedDocumentString(`
    fragment NotificationParts on Notification {
  id
  kind
  title
  body
  createdAt
  readAt
  subject {
    __typename
    ... on Announcement {
      id
      bodyMarkdown {
        html
      }
    }
    ... on Certificate {
      id
      url
    }
    ... on DataExport {
      id
      status
      expiresAt
    }
    ... on Submission {
      id
    }
    ... on PlanSubscription {
      id
    }
    ... on Entitlement {
      id
    }
    ... on Organization {
      id
    }
    ... on Interview {
      id
    }
    ... on AssessmentInvitation {
      id
    }
    ... on GroupHint {
      id
      body {
        html
      }
      viewerSubmissionIds
    }
    ... on LineComment {
      id
      submissionId
      lineFrom
      lineTo
      body {
        html
      }
    }
  }
}
    `, {"fragmentName":"NotificationParts"}) as unknown as TypedDocumentString<NotificationPartsFragment, unknown>;
export const LiveJudgementFragmentDoc = new TypedDocumentString(`
    fragment LiveJudgement on Judgement {
  id
  attempt
  status
  verdict
  detail
  compilerOutput
  cpuMs
  peakMemoryKb
  score
  maxScore
  testsFinished
  testsPassed
  testsTotal
  skippedTests
  tests {
    index
    verdict
    cpuMs
    peakMemoryKb
    detail
  }
}
    `, {"fragmentName":"LiveJudgement"}) as unknown as TypedDocumentString<LiveJudgementFragment, unknown>;
export const LiveOrderFragmentDoc = new TypedDocumentString(`
    fragment LiveOrder on Order {
  id
  status
  revision
  reason
  cancellable
  createdAt
  expiresAt
  discountCode
  discount {
    amountMinor
    formatted
  }
  total {
    formatted
  }
  tax {
    formatted
  }
  lines {
    title
    quantity
    total {
      formatted
    }
  }
  history {
    status
    at
  }
  payment {
    state
    redirectUrl
  }
}
    `, {"fragmentName":"LiveOrder"}) as unknown as TypedDocumentString<LiveOrderFragment, unknown>;
export const StartDocument = new TypedDocumentString(`
    query Start {
  me {
    ...Viewer
  }
  site {
    maintenanceMessage
    registrationOpen
    submissionsAccepted
    sourceLimitBytes
  }
}
    fragment Viewer on User {
  id
  username
  displayName
  role
  email
  emailVerifiedAt
}`) as unknown as TypedDocumentString<StartQuery, StartQueryVariables>;
export const RefreshDocument = new TypedDocumentString(`
    mutation Refresh {
  refreshSession(input: {}) {
    accessToken
  }
}
    `) as unknown as TypedDocumentString<RefreshMutation, RefreshMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: LoginInput!) {
  login(input: $input) {
    accessToken
    twoFactor {
      challenge
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const CompleteSignInDocument = new TypedDocumentString(`
    mutation CompleteSignIn($input: CompleteLoginInput!) {
  completeLogin(input: $input) {
    accessToken
  }
}
    `) as unknown as TypedDocumentString<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const RegisterDocument = new TypedDocumentString(`
    mutation Register($input: RegisterInput!) {
  register(input: $input) {
    accessToken
  }
}
    `) as unknown as TypedDocumentString<RegisterMutation, RegisterMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  logout(input: {}) {
    loggedOut
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SendVerificationDocument = new TypedDocumentString(`
    mutation SendVerification($input: SendVerificationEmailInput!) {
  sendVerificationEmail(input: $input) {
    linkExpiresAt
  }
}
    `) as unknown as TypedDocumentString<SendVerificationMutation, SendVerificationMutationVariables>;
export const RequestResetDocument = new TypedDocumentString(`
    mutation RequestReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    linkExpiresAt
  }
}
    `) as unknown as TypedDocumentString<RequestResetMutation, RequestResetMutationVariables>;
export const VerifyEmailDocument = new TypedDocumentString(`
    mutation VerifyEmail($input: VerifyEmailInput!) {
  verifyEmail(input: $input) {
    verified
  }
}
    `) as unknown as TypedDocumentString<VerifyEmailMutation, VerifyEmailMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    reset
  }
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const ConfirmEmailChangeDocument = new TypedDocumentString(`
    mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {
  confirmEmailChange(input: $input) {
    changed
  }
}
    `) as unknown as TypedDocumentString<ConfirmEmailChangeMutation, ConfirmEmailChangeMutationVariables>;
export const UndoEmailChangeDocument = new TypedDocumentString(`
    mutation UndoEmailChange($input: UndoEmailChangeInput!) {
  undoEmailChange(input: $input) {
    undone
  }
}
    `) as unknown as TypedDocumentString<UndoEmailChangeMutation, UndoEmailChangeMutationVariables>;
export const SignInProvidersDocument = new TypedDocumentString(`
    query SignInProviders {
  signInProviders {
    id
    slug
    name
  }
}
    `) as unknown as TypedDocumentString<SignInProvidersQuery, SignInProvidersQueryVariables>;
export const SignInOptionsDocument = new TypedDocumentString(`
    query SignInOptions($email: String!) {
  signInOptions(email: $email) {
    singleSignOn {
      name
      organization
      required
    }
  }
}
    `) as unknown as TypedDocumentString<SignInOptionsQuery, SignInOptionsQueryVariables>;
export const StartProviderSignInDocument = new TypedDocumentString(`
    mutation StartProviderSignIn($input: StartProviderSignInInput!) {
  startProviderSignIn(input: $input) {
    url
    flow
  }
}
    `) as unknown as TypedDocumentString<StartProviderSignInMutation, StartProviderSignInMutationVariables>;
export const CompleteProviderSignInDocument = new TypedDocumentString(`
    mutation CompleteProviderSignIn($input: CompleteProviderSignInInput!) {
  completeProviderSignIn(input: $input) {
    accessToken
    twoFactor {
      challenge
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteProviderSignInMutation, CompleteProviderSignInMutationVariables>;
export const StartSingleSignOnDocument = new TypedDocumentString(`
    mutation StartSingleSignOn($input: StartSingleSignOnInput!) {
  startSingleSignOn(input: $input) {
    url
    flow
  }
}
    `) as unknown as TypedDocumentString<StartSingleSignOnMutation, StartSingleSignOnMutationVariables>;
export const CompleteSingleSignOnDocument = new TypedDocumentString(`
    mutation CompleteSingleSignOn($input: CompleteSingleSignOnInput!) {
  completeSingleSignOn(input: $input) {
    accessToken
    twoFactor {
      challenge
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteSingleSignOnMutation, CompleteSingleSignOnMutationVariables>;
export const ReviewPageDocument = new TypedDocumentString(`
    query ReviewPage($id: ID!) {
  aiSettings {
    available
    providerName
    isModel
    consentGivenAt
  }
  submission(id: $id) {
    id
    user {
      id
    }
    aiReview {
      ...ReviewView
    }
  }
}
    fragment ReviewView on AiRequest {
  id
  status
  failure
  providerName
  isModel
  text {
    html
  }
  review {
    stars
    timeComplexity
    spaceComplexity
    strengths
    improvements
    alternatives
    withheldParts
    comments {
      line
      text {
        html
      }
    }
    failingInputs {
      input
      reason
      outcome
    }
    complexity {
      outcome
      low
      high
    }
  }
}`) as unknown as TypedDocumentString<ReviewPageQuery, ReviewPageQueryVariables>;
export const AllowAiDocument = new TypedDocumentString(`
    mutation AllowAi {
  setAiConsent(input: {given: true}) {
    settings {
      consentGivenAt
    }
  }
}
    `) as unknown as TypedDocumentString<AllowAiMutation, AllowAiMutationVariables>;
export const AskForReviewDocument = new TypedDocumentString(`
    mutation AskForReview($id: ID!) {
  reviewSubmission(input: {submissionId: $id}) {
    request {
      ...ReviewView
    }
  }
}
    fragment ReviewView on AiRequest {
  id
  status
  failure
  providerName
  isModel
  text {
    html
  }
  review {
    stars
    timeComplexity
    spaceComplexity
    strengths
    improvements
    alternatives
    withheldParts
    comments {
      line
      text {
        html
      }
    }
    failingInputs {
      input
      reason
      outcome
    }
    complexity {
      outcome
      low
      high
    }
  }
}`) as unknown as TypedDocumentString<AskForReviewMutation, AskForReviewMutationVariables>;
export const CancelReviewDocument = new TypedDocumentString(`
    mutation CancelReview($id: ID!) {
  cancelAiRequest(input: {id: $id}) {
    request {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<CancelReviewMutation, CancelReviewMutationVariables>;
export const WatchReviewDocument = new TypedDocumentString(`
    subscription WatchReview($id: ID!) {
  aiStatus(requestId: $id) {
    text
    startsOver
    request {
      ...ReviewView
    }
  }
}
    fragment ReviewView on AiRequest {
  id
  status
  failure
  providerName
  isModel
  text {
    html
  }
  review {
    stars
    timeComplexity
    spaceComplexity
    strengths
    improvements
    alternatives
    withheldParts
    comments {
      line
      text {
        html
      }
    }
    failingInputs {
      input
      reason
      outcome
    }
    complexity {
      outcome
      low
      high
    }
  }
}`) as unknown as TypedDocumentString<WatchReviewSubscription, WatchReviewSubscriptionVariables>;
export const OpenAssessmentDocument = new TypedDocumentString(`
    mutation OpenAssessment($input: OpenAssessmentInput!) {
  openAssessment(input: $input) {
    token
  }
}
    `) as unknown as TypedDocumentString<OpenAssessmentMutation, OpenAssessmentMutationVariables>;
export const OpenMyAssessmentDocument = new TypedDocumentString(`
    mutation OpenMyAssessment($input: OpenMyAssessmentInput!) {
  openMyAssessment(input: $input) {
    token
  }
}
    `) as unknown as TypedDocumentString<OpenMyAssessmentMutation, OpenMyAssessmentMutationVariables>;
export const AssessmentInvitationsDocument = new TypedDocumentString(`
    query AssessmentInvitations($after: String) {
  myAssessmentInvitations(first: 20, after: $after) {
    nodes {
      id
      title
      invitedAt
      timeLimitMs
      status
      score
      maxScore
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AssessmentInvitationsQuery, AssessmentInvitationsQueryVariables>;
export const WatchCandidateDocument = new TypedDocumentString(`
    subscription WatchCandidate {
  candidateAssessmentChanged {
    ...CandidateState
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<WatchCandidateSubscription, WatchCandidateSubscriptionVariables>;
export const CandidateDocument = new TypedDocumentString(`
    query Candidate {
  candidateAssessment {
    ...CandidateState
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<CandidateQuery, CandidateQueryVariables>;
export const CandidateTaskDocument = new TypedDocumentString(`
    query CandidateTask($position: Int!) {
  candidateAssessment {
    id
    task(position: $position) {
      position
      problem {
        title
        timeLimitMs
        memoryLimitKb
        statement {
          html
        }
        constraints {
          html
        }
        samples {
          name
          input
          output
          explanationMarkdown {
            html
          }
        }
        starterCodes {
          language {
            id
            slug
            name
          }
          source
        }
        includedFiles {
          language {
            id
            slug
          }
          files {
            name
            content
          }
        }
      }
      savedCode {
        language {
          id
          slug
        }
        source
        version
      }
      questions {
        ...AttemptQuestion
      }
    }
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}`) as unknown as TypedDocumentString<CandidateTaskQuery, CandidateTaskQueryVariables>;
export const StartAssessmentDocument = new TypedDocumentString(`
    mutation StartAssessment {
  startAssessment {
    assessment {
      ...CandidateState
    }
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<StartAssessmentMutation, StartAssessmentMutationVariables>;
export const FinishAssessmentDocument = new TypedDocumentString(`
    mutation FinishAssessment {
  finishAssessment {
    assessment {
      ...CandidateState
    }
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<FinishAssessmentMutation, FinishAssessmentMutationVariables>;
export const StartBreakDocument = new TypedDocumentString(`
    mutation StartBreak {
  startAssessmentBreak {
    assessment {
      ...CandidateState
    }
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<StartBreakMutation, StartBreakMutationVariables>;
export const EndBreakDocument = new TypedDocumentString(`
    mutation EndBreak {
  endAssessmentBreak {
    assessment {
      ...CandidateState
    }
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<EndBreakMutation, EndBreakMutationVariables>;
export const SaveAssessmentCodeDocument = new TypedDocumentString(`
    mutation SaveAssessmentCode($input: SaveAssessmentCodeInput!) {
  saveAssessmentCode(input: $input) {
    outdated
    assessment {
      id
      tasks {
        position
        savedCode {
          version
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SaveAssessmentCodeMutation, SaveAssessmentCodeMutationVariables>;
export const SaveAssessmentAnswersDocument = new TypedDocumentString(`
    mutation SaveAssessmentAnswers($input: SaveAssessmentAnswersInput!) {
  saveAssessmentAnswers(input: $input) {
    outdated
    assessment {
      id
      tasks {
        position
        questions {
          position
          answerVersion
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SaveAssessmentAnswersMutation, SaveAssessmentAnswersMutationVariables>;
export const RunAssessmentCodeDocument = new TypedDocumentString(`
    mutation RunAssessmentCode($input: RunAssessmentCodeInput!) {
  runAssessmentCode(input: $input) {
    compiled
    compilerOutput
    cases {
      name
      verdict
      detail
      input
      expected
      stdout
      stderr
      cpuMs
      peakMemoryKb
    }
  }
}
    `) as unknown as TypedDocumentString<RunAssessmentCodeMutation, RunAssessmentCodeMutationVariables>;
export const SubmitAssessmentCodeDocument = new TypedDocumentString(`
    mutation SubmitAssessmentCode($input: SubmitAssessmentCodeInput!) {
  submitAssessmentCode(input: $input) {
    assessment {
      ...CandidateState
    }
  }
}
    fragment CandidateState on CandidateAssessment {
  id
  title
  instructions {
    html
  }
  opensAt
  closesAt
  timeLimitMs
  feedback
  status
  remainingMs
  breakLeftMs
  endedBy
  released
  score
  maxScore
  revision
  tasks {
    position
    section
    title
    points
    earned
    submissions {
      number
      language {
        id
        name
      }
      submittedAt
      status
      verdict
    }
  }
  lines {
    depth
    text
    counts
  }
}`) as unknown as TypedDocumentString<SubmitAssessmentCodeMutation, SubmitAssessmentCodeMutationVariables>;
export const ReportSignalsDocument = new TypedDocumentString(`
    mutation ReportSignals($input: ReportAssessmentSignalsInput!) {
  reportAssessmentSignals(input: $input) {
    received
  }
}
    `) as unknown as TypedDocumentString<ReportSignalsMutation, ReportSignalsMutationVariables>;
export const CandidateDataDocument = new TypedDocumentString(`
    query CandidateData {
  myCandidateData
}
    `) as unknown as TypedDocumentString<CandidateDataQuery, CandidateDataQueryVariables>;
export const DeleteCandidateDataDocument = new TypedDocumentString(`
    mutation DeleteCandidateData {
  deleteMyCandidateData {
    deleted
  }
}
    `) as unknown as TypedDocumentString<DeleteCandidateDataMutation, DeleteCandidateDataMutationVariables>;
export const BillingDocument = new TypedDocumentString(`
    query Billing {
  mySubscriptions(first: 20) {
    nodes {
      ...BillingPlan
    }
  }
  myInvoices(first: 20) {
    nodes {
      ...BillingInvoice
    }
  }
}
    fragment BillingPlan on PlanSubscription {
  id
  state
  entitled
  quantity
  interval
  periodEnd
  cancelAt
  unitPrice {
    formatted
  }
  product {
    id
    title
  }
}
fragment BillingInvoice on Invoice {
  id
  number
  state
  issuedAt
  hostedUrl
  pdfUrl
  total {
    formatted
  }
}`) as unknown as TypedDocumentString<BillingQuery, BillingQueryVariables>;
export const OrganizationBillingDocument = new TypedDocumentString(`
    query OrganizationBilling($id: ID!) {
  organizationSubscriptions(first: 20, organizationId: $id) {
    nodes {
      ...BillingPlan
    }
  }
  organizationInvoices(first: 20, organizationId: $id) {
    nodes {
      ...BillingInvoice
    }
  }
}
    fragment BillingPlan on PlanSubscription {
  id
  state
  entitled
  quantity
  interval
  periodEnd
  cancelAt
  unitPrice {
    formatted
  }
  product {
    id
    title
  }
}
fragment BillingInvoice on Invoice {
  id
  number
  state
  issuedAt
  hostedUrl
  pdfUrl
  total {
    formatted
  }
}`) as unknown as TypedDocumentString<OrganizationBillingQuery, OrganizationBillingQueryVariables>;
export const OpenPortalDocument = new TypedDocumentString(`
    mutation OpenPortal($input: OpenBillingPortalInput!) {
  openBillingPortal(input: $input) {
    portalUrl
  }
}
    `) as unknown as TypedDocumentString<OpenPortalMutation, OpenPortalMutationVariables>;
export const ClassOfCodeDocument = new TypedDocumentString(`
    query ClassOfCode($code: String!) {
  classJoinPreview(code: $code) {
    title
    term
    seatsLeft
    instructors
  }
}
    `) as unknown as TypedDocumentString<ClassOfCodeQuery, ClassOfCodeQueryVariables>;
export const JoinClassDocument = new TypedDocumentString(`
    mutation JoinClass($input: JoinClassInput!) {
  joinClass(input: $input) {
    class {
      id
      title
    }
  }
}
    `) as unknown as TypedDocumentString<JoinClassMutation, JoinClassMutationVariables>;
export const InterviewsDocument = new TypedDocumentString(`
    query Interviews($upcoming: Boolean!, $after: String) {
  myInterviews(first: 20, upcoming: $upcoming, after: $after) {
    nodes {
      ...InterviewFacts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}`) as unknown as TypedDocumentString<InterviewsQuery, InterviewsQueryVariables>;
export const InterviewFeedDocument = new TypedDocumentString(`
    query InterviewFeed {
  myInterviewFeed {
    createdAt
  }
}
    `) as unknown as TypedDocumentString<InterviewFeedQuery, InterviewFeedQueryVariables>;
export const SetInterviewFeedDocument = new TypedDocumentString(`
    mutation SetInterviewFeed($input: SetInterviewFeedInput!) {
  setInterviewFeed(input: $input) {
    url
    feed {
      createdAt
    }
  }
}
    `) as unknown as TypedDocumentString<SetInterviewFeedMutation, SetInterviewFeedMutationVariables>;
export const InterviewPageDocument = new TypedDocumentString(`
    query InterviewPage($id: ID!) {
  interview(id: $id) {
    ...InterviewParts
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}`) as unknown as TypedDocumentString<InterviewPageQuery, InterviewPageQueryVariables>;
export const ConfirmInterviewDocument = new TypedDocumentString(`
    mutation ConfirmInterview($input: ConfirmInterviewInput!) {
  confirmInterview(input: $input) {
    interview {
      ...InterviewParts
    }
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}`) as unknown as TypedDocumentString<ConfirmInterviewMutation, ConfirmInterviewMutationVariables>;
export const RescheduleInterviewDocument = new TypedDocumentString(`
    mutation RescheduleInterview($input: RescheduleInterviewInput!) {
  rescheduleInterview(input: $input) {
    interview {
      ...InterviewParts
    }
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}`) as unknown as TypedDocumentString<RescheduleInterviewMutation, RescheduleInterviewMutationVariables>;
export const CancelInterviewDocument = new TypedDocumentString(`
    mutation CancelInterview($input: CancelInterviewInput!) {
  cancelInterview(input: $input) {
    interview {
      ...InterviewParts
    }
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}`) as unknown as TypedDocumentString<CancelInterviewMutation, CancelInterviewMutationVariables>;
export const JoinInterviewDocument = new TypedDocumentString(`
    mutation JoinInterview($input: JoinInterviewInput!) {
  joinInterview(input: $input) {
    interview {
      ...InterviewParts
    }
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}`) as unknown as TypedDocumentString<JoinInterviewMutation, JoinInterviewMutationVariables>;
export const GiveInterviewFeedbackDocument = new TypedDocumentString(`
    mutation GiveInterviewFeedback($input: GiveInterviewFeedbackInput!) {
  giveInterviewFeedback(input: $input) {
    interview {
      ...InterviewParts
    }
  }
}
    fragment InterviewFacts on Interview {
  id
  kind
  status
  startsAt
  minutes
  viewerSeat
  participants {
    seat
    isConfirmed
    hasJoined
    user {
      id
      displayName
    }
  }
}
fragment InterviewParts on Interview {
  ...InterviewFacts
  confirmBy
  opensAt
  closesAt
  startedAt
  isLate
  cancelledSeat
  cancelReason
  language {
    id
    slug
    name
  }
  rounds {
    number
    interviewer
    startsAt
    endsAt
    problem {
      id
      title
      difficulty
      timeLimitMs
      memoryLimitKb
      testCount
      statementMarkdown {
        html
      }
      constraintsMarkdown {
        html
      }
      samples {
        name
        input
        output
        explanationMarkdown {
          html
        }
      }
    }
  }
  feedback {
    seat
    problemSolving
    coding
    communication
    comment
  }
  myNotes
}`) as unknown as TypedDocumentString<GiveInterviewFeedbackMutation, GiveInterviewFeedbackMutationVariables>;
export const SaveInterviewNotesDocument = new TypedDocumentString(`
    mutation SaveInterviewNotes($input: SaveInterviewNotesInput!) {
  saveInterviewNotes(input: $input) {
    interview {
      id
      myNotes
    }
  }
}
    `) as unknown as TypedDocumentString<SaveInterviewNotesMutation, SaveInterviewNotesMutationVariables>;
export const RoomLanguagesDocument = new TypedDocumentString(`
    query RoomLanguages {
  languages {
    id
    slug
    name
  }
}
    `) as unknown as TypedDocumentString<RoomLanguagesQuery, RoomLanguagesQueryVariables>;
export const RoomConversationDocument = new TypedDocumentString(`
    query RoomConversation($id: ID!) {
  interview(id: $id) {
    id
    conversation(last: 50) {
      nodes {
        ...RoomItem
      }
    }
  }
}
    fragment RoomItem on InterviewRoomEvent {
  kind
  sequence
  seat
  text
  at
  run {
    round
    language {
      id
      name
    }
    compiled
    compilerOutput
    cases {
      name
      verdict
      detail
      input
      expected
      stdout
      stderr
      cpuMs
      peakMemoryKb
    }
  }
}`) as unknown as TypedDocumentString<RoomConversationQuery, RoomConversationQueryVariables>;
export const InterviewRoomDocument = new TypedDocumentString(`
    subscription InterviewRoom($interviewId: ID!) {
  interviewRoom(interviewId: $interviewId) {
    ...RoomItem
    update
    cursor
    isHere
    present
  }
}
    fragment RoomItem on InterviewRoomEvent {
  kind
  sequence
  seat
  text
  at
  run {
    round
    language {
      id
      name
    }
    compiled
    compilerOutput
    cases {
      name
      verdict
      detail
      input
      expected
      stdout
      stderr
      cpuMs
      peakMemoryKb
    }
  }
}`) as unknown as TypedDocumentString<InterviewRoomSubscription, InterviewRoomSubscriptionVariables>;
export const SendInterviewUpdateDocument = new TypedDocumentString(`
    mutation SendInterviewUpdate($input: SendInterviewUpdateInput!) {
  sendInterviewUpdate(input: $input) {
    sequence
  }
}
    `) as unknown as TypedDocumentString<SendInterviewUpdateMutation, SendInterviewUpdateMutationVariables>;
export const SendInterviewMessageDocument = new TypedDocumentString(`
    mutation SendInterviewMessage($input: SendInterviewMessageInput!) {
  sendInterviewMessage(input: $input) {
    sequence
  }
}
    `) as unknown as TypedDocumentString<SendInterviewMessageMutation, SendInterviewMessageMutationVariables>;
export const MoveInterviewCursorDocument = new TypedDocumentString(`
    mutation MoveInterviewCursor($input: MoveInterviewCursorInput!) {
  moveInterviewCursor(input: $input) {
    sent
  }
}
    `) as unknown as TypedDocumentString<MoveInterviewCursorMutation, MoveInterviewCursorMutationVariables>;
export const RunInterviewCodeDocument = new TypedDocumentString(`
    mutation RunInterviewCode($input: RunInterviewCodeInput!) {
  runInterviewCode(input: $input) {
    sequence
  }
}
    `) as unknown as TypedDocumentString<RunInterviewCodeMutation, RunInterviewCodeMutationVariables>;
export const TracksDocument = new TypedDocumentString(`
    query Tracks($after: String) {
  tracks(first: 20, after: $after) {
    nodes {
      id
      slug
      title
      summary
      difficulty
      estimatedMinutes
      lessonCount
      progress {
        percent
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<TracksQuery, TracksQueryVariables>;
export const TrackPageDocument = new TypedDocumentString(`
    query TrackPage($slug: String!) {
  track(slug: $slug) {
    id
    slug
    title
    summary
    difficulty
    estimatedMinutes
    lessonCount
    locked
    text {
      description {
        html
      }
    }
    progress {
      percent
      completedLessons
      totalLessons
    }
    viewerEnrollment {
      id
      nextLesson {
        id
        title
      }
    }
    modules {
      id
      title
      summary
      lessons(asLearner: true) {
        id
        title
        estimatedMinutes
        progress {
          percent
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TrackPageQuery, TrackPageQueryVariables>;
export const EnrollDocument = new TypedDocumentString(`
    mutation Enroll($input: EnrollInput!) {
  enroll(input: $input) {
    enrollment {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EnrollMutation, EnrollMutationVariables>;
export const LessonPageDocument = new TypedDocumentString(`
    query LessonPage($id: ID!) {
  lesson(id: $id) {
    id
    title
    locked
    estimatedMinutes
    track {
      id
      slug
      title
      viewerEnrollment {
        id
      }
    }
    previous {
      id
      title
    }
    next {
      id
      title
    }
    progress {
      percent
      completedBlockKeys
    }
    content {
      title
      blocks {
        key
        kind
        markdown {
          html
        }
        code {
          source
          syntax
          runnable
          language {
            id
            slug
            name
          }
        }
        image {
          alt
          caption
          file {
            id
            fileName
            renditions {
              url
              width
              height
            }
          }
        }
        file {
          title
          file {
            id
            fileName
            renditions {
              url
              width
              height
            }
          }
        }
        video {
          title
          url
        }
        problem {
          problem {
            id
            slug
            title
            difficulty
            viewerStatus
          }
        }
        quiz {
          quiz {
            id
            slug
            title
            questionCount
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LessonPageQuery, LessonPageQueryVariables>;
export const CompleteBlockDocument = new TypedDocumentString(`
    mutation CompleteBlock($input: CompleteBlockInput!) {
  completeBlock(input: $input) {
    lesson {
      id
      progress {
        percent
        completedBlockKeys
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteBlockMutation, CompleteBlockMutationVariables>;
export const CompleteLessonDocument = new TypedDocumentString(`
    mutation CompleteLesson($input: CompleteLessonInput!) {
  completeLesson(input: $input) {
    lesson {
      id
      progress {
        percent
        completedBlockKeys
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteLessonMutation, CompleteLessonMutationVariables>;
export const QuizPageDocument = new TypedDocumentString(`
    query QuizPage($slug: String!) {
  quiz(slug: $slug) {
    id
    slug
    title
    questionCount
    timeLimitMs
    maxAttempts
    description {
      html
    }
  }
}
    `) as unknown as TypedDocumentString<QuizPageQuery, QuizPageQueryVariables>;
export const AttemptsDocument = new TypedDocumentString(`
    query Attempts($quizId: ID!) {
  myQuizAttempts(first: 10, quizId: $quizId) {
    nodes {
      id
      number
      status
      startedAt
      score
      maxScore
    }
  }
}
    `) as unknown as TypedDocumentString<AttemptsQuery, AttemptsQueryVariables>;
export const AttemptPageDocument = new TypedDocumentString(`
    query AttemptPage($id: ID!) {
  quizAttempt(id: $id) {
    ...Attempt
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}
fragment Attempt on QuizAttempt {
  id
  number
  status
  score
  maxScore
  remainingMs
  questions {
    ...AttemptQuestion
  }
}`) as unknown as TypedDocumentString<AttemptPageQuery, AttemptPageQueryVariables>;
export const StartAttemptDocument = new TypedDocumentString(`
    mutation StartAttempt($input: StartQuizAttemptInput!) {
  startQuizAttempt(input: $input) {
    attempt {
      ...Attempt
    }
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}
fragment Attempt on QuizAttempt {
  id
  number
  status
  score
  maxScore
  remainingMs
  questions {
    ...AttemptQuestion
  }
}`) as unknown as TypedDocumentString<StartAttemptMutation, StartAttemptMutationVariables>;
export const SaveAnswersDocument = new TypedDocumentString(`
    mutation SaveAnswers($input: SaveQuizAnswersInput!) {
  saveQuizAnswers(input: $input) {
    outdated
    attempt {
      id
      questions {
        position
        answerVersion
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SaveAnswersMutation, SaveAnswersMutationVariables>;
export const SubmitAttemptDocument = new TypedDocumentString(`
    mutation SubmitAttempt($input: SubmitQuizAttemptInput!) {
  submitQuizAttempt(input: $input) {
    attempt {
      ...Attempt
    }
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}
fragment Attempt on QuizAttempt {
  id
  number
  status
  score
  maxScore
  remainingMs
  questions {
    ...AttemptQuestion
  }
}`) as unknown as TypedDocumentString<SubmitAttemptMutation, SubmitAttemptMutationVariables>;
export const WatchAttemptDocument = new TypedDocumentString(`
    subscription WatchAttempt($id: ID!) {
  quizAttemptChanged(id: $id) {
    ...Attempt
  }
}
    fragment AttemptAnswer on QuizAnswer {
  selected
  value
  text
  number
  order
  matches {
    left
    right
  }
}
fragment AttemptQuestion on QuizAttemptQuestion {
  position
  section
  kind
  points
  prompt {
    html
  }
  options {
    key
    text {
      html
      source
    }
  }
  lefts {
    key
    text {
      html
      source
    }
  }
  language {
    id
    slug
    name
  }
  source
  stdin
  problem {
    id
    slug
    title
  }
  answer {
    ...AttemptAnswer
  }
  answerVersion
  solution {
    share
    points
    accepted
    feedback {
      html
    }
    comment {
      html
    }
    explanation {
      html
    }
    correct {
      ...AttemptAnswer
    }
  }
}
fragment Attempt on QuizAttempt {
  id
  number
  status
  score
  maxScore
  remainingMs
  questions {
    ...AttemptQuestion
  }
}`) as unknown as TypedDocumentString<WatchAttemptSubscription, WatchAttemptSubscriptionVariables>;
export const NotificationsDocument = new TypedDocumentString(`
    query Notifications($after: String) {
  notifications(first: 20, after: $after) {
    nodes {
      ...NotificationParts
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment NotificationParts on Notification {
  id
  kind
  title
  body
  createdAt
  readAt
  subject {
    __typename
    ... on Announcement {
      id
      bodyMarkdown {
        html
      }
    }
    ... on Certificate {
      id
      url
    }
    ... on DataExport {
      id
      status
      expiresAt
    }
    ... on Submission {
      id
    }
    ... on PlanSubscription {
      id
    }
    ... on Entitlement {
      id
    }
    ... on Organization {
      id
    }
    ... on Interview {
      id
    }
    ... on AssessmentInvitation {
      id
    }
    ... on GroupHint {
      id
      body {
        html
      }
      viewerSubmissionIds
    }
    ... on LineComment {
      id
      submissionId
      lineFrom
      lineTo
      body {
        html
      }
    }
  }
}`) as unknown as TypedDocumentString<NotificationsQuery, NotificationsQueryVariables>;
export const NotificationPageDocument = new TypedDocumentString(`
    query NotificationPage($id: ID!) {
  node(id: $id) {
    __typename
    ... on Notification {
      ...NotificationParts
    }
  }
}
    fragment NotificationParts on Notification {
  id
  kind
  title
  body
  createdAt
  readAt
  subject {
    __typename
    ... on Announcement {
      id
      bodyMarkdown {
        html
      }
    }
    ... on Certificate {
      id
      url
    }
    ... on DataExport {
      id
      status
      expiresAt
    }
    ... on Submission {
      id
    }
    ... on PlanSubscription {
      id
    }
    ... on Entitlement {
      id
    }
    ... on Organization {
      id
    }
    ... on Interview {
      id
    }
    ... on AssessmentInvitation {
      id
    }
    ... on GroupHint {
      id
      body {
        html
      }
      viewerSubmissionIds
    }
    ... on LineComment {
      id
      submissionId
      lineFrom
      lineTo
      body {
        html
      }
    }
  }
}`) as unknown as TypedDocumentString<NotificationPageQuery, NotificationPageQueryVariables>;
export const MarkReadDocument = new TypedDocumentString(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    unreadCount
  }
}
    `) as unknown as TypedDocumentString<MarkReadMutation, MarkReadMutationVariables>;
export const WatchNotificationsDocument = new TypedDocumentString(`
    subscription WatchNotifications {
  notificationReceived {
    unreadCount
    notification {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<WatchNotificationsSubscription, WatchNotificationsSubscriptionVariables>;
export const ExportLinkDocument = new TypedDocumentString(`
    mutation ExportLink($input: CreateDataExportLinkInput!) {
  createDataExportLink(input: $input) {
    url
  }
}
    `) as unknown as TypedDocumentString<ExportLinkMutation, ExportLinkMutationVariables>;
export const InvitationsDocument = new TypedDocumentString(`
    query Invitations($after: String) {
  myOrganizationOffers(first: 20, after: $after) {
    nodes {
      invitationId
      organizationName
      organizationSlug
      role
      expiresAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<InvitationsQuery, InvitationsQueryVariables>;
export const MembershipsDocument = new TypedDocumentString(`
    query Memberships($after: String) {
  myOrganizations(first: 20, after: $after) {
    nodes {
      id
      name
      slug
      viewerRole
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<MembershipsQuery, MembershipsQueryVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($input: AcceptOrganizationInvitationInput!) {
  acceptOrganizationInvitation(input: $input) {
    organization {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const DeclineInvitationDocument = new TypedDocumentString(`
    mutation DeclineInvitation($input: DeclineOrganizationInvitationInput!) {
  declineOrganizationInvitation(input: $input) {
    deletedId
  }
}
    `) as unknown as TypedDocumentString<DeclineInvitationMutation, DeclineInvitationMutationVariables>;
export const JoinDocument = new TypedDocumentString(`
    mutation Join($input: JoinOrganizationInput!) {
  joinOrganization(input: $input) {
    organization {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<JoinMutation, JoinMutationVariables>;
export const CatalogDocument = new TypedDocumentString(`
    query Catalog($filter: ProblemFilter, $search: String, $orderBy: ProblemOrder, $after: String) {
  problems(
    first: 20
    after: $after
    filter: $filter
    search: $search
    orderBy: $orderBy
  ) {
    nodes {
      id
      slug
      title
      difficulty
      acceptanceRate
      locked
      viewerStatus
      topics {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogQuery, CatalogQueryVariables>;
export const FacetsDocument = new TypedDocumentString(`
    query Facets($filter: ProblemFilter, $search: String) {
  problemFacets(filter: $filter, search: $search) {
    total
    difficulties {
      difficulty
      count
    }
    topics {
      topic {
        id
        slug
        name
      }
      count
    }
    viewerStatuses {
      viewerStatus
      count
    }
  }
}
    `) as unknown as TypedDocumentString<FacetsQuery, FacetsQueryVariables>;
export const ProblemPageDocument = new TypedDocumentString(`
    query ProblemPage($slug: String!) {
  problem(slug: $slug) {
    id
    slug
    title
    difficulty
    locked
    interactive
    viewerStatus
    acceptanceRate
    timeLimitMs
    memoryLimitKb
    testCount
    statementMarkdown {
      html
    }
    constraintsMarkdown {
      html
    }
    hintsMarkdown {
      html
    }
    samples {
      name
      input
      output
      explanationMarkdown {
        html
      }
    }
    starterCodes {
      language {
        id
        slug
        name
        version
      }
      source
    }
    includedFiles {
      language {
        id
        slug
      }
      files {
        name
        content
      }
    }
    topics {
      id
      name
      slug
    }
    nextProblem {
      slug
      title
    }
  }
}
    `) as unknown as TypedDocumentString<ProblemPageQuery, ProblemPageQueryVariables>;
export const RunCodeDocument = new TypedDocumentString(`
    mutation RunCode($input: RunCodeInput!) {
  runCode(input: $input) {
    compiled
    compilerOutput
    diagnostics {
      line
      column
      severity
      message
    }
    cases {
      name
      verdict
      detail
      input
      expected
      stdout
      stderr
      cpuMs
      peakMemoryKb
    }
  }
}
    `) as unknown as TypedDocumentString<RunCodeMutation, RunCodeMutationVariables>;
export const SubmitCodeDocument = new TypedDocumentString(`
    mutation SubmitCode($input: SubmitCodeInput!) {
  submitCode(input: $input) {
    submission {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitCodeMutation, SubmitCodeMutationVariables>;
export const WatchDocument = new TypedDocumentString(`
    subscription Watch($id: ID!) {
  submissionStatus(submissionId: $id) {
    attempt
    sequence
    status
    submission {
      id
      judgement {
        ...LiveJudgement
      }
    }
  }
}
    fragment LiveJudgement on Judgement {
  id
  attempt
  status
  verdict
  detail
  compilerOutput
  cpuMs
  peakMemoryKb
  score
  maxScore
  testsFinished
  testsPassed
  testsTotal
  skippedTests
  tests {
    index
    verdict
    cpuMs
    peakMemoryKb
    detail
  }
}`) as unknown as TypedDocumentString<WatchSubscription, WatchSubscriptionVariables>;
export const SubmissionPageDocument = new TypedDocumentString(`
    query SubmissionPage($id: ID!) {
  submission(id: $id) {
    id
    createdAt
    source
    language {
      id
      slug
      name
    }
    problem {
      id
      slug
      title
    }
    judgement {
      ...LiveJudgement
      queuePosition
      estimatedWaitMs
      tests {
        sample {
          input
          expected
          actual
          stderr
        }
      }
      failedTest {
        test
        input
        expected
        actual
        stderr
      }
      standing {
        solutionCount
        cpuPercentile
        memoryPercentile
        cpuHistogramMs {
          from
          to
          count
        }
        memoryHistogramKb {
          from
          to
          count
        }
      }
    }
  }
}
    fragment LiveJudgement on Judgement {
  id
  attempt
  status
  verdict
  detail
  compilerOutput
  cpuMs
  peakMemoryKb
  score
  maxScore
  testsFinished
  testsPassed
  testsTotal
  skippedTests
  tests {
    index
    verdict
    cpuMs
    peakMemoryKb
    detail
  }
}`) as unknown as TypedDocumentString<SubmissionPageQuery, SubmissionPageQueryVariables>;
export const HistoryDocument = new TypedDocumentString(`
    query History($filter: SubmissionFilter, $after: String) {
  submissions(first: 20, filter: $filter, after: $after) {
    nodes {
      id
      createdAt
      language {
        id
        name
      }
      problem {
        id
        slug
        title
      }
      judgement {
        id
        status
        verdict
        cpuMs
        peakMemoryKb
        testsPassed
        testsTotal
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<HistoryQuery, HistoryQueryVariables>;
export const ShopDocument = new TypedDocumentString(`
    query Shop {
  products(first: 20) {
    nodes {
      id
      slug
      title
      kind
      durationDays
      available
      remaining
      description {
        html
      }
      prices {
        id
        amount {
          currency
        }
        total {
          amountMinor
          currency
          formatted
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ShopQuery, ShopQueryVariables>;
export const OwnedDocument = new TypedDocumentString(`
    query Owned {
  myEntitlements(first: 20, active: true) {
    nodes {
      id
      key
      quantity
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<OwnedQuery, OwnedQueryVariables>;
export const OrderPreviewDocument = new TypedDocumentString(`
    query OrderPreview($input: OrderPreviewInput!) {
  orderPreview(input: $input) {
    discount {
      formatted
    }
    total {
      formatted
    }
  }
}
    `) as unknown as TypedDocumentString<OrderPreviewQuery, OrderPreviewQueryVariables>;
export const PlaceOrderDocument = new TypedDocumentString(`
    mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const CancelOrderDocument = new TypedDocumentString(`
    mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($after: String) {
  myOrders(first: 20, after: $after) {
    nodes {
      id
      status
      createdAt
      total {
        formatted
      }
      lines {
        title
        quantity
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const OrderPageDocument = new TypedDocumentString(`
    query OrderPage($id: ID!) {
  order(id: $id) {
    ...LiveOrder
  }
}
    fragment LiveOrder on Order {
  id
  status
  revision
  reason
  cancellable
  createdAt
  expiresAt
  discountCode
  discount {
    amountMinor
    formatted
  }
  total {
    formatted
  }
  tax {
    formatted
  }
  lines {
    title
    quantity
    total {
      formatted
    }
  }
  history {
    status
    at
  }
  payment {
    state
    redirectUrl
  }
}`) as unknown as TypedDocumentString<OrderPageQuery, OrderPageQueryVariables>;
export const WatchOrderDocument = new TypedDocumentString(`
    subscription WatchOrder($id: ID!) {
  orderStatus(orderId: $id) {
    ...LiveOrder
  }
}
    fragment LiveOrder on Order {
  id
  status
  revision
  reason
  cancellable
  createdAt
  expiresAt
  discountCode
  discount {
    amountMinor
    formatted
  }
  total {
    formatted
  }
  tax {
    formatted
  }
  lines {
    title
    quantity
    total {
      formatted
    }
  }
  history {
    status
    at
  }
  payment {
    state
    redirectUrl
  }
}`) as unknown as TypedDocumentString<WatchOrderSubscription, WatchOrderSubscriptionVariables>;