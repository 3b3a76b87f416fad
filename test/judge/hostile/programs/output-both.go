package main

import (
	"bytes"
	"os"
)

// Half here, half there.
func main() {
	line := bytes.Repeat([]byte("x"), 1024)
	for i := 0; i < 2048; i++ {
		os.Stdout.Write(line)
		os.Stderr.Write(line)
	}
}
