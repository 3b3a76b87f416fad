package main

import (
	"fmt"
)

func main() {
	var minutes int
	fmt.Scan(&minutes)
	fmt.Printf("%d:%02d\n", minutes/60, minutes%60)
}
