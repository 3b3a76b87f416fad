import { Migration } from "@mikro-orm/migrations";

export class Migration20261128194300 extends Migration {
  async up() {
    this.addSql(`create table "mail_suppressions" ("id" uuid not null, "email" text not null, "reason" text not null, "detail" text not null default '', "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "mail_suppressions" add constraint "mail_suppressions_email_unique" unique ("email");`);
    this.addSql(`alter table "mail_suppressions" add constraint "mail_suppressions_email_check" check (char_length(email) <= 254);`);
    this.addSql(`alter table "mail_suppressions" add constraint "mail_suppressions_detail_check" check (char_length(detail) <= 500);`);
    this.addSql(`alter table "mail_suppressions" add constraint "mail_suppressions_reason_check" check ("reason" in ('BOUNCE', 'COMPLAINT'));`);
  }

  async down() {
    this.addSql(`drop table if exists "mail_suppressions" cascade;`);
  }
}
