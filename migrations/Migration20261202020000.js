import { Migration } from "@mikro-orm/migrations";

/** Requests to AI with their answers, consent, and notebooks. */
export class Migration20261202020000 extends Migration {
  async up() {
    this.addSql(`create table "organizations_without_ai" ("organization_id" uuid not null, "since" timestamptz(3) not null default now(), primary key ("organization_id"));`);
    this.addSql(`create table "notebooks" ("id" uuid not null, "user_id" uuid not null, "title" text not null, "text" text not null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "notebooks_user_index" on "notebooks" ("user_id", "id");`);
    this.addSql(`create table "ai_requests" ("id" uuid not null, "user_id" uuid not null, "kind" text not null, "subject_id" uuid null, "level" int null, "prompt" jsonb not null, "input_sha256" text not null, "prompt_version" int not null, "status" text not null default 'QUEUED', "failure" text null, "provider" text not null, "model" text not null, "is_model" boolean not null, "from_cache" boolean not null default false, "text" text not null default '', "answer" jsonb null, "pieces" int not null default 0, "prompt_tokens" int not null default 0, "completion_tokens" int not null default 0, "cost_micros" int not null default 0, "attempt" int not null default 0, "leased_until" timestamptz(3) null, "due_at" timestamptz(3) null, "failures" int not null default 0, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "ai_requests_created_index" on "ai_requests" ("created_at");`);
    this.addSql(`create index ai_requests_due_index on ai_requests (due_at) where due_at is not null;`);
    this.addSql(`create unique index ai_requests_running_unique on ai_requests (user_id, input_sha256) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create index ai_requests_content_index on ai_requests (input_sha256) where status = 'FINISHED' and not from_cache;`);
    this.addSql(`create index "ai_requests_subject_index" on "ai_requests" ("subject_id", "kind", "id");`);
    this.addSql(`create index "ai_requests_user_index" on "ai_requests" ("user_id", "id");`);
    this.addSql(`create table "ai_consents" ("user_id" uuid not null, "given_at" timestamptz(3) not null default now(), primary key ("user_id"));`);
    this.addSql(`alter table "organizations_without_ai" add constraint "organizations_without_ai_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "notebooks" add constraint "notebooks_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "notebooks" add constraint "notebooks_title_check" check (char_length(title) <= 200);`);
    this.addSql(`alter table "notebooks" add constraint "notebooks_text_check" check (char_length(text) <= 40000);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_level_check" check (level >= 1 and level <= 3);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_prompt_check" check (jsonb_typeof(prompt) = 'object'::text);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_input_sha256_check" check (char_length(input_sha256) <= 64);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_provider_check" check (char_length(provider) <= 255);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_model_check" check (char_length(model) <= 255);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_text_check" check (char_length(text) <= 60000);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_answer_check" check ((answer is not null) = (status = 'FINISHED'));`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_finished_at_check" check ((finished_at is not null) = (status in ('FINISHED', 'FAILED', 'CANCELLED')));`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_failed_check" check ((failure is not null) = (status = 'FAILED'));`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_kind_check" check ("kind" in ('REVIEW', 'HINT', 'EXPLANATION', 'SUMMARY', 'QUIZ_DRAFT', 'PATH', 'PROOFREADING'));`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_status_check" check ("status" in ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELLED'));`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_failure_check" check ("failure" in ('UNAVAILABLE', 'REFUSED', 'INCOMPLETE', 'INVALID_ANSWER', 'WITHHELD'));`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_prompt_version_check" check (prompt_version >= 0);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_pieces_check" check (pieces >= 0);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_prompt_tokens_check" check (prompt_tokens >= 0);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_completion_tokens_check" check (completion_tokens >= 0);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_cost_micros_check" check (cost_micros >= 0);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_attempt_check" check (attempt >= 0);`);
    this.addSql(`alter table "ai_requests" add constraint "ai_requests_failures_check" check (failures >= 0);`);
    this.addSql(`alter table "ai_consents" add constraint "ai_consents_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
  }

  async down() {
    this.addSql(`drop table if exists "organizations_without_ai" cascade;`);
    this.addSql(`drop table if exists "notebooks" cascade;`);
    this.addSql(`drop table if exists "ai_requests" cascade;`);
    this.addSql(`drop table if exists "ai_consents" cascade;`);
  }
}
