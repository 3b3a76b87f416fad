import { Migration } from "@mikro-orm/migrations";

export class Migration20261124221451 extends Migration {
  async up() {
    this.addSql(`create table "push_subscriptions" ("id" uuid not null, "user_id" uuid not null, "endpoint" text not null, "p256dh" text not null, "auth" text not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "push_subscriptions" add constraint "push_subscriptions_endpoint_unique" unique ("endpoint");`);
    this.addSql(`create index "push_subscriptions_user_index" on "push_subscriptions" ("user_id", "id");`);
    this.addSql(`create table "notification_preferences" ("user_id" uuid not null, "kind" text not null, "channel" text not null, "enabled" boolean not null, primary key ("user_id", "kind", "channel"));`);
    this.addSql(`create table "notifications" ("id" uuid not null, "user_id" uuid not null, "kind" text not null, "event_id" uuid not null, "thread" text null, "channels" text[] not null, "data" jsonb not null, "subject_type" text null, "subject_id" uuid null, "created_at" timestamptz(3) not null default now(), "read_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "notifications_age_index" on "notifications" ("created_at");`);
    this.addSql(`create index notifications_unread_index on notifications (user_id, thread) where read_at is null;`);
    this.addSql(`create index notifications_list_index on notifications (user_id, id) where 'IN_APP' = any(channels);`);
    this.addSql(`alter table "notifications" add constraint "notifications_event_unique" unique ("user_id", "event_id");`);
    this.addSql(`create table "failed_mails" ("id" uuid not null, "mail_id" text not null, "kind" text not null, "event" jsonb not null, "user_id" uuid null, "attempts" int not null, "error" text not null, "failed_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "failed_mails" add constraint "failed_mails_mail_unique" unique ("mail_id");`);
    this.addSql(`create table "digest_schedules" ("user_id" uuid not null, "frequency" text not null, "period" date not null, "covered_until" timestamptz(3) not null default now(), primary key ("user_id"));`);
    this.addSql(`alter table "push_subscriptions" add constraint "push_subscriptions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "notification_preferences" add constraint "notification_preferences_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "notifications" add constraint "notifications_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "failed_mails" add constraint "failed_mails_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "digest_schedules" add constraint "digest_schedules_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
  }

  async down() {
    this.addSql(`drop table if exists "push_subscriptions" cascade;`);
    this.addSql(`drop table if exists "notification_preferences" cascade;`);
    this.addSql(`drop table if exists "notifications" cascade;`);
    this.addSql(`drop table if exists "failed_mails" cascade;`);
    this.addSql(`drop table if exists "digest_schedules" cascade;`);
  }
}
