package main

import (
	"fmt"
	"strings"
)

// Go refuses to compile a program with an import that is never used.
func main() {
	var message string
	fmt.Scan(&message)
	fmt.Println(message)
}
