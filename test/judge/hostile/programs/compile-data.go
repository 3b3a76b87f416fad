package main

// A few bytes of source, many of program.
var data = [24 << 20]byte{1: 1}

func main() { println(data[len(data)/2], data[1]) }
