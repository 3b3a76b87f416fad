import { connect } from "node:net";

connect(Number(process.argv[3]), "127.0.0.1")
  .on("data", (data) => console.log("PWNED", data.length))
  .on("error", (error) => console.log(error.message));
