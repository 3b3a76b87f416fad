import { MigrationGenerator } from "@mikro-orm/migrations";

/** Writes migrations as plain ES modules, which Node.js runs without a build. */
export class EsModuleMigrationGenerator extends MigrationGenerator {
  override generateMigrationFile(className: string, diff: { up: string[]; down: string[] }): string {
    const method = (name: string, statements: string[]) =>
      [`  async ${name}() {`, ...statements.filter(Boolean).map((sql) => this.createStatement(sql, 4).trimEnd()), "  }"].join("\n");
    return [
      'import { Migration } from "@mikro-orm/migrations";',
      "",
      `export class ${className} extends Migration {`,
      `${method("up", diff.up)}\n`,
      method("down", diff.down),
      "}",
      "",
    ].join("\n");
  }
}
