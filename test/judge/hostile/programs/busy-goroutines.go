package main

import (
	"fmt"
	"syscall"
)

// Several at once, none of which is the main one.
func main() {
	for i := 0; i < 4; i++ {
		go func() {
			for {
			}
		}()
	}
	for {
		var usage syscall.Rusage
		syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
		if usage.Utime.Sec >= 1*@SLOWNESS@ {
			fmt.Println("PWNED")
			return
		}
	}
}
