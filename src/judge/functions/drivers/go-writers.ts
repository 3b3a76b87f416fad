/** What every driver in Go has for writing values. */

/** See LIBRARY. */
export const WRITERS = `
type %mismatch string

var %out []byte

func %writeInt(value int)    { %out = strconv.AppendInt(%out, int64(value), 10) }
func %writeLong(value int64) { %out = strconv.AppendInt(%out, value, 10) }
func %writeBool(value bool)  { %out = strconv.AppendBool(%out, value) }

func %writeDouble(value float64) {
	if value != value {
		%out = append(%out, "\\"NaN\\""...)
		return
	}
	if value-value != 0 {
		if value > 0 {
			%out = append(%out, "\\"Infinity\\""...)
		} else {
			%out = append(%out, "\\"-Infinity\\""...)
		}
		return
	}
	start := len(%out)
	%out = strconv.AppendFloat(%out, value, 'g', -1, 64)
	for _, c := range %out[start:] {
		if c == '.' || c == 'e' {
			return
		}
	}
	%out = append(%out, ".0"...)
}

func %writeString(text string) {
	%out = append(%out, '"')
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '"' || c == '\\\\' {
			%out = append(%out, '\\\\', c)
		} else if c < 32 {
			const digits = "0123456789abcdef"
			%out = append(%out, '\\\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		} else {
			%out = append(%out, c)
		}
	}
	%out = append(%out, '"')
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

func %finish(channel int, token string, mark byte, payload []byte) {
	data := append([]byte(token), mark)
	data = append(append(data, payload...), '\\n')
	for len(data) > 0 {
		n, err := syscall.Write(channel, data)
		if err != nil && err != syscall.EINTR && err != syscall.EAGAIN {
			break
		}
		if n > 0 {
			data = data[n:]
		}
	}
	os.Exit(0)
}
`;
