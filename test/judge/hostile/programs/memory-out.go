package main

import (
	"fmt"
	"os"
)

// /out is larger than the memory limit.
func main() {
	block := make([]byte, 4<<20)
	for i := 0; i < 40; i++ {
		if err := os.WriteFile(fmt.Sprintf("/out/%d", i), block, 0o600); err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println("PWNED")
}
