// Reports every test to the host as it ends: a suite takes long in an emulated machine.
import { report } from "./reports.mjs";

export default class Reporter {
  onTestCaseResult(_test, { fullName, status, duration, failureMessages }) {
    report({ test: fullName, status, seconds: Math.round((duration ?? 0) / 1000), failure: failureMessages?.[0]?.slice(0, 1500) });
  }
}
