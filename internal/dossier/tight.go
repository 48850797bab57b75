package dossier

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"slices"
)

// The pieces of a ZIP, as its format has them.
const (
	localSize    = 30 // of the header before a part, without its name and what follows that
	centralSize  = 46 // of an entry of the list at the end, likewise
	endSize      = 22 // of the end of that list
	localMark    = "PK\x03\x04"
	centralMark  = "PK\x01\x02"
	endMark      = "PK\x05\x06"
	trailerMark  = "PK\x07\x08"
	trailerSize  = 16 // of sum and sizes after a part, with their mark
	trailerLong  = 24
	hasTrailer   = 1 << 3
	mostOverhead = 64 << 10 // of names and what follows them
)

// tight tells whether the parts, in whatever order, the list of them and its end fill the whole file, and name the same
// parts: between them there is room for what no reader shows.
func tight(file io.ReaderAt, size int64, z *zip.Reader) bool {
	type placed struct {
		f  *zip.File
		at int64
	}
	var all []placed
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil || f.Comment != "" {
			return false
		}
		all = append(all, placed{f, at})
	}
	slices.SortFunc(all, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	end := int64(0)
	for _, p := range all {
		head, ok := piece(file, end, localSize)
		if !ok || string(head[:4]) != localMark {
			return false
		}
		name, extra := int64(binary.LittleEndian.Uint16(head[26:])), int64(binary.LittleEndian.Uint16(head[28:]))
		said, ok := piece(file, end+localSize, name)
		if !ok || string(said) != p.f.Name || end+localSize+name+extra != p.at {
			return false
		}
		end = p.at + int64(p.f.CompressedSize64)
		if p.f.Flags&hasTrailer != 0 {
			end += trailer(file, end)
		}
	}
	for range all {
		entry, ok := piece(file, end, centralSize)
		if !ok || string(entry[:4]) != centralMark {
			return false
		}
		for _, at := range []int{28, 30, 32} { // lengths of its name, of what follows that, and of its comment
			end += int64(binary.LittleEndian.Uint16(entry[at:]))
		}
		end += centralSize
	}
	last, ok := piece(file, end, endSize)
	return ok && bytes.HasPrefix(last, []byte(endMark)) && end+endSize == size
}

// trailer is how long what follows a part is: sums and sizes, which may be long ones.
func trailer(file io.ReaderAt, at int64) int64 {
	mark, ok := piece(file, at, trailerLong+4)
	switch {
	case !ok || string(mark[:4]) != trailerMark:
		return trailerSize - 4
	case isMark(mark[trailerLong:]) && !isMark(mark[trailerSize:]):
		return trailerLong
	default:
		return trailerSize
	}
}

func isMark(b []byte) bool {
	return bytes.HasPrefix(b, []byte(localMark)) || bytes.HasPrefix(b, []byte(centralMark))
}

func piece(file io.ReaderAt, at, n int64) ([]byte, bool) {
	if n > mostOverhead {
		return nil, false
	}
	b := make([]byte, n)
	_, err := file.ReadAt(b, at)
	return b, err == nil
}
