/** What drivers in Go have for values that hold others, as generic functions. */

/** See BASE. Of all others. */
export const EACH = `
func %each(element func()) {
	%at++
	for %data[%at] != ']' {
		element()
		if %data[%at] == ',' {
			%at++
		}
	}
	%at++
}
`;

export const CONTAINERS = {
  list: `
func %readList[T any](read func() T) []T {
	list := []T{}
	%each(func() { list = append(list, read()) })
	return list
}

func %writeList[T any](list []T, write func(T)) {
	%out = append(%out, '[')
	for i, element := range list {
		if i > 0 {
			%out = append(%out, ',')
		}
		write(element)
	}
	%out = append(%out, ']')
}
`,
  linked_list: `
func %readLinked[T any](read func() T) *ListNode[T] {
	var head *ListNode[T]
	end := &head
	%each(func() {
		*end = &ListNode[T]{Value: read()}
		end = &(*end).Next
	})
	return head
}

func %writeLinked[T any](node *ListNode[T], write func(T)) {
	seen := map[*ListNode[T]]bool{}
	%out = append(%out, '[')
	for first := true; node != nil; node, first = node.Next, false {
		if seen[node] {
			panic(%mismatch("The linked list has a cycle."))
		}
		seen[node] = true
		if !first {
			%out = append(%out, ',')
		}
		write(node.Value)
	}
	%out = append(%out, ']')
}
`,
  tree: `
func %readTree[T any](read func() T) *TreeNode[T] {
	var nodes []*TreeNode[T]
	count := 0
	%each(func() {
		var node *TreeNode[T]
		if %data[%at] == 'n' {
			%at += 4
		} else {
			node = &TreeNode[T]{Value: read()}
		}
		if count > 0 {
			parent := nodes[(count-1)/2]
			if count&1 == 1 {
				parent.Left = node
			} else {
				parent.Right = node
			}
		}
		count++
		if node != nil {
			nodes = append(nodes, node)
		}
	})
	if nodes == nil {
		return nil
	}
	return nodes[0]
}

func %writeTree[T any](root *TreeNode[T], write func(T)) {
	seen := map[*TreeNode[T]]bool{}
	nodes := []*TreeNode[T]{root}
	%out = append(%out, '[')
	written := len(%out)
	for i := 0; i < len(nodes); i++ {
		node := nodes[i]
		if i > 0 {
			%out = append(%out, ',')
		}
		if node == nil {
			%out = append(%out, "null"...)
			continue
		}
		if seen[node] {
			panic(%mismatch("A node of the tree is there twice."))
		}
		seen[node] = true
		write(node.Value)
		written = len(%out)
		nodes = append(nodes, node.Left, node.Right)
	}
	%out = append(%out[:written], ']')
}
`,
};
