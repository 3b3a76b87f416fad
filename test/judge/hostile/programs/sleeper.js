Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500 * @SLOWNESS@);
console.log("PWNED");
