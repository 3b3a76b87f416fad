package main

import "syscall"

func main() {
	for _, target := range []int{1, 0, -1} {
		syscall.Kill(target, syscall.SIGHUP)
		syscall.Kill(target, syscall.SIGKILL)
	}
}
