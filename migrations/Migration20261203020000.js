import { Migration } from "@mikro-orm/migrations";

/** Assessments: what authors write, candidates and their sittings, evidence; guests, and submissions that are set apart. */
export class Migration20261203020000 extends Migration {
  async up() {
    this.addSql(`create table "assessments" ("id" uuid not null, "owner_id" uuid not null, "organization_id" uuid null, "copy_of_id" uuid null, "title" text not null, "instructions" text not null default '', "status" text not null default 'DRAFT', "opens_at" timestamptz(3) null, "closes_at" timestamptz(3) null, "time_limit_ms" int not null, "feedback" text not null default 'NOTHING', "revision" int not null default 1, "released_at" timestamptz(3) null, "published_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "assessments_copy_of_id_index" on "assessments" ("copy_of_id");`);
    this.addSql(`create index assessments_organization_index on assessments (organization_id, id) where organization_id is not null;`);
    this.addSql(`create index "assessments_owner_index" on "assessments" ("owner_id", "id");`);
    this.addSql(`create table "assessment_item_problems" ("assessment_id" uuid not null, "position" int not null, "problem_id" uuid not null, "place" int not null, primary key ("assessment_id", "position", "problem_id"));`);
    this.addSql(`create index "assessment_item_problems_problem_id_index" on "assessment_item_problems" ("problem_id");`);
    this.addSql(`create table "assessment_items" ("assessment_id" uuid not null, "position" int not null, "section" text not null default '', "quiz_id" uuid null, "draw" int not null default 1, "points" int not null, primary key ("assessment_id", "position"));`);
    this.addSql(`create index "assessment_items_quiz_id_index" on "assessment_items" ("quiz_id");`);
    this.addSql(`create table "assessment_candidates" ("id" uuid not null, "assessment_id" uuid not null, "guest_id" uuid null, "account_id" uuid null, "email" text null, "name" text not null default '', "seed" text not null, "time_percent" int not null default 100, "break_ms" int not null default 0, "link_version" int not null default 1, "link_expires_at" timestamptz(3) not null, "invited_at" timestamptz(3) not null default now(), "revoked_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_guest_unique" unique ("guest_id");`);
    this.addSql(`create index "assessment_candidates_account_id_index" on "assessment_candidates" ("account_id");`);
    this.addSql(`create index "assessment_candidates_address_index" on "assessment_candidates" ("email");`);
    this.addSql(`create unique index assessment_candidates_account_unique on assessment_candidates (assessment_id, account_id) where account_id is not null;`);
    this.addSql(`create unique index assessment_candidates_email_unique on assessment_candidates (assessment_id, email) where email is not null;`);
    this.addSql(`create index "assessment_candidates_list_index" on "assessment_candidates" ("assessment_id", "id");`);
    this.addSql(`create table "assessment_sittings" ("id" uuid not null, "candidate_id" uuid not null, "status" text not null default 'OPEN', "started_at" timestamptz(3) not null default now(), "deadline_at" timestamptz(3) not null, "break_started_at" timestamptz(3) null, "break_left_ms" int not null default 0, "ended_at" timestamptz(3) null, "ended_by" text null, "drafts_pending" boolean not null default false, "checked_at" timestamptz(3) null, "score" double precision null, "max_score" int not null, "tree" jsonb null, "graded_at" timestamptz(3) null, "revision" int not null default 1, "signals_dropped" int not null default 0, primary key ("id"));`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_candidate_unique" unique ("candidate_id");`);
    this.addSql(`create index assessment_sittings_checked_index on assessment_sittings (checked_at) where status = 'FINISHED';`);
    this.addSql(`create index assessment_sittings_deadline_index on assessment_sittings (deadline_at) where status = 'OPEN';`);
    this.addSql(`create table "assessment_tasks" ("sitting_id" uuid not null, "position" int not null, "section" text not null default '', "problem_id" uuid null, "quiz_id" uuid null, "points" int not null, "earned" double precision null, "language" text null, "source" text null, "code_version" int not null default 0, "saved_at" timestamptz(3) null, primary key ("sitting_id", "position"));`);
    this.addSql(`create index "assessment_tasks_quiz_id_index" on "assessment_tasks" ("quiz_id");`);
    this.addSql(`create index "assessment_tasks_problem_index" on "assessment_tasks" ("problem_id", "sitting_id");`);
    this.addSql(`create table "assessment_similarities" ("first_id" uuid not null, "second_id" uuid not null, "problem_id" uuid not null, "share" double precision not null, "tokens" int not null, "computed_at" timestamptz(3) not null default now(), primary key ("first_id", "second_id", "problem_id"));`);
    this.addSql(`create index "assessment_similarities_second_id_index" on "assessment_similarities" ("second_id");`);
    this.addSql(`create index "assessment_similarities_problem_id_index" on "assessment_similarities" ("problem_id");`);
    this.addSql(`create table "assessment_signals" ("id" uuid not null, "sitting_id" uuid not null, "batch" text not null, "number" int not null, "kind" text not null, "task" int null, "chars" int null, "duration_ms" int null, "at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "assessment_signals_age_index" on "assessment_signals" ("at");`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_batch_unique" unique ("sitting_id", "batch", "number");`);
    this.addSql(`create table "assessment_code" ("submission_id" uuid not null, "sitting_id" uuid not null, "task" int not null, primary key ("submission_id"));`);
    this.addSql(`create index "assessment_code_task_index" on "assessment_code" ("sitting_id", "task");`);
    this.addSql(`create table "assessment_answers" ("sitting_id" uuid not null, "task" int not null, "position" int not null, "version_id" uuid not null, "section" text not null default '', "points" double precision not null, "shown" jsonb not null, "answer" jsonb null, "answer_version" int not null default 0, "answered_at" timestamptz(3) null, "outcome" jsonb null, primary key ("sitting_id", "task", "position"));`);
    this.addSql(`create index "assessment_answers_version_id_index" on "assessment_answers" ("version_id");`);
    this.addSql(`alter table "users" add "guest" boolean not null default false;`);
    this.addSql(`alter table "submissions" add "set_apart" boolean not null default false;`);
    this.addSql(`alter table "api_tokens" drop constraint "api_tokens_scopes_check";`);
    this.addSql(`alter table "api_tokens" add constraint "api_tokens_scopes_check" check (scopes <@ array['account:read'::text, 'submissions:read'::text, 'submissions:write'::text, 'problems:write'::text, 'admin'::text, 'candidate'::text]);`);
    this.addSql(`alter table "assessments" add constraint "assessments_owner_id_foreign" foreign key ("owner_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "assessments" add constraint "assessments_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete restrict;`);
    this.addSql(`alter table "assessments" add constraint "assessments_copy_of_id_foreign" foreign key ("copy_of_id") references "assessments" ("id") on delete set null;`);
    this.addSql(`alter table "assessments" add constraint "assessments_title_check" check (char_length(title) <= 200);`);
    this.addSql(`alter table "assessments" add constraint "assessments_instructions_check" check (char_length(instructions) <= 20000);`);
    this.addSql(`alter table "assessments" add constraint "assessments_time_limit_ms_check" check (time_limit_ms >= 60000 and time_limit_ms <= 86400000);`);
    this.addSql(`alter table "assessments" add constraint "assessments_revision_check" check (revision >= 1);`);
    this.addSql(`alter table "assessments" add constraint "assessments_window_check" check (closes_at > opens_at);`);
    this.addSql(`alter table "assessments" add constraint "assessments_status_check" check ("status" in ('DRAFT', 'PUBLISHED', 'ARCHIVED'));`);
    this.addSql(`alter table "assessments" add constraint "assessments_feedback_check" check ("feedback" in ('NOTHING', 'VERDICTS'));`);
    this.addSql(`alter table "assessment_item_problems" add constraint "assessment_item_problems_assessment_id_foreign" foreign key ("assessment_id") references "assessments" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_item_problems" add constraint "assessment_item_problems_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_item_problems" add constraint "assessment_item_problems_position_check" check (position >= 1 and position <= 50);`);
    this.addSql(`alter table "assessment_item_problems" add constraint "assessment_item_problems_place_check" check (place >= 1 and place <= 50);`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_assessment_id_foreign" foreign key ("assessment_id") references "assessments" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_quiz_id_foreign" foreign key ("quiz_id") references "quizzes" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_position_check" check (position >= 1 and position <= 50);`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_section_check" check (char_length(section) <= 200);`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_draw_check" check (draw >= 1 and draw <= 20);`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_points_check" check (points >= 1 and points <= 1000);`);
    this.addSql(`alter table "assessment_items" add constraint "assessment_items_quiz_check" check (quiz_id is null or draw = 1);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_assessment_id_foreign" foreign key ("assessment_id") references "assessments" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_guest_id_foreign" foreign key ("guest_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_account_id_foreign" foreign key ("account_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_email_check" check (char_length(email) <= 254);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_name_check" check (char_length(name) <= 100);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_seed_check" check (char_length(seed) <= 64);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_time_percent_check" check (time_percent >= 100 and time_percent <= 400);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_break_ms_check" check (break_ms >= 0 and break_ms <= 14400000);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_link_version_check" check (link_version >= 1);`);
    this.addSql(`alter table "assessment_candidates" add constraint "assessment_candidates_known_check" check (num_nonnulls(email, account_id) = 1);`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_candidate_id_foreign" foreign key ("candidate_id") references "assessment_candidates" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_break_left_ms_check" check (break_left_ms >= 0 and break_left_ms <= 14400000);`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_ended_at_check" check ((ended_at is not null) = (status <> 'OPEN'));`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_tree_check" check (jsonb_typeof(tree) = 'object'::text);`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_graded_at_check" check ((graded_at is not null) = (status = 'GRADED'));`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_revision_check" check (revision >= 1);`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_signals_dropped_check" check (signals_dropped >= 0);`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_status_check" check ("status" in ('OPEN', 'FINISHED', 'GRADED'));`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_ended_by_check" check ("ended_by" in ('CANDIDATE', 'DEADLINE', 'AUTHOR'));`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_score_check" check (abs(score) = score);`);
    this.addSql(`alter table "assessment_sittings" add constraint "assessment_sittings_max_score_check" check (max_score >= 0);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_sitting_id_foreign" foreign key ("sitting_id") references "assessment_sittings" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_quiz_id_foreign" foreign key ("quiz_id") references "quizzes" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_position_check" check (position >= 1 and position <= 100);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_section_check" check (char_length(section) <= 200);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_points_check" check (points >= 1 and points <= 1000);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_language_check" check (char_length(language) <= 40);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_source_check" check (char_length(source) <= 200000);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_code_version_check" check (code_version >= 0);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_kind_check" check (num_nonnulls(problem_id, quiz_id) = 1);`);
    this.addSql(`alter table "assessment_tasks" add constraint "assessment_tasks_earned_check" check (abs(earned) = earned);`);
    this.addSql(`alter table "assessment_similarities" add constraint "assessment_similarities_first_id_foreign" foreign key ("first_id") references "assessment_sittings" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "assessment_similarities" add constraint "assessment_similarities_second_id_foreign" foreign key ("second_id") references "assessment_sittings" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "assessment_similarities" add constraint "assessment_similarities_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete restrict;`);
    this.addSql(`alter table "assessment_similarities" add constraint "assessment_similarities_second_id_check" check (second_id <> first_id);`);
    this.addSql(`alter table "assessment_similarities" add constraint "assessment_similarities_share_check" check (share * share <= share);`);
    this.addSql(`alter table "assessment_similarities" add constraint "assessment_similarities_tokens_check" check (tokens >= 0);`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_sitting_id_foreign" foreign key ("sitting_id") references "assessment_sittings" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_batch_check" check (char_length(batch) <= 64);`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_number_check" check (number >= 1 and number <= 100);`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_task_check" check (task >= 1 and task <= 100);`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_chars_check" check (chars >= 0 and chars <= 10000000);`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_duration_ms_check" check (duration_ms >= 0 and duration_ms <= 86400000);`);
    this.addSql(`alter table "assessment_signals" add constraint "assessment_signals_kind_check" check ("kind" in ('PASTE', 'FOCUS_LOST'));`);
    this.addSql(`alter table "assessment_code" add constraint "assessment_code_submission_id_foreign" foreign key ("submission_id") references "submissions" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "assessment_code" add constraint "assessment_code_sitting_id_foreign" foreign key ("sitting_id") references "assessment_sittings" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_code" add constraint "assessment_code_task_check" check (task >= 1 and task <= 100);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_sitting_id_foreign" foreign key ("sitting_id") references "assessment_sittings" ("id") on delete cascade;`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_version_id_foreign" foreign key ("version_id") references "question_versions" ("id") on delete restrict;`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_task_check" check (task >= 1 and task <= 100);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_position_check" check (position >= 1 and position <= 200);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_section_check" check (char_length(section) <= 200);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_answer_check" check (jsonb_typeof(answer) = 'object'::text);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_answer_version_check" check (answer_version >= 0);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_outcome_check" check (jsonb_typeof(outcome) = 'object'::text);`);
    this.addSql(`alter table "assessment_answers" add constraint "assessment_answers_points_check" check (abs(points) = points);`);

    // Figures leave out what is set apart.
    this.addSql(`create or replace function analytics_note_submission() returns trigger language plpgsql as $$
begin
  if (case when tg_op = 'DELETE' then old.set_apart else new.set_apart end) then return null; end if;
  if tg_op = 'DELETE' then
    insert into analytics_changes (kind, key) values ('SUBMISSION', old.id::text), ('DAY', (old.created_at at time zone 'UTC')::date::text);
  else
    insert into analytics_changes (kind, key) values ('SUBMISSION', new.id);
    insert into active_days (user_id, day) values (new.user_id, (new.created_at at time zone 'UTC')::date) on conflict do nothing;
  end if;
  return null;
end $$;`);
  }

  async down() {
    this.addSql(`create or replace function analytics_note_submission() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into analytics_changes (kind, key) values ('SUBMISSION', old.id::text), ('DAY', (old.created_at at time zone 'UTC')::date::text);
  else
    insert into analytics_changes (kind, key) values ('SUBMISSION', new.id);
    insert into active_days (user_id, day) values (new.user_id, (new.created_at at time zone 'UTC')::date) on conflict do nothing;
  end if;
  return null;
end $$;`);
    this.addSql(`alter table "assessments" drop constraint "assessments_copy_of_id_foreign";`);
    this.addSql(`alter table "assessment_item_problems" drop constraint "assessment_item_problems_assessment_id_foreign";`);
    this.addSql(`alter table "assessment_items" drop constraint "assessment_items_assessment_id_foreign";`);
    this.addSql(`alter table "assessment_candidates" drop constraint "assessment_candidates_assessment_id_foreign";`);
    this.addSql(`alter table "assessment_sittings" drop constraint "assessment_sittings_candidate_id_foreign";`);
    this.addSql(`alter table "assessment_tasks" drop constraint "assessment_tasks_sitting_id_foreign";`);
    this.addSql(`alter table "assessment_similarities" drop constraint "assessment_similarities_first_id_foreign";`);
    this.addSql(`alter table "assessment_similarities" drop constraint "assessment_similarities_second_id_foreign";`);
    this.addSql(`alter table "assessment_signals" drop constraint "assessment_signals_sitting_id_foreign";`);
    this.addSql(`alter table "assessment_code" drop constraint "assessment_code_sitting_id_foreign";`);
    this.addSql(`alter table "assessment_answers" drop constraint "assessment_answers_sitting_id_foreign";`);
    this.addSql(`drop table if exists "assessments" cascade;`);
    this.addSql(`drop table if exists "assessment_item_problems" cascade;`);
    this.addSql(`drop table if exists "assessment_items" cascade;`);
    this.addSql(`drop table if exists "assessment_candidates" cascade;`);
    this.addSql(`drop table if exists "assessment_sittings" cascade;`);
    this.addSql(`drop table if exists "assessment_tasks" cascade;`);
    this.addSql(`drop table if exists "assessment_similarities" cascade;`);
    this.addSql(`drop table if exists "assessment_signals" cascade;`);
    this.addSql(`drop table if exists "assessment_code" cascade;`);
    this.addSql(`drop table if exists "assessment_answers" cascade;`);
    this.addSql(`delete from api_tokens where 'candidate' = any(scopes);`);
    this.addSql(`alter table "api_tokens" drop constraint "api_tokens_scopes_check";`);
    this.addSql(`alter table "api_tokens" add constraint "api_tokens_scopes_check" check (scopes <@ array['account:read'::text, 'submissions:read'::text, 'submissions:write'::text, 'problems:write'::text, 'admin'::text]);`);
    this.addSql(`alter table "submissions" drop column "set_apart";`);
    this.addSql(`alter table "users" drop column "guest";`);
  }
}
