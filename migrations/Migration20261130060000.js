import { Migration } from "@mikro-orm/migrations";

/** Regrade requests, comments on lines of work, groups of wrong answers with their hints. */
export class Migration20261130060000 extends Migration {
  async up() {
    this.addSql(`create table "regrade_requests" ("id" uuid not null, "assignment_id" uuid not null, "user_id" uuid not null, "status" text not null default 'OPEN', "reason" text not null, "answer" text not null default '', "before" int not null, "after" int null, "decided_by_id" uuid null, "created_at" timestamptz(3) not null default now(), "decided_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "regrade_requests_user_id_index" on "regrade_requests" ("user_id");`);
    this.addSql(`create index "regrade_requests_decided_by_id_index" on "regrade_requests" ("decided_by_id");`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_user_unique" unique ("assignment_id", "user_id");`);
    this.addSql(`create table "line_comments" ("id" uuid not null, "assignment_id" uuid not null, "submission_id" uuid null, "work_id" uuid null, "file_id" uuid null, "line_from" int not null, "line_to" int not null, "body" text not null, "draft" boolean not null, "author_id" uuid null, "version" int not null default 1, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), "deleted_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "line_comments_submission_id_index" on "line_comments" ("submission_id");`);
    this.addSql(`create index "line_comments_work_id_index" on "line_comments" ("work_id");`);
    this.addSql(`create index "line_comments_file_id_index" on "line_comments" ("file_id");`);
    this.addSql(`create index "line_comments_author_id_index" on "line_comments" ("author_id");`);
    this.addSql(`create index "line_comments_assignment_index" on "line_comments" ("assignment_id", "updated_at");`);
    this.addSql(`create table "line_comment_replies" ("id" uuid not null, "comment_id" uuid not null, "author_id" uuid not null, "body" text not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "line_comment_replies_author_id_index" on "line_comment_replies" ("author_id");`);
    this.addSql(`create index "line_comment_replies_comment_index" on "line_comment_replies" ("comment_id", "id");`);
    this.addSql(`create table "wrong_answer_groups" ("id" uuid not null, "assignment_id" uuid not null, "problem_id" uuid not null, "key" text not null, "verdict" text not null, "failed_tests" jsonb not null, "difference" text null, "shape" jsonb not null, "size" int not null default 0, "learner_count" int not null default 0, "created_at" timestamptz(3) not null default now(), "last_joined_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "wrong_answer_groups_problem_id_index" on "wrong_answer_groups" ("problem_id");`);
    this.addSql(`create index "wrong_answer_groups_joined_index" on "wrong_answer_groups" ("last_joined_at");`);
    this.addSql(`create index "wrong_answer_groups_largest_index" on "wrong_answer_groups" ("assignment_id", "learner_count", "id");`);
    this.addSql(`create index "wrong_answer_groups_key_index" on "wrong_answer_groups" ("assignment_id", "problem_id", "key");`);
    this.addSql(`create table "wrong_answers" ("submission_id" uuid not null, "assignment_id" uuid not null, "group_id" uuid not null, "user_id" uuid not null, "joined_at" timestamptz(3) not null default now(), primary key ("submission_id", "assignment_id"));`);
    this.addSql(`create index "wrong_answers_assignment_id_index" on "wrong_answers" ("assignment_id");`);
    this.addSql(`create index "wrong_answers_user_id_index" on "wrong_answers" ("user_id");`);
    this.addSql(`create index "wrong_answers_group_index" on "wrong_answers" ("group_id", "user_id");`);
    this.addSql(`create table "group_hints" ("id" uuid not null, "group_id" uuid not null, "body" text not null, "author_id" uuid null, "version" int not null default 1, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), "withdrawn_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "group_hints_author_id_index" on "group_hints" ("author_id");`);
    this.addSql(`alter table "group_hints" add constraint "group_hints_group_unique" unique ("group_id");`);
    this.addSql(`create table "group_hint_receipts" ("hint_id" uuid not null, "user_id" uuid not null, "received_at" timestamptz(3) not null default now(), primary key ("hint_id", "user_id"));`);
    this.addSql(`create index "group_hint_receipts_user_id_index" on "group_hint_receipts" ("user_id");`);
    this.addSql(`alter table "class_assignments" add "regrade_days" int null;`);
    this.addSql(`alter table "class_assignments" add constraint "class_assignments_regrade_days_check" check (regrade_days >= 1 and regrade_days <= 60);`);
    this.addSql(`create index "coursework_grades_computed_index" on "coursework_grades" ("assignment_id", "computed_at");`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_assignment_id_foreign" foreign key ("assignment_id") references "class_assignments" ("id") on delete cascade;`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_decided_by_id_foreign" foreign key ("decided_by_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_reason_check" check (char_length(reason) <= 5000);`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_answer_check" check (char_length(answer) <= 5000);`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_before_check" check (before >= 0);`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_after_check" check ((after is not null) = (status = 'ACCEPTED' and (after is null or after >= 0)));`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_decided_at_check" check ((decided_at is not null) = (status <> 'OPEN'));`);
    this.addSql(`alter table "regrade_requests" add constraint "regrade_requests_status_check" check ("status" in ('OPEN', 'ACCEPTED', 'DECLINED'));`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_assignment_id_foreign" foreign key ("assignment_id") references "class_assignments" ("id") on delete cascade;`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_submission_id_foreign" foreign key ("submission_id") references "submissions" ("id") on delete cascade;`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_work_id_foreign" foreign key ("work_id") references "coursework_submissions" ("id") on delete cascade;`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_file_id_foreign" foreign key ("file_id") references "files" ("id") on delete cascade;`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_author_id_foreign" foreign key ("author_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_work_id_check" check ((work_id is not null) = (submission_id is null));`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_line_from_check" check (line_from >= 1 and line_from <= 1000000 and (line_from <= line_to));`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_body_check" check (char_length(body) <= 5000);`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_version_check" check (version >= 1);`);
    this.addSql(`alter table "line_comments" add constraint "line_comments_line_to_check" check (line_to >= 0);`);
    this.addSql(`alter table "line_comment_replies" add constraint "line_comment_replies_comment_id_foreign" foreign key ("comment_id") references "line_comments" ("id") on delete cascade;`);
    this.addSql(`alter table "line_comment_replies" add constraint "line_comment_replies_author_id_foreign" foreign key ("author_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "line_comment_replies" add constraint "line_comment_replies_body_check" check (char_length(body) <= 2000);`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_assignment_id_foreign" foreign key ("assignment_id") references "class_assignments" ("id") on delete cascade;`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete restrict;`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_key_check" check (char_length(key) <= 64);`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_verdict_check" check ("verdict" in ('WRONG_ANSWER', 'TIME_LIMIT_EXCEEDED', 'MEMORY_LIMIT_EXCEEDED', 'OUTPUT_LIMIT_EXCEEDED', 'RUNTIME_ERROR', 'COMPILATION_ERROR', 'REJECTED'));`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_difference_check" check ("difference" in ('MISSING', 'EXTRA', 'FORMAT', 'OFF_BY_ONE', 'VALUE'));`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_size_check" check (size >= 0);`);
    this.addSql(`alter table "wrong_answer_groups" add constraint "wrong_answer_groups_learner_count_check" check (learner_count >= 0);`);
    this.addSql(`alter table "wrong_answers" add constraint "wrong_answers_submission_id_foreign" foreign key ("submission_id") references "submissions" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "wrong_answers" add constraint "wrong_answers_assignment_id_foreign" foreign key ("assignment_id") references "class_assignments" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "wrong_answers" add constraint "wrong_answers_group_id_foreign" foreign key ("group_id") references "wrong_answer_groups" ("id") on delete cascade;`);
    this.addSql(`alter table "wrong_answers" add constraint "wrong_answers_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "group_hints" add constraint "group_hints_group_id_foreign" foreign key ("group_id") references "wrong_answer_groups" ("id") on delete cascade;`);
    this.addSql(`alter table "group_hints" add constraint "group_hints_author_id_foreign" foreign key ("author_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "group_hints" add constraint "group_hints_body_check" check (char_length(body) <= 5000);`);
    this.addSql(`alter table "group_hints" add constraint "group_hints_version_check" check (version >= 1);`);
    this.addSql(`alter table "group_hint_receipts" add constraint "group_hint_receipts_hint_id_foreign" foreign key ("hint_id") references "group_hints" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "group_hint_receipts" add constraint "group_hint_receipts_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
  }

  async down() {
    this.addSql(`alter table "line_comment_replies" drop constraint "line_comment_replies_comment_id_foreign";`);
    this.addSql(`alter table "wrong_answers" drop constraint "wrong_answers_group_id_foreign";`);
    this.addSql(`alter table "group_hints" drop constraint "group_hints_group_id_foreign";`);
    this.addSql(`alter table "group_hint_receipts" drop constraint "group_hint_receipts_hint_id_foreign";`);
    this.addSql(`drop table if exists "regrade_requests" cascade;`);
    this.addSql(`drop table if exists "line_comments" cascade;`);
    this.addSql(`drop table if exists "line_comment_replies" cascade;`);
    this.addSql(`drop table if exists "wrong_answer_groups" cascade;`);
    this.addSql(`drop table if exists "wrong_answers" cascade;`);
    this.addSql(`drop table if exists "group_hints" cascade;`);
    this.addSql(`drop table if exists "group_hint_receipts" cascade;`);
    this.addSql(`alter table "class_assignments" drop constraint "class_assignments_regrade_days_check";`);
    this.addSql(`alter table "class_assignments" drop column "regrade_days";`);
    this.addSql(`drop index "coursework_grades_computed_index";`);
  }
}
