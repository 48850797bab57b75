package qr_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// This is a reader of QR codes, written from the standard and not from the library that
// makes them: versions 1 to 10 at level M, without mending errors; instead it demands that
// there are none.

// blocks are, by version, the error correction bytes of a block and the data bytes of each.
func blocks(version int) (correction int, data []int) {
	switch version {
	case 1:
		return 10, []int{16}
	case 2:
		return 16, []int{28}
	case 3:
		return 26, []int{44}
	case 4:
		return 18, []int{32, 32}
	case 5:
		return 24, []int{43, 43}
	case 6:
		return 16, []int{27, 27, 27, 27}
	case 7:
		return 18, []int{31, 31, 31, 31}
	case 8:
		return 22, []int{38, 38, 39, 39}
	case 9:
		return 22, []int{36, 36, 36, 37, 37}
	default:
		return 26, []int{43, 43, 43, 43, 44}
	}
}

// centres are where the small squares lie, in both directions.
func centres(version int) []int {
	switch {
	case version == 1:
		return nil
	case version <= 6:
		return []int{6, 4*version + 10}
	default:
		return []int{6, 2*version + 8, 4*version + 10}
	}
}

// functional tells whether a module belongs to the frame of the code instead of its data.
func functional(version, r, c int) bool {
	n := 4*version + 17
	if r < 9 && c < 9 || r < 9 && c >= n-8 || r >= n-8 && c < 9 || r == 6 || c == 6 {
		return true
	}
	if version >= 7 && (r < 6 && c >= n-11 || c < 6 && r >= n-11) {
		return true
	}
	for _, y := range centres(version) {
		for _, x := range centres(version) {
			corner := y == 6 && x == 6 || y == 6 && x == n-7 || y == n-7 && x == 6
			if !corner && r >= y-2 && r <= y+2 && c >= x-2 && c <= x+2 {
				return true
			}
		}
	}
	return false
}

func masked(mask, i, j int) bool {
	switch mask {
	case 0:
		return (i+j)%2 == 0
	case 1:
		return i%2 == 0
	case 2:
		return j%3 == 0
	case 3:
		return (i+j)%3 == 0
	case 4:
		return (i/2+j/3)%2 == 0
	case 5:
		return i*j%2+i*j%3 == 0
	case 6:
		return (i*j%2+i*j%3)%2 == 0
	default:
		return ((i+j)%2+i*j%3)%2 == 0
	}
}

// decode reads the text of a code.
func decode(m [][]bool) (string, error) {
	version := (len(m) - 17) / 4
	if len(m) != 4*version+17 || version < 1 || version > 10 {
		return "", fmt.Errorf("%d modules wide", len(m))
	}
	format := 0
	for _, at := range [][2]int{{8, 0}, {8, 1}, {8, 2}, {8, 3}, {8, 4}, {8, 5}, {8, 7}, {8, 8}, {7, 8}, {5, 8}, {4, 8}, {3, 8}, {2, 8}, {1, 8}, {0, 8}} {
		format <<= 1
		if m[at[0]][at[1]] {
			format |= 1
		}
	}
	format ^= 0x5412
	if format>>13 != 0 {
		return "", fmt.Errorf("error correction level %d is not M", format>>13)
	}
	raw := walk(m, version, format>>10&7)
	data, err := untangle(raw, version)
	if err != nil {
		return "", err
	}
	return read(data, version)
}

// walk collects the data bytes in their zigzag order.
func walk(m [][]bool, version, mask int) []byte {
	var out []byte
	n, value, count := len(m), 0, 0
	up := true
	for right := n - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for step := range n {
			r := step
			if up {
				r = n - 1 - step
			}
			for _, c := range []int{right, right - 1} {
				if functional(version, r, c) {
					continue
				}
				value <<= 1
				if m[r][c] != masked(mask, r, c) {
					value |= 1
				}
				if count++; count == 8 {
					out = append(out, byte(value))
					value, count = 0, 0
				}
			}
		}
		up = !up
	}
	return out
}

// untangle takes the interleaved blocks apart and checks each of them.
func untangle(raw []byte, version int) ([]byte, error) {
	correction, sizes := blocks(version)
	parts := make([][]byte, len(sizes))
	take := func(want func(size int) int) {
		for i := range 200 {
			for b, size := range sizes {
				if i < want(size) {
					parts[b] = append(parts[b], raw[0])
					raw = raw[1:]
				}
			}
		}
	}
	take(func(size int) int { return size })
	take(func(int) int { return correction })
	var out []byte
	for b, p := range parts {
		root := 1
		for range correction {
			sum := 0
			for _, v := range p {
				sum = multiply(sum, root) ^ int(v)
			}
			if sum != 0 {
				return nil, fmt.Errorf("block %d has errors", b)
			}
			root = multiply(root, 2)
		}
		out = append(out, p[:sizes[b]]...)
	}
	return out, nil
}

// multiply is multiplication in the field of 256 elements the standard uses.
func multiply(a, b int) int {
	product := 0
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		if a <<= 1; a > 255 {
			a ^= 0x11d
		}
	}
	return product
}

// read turns the bits of the data into text.
func read(data []byte, version int) (string, error) {
	pos := 0
	next := func(n int) int {
		v := 0
		for range n {
			v = v<<1 | int(data[pos/8]>>(7-pos%8)&1)
			pos++
		}
		return v
	}
	wide := 0
	if version >= 10 {
		wide = 1
	}
	const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
	var out strings.Builder
	for len(data)*8-pos >= 4 {
		switch mode := next(4); mode {
		case 0:
			return out.String(), nil
		case 1:
			for n := next(10 + 2*wide); n > 0; n -= 3 {
				digits := min(n, 3)
				fmt.Fprintf(&out, "%0*d", digits, next([]int{0, 4, 7, 10}[digits]))
			}
		case 2:
			n := next(9 + 2*wide)
			for ; n > 1; n -= 2 {
				v := next(11)
				out.WriteByte(letters[v/45])
				out.WriteByte(letters[v%45])
			}
			if n == 1 {
				out.WriteByte(letters[next(6)])
			}
		case 4:
			for n := next(8 + 8*wide); n > 0; n-- {
				out.WriteByte(byte(next(8)))
			}
		default:
			return "", fmt.Errorf("mode %d", mode)
		}
	}
	return out.String(), nil
}

var bar = regexp.MustCompile(`([Mm])(-?\d+) (-?\d+)h(\d+)v1h-(\d+)z`)

// paint draws an SVG path of bars, the way a browser does, into size by size modules.
func paint(path string, size int) ([][]bool, error) {
	m := make([][]bool, size)
	for i := range m {
		m[i] = make([]bool, size)
	}
	x, y, used := 0, 0, 0
	for _, b := range bar.FindAllStringSubmatch(path, -1) {
		var v [4]int
		for i := range v {
			v[i], _ = strconv.Atoi(b[i+2])
		}
		if b[1] == "M" {
			x, y = 0, 0
		}
		x, y = x+v[0], y+v[1]
		if v[2] != v[3] || y < 0 || y >= size || x < 0 || x+v[2] > size {
			return nil, fmt.Errorf("bad bar %s at %d,%d", b[0], x, y)
		}
		for i := range v[2] {
			m[y][x+i] = true
		}
		used += len(b[0])
	}
	if used != len(path) {
		return nil, fmt.Errorf("%d of %d bytes of the path are bars", used, len(path))
	}
	return m, nil
}
