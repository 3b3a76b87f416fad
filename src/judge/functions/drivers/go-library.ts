/** What drivers in Go have: nodes, and scalars read and written. */
import type { Scalar } from "../value-type.js";

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
export const BASE = `
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

type %mismatch string

var %out []byte

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

export const SCALARS: Readonly<Record<Scalar, string>> = {
  int: `
func %readInt() int { return int(%int()) }

func %writeInt(value int) { %out = strconv.AppendInt(%out, int64(value), 10) }
`,
  long: `
func %readLong() int64 { return %int() }

func %writeLong(value int64) { %out = strconv.AppendInt(%out, value, 10) }
`,
  bool: `
func %readBool() bool {
	if %data[%at] == 't' {
		%at += 4
		return true
	}
	%at += 5
	return false
}

func %writeBool(value bool) { %out = strconv.AppendBool(%out, value) }
`,
  double: `
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
`,
  string: `
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
`,
};
