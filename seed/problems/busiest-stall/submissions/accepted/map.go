package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReader(os.Stdin)
	var n int
	fmt.Fscan(reader, &n)
	counts := map[string]int{}
	for i := 0; i < n; i++ {
		var name string
		fmt.Fscan(reader, &name)
		counts[name]++
	}
	best := ""
	for name, count := range counts {
		if count > counts[best] || (count == counts[best] && name < best) {
			best = name
		}
	}
	fmt.Println(best, counts[best])
}
