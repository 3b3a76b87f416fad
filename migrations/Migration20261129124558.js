import { Migration } from "@mikro-orm/migrations";

export class Migration20261129124558 extends Migration {
  async up() {
    this.addSql(`alter table "problems" add "scoring" jsonb not null default '{"mode":"PASS_FAIL","stopOnFirstFailure":true,"passingScore":null,"groups":[]}';`);
    this.addSql(`alter table "problems" add constraint "problems_scoring_check" check (jsonb_typeof(scoring) = 'object'::text);`);
    this.addSql(`alter table "judgements" add "score" double precision null, add "max_score" double precision null, add "groups" jsonb null;`);
    this.addSql(`alter table "judgements" add constraint "judgements_score_check" check (abs(score) = score and score <= max_score);`);
    this.addSql(`alter table "judgements" add constraint "judgements_max_score_check" check ((max_score is not null) = (score is not null));`);
    this.addSql(`alter table "judgements" add constraint "judgements_groups_check" check ((groups is not null) = (score is not null));`);
  }

  async down() {
    this.addSql(`alter table "judgements" drop constraint "judgements_score_check";`);
    this.addSql(`alter table "judgements" drop constraint "judgements_max_score_check";`);
    this.addSql(`alter table "judgements" drop constraint "judgements_groups_check";`);
    this.addSql(`alter table "judgements" drop column "score", drop column "max_score", drop column "groups";`);
    this.addSql(`alter table "problems" drop constraint "problems_scoring_check";`);
    this.addSql(`alter table "problems" drop column "scoring";`);
  }
}
