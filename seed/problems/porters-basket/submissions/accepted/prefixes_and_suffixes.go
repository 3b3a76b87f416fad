package main

import (
	"bufio"
	"fmt"
	"os"
)

type parcel struct {
	weight, pay int
}

// rows[i][x] is the largest pay for at most x pounds of the first i parcels.
func rows(list []parcel, load int) [][]int {
	result := [][]int{make([]int, load+1)}
	for i, item := range list {
		row := append([]int(nil), result[i]...)
		for left := item.weight; left <= load; left++ {
			if pay := result[i][left-item.weight] + item.pay; pay > row[left] {
				row[left] = pay
			}
		}
		result = append(result, row)
	}
	return result
}

// Tries every parcel as the daughter's; what Iolana carries alone lies before it and behind it.
func main() {
	reader := bufio.NewReader(os.Stdin)
	var n, load int
	fmt.Fscan(reader, &n, &load)
	list := make([]parcel, n)
	reversed := make([]parcel, n)
	for i := range list {
		fmt.Fscan(reader, &list[i].weight, &list[i].pay)
		reversed[n-1-i] = list[i]
	}
	before, behind := rows(list, load), rows(reversed, load)
	best := before[n][load]
	for i, item := range list {
		left := load - (item.weight+1)/2
		for x := 0; x <= left; x++ {
			if pay := before[i][x] + behind[n-1-i][left-x] + item.pay; pay > best {
				best = pay
			}
		}
	}
	fmt.Println(best)
}
