import { Migration } from "@mikro-orm/migrations";

export class Migration20261129091252 extends Migration {
  async up() {
    this.addSql(`create table "rejudgings" ("id" uuid not null, "problem_id" uuid null, "status" text not null default 'OPEN', "reason" text not null default '', "apply_when_judged" boolean not null default false, "submission_count" int not null, "created_by_id" uuid not null, "created_at" timestamptz(3) not null default now(), "decided_by_id" uuid null, "decided_at" timestamptz(3) null, "verdict_changes" jsonb null, primary key ("id"));`);
    this.addSql(`create index "rejudgings_created_by_id_index" on "rejudgings" ("created_by_id");`);
    this.addSql(`create index "rejudgings_decided_by_id_index" on "rejudgings" ("decided_by_id");`);
    this.addSql(`create index rejudgings_open_index on rejudgings (id) where status in ('OPEN', 'APPLYING');`);
    this.addSql(`create index "rejudgings_problem_index" on "rejudgings" ("problem_id", "id");`);
    this.addSql(`alter table "judgements" add "rejudging_id" uuid null, add "staged" boolean not null default false;`);
    this.addSql(`alter table "judgements" add constraint "judgements_rejudging_id_foreign" foreign key ("rejudging_id") references "rejudgings" ("id") on delete set null;`);
    this.addSql(`create index judgements_rejudging_index on judgements (rejudging_id, status, staged) where rejudging_id is not null;`);
    this.addSql(`create unique index judgements_staged_unique on judgements (submission_id) where staged;`);
    this.addSql(`alter table "rejudgings" add constraint "rejudgings_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "rejudgings" add constraint "rejudgings_created_by_id_foreign" foreign key ("created_by_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "rejudgings" add constraint "rejudgings_decided_by_id_foreign" foreign key ("decided_by_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "rejudgings" add constraint "rejudgings_reason_check" check (char_length(reason) <= 1000);`);
    this.addSql(`alter table "rejudgings" add constraint "rejudgings_submission_count_check" check (submission_count >= 1);`);
    this.addSql(`alter table "rejudgings" add constraint "rejudgings_status_check" check ("status" in ('OPEN', 'APPLYING', 'APPLIED', 'CANCELLED'));`);
  }

  async down() {
    // They do not count, and nothing would say so any more.
    this.addSql(`delete from "judgements" where "staged";`);
    this.addSql(`alter table "judgements" drop constraint "judgements_rejudging_id_foreign";`);
    this.addSql(`drop table if exists "rejudgings" cascade;`);
    this.addSql(`drop index "judgements_rejudging_index";`);
    this.addSql(`drop index "judgements_staged_unique";`);
    this.addSql(`alter table "judgements" drop column "rejudging_id", drop column "staged";`);
  }
}
