/** Of a worker that judges nothing: it finds no launcher, and does the rest of its work. */
export const WITHOUT_JUDGE = { JUDGE_LAUNCHER_SOCKET: "/nonexistent" };
/** Its line when it is ready. */
export const STARTED = /worker started/;
