import { Migration } from "@mikro-orm/migrations";

export class Migration20261121100000 extends Migration {
  async up() {
    // array_to_string is not immutable, as elements of other types print by settings; text does not, and a generated column asks for immutable.
    this.addSql(`create function tags_text(tags text[]) returns text language sql immutable strict parallel safe return array_to_string(tags, ' ');`);
    this.addSql(`create table "outbox" ("id" uuid not null, "event" text not null, "payload" jsonb not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "outbox_created_at_index" on "outbox" ("created_at");`);
    this.addSql(`create table "topics" ("id" uuid not null, "slug" text not null, "name" text not null, "icon" text not null, "description" text not null, "parent_id" uuid null, "position" int not null default 0, primary key ("id"));`);
    this.addSql(`alter table "topics" add constraint "topics_slug_unique" unique ("slug");`);
    this.addSql(`create index "topics_parent_id_index" on "topics" ("parent_id");`);
    this.addSql(`create table "users" ("id" uuid not null, "email" text not null, "username" text not null, "display_name" text not null, "password_hash" text not null, "role" text not null default 'LEARNER', "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "users" add constraint "users_email_unique" unique ("email");`);
    this.addSql(`alter table "users" add constraint "users_username_unique" unique ("username");`);
    this.addSql(`create table "role_requests" ("id" uuid not null, "user_id" uuid not null, "role" text not null, "reason" text not null default '', "status" text not null default 'PENDING', "decided_by_id" uuid null, "decided_at" timestamptz(3) null, "comment" text not null default '', "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create unique index role_requests_one_pending on role_requests (user_id) where status = 'PENDING';`);
    this.addSql(`create index "role_requests_user_index" on "role_requests" ("user_id", "id");`);
    this.addSql(`create table "problems" ("id" uuid not null, "slug" text not null, "title" text not null, "statement" text not null, "explanation" text not null default '', "difficulty" text not null, "tags" text[] not null, "hints" text[] not null, "time_limit_ms" int not null default 1000, "memory_limit_kb" int not null default 262144, "language_limits" jsonb not null, "checker" text not null default 'tokens', "status" text not null default 'DRAFT', "author_id" uuid not null, "test_set_id" uuid null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), "published_at" timestamptz(3) null, "search" tsvector generated always as (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', tags_text(tags)), 'B') || setweight(to_tsvector('english', statement), 'C')) stored null, primary key ("id"));`);
    this.addSql(`alter table "problems" add constraint "problems_slug_unique" unique ("slug");`);
    this.addSql(`create index "problems_author_id_index" on "problems" ("author_id");`);
    this.addSql(`create index problems_tags_index on problems using gin (tags);`);
    this.addSql(`create index problems_search_index on problems using gin (search);`);
    this.addSql(`create index problems_newest_index on problems (status, coalesce(published_at, created_at) desc, id desc);`);
    this.addSql(`create table "test_sets" ("id" uuid not null, "problem_id" uuid not null, "version" int not null, "sha256" text not null, "test_count" int not null, "size_bytes" int not null, "samples" jsonb not null, "tests" jsonb not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "test_sets" add constraint "test_sets_problem_version_unique" unique ("problem_id", "version");`);
    this.addSql(`create table "submissions" ("id" uuid not null, "user_id" uuid not null, "problem_id" uuid not null, "language" text not null, "source" text not null, "source_bytes" int not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "submissions_problem_index" on "submissions" ("problem_id", "id");`);
    this.addSql(`create index "submissions_user_index" on "submissions" ("user_id", "id");`);
    this.addSql(`create table "judgements" ("id" uuid not null, "submission_id" uuid not null, "test_set_id" uuid not null, "status" text not null default 'QUEUED', "verdict" text null, "attempt" int not null default 0, "system_failures" int not null default 0, "lease_expires_at" timestamptz(3) null, "worker_id" text null, "queued_at" timestamptz(3) not null default now(), "started_at" timestamptz(3) null, "finished_at" timestamptz(3) null, "detail" text null, "compiler_output" text null, "tests_total" int not null default 0, "tests_passed" int not null default 0, "cpu_ms" int null, "wall_ms" int null, "peak_memory_kb" int null, "tests" jsonb not null, primary key ("id"));`);
    this.addSql(`create index judgements_unfinished_index on judgements (queued_at) where status <> 'FINISHED';`);
    this.addSql(`create index "judgements_submission_index" on "judgements" ("submission_id", "id");`);
    this.addSql(`create table "seeded_problems" ("problem_id" uuid not null, "folder_sha256" text not null, "problem_updated_at" timestamptz(3) not null, primary key ("problem_id"));`);
    this.addSql(`create table "problem_viewer_status" ("user_id" uuid not null, "problem_id" uuid not null, "solved" boolean not null, primary key ("user_id", "problem_id"));`);
    this.addSql(`create table "problem_stats" ("problem_id" uuid not null, "submissions" int not null default 0, "accepted" int not null default 0, primary key ("problem_id"));`);
    this.addSql(`create table "problem_attempts" ("submission_id" uuid not null, "judgement_id" uuid not null, "user_id" uuid not null, "problem_id" uuid not null, "accepted" boolean not null, primary key ("submission_id"));`);
    this.addSql(`create index "problem_attempts_problem_id_index" on "problem_attempts" ("problem_id");`);
    this.addSql(`create index "problem_attempts_user_index" on "problem_attempts" ("user_id", "problem_id");`);
    this.addSql(`create table "problem_topics" ("problem_id" uuid not null, "topic_id" uuid not null, primary key ("problem_id", "topic_id"));`);
    // The primary key serves problem to topics; this one serves topic to problems.
    this.addSql(`create index "problem_topics_topic_id_index" on "problem_topics" ("topic_id");`);
    this.addSql(`alter table "topics" add constraint "topics_parent_id_foreign" foreign key ("parent_id") references "topics" ("id") on delete restrict;`);
    this.addSql(`alter table "role_requests" add constraint "role_requests_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "role_requests" add constraint "role_requests_decided_by_id_foreign" foreign key ("decided_by_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "problems" add constraint "problems_author_id_foreign" foreign key ("author_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "problems" add constraint "problems_test_set_id_foreign" foreign key ("test_set_id") references "test_sets" ("id") on delete set null;`);
    this.addSql(`alter table "test_sets" add constraint "test_sets_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "submissions" add constraint "submissions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "submissions" add constraint "submissions_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete restrict;`);
    this.addSql(`alter table "judgements" add constraint "judgements_submission_id_foreign" foreign key ("submission_id") references "submissions" ("id") on delete cascade;`);
    this.addSql(`alter table "judgements" add constraint "judgements_test_set_id_foreign" foreign key ("test_set_id") references "test_sets" ("id") on delete restrict;`);
    this.addSql(`alter table "seeded_problems" add constraint "seeded_problems_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "problem_viewer_status" add constraint "problem_viewer_status_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "problem_viewer_status" add constraint "problem_viewer_status_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "problem_stats" add constraint "problem_stats_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "problem_attempts" add constraint "problem_attempts_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "problem_attempts" add constraint "problem_attempts_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "problem_topics" add constraint "problem_topics_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "problem_topics" add constraint "problem_topics_topic_id_foreign" foreign key ("topic_id") references "topics" ("id") on update cascade on delete cascade;`);
  }

  async down() {
    this.addSql(`alter table "topics" drop constraint "topics_parent_id_foreign";`);
    this.addSql(`alter table "problem_topics" drop constraint "problem_topics_topic_id_foreign";`);
    this.addSql(`alter table "role_requests" drop constraint "role_requests_user_id_foreign";`);
    this.addSql(`alter table "role_requests" drop constraint "role_requests_decided_by_id_foreign";`);
    this.addSql(`alter table "problems" drop constraint "problems_author_id_foreign";`);
    this.addSql(`alter table "submissions" drop constraint "submissions_user_id_foreign";`);
    this.addSql(`alter table "problem_viewer_status" drop constraint "problem_viewer_status_user_id_foreign";`);
    this.addSql(`alter table "problem_attempts" drop constraint "problem_attempts_user_id_foreign";`);
    this.addSql(`alter table "test_sets" drop constraint "test_sets_problem_id_foreign";`);
    this.addSql(`alter table "submissions" drop constraint "submissions_problem_id_foreign";`);
    this.addSql(`alter table "seeded_problems" drop constraint "seeded_problems_problem_id_foreign";`);
    this.addSql(`alter table "problem_viewer_status" drop constraint "problem_viewer_status_problem_id_foreign";`);
    this.addSql(`alter table "problem_stats" drop constraint "problem_stats_problem_id_foreign";`);
    this.addSql(`alter table "problem_attempts" drop constraint "problem_attempts_problem_id_foreign";`);
    this.addSql(`alter table "problem_topics" drop constraint "problem_topics_problem_id_foreign";`);
    this.addSql(`alter table "problems" drop constraint "problems_test_set_id_foreign";`);
    this.addSql(`alter table "judgements" drop constraint "judgements_test_set_id_foreign";`);
    this.addSql(`alter table "judgements" drop constraint "judgements_submission_id_foreign";`);
    this.addSql(`drop table if exists "outbox" cascade;`);
    this.addSql(`drop table if exists "topics" cascade;`);
    this.addSql(`drop table if exists "users" cascade;`);
    this.addSql(`drop table if exists "role_requests" cascade;`);
    this.addSql(`drop table if exists "problems" cascade;`);
    this.addSql(`drop table if exists "test_sets" cascade;`);
    this.addSql(`drop table if exists "submissions" cascade;`);
    this.addSql(`drop table if exists "judgements" cascade;`);
    this.addSql(`drop table if exists "seeded_problems" cascade;`);
    this.addSql(`drop table if exists "problem_viewer_status" cascade;`);
    this.addSql(`drop table if exists "problem_stats" cascade;`);
    this.addSql(`drop table if exists "problem_attempts" cascade;`);
    this.addSql(`drop table if exists "problem_topics" cascade;`);
    this.addSql(`drop function tags_text;`);
  }
}
