/** What every driver in Go has: nodes, and values read and written by generic functions. */

export const LIST_NODE = `type ListNode[T any] struct {
	Value T
	Next  *ListNode[T]
}
`;

export const TREE_NODE = `type TreeNode[T any] struct {
	Value       T
	Left, Right *TreeNode[T]
}
`;

/** `%` is a prefix that the learner's names don't have. */
export const LIBRARY = `
var %data = func() []byte {
	var data []byte
	buffer := make([]byte, 1<<16)
	for {
		n, _ := syscall.Read(0, buffer)
		if n <= 0 {
			return data
		}
		data = append(data, buffer[:n]...)
	}
}()
var %at int

func %int() int64 {
	negative := %data[%at] == '-'
	if negative {
		%at++
	}
	var value uint64
	for %at < len(%data) && %data[%at] >= '0' && %data[%at] <= '9' {
		value = value*10 + uint64(%data[%at]-'0')
		%at++
	}
	if negative {
		return int64(-value)
	}
	return int64(value)
}

func %readInt() int      { return int(%int()) }
func %readLong() int64   { return %int() }
func %readBool() bool {
	if %data[%at] == 't' {
		%at += 4
		return true
	}
	%at += 5
	return false
}

func %readDouble() float64 {
	if %data[%at] == '"' {
		start := %at + 1
		for %at = start; %data[%at] != '"'; {
			%at++
		}
		%at++
		value, _ := strconv.ParseFloat(string(%data[start:%at-1]), 64)
		return value
	}
	start := %at
	for %at < len(%data) && %data[%at] != ',' && %data[%at] != ']' && %data[%at] != '\\n' {
		%at++
	}
	value, _ := strconv.ParseFloat(string(%data[start:%at]), 64)
	return value
}

func %readString() string {
	%at++
	var text []byte
	for %data[%at] != '"' {
		c := %data[%at]
		%at++
		if c != '\\\\' {
			text = append(text, c)
			continue
		}
		c = %data[%at]
		%at++
		switch c {
		case 'n':
			c = '\\n'
		case 't':
			c = '\\t'
		case 'r':
			c = '\\r'
		case 'b':
			c = '\\b'
		case 'f':
			c = '\\f'
		case 'u':
			code, _ := strconv.ParseUint(string(%data[%at:%at+4]), 16, 32)
			%at += 4
			if code >= 0xd800 && code < 0xdc00 && %data[%at] == '\\\\' && %data[%at+1] == 'u' {
				low, _ := strconv.ParseUint(string(%data[%at+2:%at+6]), 16, 32)
				%at += 6
				code = 0x10000 + (code-0xd800)<<10 + low - 0xdc00
			}
			text = append(text, string(rune(code))...)
			continue
		}
		text = append(text, c)
	}
	%at++
	return string(text)
}

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

func %readList[T any](read func() T) []T {
	list := []T{}
	%each(func() { list = append(list, read()) })
	return list
}

func %readLinked[T any](read func() T) *ListNode[T] {
	var head *ListNode[T]
	end := &head
	%each(func() {
		*end = &ListNode[T]{Value: read()}
		end = &(*end).Next
	})
	return head
}

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
`;
