// A debugger that waits for whoever calls.
const inspector = require("node:inspector");
try {
  inspector.open(0);
} catch {}
if (inspector.url()) console.log("PWNED", inspector.url());
process.exit(0);
