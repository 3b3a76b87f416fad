const blocks: Float64Array[] = [];
for (let i = 0; i < 40; i++) blocks.push(new Float64Array(1 << 20).fill(1));
console.log("PWNED", blocks.length);
