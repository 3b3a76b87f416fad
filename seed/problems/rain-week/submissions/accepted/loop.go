package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	reader := bufio.NewReader(os.Stdin)
	var n, total, largest, dry int
	fmt.Fscan(reader, &n)
	for i := 0; i < n; i++ {
		var amount int
		fmt.Fscan(reader, &amount)
		total += amount
		if amount > largest {
			largest = amount
		}
		if amount == 0 {
			dry++
		}
	}
	fmt.Println(total, largest, dry)
}
