// The compiler quotes what it does not understand.
/// <reference path="/var/tmp/@SCRIPT@" />
export {};
