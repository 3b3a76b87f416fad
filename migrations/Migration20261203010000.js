import { Migration } from "@mikro-orm/migrations";

/** Interviews: availability, hosts, requests, interviews with participants, rooms with their events, calendar feeds. */
export class Migration20261203010000 extends Migration {
  async up() {
    this.addSql(`create table "interview_hosts" ("user_id" uuid not null, "headline" text not null default '', "minutes" int not null, "notice_hours" int not null, "is_open" boolean not null, "created_at" timestamptz(3) not null default now(), primary key ("user_id"));`);
    this.addSql(`create table "interview_feeds" ("user_id" uuid not null, "token_digest" text not null, "created_at" timestamptz(3) not null default now(), "read_at" timestamptz(3) null, primary key ("user_id"));`);
    this.addSql(`alter table "interview_feeds" add constraint "interview_feeds_token_unique" unique ("token_digest");`);
    this.addSql(`create table "interview_availability" ("id" uuid not null, "user_id" uuid not null, "local" text not null, "zone" text not null, "minutes" int not null, "rule" text null, "exceptions" text[] not null, "ends_at" timestamptz(3) not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "interview_availability_user_index" on "interview_availability" ("user_id", "id");`);
    this.addSql(`create table "interviews" ("id" uuid not null, "kind" text not null, "status" text not null default 'PROPOSED', "sequence" int not null default 0, "starts_at" timestamptz(3) not null, "minutes" int not null, "confirm_by" timestamptz(3) not null, "language" text null, "first_problem_id" uuid null, "second_problem_id" uuid null, "match" jsonb null, "invited_at" timestamptz(3) null, "cancelled_at" timestamptz(3) null, "cancelled_by_id" uuid null, "cancel_reason" text not null default '', "is_late" boolean not null default false, "day_reminder_for" timestamptz(3) null, "hour_reminder_for" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "interviews_first_problem_id_index" on "interviews" ("first_problem_id");`);
    this.addSql(`create index "interviews_second_problem_id_index" on "interviews" ("second_problem_id");`);
    this.addSql(`create index "interviews_cancelled_by_id_index" on "interviews" ("cancelled_by_id");`);
    this.addSql(`create index interviews_due_index on interviews (starts_at) where status in ('PROPOSED', 'CONFIRMED');`);
    this.addSql(`create table "interview_snapshots" ("interview_id" uuid not null, "sequence" int not null, "state" bytea not null, primary key ("interview_id"));`);
    this.addSql(`create table "interview_rooms" ("interview_id" uuid not null, "last_sequence" int not null default 0, "stored_bytes" int not null default 0, "opens_at" timestamptz(3) not null, "closes_at" timestamptz(3) not null, "started_at" timestamptz(3) null, "swapped_at" timestamptz(3) null, primary key ("interview_id"));`);
    this.addSql(`create table "interview_requests" ("id" uuid not null, "user_id" uuid not null, "status" text not null default 'OPEN', "level" int not null, "topics" text[] not null, "languages" text[] not null, "minutes" int not null, "is_priority" boolean not null default false, "interview_id" uuid null, "expires_at" timestamptz(3) not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "interview_requests_interview_id_index" on "interview_requests" ("interview_id");`);
    this.addSql(`create index "interview_requests_user_index" on "interview_requests" ("user_id", "id");`);
    this.addSql(`create index interview_requests_waiting_index on interview_requests (is_priority desc, id) where status = 'OPEN';`);
    this.addSql(`create unique index interview_requests_open_unique on interview_requests (user_id) where status = 'OPEN';`);
    this.addSql(`create table "interview_participants" ("interview_id" uuid not null, "seat" text not null, "user_id" uuid null, "confirmed_at" timestamptz(3) null, "joined_at" timestamptz(3) null, "notes" text not null default '', "feedback_at" timestamptz(3) null, "problem_solving" int null, "coding" int null, "communication" int null, "would_meet_again" boolean null, "comment" text not null default '', primary key ("interview_id", "seat"));`);
    this.addSql(`create index "interview_participants_user_index" on "interview_participants" ("user_id", "interview_id");`);
    this.addSql(`create table "interview_events" ("interview_id" uuid not null, "sequence" int not null, "kind" text not null, "seat" text null, "payload" bytea null, "text" text null, "result" jsonb null, "created_at" timestamptz(3) not null default now(), primary key ("interview_id", "sequence"));`);
    this.addSql(`alter table "interview_hosts" add constraint "interview_hosts_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "interview_hosts" add constraint "interview_hosts_headline_check" check (char_length(headline) <= 200);`);
    this.addSql(`alter table "interview_hosts" add constraint "interview_hosts_minutes_check" check (minutes >= 30 and minutes <= 90);`);
    this.addSql(`alter table "interview_hosts" add constraint "interview_hosts_notice_hours_check" check (notice_hours >= 1 and notice_hours <= 168);`);
    this.addSql(`alter table "interview_hosts" add constraint "interview_hosts_minutes_grid_check" check (minutes % 15 = 0);`);
    this.addSql(`alter table "interview_feeds" add constraint "interview_feeds_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "interview_feeds" add constraint "interview_feeds_token_digest_check" check (char_length(token_digest) <= 43);`);
    this.addSql(`alter table "interview_availability" add constraint "interview_availability_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "interview_availability" add constraint "interview_availability_local_check" check (char_length(local) <= 16);`);
    this.addSql(`alter table "interview_availability" add constraint "interview_availability_zone_check" check (char_length(zone) <= 64);`);
    this.addSql(`alter table "interview_availability" add constraint "interview_availability_minutes_check" check (minutes >= 30 and minutes <= 720);`);
    this.addSql(`alter table "interview_availability" add constraint "interview_availability_rule_check" check (char_length(rule) <= 300);`);
    this.addSql(`alter table "interview_availability" add constraint "interview_availability_exceptions_check" check (cardinality(exceptions) <= 100);`);
    this.addSql(`alter table "interviews" add constraint "interviews_first_problem_id_foreign" foreign key ("first_problem_id") references "problems" ("id") on delete set null;`);
    this.addSql(`alter table "interviews" add constraint "interviews_second_problem_id_foreign" foreign key ("second_problem_id") references "problems" ("id") on delete set null;`);
    this.addSql(`alter table "interviews" add constraint "interviews_cancelled_by_id_foreign" foreign key ("cancelled_by_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "interviews" add constraint "interviews_minutes_check" check (minutes >= 30 and minutes <= 90);`);
    this.addSql(`alter table "interviews" add constraint "interviews_language_check" check (char_length(language) <= 40);`);
    this.addSql(`alter table "interviews" add constraint "interviews_cancel_reason_check" check (char_length(cancel_reason) <= 500);`);
    this.addSql(`alter table "interviews" add constraint "interviews_cancelled_check" check (cancelled_at is null or status = 'CANCELLED');`);
    this.addSql(`alter table "interviews" add constraint "interviews_kind_check" check ("kind" in ('PEER', 'INSTRUCTOR'));`);
    this.addSql(`alter table "interviews" add constraint "interviews_status_check" check ("status" in ('PROPOSED', 'CONFIRMED', 'FINISHED', 'CANCELLED', 'EXPIRED', 'NO_SHOW'));`);
    this.addSql(`alter table "interviews" add constraint "interviews_sequence_check" check (sequence >= 0);`);
    this.addSql(`alter table "interview_snapshots" add constraint "interview_snapshots_interview_id_foreign" foreign key ("interview_id") references "interviews" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "interview_snapshots" add constraint "interview_snapshots_sequence_check" check (sequence >= 0);`);
    this.addSql(`alter table "interview_rooms" add constraint "interview_rooms_interview_id_foreign" foreign key ("interview_id") references "interviews" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "interview_rooms" add constraint "interview_rooms_stored_bytes_check" check (stored_bytes >= 0 and stored_bytes <= 4194304);`);
    this.addSql(`alter table "interview_rooms" add constraint "interview_rooms_last_sequence_check" check (last_sequence >= 0);`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_interview_id_foreign" foreign key ("interview_id") references "interviews" ("id") on delete set null;`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_level_check" check (level >= 1 and level <= 5);`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_topics_check" check (cardinality(topics) <= 5);`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_languages_check" check (cardinality(languages) <= 5);`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_minutes_check" check (minutes >= 30 and minutes <= 90);`);
    this.addSql(`alter table "interview_requests" add constraint "interview_requests_status_check" check ("status" in ('OPEN', 'MATCHED', 'CANCELLED', 'EXPIRED'));`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_interview_id_foreign" foreign key ("interview_id") references "interviews" ("id") on delete cascade;`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_notes_check" check (char_length(notes) <= 10000);`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_problem_solving_check" check (problem_solving >= 1 and problem_solving <= 5);`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_coding_check" check (coding >= 1 and coding <= 5);`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_communication_check" check (communication >= 1 and communication <= 5);`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_comment_check" check (char_length(comment) <= 2000);`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_feedback_check" check ((feedback_at is null) = (problem_solving is null) and (feedback_at is null) = (coding is null) and (feedback_at is null) = (communication is null));`);
    this.addSql(`alter table "interview_participants" add constraint "interview_participants_seat_check" check ("seat" in ('FIRST', 'SECOND'));`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_interview_id_foreign" foreign key ("interview_id") references "interviews" ("id") on delete cascade;`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_sequence_check" check (sequence >= 1 and sequence <= 1000000);`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_payload_check" check ((payload is not null) = (kind = 'UPDATE'::text));`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_text_check" check (char_length(text) <= 2000);`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_size_check" check (octet_length(payload) <= 32768);`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_kind_check" check ("kind" in ('UPDATE', 'MESSAGE', 'RUN', 'JOINED', 'STARTED', 'SWAPPED', 'CLOSED'));`);
    this.addSql(`alter table "interview_events" add constraint "interview_events_seat_check" check ("seat" in ('FIRST', 'SECOND'));`);
  }

  async down() {
    this.addSql(`alter table "interview_snapshots" drop constraint "interview_snapshots_interview_id_foreign";`);
    this.addSql(`alter table "interview_rooms" drop constraint "interview_rooms_interview_id_foreign";`);
    this.addSql(`alter table "interview_requests" drop constraint "interview_requests_interview_id_foreign";`);
    this.addSql(`alter table "interview_participants" drop constraint "interview_participants_interview_id_foreign";`);
    this.addSql(`alter table "interview_events" drop constraint "interview_events_interview_id_foreign";`);
    this.addSql(`drop table if exists "interview_hosts" cascade;`);
    this.addSql(`drop table if exists "interview_feeds" cascade;`);
    this.addSql(`drop table if exists "interview_availability" cascade;`);
    this.addSql(`drop table if exists "interviews" cascade;`);
    this.addSql(`drop table if exists "interview_snapshots" cascade;`);
    this.addSql(`drop table if exists "interview_rooms" cascade;`);
    this.addSql(`drop table if exists "interview_requests" cascade;`);
    this.addSql(`drop table if exists "interview_participants" cascade;`);
    this.addSql(`drop table if exists "interview_events" cascade;`);
  }
}
