import { Migration } from "@mikro-orm/migrations";

export class Migration20261130010000 extends Migration {
  async up() {
    this.addSql(`create table "module_completions" ("user_id" uuid not null, "module_id" uuid not null, "completed_at" timestamptz(3) not null default now(), primary key ("user_id", "module_id"));`);
    this.addSql(`create index "module_completions_module_id_index" on "module_completions" ("module_id");`);
    this.addSql(`create table "follows" ("id" uuid not null, "follower_id" uuid not null, "followed_id" uuid not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "follows_followed_index" on "follows" ("followed_id", "id");`);
    this.addSql(`create index "follows_follower_index" on "follows" ("follower_id", "id");`);
    this.addSql(`alter table "follows" add constraint "follows_pair_unique" unique ("follower_id", "followed_id");`);
    this.addSql(`create table "activity_settings" ("user_id" uuid not null, "to_followers" boolean not null default false, "to_classmates" boolean not null default false, "to_everyone" boolean not null default false, "hidden_kinds" text[] not null, "recording" boolean not null default true, primary key ("user_id"));`);
    this.addSql(`create table "activities" ("id" uuid not null, "user_id" uuid not null, "kind" text not null, "cause_id" uuid not null, "subject_id" uuid null, "data" jsonb not null, "at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "activities_age_index" on "activities" ("at");`);
    this.addSql(`create index "activities_user_index" on "activities" ("user_id", "id");`);
    this.addSql(`alter table "activities" add constraint "activities_cause_unique" unique ("user_id", "kind", "cause_id");`);
    this.addSql(`create table "user_blocks" ("id" uuid not null, "blocker_id" uuid not null, "blocked_id" uuid not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "user_blocks_blocked_id_index" on "user_blocks" ("blocked_id");`);
    this.addSql(`create index "user_blocks_blocker_index" on "user_blocks" ("blocker_id", "id");`);
    this.addSql(`alter table "user_blocks" add constraint "user_blocks_pair_unique" unique ("blocker_id", "blocked_id");`);
    this.addSql(`alter table "module_completions" add constraint "module_completions_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "module_completions" add constraint "module_completions_module_id_foreign" foreign key ("module_id") references "track_modules" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "follows" add constraint "follows_follower_id_foreign" foreign key ("follower_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "follows" add constraint "follows_followed_id_foreign" foreign key ("followed_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "follows" add constraint "follows_followed_id_check" check (followed_id <> follower_id);`);
    this.addSql(`alter table "activity_settings" add constraint "activity_settings_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "activity_settings" add constraint "activity_settings_hidden_kinds_check" check (cardinality(hidden_kinds) <= 100);`);
    this.addSql(`alter table "activities" add constraint "activities_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "activities" add constraint "activities_kind_check" check (char_length(kind) <= 40);`);
    this.addSql(`alter table "activities" add constraint "activities_data_check" check (jsonb_typeof(data) = 'object'::text);`);
    this.addSql(`alter table "user_blocks" add constraint "user_blocks_blocker_id_foreign" foreign key ("blocker_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "user_blocks" add constraint "user_blocks_blocked_id_foreign" foreign key ("blocked_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "user_blocks" add constraint "user_blocks_blocked_id_check" check (blocked_id <> blocker_id);`);
    // Modules that were completed before completions were kept, so that they are not announced later. Without those that have assignments:
    // what counts of them is decided by the program, and they are announced once.
    this.addSql(`insert into module_completions (user_id, module_id, completed_at)
      select lp.user_id, l.module_id, max(lp.completed_at) from lesson_progress lp join lessons l on l.id = lp.lesson_id and l.status = 'PUBLISHED'
      where lp.completed_at is not null and not exists (select from assignments a where a.module_id = l.module_id)
      group by lp.user_id, l.module_id
      having count(*) = (select count(*) from lessons o where o.module_id = l.module_id and o.status = 'PUBLISHED');`);
  }

  async down() {
    this.addSql(`drop table if exists "module_completions" cascade;`);
    this.addSql(`drop table if exists "follows" cascade;`);
    this.addSql(`drop table if exists "activity_settings" cascade;`);
    this.addSql(`drop table if exists "activities" cascade;`);
    this.addSql(`drop table if exists "user_blocks" cascade;`);
  }
}
