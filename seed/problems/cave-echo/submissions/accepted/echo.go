package main

func deepestEcho(cave *TreeNode[int]) []int {
	best := map[*TreeNode[int]]*TreeNode[int]{}
	var measure func(chamber *TreeNode[int]) (int, int)
	measure = func(chamber *TreeNode[int]) (int, int) {
		if chamber == nil {
			return 0, 0
		}
		length, sum := measure(chamber.Left)
		best[chamber] = chamber.Left
		if otherLength, otherSum := measure(chamber.Right); otherLength > length || otherLength == length && otherSum > sum {
			length, sum = otherLength, otherSum
			best[chamber] = chamber.Right
		}
		return length + 1, sum + chamber.Value
	}
	measure(cave)
	way := []int{}
	for ; cave != nil; cave = best[cave] {
		way = append(way, cave.Value)
	}
	return way
}
