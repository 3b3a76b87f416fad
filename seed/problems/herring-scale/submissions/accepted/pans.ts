import * as fs from "node:fs";

type Pan = "left" | "right";

class Scale {
  crates = 0;
  herringOnLeft = 0;
  private weights: Record<Pan, number> = { left: 0, right: 0 };

  constructor(private readonly capacity: number) {}

  lay(herring: number): void {
    const pan: Pan = this.weights.left <= this.weights.right ? "left" : "right";
    if (this.weights[pan] + herring > this.capacity) {
      this.empty();
      this.put("left", herring);
    } else {
      this.put(pan, herring);
    }
  }

  empty(): void {
    this.crates += 1;
    this.weights = { left: 0, right: 0 };
  }

  private put(pan: Pan, herring: number): void {
    this.weights[pan] += herring;
    if (pan === "left") {
      this.herringOnLeft += 1;
    }
  }
}

const [header, list] = fs.readFileSync(0).toString("latin1").split("\n");
const scale = new Scale(Number(header.split(" ")[1]));
for (const herring of list.trim().split(" ")) {
  scale.lay(Number(herring));
}
scale.empty();
console.log(`${scale.crates} ${scale.herringOnLeft}`);
