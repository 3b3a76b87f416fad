package main

import (
	"bufio"
	"fmt"
	"os"
)

// There is room for twenty pins; the next one makes the program panic.
func main() {
	reader := bufio.NewReader(os.Stdin)
	var wears, holes [20]int
	var n, k, card int
	fmt.Fscan(reader, &n, &k)
	for pin := 0; pin < k; pin++ {
		fmt.Fscan(reader, &wears[pin])
	}
	for i := 0; i < n; i++ {
		fmt.Fscan(reader, &card)
		for pin := 0; pin < k; pin++ {
			holes[pin] += card >> pin & 1
		}
	}
	total := 0
	for pin := 0; pin < k; pin++ {
		total += wears[pin] * holes[pin] * (n - holes[pin])
	}
	fmt.Println(total)
}
