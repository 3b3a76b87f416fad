package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReader(os.Stdin)
	var n, day, best int
	fmt.Fscan(reader, &n)
	for i := 1; i <= n; i++ {
		var value int
		fmt.Fscan(reader, &value)
		if i == 1 || value > best {
			day, best = i, value
		}
	}
	fmt.Println(day, best)
}
