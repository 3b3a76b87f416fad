import * as stolen from "/var/tmp/@SCRIPT@";
const shown: never = stolen.secret;
