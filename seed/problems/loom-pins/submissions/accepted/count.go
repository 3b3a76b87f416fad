package main

import (
	"bufio"
	"fmt"
	"math/bits"
	"os"
	"strconv"
)

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	next := func() int {
		scanner.Scan()
		value, _ := strconv.Atoi(scanner.Text())
		return value
	}
	n, k := next(), next()
	wears := make([]int, k)
	for pin := range wears {
		wears[pin] = next()
	}
	holes := make([]int, k)
	for i := 0; i < n; i++ {
		for card := uint(next()); card != 0; card &= card - 1 {
			holes[bits.TrailingZeros(card)]++
		}
	}
	total := 0
	for pin, wear := range wears {
		total += wear * holes[pin] * (n - holes[pin])
	}
	fmt.Println(total)
}
