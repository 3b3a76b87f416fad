package main

import "fmt"

// Go does not mix integer types: an int64 times an int is an error.
func main() {
	var score string
	fmt.Scan(&score)
	var total int64
	factor := 2
	for _, symbol := range score {
		total += factor * int64(symbol)
	}
	fmt.Println(total)
}
