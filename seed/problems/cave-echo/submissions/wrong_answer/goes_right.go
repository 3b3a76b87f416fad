package main

func deepestEcho(cave *TreeNode[int]) []int {
	if cave == nil {
		return []int{}
	}
	left, right := deepestEcho(cave.Left), deepestEcho(cave.Right)
	if len(left) > len(right) {
		return append([]int{cave.Value}, left...)
	}
	return append([]int{cave.Value}, right...)
}
