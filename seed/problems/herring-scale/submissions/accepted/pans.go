package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var count int
	var capacity int64
	fmt.Fscan(reader, &count, &capacity)
	var left, right int64
	crates, onLeft := 1, 0
	for i := 0; i < count; i++ {
		var weight int64
		fmt.Fscan(reader, &weight)
		pan := &left
		if right < left {
			pan = &right
		}
		if *pan+weight > capacity {
			crates++
			left, right = 0, 0
			pan = &left
		}
		*pan += weight
		if pan == &left {
			onLeft++
		}
	}
	fmt.Println(crates, onLeft)
}
