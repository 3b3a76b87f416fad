import { Migration } from "@mikro-orm/migrations";

export class Migration20261125003742 extends Migration {
  async up() {
    this.addSql(`create table "announcements" ("id" uuid not null, "title" text not null, "body" text not null default '', "level" text not null default 'INFO', "roles" text[] null, "starts_at" timestamptz(3) not null default now(), "ends_at" timestamptz(3) null, "notify" boolean not null default false, "notified_at" timestamptz(3) null, "withdrawn_at" timestamptz(3) null, "revision" int not null default 1, "created_by_id" uuid not null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index announcements_unnotified_index on announcements (starts_at) where notify and notified_at is null and withdrawn_at is null;`);
    this.addSql(`create index announcements_shown_index on announcements (starts_at) where withdrawn_at is null;`);
    this.addSql(`create table "daily_statistics" ("day" date not null, "figures" jsonb not null, "computed_at" timestamptz(3) not null default now(), primary key ("day"));`);
    this.addSql(`create table "failed_jobs" ("id" uuid not null, "queue" text not null, "job_id" text not null, "payload" jsonb not null, "attempts" int not null, "error" text not null, "failed_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "failed_jobs_age_index" on "failed_jobs" ("failed_at");`);
    this.addSql(`create index "failed_jobs_list_index" on "failed_jobs" ("queue", "id");`);
    this.addSql(`alter table "failed_jobs" add constraint "failed_jobs_job_unique" unique ("queue", "job_id");`);
    this.addSql(`create table "feature_flags" ("id" uuid not null, "name" text not null, "description" text not null default '', "enabled" boolean not null default false, "rollout_percent" int not null default 100, "roles" text[] null, "revision" int not null default 1, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "feature_flags" add constraint "feature_flags_name_unique" unique ("name");`);
    this.addSql(`create table "retention_runs" ("day" date not null, "removed" jsonb not null, "finished_at" timestamptz(3) not null default now(), primary key ("day"));`);
    this.addSql(`create table "system_settings" ("name" text not null, "value" jsonb null, "revision" int not null, "changed_at" timestamptz(3) not null default now(), "changed_by_id" uuid not null, primary key ("name"));`);
    this.addSql(`create table "announcement_dismissals" ("announcement_id" uuid not null, "user_id" uuid not null, primary key ("announcement_id", "user_id"));`);
    this.addSql(`create index "announcement_dismissals_user_id_index" on "announcement_dismissals" ("user_id");`);
    this.addSql(`alter table "judgements" add "requested_by_id" uuid null;`);
    this.addSql(`alter table "announcement_dismissals" add constraint "announcement_dismissals_announcement_id_foreign" foreign key ("announcement_id") references "announcements" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "announcement_dismissals" add constraint "announcement_dismissals_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
  }

  async down() {
    this.addSql(`alter table "announcement_dismissals" drop constraint "announcement_dismissals_announcement_id_foreign";`);
    this.addSql(`drop table if exists "announcements" cascade;`);
    this.addSql(`drop table if exists "daily_statistics" cascade;`);
    this.addSql(`drop table if exists "failed_jobs" cascade;`);
    this.addSql(`drop table if exists "feature_flags" cascade;`);
    this.addSql(`drop table if exists "retention_runs" cascade;`);
    this.addSql(`drop table if exists "system_settings" cascade;`);
    this.addSql(`drop table if exists "announcement_dismissals" cascade;`);
    this.addSql(`alter table "judgements" drop column "requested_by_id";`);
  }
}
