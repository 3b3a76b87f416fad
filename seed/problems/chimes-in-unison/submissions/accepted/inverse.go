package main

import (
	"bufio"
	"fmt"
	"os"
)

// Returns the greatest common divisor g of a and m, and x with a*x = g modulo m.
func euclid(a, m int64) (int64, int64) {
	x0, x1 := int64(1), int64(0)
	for m != 0 {
		quotient := a / m
		a, m = m, a-quotient*m
		x0, x1 = x1, x0-quotient*x1
	}
	return a, x0
}

func together(a, p, b, r int64) int64 {
	divisor, x := euclid(p, r)
	if (b-a)%divisor != 0 {
		return -1
	}
	modulus := r / divisor
	first := (b - a) / divisor % modulus * (x % modulus) % modulus
	if first < 0 {
		first += modulus
	}
	minute := a + first*p
	if minute < b {
		step := p * modulus
		minute += (b - minute + step - 1) / step * step
	}
	return minute
}

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	writer := bufio.NewWriter(os.Stdout)
	defer writer.Flush()
	var pairs int
	fmt.Fscan(reader, &pairs)
	for ; pairs > 0; pairs-- {
		var a, p, b, r int64
		fmt.Fscan(reader, &a, &p, &b, &r)
		fmt.Fprintln(writer, together(a, p, b, r))
	}
}
