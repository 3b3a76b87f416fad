package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
)

type group struct {
	parent *group
	rank   int
	people int
}

func (g *group) root() *group {
	for g.parent != nil {
		g = g.parent
	}
	return g
}

func join(a, b *group) {
	a, b = a.root(), b.root()
	if a == b {
		return
	}
	if a.rank < b.rank {
		a, b = b, a
	}
	if a.rank == b.rank {
		a.rank++
	}
	b.parent = a
	a.people += b.people
}

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Split(bufio.ScanWords)
	next := func() int {
		scanner.Scan()
		value, _ := strconv.Atoi(scanner.Text())
		return value
	}
	n, m, q := next(), next(), next()
	huts := make([]group, n+1)
	for i := 1; i <= n; i++ {
		huts[i].people = next()
	}
	type bridge struct {
		from, to *group
		melts    bool
	}
	bridges := make([]bridge, m+1)
	for i := 1; i <= m; i++ {
		bridges[i] = bridge{from: &huts[next()], to: &huts[next()]}
	}
	melting := make([]bool, q)
	numbers := make([]int, q)
	for i := range numbers {
		scanner.Scan()
		melting[i] = scanner.Text() == "-"
		numbers[i] = next()
		if melting[i] {
			bridges[numbers[i]].melts = true
		}
	}
	for _, bridge := range bridges[1:] {
		if !bridge.melts {
			join(bridge.from, bridge.to)
		}
	}
	answers := make([]int, q)
	for i := q - 1; i >= 0; i-- {
		if melting[i] {
			join(bridges[numbers[i]].from, bridges[numbers[i]].to)
		} else {
			answers[i] = huts[numbers[i]].root().people
		}
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for i, answer := range answers {
		if !melting[i] {
			fmt.Fprintln(out, answer)
		}
	}
}
