import { Migration } from "@mikro-orm/migrations";

/** Organizations whose deletion has begun can't be reinstated. */
export class Migration20261208030000 extends Migration {
  async up() {
    this.addSql(`alter table "organizations" add column "deletion_begun" boolean not null default false;`);
    this.addSql(
      `update organizations o set deletion_begun = true from organization_deletions d where d.organization_id = o.id and d.status = 'RUNNING' and o.state = 'SUSPENDED';`,
    );
  }

  async down() {
    this.addSql(`alter table "organizations" drop column "deletion_begun";`);
  }
}
