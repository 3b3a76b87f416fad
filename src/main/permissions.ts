import { printedPermissions } from "../app/programs/permissions.js";

console.log(printedPermissions());
