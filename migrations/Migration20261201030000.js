import { Migration } from "@mikro-orm/migrations";

export class Migration20261201030000 extends Migration {
  async up() {
    this.addSql(`alter table "tracks" add "organization_id" uuid null, add "visibility" text not null default 'PUBLIC';`);
    this.addSql(`alter table "tracks" add constraint "tracks_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete restrict;`);
    this.addSql(`create index "tracks_organization_id_index" on "tracks" ("organization_id");`);
    this.addSql(`alter table "tracks" add constraint "tracks_owner_check" check (visibility = 'PUBLIC' or organization_id is not null);`);
    this.addSql(`alter table "tracks" add constraint "tracks_visibility_check" check ("visibility" in ('PUBLIC', 'ORGANIZATION'));`);
    this.addSql(`alter table "problems" add "organization_id" uuid null, add "visibility" text not null default 'PUBLIC';`);
    this.addSql(`alter table "problems" add constraint "problems_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete restrict;`);
    this.addSql(`create index "problems_organization_id_index" on "problems" ("organization_id");`);
    this.addSql(`alter table "problems" add constraint "problems_owner_check" check (visibility = 'PUBLIC' or organization_id is not null);`);
    this.addSql(`alter table "problems" add constraint "problems_visibility_check" check ("visibility" in ('PUBLIC', 'ORGANIZATION'));`);
    this.addSql(`alter table "classes" add "organization_id" uuid null;`);
    this.addSql(`alter table "classes" add constraint "classes_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete restrict;`);
    this.addSql(`create index "classes_organization_id_index" on "classes" ("organization_id");`);
  }

  async down() {
    this.addSql(`alter table "classes" drop constraint "classes_organization_id_foreign";`);
    this.addSql(`alter table "problems" drop constraint "problems_organization_id_foreign";`);
    this.addSql(`alter table "tracks" drop constraint "tracks_organization_id_foreign";`);
    this.addSql(`drop index "classes_organization_id_index";`);
    this.addSql(`alter table "classes" drop column "organization_id";`);
    this.addSql(`drop index "problems_organization_id_index";`);
    this.addSql(`alter table "problems" drop constraint "problems_owner_check";`);
    this.addSql(`alter table "problems" drop constraint "problems_visibility_check";`);
    this.addSql(`alter table "problems" drop column "organization_id", drop column "visibility";`);
    this.addSql(`drop index "tracks_organization_id_index";`);
    this.addSql(`alter table "tracks" drop constraint "tracks_owner_check";`);
    this.addSql(`alter table "tracks" drop constraint "tracks_visibility_check";`);
    this.addSql(`alter table "tracks" drop column "organization_id", drop column "visibility";`);
  }
}
