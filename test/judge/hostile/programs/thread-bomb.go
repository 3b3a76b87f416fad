package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
)

// Goroutines are cheap; one that holds its thread is not.
func main() {
	var ends [2]int
	syscall.Pipe(ends[:])
	var started sync.WaitGroup
	for i := 0; i < 100; i++ {
		started.Add(1)
		go func() {
			runtime.LockOSThread()
			started.Done()
			syscall.Read(ends[0], make([]byte, 1))
		}()
	}
	started.Wait()
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "Threads:")
	fmt.Println(strings.Fields(rest)[0])
}
