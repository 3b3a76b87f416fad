package main

import (
	"bufio"
	"fmt"
	"os"
)

func larger(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}

// best[i] is the best profit of the first i beds if bed i is empty or i is 0; a block of up to k planted beds, which
// alternate between the plants, stands between two empty ones.
func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<16)
	var beds, longest int
	fmt.Fscan(reader, &beds, &longest)
	tulips := make([]int64, beds+2)
	mint := make([]int64, beds+2)
	best := make([]int64, beds+2)
	for bed := 1; bed <= beds; bed++ {
		fmt.Fscan(reader, &tulips[bed], &mint[bed])
	}
	// An additional empty bed in the end closes the last block.
	for empty := 1; empty <= beds+1; empty++ {
		best[empty] = best[empty-1]
		var endsWithTulips, endsWithMint int64
		for size := 1; size <= longest && size < empty; size++ {
			bed := empty - size
			if size%2 == 1 {
				endsWithTulips += tulips[bed]
				endsWithMint += mint[bed]
			} else {
				endsWithTulips += mint[bed]
				endsWithMint += tulips[bed]
			}
			best[empty] = larger(best[empty], best[bed-1]+larger(endsWithTulips, endsWithMint))
		}
	}
	fmt.Println(best[beds+1])
}
