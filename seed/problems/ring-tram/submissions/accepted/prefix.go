package main

import (
	"bufio"
	"os"
	"strconv"
)

var reader = bufio.NewReaderSize(os.Stdin, 1<<16)

func nextInt() int {
	symbol, err := reader.ReadByte()
	for err == nil && symbol < '0' {
		symbol, err = reader.ReadByte()
	}
	value := 0
	for err == nil && symbol >= '0' {
		value = value*10 + int(symbol-'0')
		symbol, err = reader.ReadByte()
	}
	return value
}

func main() {
	stops := nextInt()
	questions := nextInt()
	reached := make([]int64, stops+1)
	for i := 0; i < stops; i++ {
		reached[i+1] = reached[i] + int64(nextInt())
	}
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()
	var line []byte
	for ; questions > 0; questions-- {
		from, to := nextInt(), nextInt()
		ride := reached[to-1] - reached[from-1]
		if ride < 0 {
			ride += reached[stops]
		}
		line = strconv.AppendInt(line[:0], ride, 10)
		writer.Write(append(line, '\n'))
	}
}
