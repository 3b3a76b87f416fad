package main

import (
	"bufio"
	"fmt"
	"os"
)

// The right rules, but a pan's weight wraps around at 32 bits.
func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var count int
	var capacity int64
	fmt.Fscan(reader, &count, &capacity)
	var pans [2]int32
	crates, onLeft := 1, 0
	for i := 0; i < count; i++ {
		var weight int32
		fmt.Fscan(reader, &weight)
		pan := 0
		if pans[1] < pans[0] {
			pan = 1
		}
		if int64(pans[pan]+weight) > capacity {
			crates++
			pans = [2]int32{}
			pan = 0
		}
		pans[pan] += weight
		if pan == 0 {
			onLeft++
		}
	}
	fmt.Println(crates, onLeft)
}
